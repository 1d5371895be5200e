package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// `kill -9` of a process that appends snapshots, at random moments: what it said to be stored is
/// stored, what it had begun is not there at all. `-Dpalisade.kills=N` sets how often.
class KillTest {
  private static final String CLUSTER = "killed";

  private final TestDatabase database = TestDatabase.create();

  @Test
  void noSnapshotIsStoredInPart() throws Exception {
    long seed = Long.getLong("palisade.seed", System.nanoTime());
    int kills = Integer.getInteger("palisade.kills", 4);
    System.out.println("KillTest seed " + seed + ", kills " + kills);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    long stored = 0;
    for (int kill = 0; kill < kills; kill++) {
      long acknowledged = appendUntilKilled(seed + kill, random.nextLong(200_000_000L));
      await()
          .until(
              () ->
                  database.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
                      == 1);
      ChainVerification chain = database.verify(CLUSTER);
      assertThat(chain.damage()).as("seed " + seed + ", kill " + kill).isEmpty();
      // the last may have been stored before it could be said
      assertThat(chain.snapshots()).isBetween(acknowledged, acknowledged + 1);
      assertThat(chain.snapshots()).isGreaterThan(stored);
      for (long sequence = stored + 1; sequence <= chain.snapshots(); sequence++) {
        assertThat(database.load(CLUSTER, sequence).digest())
            .isEqualTo(replayed(seed + kill, sequence - stored));
      }
      stored = chain.snapshots();
    }
    assertThat(orphans()).as("contents of snapshots that were never stored").isZero();
  }

  /// @param nanos how long it may go on after its first snapshots
  /// @return the last sequence that it said to be stored
  private long appendUntilKilled(long seed, long nanos) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                database.url(),
                CLUSTER,
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String first = said.readLine();
      assertThat(first).as("the writer's first snapshot").isNotNull();
      assertThat(writer.waitFor(nanos, TimeUnit.NANOSECONDS)).as("writer ended").isFalse();
      // through the handle: Process.destroyForcibly would close the stream that is still to be read
      writer.toHandle().destroyForcibly();
      writer.waitFor();
      List<String> rest = said.lines().toList();
      return Long.parseLong(rest.isEmpty() ? first : rest.getLast());
    } finally {
      writer.destroyForcibly();
    }
  }

  private static String replayed(long seed, long count) {
    Histories histories = new Histories(CLUSTER, seed);
    for (long i = 1; i < count; i++) {
      histories.next();
    }
    return histories.next().digest();
  }

  private long orphans() throws Exception {
    return database.number(
        "SELECT count(*) FROM manifest m WHERE NOT EXISTS"
            + " (SELECT FROM object_span o WHERE o.cluster = m.cluster AND o.digest = m.digest)");
  }
}
