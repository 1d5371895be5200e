package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.ledger.LedgerEntry;
import dev.palisade.snapshot.Manifest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is older than it has to be kept goes, and leaves its digests behind; the database lets
/// nothing else go.
class RetentionTest {
  private static final int MONTHS = 24;
  private static final Manifest OLD = manifest("a", "one", "first");
  private static final Manifest SECOND = manifest("a", "one", "second");
  private static final Manifest STAYS = manifest("a", "two", "always");

  private final ServiceDatabase service = new ServiceDatabase();
  private final TestDatabase database = new TestDatabase(service.url());
  private final EvidenceStore evidence = new EvidenceStore(service);
  private final RetentionStore retention = new RetentionStore(service);
  private final HoldStore holds = new HoldStore(service);

  private static Instant monthsAgo(int months) {
    return Instant.now().atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
  }

  private void taken(int monthsAgo, Manifest... manifests) throws SQLException {
    int hour = (int) Duration.between(Histories.START, monthsAgo(monthsAgo)).toHours();
    database.append(Histories.snapshot("c", hour, manifests));
  }

  /// Snapshots 1 and 2 are out of force at 24 months, 3 is in force then.
  private void fourYears() throws SQLException {
    taken(48, OLD, STAYS);
    taken(36, OLD, STAYS);
    taken(30, SECOND, STAYS);
    taken(6, manifest("a", "one", "third"), STAYS);
    taken(1, manifest("a", "one", "third"), STAYS);
  }

  private @org.jspecify.annotations.Nullable RetentionRun prune() {
    return retention.prune("c", MONTHS, "test", 1_000);
  }

  @Test
  void whatStoodInNoKeptSnapshotGoesAndLeavesItsDigests() throws SQLException {
    fourYears();
    RetentionStore.Prunable prunable = retention.prunable("c", MONTHS);
    assertThat(prunable.contents()).isEqualTo(1);
    assertThat(prunable.through()).isEqualTo(2);

    RetentionRun run = Objects.requireNonNull(prune());

    assertThat(run.contents()).isEqualTo(1);
    assertThat(run.bytes()).isEqualTo(prunable.bytes()).isPositive();
    assertThat(run.digest()).isEqualTo(Span.digestOf(List.of(OLD.ref().digest())));
    for (long sequence : List.of(1L, 2L)) {
      assertThatThrownBy(() -> evidence.load("c", sequence))
          .isInstanceOf(PrunedEvidence.class)
          .hasMessage(
              "snapshot %d of cluster c is older than evidence is kept: 1 of its objects' contents were pruned, their digests are there"
                  .formatted(sequence));
    }
    assertThat(evidence.load("c", 3).manifests()).hasSize(2);
    assertThat(evidence.objects("c", 1)).as("references").contains(OLD.ref(), STAYS.ref());
    assertThatThrownBy(() -> evidence.content("c", OLD.ref().digest()))
        .isInstanceOf(PrunedEvidence.class);
    assertThat(evidence.content("c", STAYS.ref().digest())).isNotNull();
    assertThat(evidence.verifyChain("c")).isEqualTo(new ChainVerification(5, 1, List.of()));
    assertThat(retention.runs("c", 9)).containsExactly(run);
    assertThat(prune()).as("nothing is left").isNull();
  }

  @Test
  void aRunIsSealedInTheLog() throws SQLException {
    fourYears();
    LedgerStore ledger = new LedgerStore(service);
    RetentionRun run = Objects.requireNonNull(prune());
    assertThat(ledger.entry(5)).isEqualTo(Seal.of(run));
    assertThat(Seal.of(run).kind()).isEqualTo(LedgerEntry.Kind.RETENTION);
    assertThat(Seal.of(run).name()).isEqualTo("c/retention/" + run.id());
  }

  @Test
  void aRunTakesNoMoreThanItIsTold() throws SQLException {
    taken(40, OLD, manifest("a", "x", "x"), manifest("a", "y", "y"));
    taken(30, STAYS);
    taken(1, STAYS);
    assertThat(Objects.requireNonNull(retention.prune("c", MONTHS, "test", 2)).contents())
        .isEqualTo(2);
    assertThat(Objects.requireNonNull(retention.prune("c", MONTHS, "test", 2)).contents())
        .isEqualTo(1);
    assertThat(retention.prune("c", MONTHS, "test", 2)).isNull();
    assertThat(evidence.verifyChain("c")).isEqualTo(new ChainVerification(3, 3, List.of()));
  }

