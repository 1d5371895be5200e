package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int SMALL = 130;
  private static final int LARGE = 100_000;

  /// Entries and roots of the reference implementations (Certificate Transparency,
  /// transparency-dev).
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static MerkleTree published() {
    MerkleTree tree = new MerkleTree();
    ENTRIES.forEach(entry -> tree.append(Hash.ofLeaf(HexFormat.of().parseHex(entry))));
    return tree;
  }

  private static List<Hash> hashes(String... hex) {
    return List.of(hex).stream().map(Hash::parse).toList();
  }

  @Test
  void rootsAreThoseOfTheReferenceImplementations() {
    MerkleTree tree = published();
    Frontier frontier = Frontier.EMPTY;
    for (int size = 0; size <= ENTRIES.size(); size++) {
      assertThat(tree.root(size)).hasToString(ROOTS.get(size));
      assertThat(frontier.root()).hasToString(ROOTS.get(size));
      if (size < ENTRIES.size()) {
        frontier = frontier.append(Hash.ofLeaf(HexFormat.of().parseHex(ENTRIES.get(size))));
      }
    }
  }

  @Test
  void proofsAreThoseOfTheReferenceImplementations() {
    MerkleTree tree = published();
    assertThat(tree.inclusion(0, 8).hashes())
        .isEqualTo(
            hashes(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    assertThat(tree.inclusion(5, 8).hashes())
        .isEqualTo(
            hashes(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    assertThat(tree.consistency(6, 8).hashes())
        .isEqualTo(
            hashes(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    assertThat(tree.consistency(2, 5).hashes())
        .isEqualTo(
            hashes(
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
  }

  @Test
  void everyRootAndProofOfSmallLogsAgreesWithTheDefinition() {
    List<Hash> leaves = leaves(SMALL);
    MerkleTree tree = MerkleTree.of(leaves);
    List<Hash> roots =
        IntStream.rangeClosed(0, SMALL).mapToObj(n -> defined(leaves.subList(0, n))).toList();
    Frontier frontier = Frontier.EMPTY;
    for (int size = 0; size <= SMALL; size++) {
      Hash root = roots.get(size);
      assertThat(tree.root(size)).isEqualTo(root);
      assertThat(frontier).isEqualTo(tree.frontier(size));
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index, size);
        assertThat(proof.hashes()).isEqualTo(definedPath(index, leaves.subList(0, size)));
        assertThat(proof.proves(leaves.get(index), root)).isTrue();
        assertThat(proof.proves(leaves.get((index + 1) % SMALL), root)).isFalse();
      }
      for (int from = 0; from <= size; from++) {
        assertThat(tree.consistency(from, size).connects(roots.get(from), root))
            .as("%d to %d", from, size)
            .isTrue();
      }
      if (size < SMALL) {
        frontier = frontier.append(leaves.get(size));
      }
    }
  }

  @Test
  void anyTwoSizesOfALargeLogAreConsistent() {
    MerkleTree tree = MerkleTree.of(leaves(LARGE));
    Random random = new Random(6962);
    for (int i = 0; i < 5_000; i++) {
      int one = random.nextInt(LARGE + 1);
      int two = random.nextInt(LARGE + 1);
      long from = Math.min(one, two);
      long to = Math.max(one, two);
      ConsistencyProof proof = tree.consistency(from, to);
      assertThat(proof.connects(tree.root(from), tree.root(to))).as("%d to %d", from, to).isTrue();
      if (from > 0 && from < to) {
        assertThat(proof.connects(tree.root(from - 1), tree.root(to))).isFalse();
        assertThat(proof.connects(tree.root(from), tree.root(to - 1))).isFalse();
      }
      assertThat(proof.hashes().size()).isLessThanOrEqualTo(18);
    }
  }

  @Test
  void changedProofsProveNothing() {
    int size = 45;
    List<Hash> leaves = leaves(size);
    MerkleTree tree = MerkleTree.of(leaves);
    for (int index = 0; index < size; index++) {
      InclusionProof proof = tree.inclusion(index, size);
      Hash leaf = leaves.get(index);
      for (List<Hash> altered : alterations(proof.hashes())) {
        assertThat(new InclusionProof(index, size, altered).proves(leaf, tree.root())).isFalse();
      }
      for (int other = -1; other <= size; other++) {
        assertThat(new InclusionProof(other, size, proof.hashes()).proves(leaf, tree.root()))
            .isEqualTo(other == index);
      }
      ConsistencyProof growth = tree.consistency(index, size);
      for (List<Hash> altered : alterations(growth.hashes())) {
        assertThat(
                new ConsistencyProof(index, size, altered).connects(tree.root(index), tree.root()))
            .as("from %d", index)
            .isFalse();
      }
    }
  }

  @Test
  void whatTheLogNeverWasIsRefused() {
    MerkleTree tree = MerkleTree.of(leaves(3));
    assertThatThrownBy(() -> tree.root(4)).hasMessage("the log has 3 entries and never had 4");
    assertThatThrownBy(() -> tree.inclusion(2, 2)).hasMessage("no entry 2 among 2");
    assertThatThrownBy(() -> tree.consistency(3, 2))
        .hasMessage("a log of 2 entries was never one of 3");
    assertThatThrownBy(() -> new Frontier(3, List.of(Hash.EMPTY)))
        .hasMessage("a log of 3 entries falls into 2 complete subtrees, not 1");
  }

  /// One hash changed, left out, added.
  private static List<List<Hash>> alterations(List<Hash> hashes) {
    List<List<Hash>> all = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      List<Hash> changed = new ArrayList<>(hashes);
      changed.set(i, Hash.of(changed.get(i).bytes()));
      all.add(changed);
      List<Hash> shorter = new ArrayList<>(hashes);
      shorter.remove(i);
      all.add(shorter);
    }
    for (int i = 0; i <= hashes.size(); i++) {
      List<Hash> longer = new ArrayList<>(hashes);
      longer.add(i, Hash.EMPTY);
      all.add(longer);
    }
    return all;
  }

  private static List<Hash> leaves(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Hash.ofLeaf(("entry " + i).getBytes(UTF_8)))
        .toList();
  }

  /// MTH of RFC 6962 section 2.1, word by word.
  private static Hash defined(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.EMPTY;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = split(leaves.size());
    return Hash.ofNode(defined(leaves.subList(0, k)), defined(leaves.subList(k, leaves.size())));
  }

  private static List<Hash> definedPath(int index, List<Hash> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves.size());
    List<Hash> left = leaves.subList(0, k);
    List<Hash> right = leaves.subList(k, leaves.size());
    List<Hash> path =
        new ArrayList<>(index < k ? definedPath(index, left) : definedPath(index - k, right));
    path.add(index < k ? defined(right) : defined(left));
    return path;
  }

  private static int split(int size) {
    int k = 1;
    while (k * 2 < size) {
      k *= 2;
    }
    return k;
  }
}
