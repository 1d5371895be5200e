package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotHistoryTest {
  private final TestDatabase database = TestDatabase.create();

  @Test
  void anUnchangedClusterCostsOneRow() throws SQLException {
    Snapshot first = snapshot("unchanged", 0, manifest("a", "one", "x"), manifest("a", "two", "x"));
    StoredSnapshot one = database.append(first);
    long manifests = database.count("manifest");
    long spans = database.count("object_span");
    long snapshots = database.count("snapshot");

    StoredSnapshot two =
        database.append(
            snapshot("unchanged", 1, manifest("a", "two", "x"), manifest("a", "one", "x")));

    assertThat(two.sequence()).isEqualTo(one.sequence() + 1);
    assertThat(two.digest()).isEqualTo(one.digest());
    assertThat(two.previous()).isEqualTo(one.chain());
    assertThat(database.count("manifest")).isEqualTo(manifests);
    assertThat(database.count("object_span")).isEqualTo(spans);
    assertThat(database.count("snapshot")).isEqualTo(snapshots + 1);
  }

  @Test
  void aChangedObjectCostsItsNewContentAndADeletedOneItsEnd() throws SQLException {
    database.append(snapshot("changes", 0, manifest("a", "one", "x"), manifest("a", "two", "x")));
    long manifests = database.count("manifest");
    long spans = database.count("object_span");
    long ends = database.count("object_end");

    database.append(snapshot("changes", 1, manifest("a", "one", "y")));

    assertThat(database.count("manifest")).isEqualTo(manifests + 1);
    assertThat(database.count("object_span")).isEqualTo(spans + 1);
    assertThat(database.count("object_end")).isEqualTo(ends + 2);

    database.append(snapshot("changes", 2, manifest("a", "one", "x")));
    assertThat(database.count("manifest")).as("content that came back").isEqualTo(manifests + 1);
  }

  @Test
  void anObjectDeletedAndMadeAgainWithTheSameContentHasItsNewUid() throws SQLException {
    Manifest before = manifest("Pod", "a", "one", "uid-before", "x");
    Manifest after = manifest("Pod", "a", "one", "uid-after", "x");
    database.append(snapshot("remade", 0, before));
    database.append(snapshot("remade", 1, after));

    assertThat(database.load("remade", 1).manifests().getFirst().ref()).isEqualTo(before.ref());
    assertThat(database.load("remade", 2).manifests().getFirst().ref()).isEqualTo(after.ref());
  }

  @Test
  void everyPastSnapshotIsRebuiltAsItWasAppended() throws SQLException {
    long seed = Long.getLong("palisade.seed", System.nanoTime());
    System.out.println("SnapshotHistoryTest seed " + seed);
    for (int history = 0; history < 4; history++) {
      String cluster = "history-" + history;
      Histories histories = new Histories(cluster, seed + history);
      List<Snapshot> appended = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        Snapshot next = histories.next();
        appended.add(next);
        assertThat(database.append(next).sequence()).isEqualTo(appended.size());
      }
      for (int i = 0; i < appended.size(); i++) {
        assertSame(database.load(cluster, i + 1), appended.get(i), "seed " + seed + ", " + i);
      }
      assertThat(database.verify(cluster)).isEqualTo(new ChainVerification(15, List.of()));
    }
  }

  private static void assertSame(Snapshot rebuilt, Snapshot appended, String which) {
    assertThat(rebuilt.cluster()).as(which).isEqualTo(appended.cluster());
    assertThat(rebuilt.takenAt()).as(which).isEqualTo(appended.takenAt());
    assertThat(rebuilt.run()).as(which).isEqualTo(appended.run());
    assertThat(rebuilt.calls()).as(which).isEqualTo(appended.calls());
    assertThat(rebuilt.gaps()).as(which).isEqualTo(appended.gaps());
    assertThat(rebuilt.digest()).as(which).isEqualTo(appended.digest());
    assertThat(rebuilt.manifests())
        .as(which)
        .usingElementComparator(
            (a, b) ->
                a.ref().equals(b.ref())
                        && a.root().sameContent(b.root())
                        && a.file().equals(b.file())
                        && a.pointer().equals(b.pointer())
                    ? 0
                    : 1)
        .isEqualTo(appended.manifests());
  }

  @Test
  void anEmptySnapshotIsOneToo() throws SQLException {
    database.append(snapshot("empty", 0));
    database.append(snapshot("empty", 1, manifest("a", "one", "x")));
    database.append(snapshot("empty", 2));
    assertThat(database.load("empty", 1).manifests()).isEmpty();
    assertThat(database.load("empty", 3).manifests()).isEmpty();
    assertThat(database.verify("empty").isWhole()).isTrue();
  }

  @Test
  void writersAtOnceLeaveASequenceWithoutGaps() throws Exception {
    int writers = 4;
    int each = 8;
    List<Future<List<StoredSnapshot>>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        Histories histories = new Histories("crowd", writer);
        results.add(
            threads.submit(
                () -> {
                  List<StoredSnapshot> stored = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    stored.add(database.append(histories.next()));
                  }
                  return stored;
                }));
      }
    }
    List<Long> sequences = new ArrayList<>();
    for (Future<List<StoredSnapshot>> result : results) {
      result.get().forEach(stored -> sequences.add(stored.sequence()));
    }
    assertThat(sequences.stream().sorted().toList())
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, writers * each).boxed().toList());
    assertThat(database.verify("crowd"))
        .isEqualTo(new ChainVerification(writers * each, List.of()));
  }

  @Test
  void anObjectThatOccursTwiceIsRefused() throws SQLException {
    Snapshot twice = snapshot("twice", 0, manifest("a", "one", "x"), manifest("a", "one", "y"));
    assertThatThrownBy(() -> database.append(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/api/v1/pods: Pod a/one: occurs twice in the snapshot");
    assertThat(database.number("SELECT count(*) FROM cluster WHERE name = 'twice'")).isZero();
  }

  @Test
  void contentThatDoesNotGiveItsDigestIsRefused() {
    ResourceRef ref = manifest("a", "one", "x").ref();
    Manifest wrong = new Manifest(ref, Node.text("another"), "f.yaml", "");
    assertThatThrownBy(() -> database.append(snapshot("wrong", 0, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Pod a/one: its content does not give its digest " + ref.digest());
  }

  @Test
  void namesThatCannotStandInReportNumbersAndFileNamesAreRefused() throws SQLException {
    database.append(snapshot("Prod.eu_1", 0));
    for (String name : List.of("", "-a", "a/b", "a b", "ü", "x".repeat(64), "PROD.eu_1")) {
      assertThatThrownBy(() -> database.append(snapshot(name, 0)))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a cluster cannot be named '" + name + "'");
    }
  }
}
