package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.MerkleTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas append to one cluster on the database that the service itself starts, and at random
/// moments something is killed: a replica, the process that serves one in the database, the whole
/// database, a connection. Each time nothing is stored in part, what was said to be stored is, the
/// sequence and the log have no gap, and both replicas go on. `-Dpalisade.seed=N` repeats a run.
class KillLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// A new cluster after so many, or recomputing all of a chain would take the most of the time.
  private static final int ROUND = 20;

  private enum Victim {
    REPLICA,
    BACKEND,
    DATABASE,
    CONNECTION
  }

  @TempDir Path folder;
  private EmbeddedDatabase database;
  private int port;
  private final List<Replica> replicas = new ArrayList<>();

  /// By cluster, what replicas said that are no more.
  private final Map<String, Map<Long, String>> said = new HashMap<>();

  private String cluster = "";
  private long seeds;

  @BeforeEach
  void start() throws Exception {
    database = EmbeddedDatabase.start(folder, 0);
    port = Integer.parseInt(database.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
  }

  @AfterEach
  void stop() throws Exception {
    for (Replica replica : replicas) {
      replica.kill();
    }
    database.close();
  }

  @Test
  void twentyKillsLeaveNothingInPart() throws Exception {
    kill(Integer.getInteger("palisade.kills", 20));
  }

  @Test
  @Tag("soak")
  void twoHundredKillsLeaveNothingInPart() throws Exception {
    kill(Integer.getInteger("palisade.kills", 200));
  }

  private void kill(int times) throws Exception {
    long seed = Long.getLong("palisade.seed", System.nanoTime());
    System.out.println("KillLoopTest seed " + seed + ", kills " + times);
    seeds = seed;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
    Instant begun = Instant.now();
    for (int kill = 0; kill < times; kill++) {
      if (kill % ROUND == 0) {
        System.out.println("kill " + kill + ": " + killed);
        begin("round-" + kill / ROUND);
      }
      int which = random.nextInt(8);
      Victim victim = Victim.values()[which < 4 ? 0 : which < 6 ? 1 : which - 4];
      LockSupport.parkNanos(random.nextLong(120_000_000L));
      strike(victim, random.nextInt(replicas.size()));
      killed.merge(victim, 1, Integer::sum);
      goOn();
      verify("seed " + seed + ", kill " + kill + " of " + victim);
    }
    System.out.printf(
        "%d kills %s in %s: %d snapshots, each whole; the log has no gap%n",
        times,
        killed,
        Duration.between(begun, Instant.now()),
        number("SELECT count(*) FROM snapshot"));
  }

  private void begin(String name) throws Exception {
    for (Replica replica : replicas) {
      retire(replica);
    }
    replicas.clear();
    cluster = name;
    for (int i = 0; i < 2; i++) {
      replicas.add(new Replica(database, cluster, seeds++));
    }
    goOn();
  }

  private void retire(Replica replica) throws InterruptedException {
    replica.kill();
    said.computeIfAbsent(cluster, c -> new TreeMap<>()).putAll(replica.stored());
  }

  private void strike(Victim victim, int which) throws Exception {
    switch (victim) {
      case REPLICA -> {
        retire(replicas.get(which));
        replicas.set(which, new Replica(database, cluster, seeds++));
      }
      case BACKEND -> {
        for (long process : backends().stream().limit(1).toList()) {
          ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
      case DATABASE -> {
        ProcessHandle server = postmaster();
        server.destroyForcibly();
        server.onExit().join();
        restart();
      }
      case CONNECTION ->
          number(
              "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '"
                  + ReplicaMain.NAME
                  + "'");
    }
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("pg-17/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  private void restart() throws IOException {
    database.close();
    // processes of the killed server may still be ending
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              database = EmbeddedDatabase.start(folder, port);
              return true;
            });
  }

  private List<Long> backends() throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE application_name = '"
                    + ReplicaMain.NAME
                    + "' ORDER BY pid")) {
      List<Long> processes = new ArrayList<>();
      while (row.next()) {
        processes.add(row.getLong(1));
      }
      return processes;
    }
  }

  /// Both replicas store again.
  private void goOn() {
    List<Integer> before = replicas.stream().map(Replica::count).toList();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (int i = 0; i < replicas.size(); i++) {
                assertThat(replicas.get(i).isAlive()).as("replica " + i).isTrue();
                if (replicas.get(i).count() <= before.get(i)) {
                  return false;
                }
              }
              return true;
            });
  }

  private void verify(String when) throws SQLException {
    Map<Long, String> expected = new TreeMap<>(said.getOrDefault(cluster, Map.of()));
    int acknowledged = expected.size();
    for (Replica replica : replicas) {
      Map<Long, String> stored = replica.stored();
      acknowledged += stored.size();
      expected.putAll(stored);
    }
    assertThat(expected).as(when + ": no sequence is given to two").hasSize(acknowledged);

    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      ChainVerification chain = new ChainCheck(connection, cluster).run();
      assertThat(chain.damage()).as(when).isEmpty();
      SnapshotReader reader = SnapshotReader.of(connection, cluster);
      Map<Long, String> stored = new TreeMap<>();
      for (SnapshotRow row : reader.rows("WHERE s.cluster = ? ORDER BY s.sequence")) {
        stored.put(row.stored().sequence(), row.stored().chain());
      }
      assertThat(stored).as(when + ": without gaps").hasSize((int) chain.snapshots());
      assertThat(stored).as(when + ": what was said").containsAllEntriesOf(expected);
      long last = stored.size();
      assertThat(reader.load(reader.row(last)).manifests()).isNotNull();
      verifyLedger(connection, when);
      connection.rollback();
    }
    assertThat(
            number(
                "SELECT count(*) FROM manifest m WHERE NOT EXISTS (SELECT FROM object_span o"
                    + " WHERE o.cluster = m.cluster AND o.digest = m.digest)"))
        .as(when + ": contents of snapshots that were never stored")
        .isZero();
  }

  /// As of the moment that the chain was read: each snapshot is one line, and the log has no other.
  private static void verifyLedger(Connection connection, String when) throws SQLException {
    MerkleTree tree = new MerkleTree();
    Map<String, String> lines = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery("SELECT position, entry, leaf FROM ledger_entry ORDER BY position")) {
      while (row.next()) {
        assertThat(row.getLong("position")).as(when + ": a gap in the log").isEqualTo(tree.size());
        byte[] line = row.getBytes("entry");
        assertThat(Hash.ofLeaf(line)).isEqualTo(Hash.ofBytes(row.getBytes("leaf")));
        tree.append(Hash.ofLeaf(line));
        LedgerEntry entry = LedgerEntry.read("ledger_entry", line);
        assertThat(lines.put(entry.name(), entry.digest().toString())).as(when).isNull();
      }
    }
    assertThat(LedgerWriter.frontier(connection).root()).as(when).isEqualTo(tree.root());
    Map<String, String> snapshots = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT c.name || '/snapshots/' || s.sequence, encode(s.chain_digest, 'hex')"
                    + " FROM snapshot s JOIN cluster c ON c.id = s.cluster")) {
      while (row.next()) {
        snapshots.put(row.getString(1), row.getString(2));
      }
    }
    assertThat(lines).as(when + ": the log").isEqualTo(snapshots);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
