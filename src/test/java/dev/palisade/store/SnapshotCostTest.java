package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What ten thousand objects cost. The limits are wide: they find a statement an object, not a slow
/// machine.
class SnapshotCostTest {
  private static final int OBJECTS = 10_000;

  /// So many that what a table costs before its first row weighs little.
  private static final int UNCHANGED = 150;

  private final TestDatabase database = TestDatabase.create();

  @Test
  void tenThousandObjectsGoInAndOutInSecondsAndCostNothingWhileUnchanged() throws SQLException {
    List<Manifest> manifests = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      manifests.add(Histories.manifest("shop", "pod-" + i, ("content " + i + " ").repeat(100)));
    }
    Instant start = Instant.now();
    database.append(hourly(0, manifests));
    Duration append = Duration.between(start, Instant.now());

    start = Instant.now();
    Snapshot loaded = database.load("big", 1);
    Duration load = Duration.between(start, Instant.now());
    assertThat(loaded.manifests()).hasSize(OBJECTS);

    long before = bytes();
    start = Instant.now();
    for (int hour = 1; hour <= UNCHANGED; hour++) {
      database.append(hourly(hour, manifests));
    }
    Duration unchanged = Duration.between(start, Instant.now()).dividedBy(UNCHANGED);
    long each = (bytes() - before) / UNCHANGED;
    System.out.printf(
        "%d objects: append %s, load %s, unchanged %s and %d bytes%n",
        OBJECTS, append, load, unchanged, each);

    assertThat(append).isLessThan(Duration.ofSeconds(20));
    assertThat(load).isLessThan(Duration.ofSeconds(20));
    assertThat(unchanged).isLessThan(Duration.ofSeconds(5));
    assertThat(each).isLessThan(2_048);
  }

  private static Snapshot hourly(int hour, List<Manifest> manifests) {
    Instant end = Histories.START.plusSeconds(3600L * hour);
    List<ListCall> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(
          new ListCall(
              "group" + i + ".example.io/v1",
              "SomeLongKind" + i,
              250 + i,
              Long.toString(48_000_000L + 977L * hour + 13L * i),
              ListCall.Completeness.COMPLETE));
    }
    return new Snapshot(
        new ClusterIdentity("big", "0c7f9d3e-uid", "v1.36.3"),
        end,
        new CollectionRun(
            CollectionRun.Trigger.SCHEDULE, "schedule/hourly", "test/1", end.minusSeconds(9), end),
        manifests,
        calls,
        List.of());
  }

  /// What rows and index entries take, of texts stored aside too. Not the maps of free space and of
  /// visibility, which autovacuum makes once, whenever it comes by.
  private long bytes() throws SQLException {
    return database.number(
        """
        WITH kept AS (
          SELECT oid, reltoastrelid FROM pg_class WHERE relname IN
            ('cluster', 'manifest', 'snapshot', 'object_span', 'object_end', 'ledger_entry')
        ), relation AS (
          SELECT oid FROM kept UNION SELECT reltoastrelid FROM kept WHERE reltoastrelid <> 0
        )
        SELECT sum(pg_relation_size(oid) + pg_indexes_size(oid))::bigint FROM relation""");
  }
}
