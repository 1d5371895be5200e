package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palisade.ledger.ConsistencyProof;
import dev.palisade.ledger.Frontier;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The log grows by one line for each piece of evidence, without gaps.
class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  private final ServiceDatabase service = new ServiceDatabase();
  private final TestDatabase database = new TestDatabase(service.url());
  private final LedgerStore ledger = new LedgerStore(service);

  private static LedgerEntry entry(String name) {
    return new LedgerEntry(
        LedgerEntry.Kind.CHANGE_REVIEW, name, Hash.of(name.getBytes(UTF_8)), NOW);
  }

  @Test
  void aSnapshotIsSealedByTheDigestOfItsChain() throws SQLException {
    database.append(snapshot("c", 0, manifest("a", "one", "x")));
    StoredSnapshot second = database.append(snapshot("c", 1, manifest("a", "one", "y")));

    assertThat(ledger.entry(2)).isNull();
    LedgerEntry entry = Objects.requireNonNull(ledger.entry(1));
    assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.SNAPSHOT);
    assertThat(entry.name()).isEqualTo("c/snapshots/2");
    assertThat(entry.digest()).hasToString(second.chain());
  }

  @Test
  void whatIsRolledBackLeavesNoEntryAndNoGap() throws SQLException {
    ledger.seal(entry("first"));
    try (Connection connection = database.open()) {
      assertThat(LedgerWriter.append(connection, entry("lost"))).isEqualTo(1);
      connection.rollback();
    }
    assertThat(ledger.seal(entry("second"))).isEqualTo(1);
    assertThat(ledger.<Long>tree(tree -> tree.size())).isEqualTo(2);
  }

  @Test
  void withoutATransactionNothingIsAppended() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url())) {
      assertThatThrownBy(() -> LedgerWriter.append(connection, entry("x")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void appendersOfDifferentClustersTakeTheirTurns() throws SQLException {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (String cluster : List.of("a", "b")) {
      writers.add(
          CompletableFuture.runAsync(
              () -> IntStream.range(0, 20).forEach(hour -> append(cluster, hour))));
    }
    writers.forEach(CompletableFuture::join);

    assertThat(database.number("SELECT count(*) FROM ledger_entry")).isEqualTo(40);
    assertThat(database.number("SELECT max(position) FROM ledger_entry")).isEqualTo(39);
    ledger.tree(
        tree -> {
          assertThat(tree.size()).isEqualTo(40);
          for (int position = 0; position < 40; position++) {
            assertThat(
                    tree.inclusion(position, 40)
                        .proves(
                            Hash.ofLeaf(Objects.requireNonNull(ledger.line(position))),
                            tree.root()))
                .isTrue();
          }
          return null;
        });
  }

  private void append(String cluster, int hour) {
    try {
      database.append(snapshot(cluster, hour, manifest("a", "one", "x" + hour)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEntryWaitsForTheOneBeforeItToBeCommitted() throws Exception {
    CompletableFuture<Long> second;
    try (Connection first = database.open()) {
      assertThat(LedgerWriter.append(first, entry("first"))).isZero();
      second = CompletableFuture.supplyAsync(() -> ledger.seal(entry("second")));
      await()
          .until(
              () ->
                  database.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                              + " current_database() AND wait_event = 'advisory'")
                      == 1);
      // nobody sees what is not committed, nor a hole before it
      assertThat(ledger.<Long>tree(tree -> tree.size())).isZero();
      first.commit();
    }
    assertThat(second.get()).isEqualTo(1);
  }

  @Test
  void aLongTransactionThatHasNotSealedYetKeepsNobodyWaiting() throws SQLException {
    try (Connection longOne = database.open();
        Statement sql = longOne.createStatement()) {
      long cluster = ClusterTable.entered(longOne, "slow");
      ClusterTable.lock(longOne, "snapshot", cluster);
      sql.execute("SELECT 1");
      assertThat(database.append(snapshot("fast", 0, manifest("a", "one", "x"))).sequence())
          .isEqualTo(1);
      longOne.rollback();
    }
  }

  @Test
  void aLogOfAHundredThousandEntriesProvesItsGrowthBetweenAnyTwoSizes() throws SQLException {
    int size = 100_000;
    // as the writer would, but in one transaction
    database.inTransaction(
        connection -> {
          for (int at = 0; at < 3; at++) {
            LedgerWriter.append(connection, entry("entry " + at));
          }
          return null;
        });
    fill(3, size);
    Hash third = ledger.tree(tree -> tree.root(3));
    assertThat(ledger.seal(entry("the last"))).isEqualTo(size);
    assertThat(Hash.ofBytes(frontierRoot()))
        .as("the frontier beside the last row is that of the tree over all leaves")
        .isEqualTo(ledger.tree(tree -> tree.root()));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261123);
    ledger.tree(
        tree -> {
          for (int i = 0; i < 500; i++) {
            long to = random.nextLong(1, size + 2);
            long from = random.nextLong(0, to + 1);
            ConsistencyProof proof = tree.consistency(from, to);
            assertThat(proof.connects(tree.root(from), tree.root(to)))
                .as(from + ".." + to)
                .isTrue();
            assertThat(proof.connects(third, tree.root(to))).as("of 3").isEqualTo(from == 3);
          }
          return null;
        });
  }

  private byte[] frontierRoot() throws SQLException {
    return database.inTransaction(connection -> LedgerWriter.frontier(connection).root().bytes());
  }

  private void fill(int from, int to) throws SQLException {
    database.inTransaction(
        connection -> {
          Frontier frontier = LedgerWriter.frontier(connection);
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO ledger_entry (position, entry, leaf, subtree) VALUES (?, ?, ?, ?)")) {
            for (int at = from; at < to; at++) {
              LedgerEntry entry = entry("entry " + at);
              frontier = frontier.append(entry.leaf());
              insert.setLong(1, at);
              insert.setString(2, new String(entry.json(), UTF_8));
              insert.setBytes(3, entry.leaf().bytes());
              insert.setBytes(4, LedgerWriter.subtree(frontier));
              insert.addBatch();
              if (at % 1_000 == 0) {
                insert.executeBatch();
              }
            }
            insert.executeBatch();
          }
          return null;
        });
  }
}