  @Test
  void theNewestSnapshotIsKeptHoweverOld() throws SQLException {
    taken(60, OLD);
    taken(59, SECOND);
    assertThat(Objects.requireNonNull(prune()).contents()).isEqualTo(1);
    assertThat(evidence.load("c", 2).manifests()).hasSize(1);
  }

  @Test
  void aSnapshotThatAKeptReportIsOnIsKept() throws SQLException {
    fourYears();
    report(2, 12);
    assertThat(prune()).isNull();
    assertThat(evidence.load("c", 2).manifests()).hasSize(2);
  }

  @Test
  void whatComesBackIsThereAgainAndMissedIfSomebodyElseTakesIt() throws SQLException {
    fourYears();
    prune();
    taken(0, OLD, STAYS);
    assertThat(evidence.load("c", 6).manifests()).hasSize(2);
    assertThat(evidence.load("c", 1).manifests()).as("its content is there again").hasSize(2);

    database.tamper("DELETE FROM manifest WHERE digest = '\\x" + OLD.ref().digest() + "'");
    assertThatThrownBy(() -> evidence.load("c", 6)).isInstanceOf(TamperedEvidence.class);
    assertThatThrownBy(() -> evidence.load("c", 1)).isInstanceOf(PrunedEvidence.class);
    assertThat(evidence.verifyChain("c").damage())
        .singleElement()
        .asString()
        .contains("(Pod a/one): its content " + OLD.ref().digest() + " is not there");
  }

