package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The algebra against [BitSet], over both families cut into cells that meet at every border that
/// arithmetic could stumble at.
class IpSetTest {

  /// The first addresses of the cells.
  private static final List<String> STARTS =
      List.of(
          "0.0.0.0",
          "0.0.0.1",
          "10.0.0.0",
          "11.0.0.0",
          "128.0.0.0",
          "255.255.255.255",
          "::",
          "::1",
          "0:0:0:1::",
          "2001:db8::",
          "8000::",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  private static final List<IpRange> CELLS = cells();

  private static List<IpRange> cells() {
    List<IpRange> cells = new ArrayList<>();
    for (int i = 0; i < STARTS.size(); i++) {
      IpAddress first = IpAddress.parse(STARTS.get(i));
      boolean lastOfFamily =
          i + 1 == STARTS.size() || IpAddress.parse(STARTS.get(i + 1)).family() != first.family();
      cells.add(
          new IpRange(
              first,
              lastOfFamily
                  ? first.family().last()
                  : IpAddress.parse(STARTS.get(i + 1)).previous()));
    }
    return cells;
  }

  private static BitSet bits(int bits) {
    return BitSet.valueOf(new long[] {bits});
  }

  private static IpSet addresses(int bits) {
    return IpSet.of(bits(bits).stream().mapToObj(CELLS::get).toArray(IpRange[]::new));
  }

  @Test
  void everyOperationAgreesWithBitSets() {
    long seed = 20260104;
    Random random = new Random(seed);
    int all = (1 << CELLS.size()) - 1;
    for (int a = 0; a <= all; a++) {
      int b = random.nextInt(all + 1) & (random.nextBoolean() ? all : a);
      IpSet left = addresses(a);
      IpSet right = addresses(b);
      String at = "seed %d, %d and %d".formatted(seed, a, b);
      assertThat(left.union(right)).as(at).isEqualTo(addresses(a | b));
      assertThat(left.intersect(right)).as(at).isEqualTo(addresses(a & b));
      assertThat(left.minus(right)).as(at).isEqualTo(addresses(a & ~b));
      assertThat(left.complement()).as(at).isEqualTo(addresses(all & ~a));
      assertThat(left.isSubsetOf(right)).as(at).isEqualTo((a & ~b) == 0);
      assertThat(right.isSubsetOf(left)).as(at).isEqualTo((b & ~a) == 0);
      assertThat(left.overlaps(right)).as(at).isEqualTo((a & b) != 0);
      assertThat(left.equals(right)).as(at).isEqualTo(a == b);
    }
  }

  @Test
  void membershipSizeTextAndBlocksAgreeWithTheCells() {
    for (int a = 0; a < 1 << CELLS.size(); a += 3) {
      IpSet set = addresses(a);
      BigInteger size = BigInteger.ZERO;
      for (int cell = 0; cell < CELLS.size(); cell++) {
        IpRange range = CELLS.get(cell);
        boolean in = bits(a).get(cell);
        assertThat(set.contains(range.first())).isEqualTo(in);
        assertThat(set.contains(range.last())).isEqualTo(in);
        size = in ? size.add(range.size()) : size;
      }
      assertThat(set.size()).isEqualTo(size);
      assertThat(IpSet.parse(set.toString())).isEqualTo(set);
      assertThat(IpSet.of(set.cidrs().toArray(Cidr[]::new))).isEqualTo(set);
    }
  }

  @Test
  void theConstantsAreWhatTheySay() {
    assertThat(IpSet.ALL)
        .isEqualTo(IpSet.ALL_V4.union(IpSet.ALL_V6))
        .isEqualTo(IpSet.NONE.complement());
    assertThat(IpSet.ALL.cidrs()).hasToString("[0.0.0.0/0, ::/0]");
    assertThat(IpSet.ALL_V4.size()).isEqualTo(BigInteger.TWO.pow(32));
    assertThat(IpSet.ALL.size()).isEqualTo(BigInteger.TWO.pow(128).add(BigInteger.TWO.pow(32)));
    assertThat(IpSet.ALL.restrictedTo(IpAddress.Family.V6)).isEqualTo(IpSet.ALL_V6);
  }

  @Test
  void excludedNeighboursMakeOneHole() {
    IpSet set =
        IpSet.of(Cidr.parse("10.0.0.0/8"))
            .minus(
                IpSet.of(
                    Cidr.parse("10.0.0.0/16"),
                    Cidr.parse("10.1.0.0/16"),
                    Cidr.parse("10.255.0.0/16")));
    assertThat(set).hasToString("10.2.0.0-10.254.255.255");
    assertThat(IpSet.of(IpAddress.parse("1.2.3.4"))).hasToString("1.2.3.4-1.2.3.4");
  }

  @Test
  void blocksAreAsFewAsCanBe() {
    for (int first = 0; first < 16; first++) {
      for (int last = first; last < 16; last++) {
        IpSet set = IpSet.of(new IpRange(IpAddress.v4(first), IpAddress.v4(last)));
        assertThat(set.cidrs()).as("%d to %d", first, last).hasSize(fewest(first, last));
      }
    }
  }

  /// The fewest blocks for a range, by trying every one that could come first.
  private static int fewest(int first, int last) {
    if (first > last) {
      return 0;
    }
    int best = Integer.MAX_VALUE;
    for (int size = 1; first % size == 0 && first + size - 1 <= last; size *= 2) {
      best = Math.min(best, 1 + fewest(first + size, last));
      if (size == 16) {
        break;
      }
    }
    return best;
  }

  @Test
  void blocksWithinTheMappedPartOfVersion6StayVersion6() {
    IpSet above = IpSet.of(new IpRange(IpAddress.v6(0, 0xffff_0000_0001L), IpAddress.v6(0, -1L)));
    assertThat(IpSet.of(above.cidrs().toArray(Cidr[]::new))).isEqualTo(above);
    assertThat(above.isSubsetOf(IpSet.ALL_V6)).isTrue();
  }

  @Test
  void piecesAreCutAtEveryEndAndNowhereElse() {
    IpSet net = IpSet.of(Cidr.parse("10.0.0.0/8")).minus(IpSet.of(Cidr.parse("10.1.0.0/16")));
    AddressCuts cuts =
        AddressCuts.of(
            List.of(
                net, IpSet.of(Cidr.parse("10.128.0.0/9")), IpSet.of(Cidr.parse("2001:db8::/32"))));
    assertThat(cuts.ranges())
        .hasToString(
            "[0.0.0.0-9.255.255.255, 10.0.0.0-10.0.255.255, 10.1.0.0-10.1.255.255, 10.2.0.0-10.127.255.255,"
                + " 10.128.0.0-10.255.255.255, 11.0.0.0-255.255.255.255, ::-2001:db7:ffff:ffff:ffff:ffff:ffff:ffff,"
                + " 2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,"
                + " 2001:db9::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]");
    assertThat(cuts.atomsOf(net)).hasToString("{1, 3, 4}");
    assertThat(cuts.atomOf(IpAddress.parse("10.1.2.3"))).isEqualTo(2);
    assertThat(cuts.atomOf(IpAddress.parse("::1"))).isEqualTo(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cuts.atomsOf(IpSet.of(IpAddress.parse("10.0.0.7"))))
        .withMessageContaining("10.0.0.7-10.0.0.7");
  }

  @Test
  void withoutSetsThereIsOnePieceAFamily() {
    assertThat(AddressCuts.of(List.of()).ranges())
        .containsExactly(IpRange.all(IpAddress.Family.V4), IpRange.all(IpAddress.Family.V6));
    assertThat(AddressCuts.of(List.of(IpSet.ALL))).isEqualTo(AddressCuts.of(List.of(IpSet.NONE)));
  }

  @Test
  void thousandsOfSetsAreUnionsOfTheirPieces() {
    long seed = 20260105;
    Random random = new Random(seed);
    List<IpSet> sets = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Cidr block = new Cidr(IpAddress.v4(random.nextInt() & 0xffff_ffffL), 8 + random.nextInt(25));
      Cidr hole = new Cidr(block.first(), Math.min(32, block.prefix() + 2));
      sets.add(random.nextInt(4) == 0 ? IpSet.of(block).minus(IpSet.of(hole)) : IpSet.of(block));
    }
    AddressCuts cuts = AddressCuts.of(sets);
    for (IpSet set : sets) {
      BitSet atoms = cuts.atomsOf(set);
      // Whole sets back from their pieces are costly for the wide ones; the ends tell the same.
      for (IpRange range : set.ranges()) {
        assertThat(atoms.get(cuts.atomOf(range.first()))).as("seed %d", seed).isTrue();
        assertThat(cuts.range(cuts.atomOf(range.last())).last())
            .as("seed %d", seed)
            .isEqualTo(range.last());
      }
    }
    assertThat(cuts.addressesOf(cuts.atomsOf(sets.getFirst()))).isEqualTo(sets.getFirst());
  }
}
