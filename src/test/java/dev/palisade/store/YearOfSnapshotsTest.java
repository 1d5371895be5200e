package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.snapshot.Snapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a history of hourly snapshots takes, of a cluster in which one object in a hundred changes
/// each day.
class YearOfSnapshotsTest {
  private static final int LOADS = 12;
  private static final long MIB = 1L << 20;

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore store = new EvidenceStore(database);

  /// @param bytes by table, indexes and all
  private record Measured(Map<String, Long> bytes, Duration append, Duration slowestLoad) {
    long total() {
      return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// Bytes do not depend on the machine: three weeks take what their part of a year may.
  @Test
  void threeWeeksOfAThousandObjectsTakeFewMegabytes() throws SQLException {
    Measured measured = measure(1_000, 500);
    // 1 GiB for 8,760 snapshots of 5,000 objects would be 61 MiB for these 500; a fifth of the
    // objects
    assertThat(measured.total()).isLessThan(6 * MIB);
    assertThat(measured.bytes().get("snapshot") / 500).isLessThan(2_048);
  }

  @Test
  @Tag("soak")
  void aYearOfFiveThousandObjectsFitsInAGigabyteAndIsRebuiltInSeconds() throws SQLException {
    Measured measured = measure(5_000, 8_760);
    assertThat(measured.total()).isLessThan(1_000_000_000L);
    assertThat(measured.slowestLoad()).isLessThan(Duration.ofSeconds(3));
    Instant start = Instant.now();
    assertThat(store.verifyChain("living").damage()).isEmpty();
    System.out.printf("whole chain verified in %s%n", Duration.between(start, Instant.now()));
  }

  private Measured measure(int objects, int snapshots) throws SQLException {
    long seed = Long.getLong("palisade.seed", 20_260_131L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    LivingCluster cluster = new LivingCluster("living", objects, seed);
    Map<Long, String> digests = new HashMap<>();
    List<Long> chosen = random.longs(LOADS, 1, snapshots + 1).sorted().distinct().boxed().toList();
    long spent = 0;
    long worst = 0;
    for (long i = 1; i <= snapshots; i++) {
      Snapshot next = cluster.next();
      long start = System.nanoTime();
      StoredSnapshot stored = store.append(next);
      long took = System.nanoTime() - start;
      spent += took;
      worst = i == 1 ? 0 : Math.max(worst, took);
      if (chosen.contains(i)) {
        digests.put(i, stored.digest());
      }
    }
    Duration slowest = Duration.ZERO;
    List<Long> loads = new ArrayList<>();
    for (long sequence : chosen) {
      Instant start = Instant.now();
      Snapshot loaded = store.load("living", sequence);
      Duration took = Duration.between(start, Instant.now());
      assertThat(loaded.digest()).isEqualTo(digests.get(sequence));
      loads.add(took.toMillis());
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    Measured measured =
        new Measured(database.sizes(), Duration.ofNanos(spent / snapshots), slowest);
    System.out.printf(
        "%d snapshots of %d objects, seed %d: %d bytes %s; append %s ms, at most %d ms but for the first; load %s ms%n",
        snapshots,
        objects,
        seed,
        measured.total(),
        measured.bytes(),
        measured.append().toNanos() / 100_000 / 10.0,
        worst / 1_000_000,
        loads);
    return measured;
  }
}