  @Test
  void nothingOfAClusterUnderAHoldGoesUntilTheLastHoldIsLifted() throws SQLException {
    fourYears();
    LegalHold one = holds.place("c", "case 1", "ann", Instant.now());
    LegalHold two = holds.place("c", "case 2", "bob", Instant.now());
    assertThat(retention.prunable("c", MONTHS).held()).isTrue();
    assertThat(prune()).isNull();
    holds.lift(one.id(), "settled", "cid", Instant.now());
    assertThat(prune()).isNull();
    LegalHold lifted = holds.lift(two.id(), "settled", "cid", Instant.now());
    assertThat(lifted).isEqualTo(holds.find(two.id()));
    assertThat(Objects.requireNonNull(lifted.lift()).by()).isEqualTo("cid");
    assertThatThrownBy(() -> holds.lift(two.id(), "again", "cid", Instant.now()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was lifted by cid");
    assertThat(holds.list("c")).extracting(LegalHold::reason).contains("case 1", "case 2");
    assertThat(prune()).isNotNull();
  }

  @Test
  void filesOfOldReportsGoAndTheirDigestsStay() throws SQLException {
    fourYears();
    UUID old = report(2, 30);
    UUID young = report(4, 3);
    RetentionRun run = Objects.requireNonNull(prune());
    assertThat(run.files()).isEqualTo(1);
    ReportStore reports = new ReportStore(service, new Clusters(service), new LedgerStore(service));
    assertThatThrownBy(() -> reports.bytes(old, "json"))
        .isInstanceOf(PrunedEvidence.class)
        .hasMessageContaining("its SHA-256 was " + Sha256.hex("bytes of 30"));
    assertThatThrownBy(() -> reports.bundle(old)).isInstanceOf(PrunedEvidence.class);
    assertThat(reports.bytes(young, "json")).isNotNull();
    assertThat(evidence.verifyChain("c").damage()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 11})
  void lessThanTwelveMonthsIsRefused(int months) throws SQLException {
    fourYears();
    assertThatThrownBy(() -> retention.prune("c", months, "test", 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evidence is kept for at least 12 months, not " + months);
  }

  /// By hand, with all the rights that the role has.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM manifest",
        "DELETE FROM report_file",
        "DELETE FROM snapshot",
        "DELETE FROM object_span",
        "DELETE FROM retention_run",
        "UPDATE manifest SET content = ''",
        "TRUNCATE manifest CASCADE",
        // a run that reaches too far
        "INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 12, now() - interval '12 months', 4, 1, 0, 1, chain_digest FROM snapshot WHERE sequence = 1",
        "INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 12, now() - interval '1 month', 1, 1, 0, 1, chain_digest FROM snapshot WHERE sequence = 1",
        "INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now() + interval '5 years', 'x', 12, now() + interval '3 years', 1, 1, 0, 1, chain_digest FROM snapshot WHERE sequence = 1",
        // one that does not, and a young content noted as gone by it
        """
        WITH r AS (INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 24, now() - interval '24 months', 2, 1, 0, 1, chain_digest FROM snapshot WHERE sequence = 1 RETURNING *)
        INSERT INTO pruned_content SELECT m.cluster, m.digest, r.id FROM manifest m, r;
        DELETE FROM manifest"""
      })
  void theRoleCannotDeleteWhatIsYoung(String statement) throws SQLException {
    fourYears();
    report(4, 1);
    assertThatThrownBy(() -> asRetention(statement)).isInstanceOf(SQLException.class);
    assertThat(database.count("manifest")).isEqualTo(4);
    assertThat(database.count("report_file")).isEqualTo(1);
    assertThat(evidence.verifyChain("c").damage()).isEmpty();
  }

  @Test
  void theRoleCannotPassAHold() throws SQLException {
    fourYears();
    holds.place("c", "case", "ann", Instant.now());
    assertThatThrownBy(
            () ->
                asRetention(
                    "INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 24,"
                        + " now() - interval '24 months', 2, 1, 0, 1, chain_digest FROM snapshot"
                        + " WHERE sequence = 1"))
        .hasMessageContaining("is under a legal hold");
  }

  /// A superuser deletes, and notes it as if it had been retention.
  @Test
  void aDeletionThatARunIsForgedForIsFound() throws SQLException {
    fourYears();
    database.tamper(
        "INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 12,"
            + " now() - interval '1 month', 5, 1, 0, 1, chain_digest FROM snapshot WHERE sequence = 1");
    database.tamper(
        "INSERT INTO pruned_content SELECT m.cluster, m.digest, r.id FROM manifest m, retention_run r"
            + " WHERE m.digest = '\\x"
            + SECOND.ref().digest()
            + "'");
    database.tamper("DELETE FROM manifest m USING pruned_content p WHERE m.digest = p.digest");
    assertThat(evidence.verifyChain("c").damage())
        .anySatisfy(d -> assertThat(d).contains("pruned what was younger than 12 months"))
        .anySatisfy(d -> assertThat(d).contains("do not give its digest"))
        .anySatisfy(d -> assertThat(d).contains("reaches to snapshot 5"))
        .anySatisfy(d -> assertThat(d).contains("is not sealed in the log"));
  }

  @Test
  void theServiceNotesNoPruning() throws SQLException {
    for (String table : List.of("retention_run", "pruned_content", "pruned_file")) {
      assertThat(
              database.number(
                  "SELECT has_table_privilege('palisade_service', '%s', 'INSERT')::int"
                      .formatted(table)))
          .as(table)
          .isZero();
    }
    assertThat(
            database.number(
                """
                SELECT count(*) FROM information_schema.table_privileges
                WHERE grantee = 'palisade_retention' AND privilege_type IN ('DELETE', 'UPDATE', 'TRUNCATE')
                  AND NOT (privilege_type = 'DELETE' AND table_name IN ('manifest', 'report_file'))"""))
        .isZero();
  }

  private void asRetention(String statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute("SET LOCAL ROLE palisade_retention");
      sql.execute(statements);
      connection.commit();
    }
  }

  private UUID report(long sequence, int monthsAgo) throws SQLException {
    UUID id = UUID.randomUUID();
    String content = "bytes of " + monthsAgo;
    database.inTransaction(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  INSERT INTO report (cluster, id, year, counter, version, number, kind, framework,
                    snapshot_sequence, json_digest, issued_at, issued_by)
                  SELECT id, ?::uuid, 2026, ?, 1, 'C-ALL-2026-000' || ?, 'point-in-time', 'all', ?,
                    sha256(?::bytea), ?, 'test' FROM cluster""")) {
            insert.setObject(1, id);
            insert.setInt(2, monthsAgo);
            insert.setInt(3, monthsAgo);
            insert.setLong(4, sequence);
            insert.setString(5, content);
            insert.setObject(6, Jdbc.time(monthsAgo(monthsAgo)));
            insert.executeUpdate();
          }
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO report_file SELECT cluster, id, 'json', sha256(?::bytea), ?::bytea"
                      + " FROM report WHERE id = ?")) {
            insert.setString(1, content);
            insert.setString(2, content);
            insert.setObject(3, id);
            return insert.executeUpdate();
          }
        });
    return id;
  }
}
