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
        "DELETE FROM bundle_content",
        "DELETE FROM bundle_file",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_watch",
        "DELETE FROM audit_event",
        "UPDATE journal_watch SET from_at = from_at",
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
        DELETE FROM manifest""",
        // and the same for a file of a bundle, and for what the journal tells of since the snapshot
        // that was in force then
        """
        WITH r AS (INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 24, now() - interval '24 months', 2, 0, 0, 1, chain_digest, 1 FROM snapshot WHERE sequence = 1 RETURNING *)
        INSERT INTO pruned_bundle SELECT b.cluster, b.digest, r.id FROM bundle_content b, r;
        DELETE FROM bundle_content""",
        """
        WITH r AS (INSERT INTO retention_run SELECT cluster, gen_random_uuid(), now(), 'x', 24, now() - interval '24 months', 2, 0, 0, 1, chain_digest, 0 FROM snapshot WHERE sequence = 1 RETURNING *)
        INSERT INTO pruned_journal SELECT r.cluster, r.id, 'journal_watch', s.taken_at, 1, s.taken_at - interval '1 hour', s.taken_at - interval '1 hour', r.digests_digest FROM snapshot s, r WHERE s.sequence = 3"""
      })
  void theRoleCannotDeleteWhatIsYoung(String statement) throws SQLException {
    fourYears();
    bundled(report(4, 1), "young", "young");
    told(30, 1);
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
    for (String table :
        List.of(
            "retention_run", "pruned_content", "pruned_file", "pruned_bundle", "pruned_journal")) {
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
                  AND NOT (privilege_type = 'DELETE' AND table_name IN ('manifest', 'report_file',
                    'bundle_content', 'journal_entry', 'journal_watch', 'journal_blind',
                    'audit_event', 'audit_sign', 'admission_review'))"""))
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

  private void bundled(UUID report, String path, String content) throws SQLException {
    service.execute(
        "INSERT INTO bundle_content SELECT id, sha256('%1$s'::bytea), '%1$s'::bytea FROM cluster ON CONFLICT DO NOTHING"
            .formatted(content));
    service.execute(
        "INSERT INTO bundle_file SELECT cluster, id, '%s', sha256('%s'::bytea) FROM report WHERE id = '%s'"
            .formatted(path, content, report));
  }

  /// A row in each table of the journal, for each of some times.
  private void told(int... monthsAgo) throws SQLException {
    for (int months : monthsAgo) {
      String at = monthsAgo(months).toString();
      for (String row :
          List.of(
              "journal_entry (cluster, uid, mark, what, api_version, kind, namespace, name, digest, until_at, writers, labels) SELECT id, 'u', '%1$s', 'DELETED', 'v1', 'Pod', 'a', 'p', sha256(''), '%1$s', '[]', '{}'",
              "journal_watch (cluster, kind, from_at, until_at) SELECT id, 'Pod', '%1$s'::timestamptz - interval '10 minutes', '%1$s'",
              "journal_blind (cluster, kind, from_at, reason, recovery) SELECT id, 'Pod', '%1$s', 'lost', 'NONE'",
              "audit_event (cluster, audit_id, item, at, verb, api_group, resource, kind, namespace, name, username, groups) SELECT id, '%1$s', '', '%1$s', 'patch', '', 'pods', 'Pod', 'a', 'p', 'eve', '{}'",
              "audit_sign SELECT id, '%1$s'",
              "admission_review (cluster, request_uid, at, operation, api_group, kind, namespace, name, username, groups, allowed, decision) SELECT id, '%1$s', '%1$s', 'UPDATE', '', 'Pod', 'a', 'p', 'eve', '{}', true, 'recorded'")) {
        service.execute("INSERT INTO " + row.formatted(at) + " FROM cluster");
      }
    }
  }

  private static final List<String> JOURNAL =
      List.of(
          "admission_review",
          "audit_event",
          "audit_sign",
          "journal_blind",
          "journal_entry",
          "journal_watch");

  /// Snapshot 3, of 30 months ago, was in force at the cutoff: what was told since is needed.
  @Test
  void theJournalGoesUpToTheSnapshotInForceAtTheCutoffAndItsCountsStay() throws SQLException {
    fourYears();
    told(40, 35, 29, 23, 1);
    RetentionStore.Prunable prunable = retention.prunable("c", MONTHS);
    assertThat(prunable.journalRows()).isEqualTo(12);

    RetentionRun run = Objects.requireNonNull(prune());

    assertThat(run.journal())
        .extracting(RetentionRun.PrunedRows::table)
        .containsExactlyElementsOf(JOURNAL);
    assertThat(run.journal())
        .allSatisfy(
            rows -> {
              assertThat(rows.rows()).isEqualTo(2);
              assertThat(rows.first()).isBefore(rows.last());
              assertThat(rows.last()).isBefore(rows.before());
            });
    for (String table : JOURNAL) {
      assertThat(database.count(table)).as(table).isEqualTo(3);
    }
    assertThat(retention.runs("c", 9)).containsExactly(run);
    assertThat(evidence.verifyChain("c").damage()).isEmpty();
    assertThat(prune()).isNull();
  }

  @Test
  void aRunTakesTheOldestRowsOfTheJournalAndGoesOn() throws SQLException {
    taken(40, STAYS);
    taken(1, STAYS);
    told(47, 46, 45);
    assertThat(Objects.requireNonNull(retention.prune("c", MONTHS, "test", 2)).journalRows())
        .isEqualTo(12);
    assertThat(Objects.requireNonNull(retention.prune("c", MONTHS, "test", 2)).journalRows())
        .isEqualTo(6);
    assertThat(retention.prune("c", MONTHS, "test", 2)).isNull();
    assertThat(evidence.verifyChain("c").damage()).isEmpty();
  }

  @Test
  void aHoldKeepsTheJournalToo() throws SQLException {
    fourYears();
    told(40);
    holds.place("c", "case", "ann", Instant.now());
    assertThat(prune()).isNull();
    assertThat(database.count("journal_entry")).isEqualTo(1);
  }

  /// The digest of a run is that of the rows: a copy that somebody kept can be held against it.
  @Test
  void whatARunSaysOfTheJournalIsSealed() throws SQLException {
    fourYears();
    told(40);
    prune();
    database.tamper("UPDATE pruned_journal SET rows = 2 WHERE of_table = 'audit_event'");
    assertThat(evidence.verifyChain("c").damage())
        .singleElement()
        .asString()
        .contains("is not sealed in the log");
  }

  @Test
  void filesOfOldBundlesGoUnlessAYoungerReportHasThemToo() throws SQLException {
    fourYears();
    UUID old = report(2, 30);
    UUID young = report(4, 3);
    bundled(old, "scope.yaml", "old scope");
    bundled(old, "manifests/a.json", "cited by both");
    bundled(young, "manifests/a.json", "cited by both");
    assertThat(retention.prunable("c", MONTHS).bundles()).isEqualTo(1);

    RetentionRun run = Objects.requireNonNull(prune());

    assertThat(run.bundles()).isEqualTo(1);
    assertThat(database.count("bundle_content")).isEqualTo(1);
    assertThat(database.count("bundle_file")).as("digests stay").isEqualTo(3);
    assertThat(evidence.verifyChain("c").damage()).isEmpty();
    assertThat(lostOfBundles()).isEmpty();

    database.tamper("DELETE FROM bundle_content");
    assertThat(lostOfBundles())
        .as("of the old report, which was noted for the other file alone, and the young one")
        .hasSize(2)
        .allSatisfy(d -> assertThat(d).contains("is not there for manifests/a.json"));
  }

  /// The run was good for the old report, and excuses nothing of one that was issued since.
  @Test
  void aFileThatCameBackIsMissedIfSomebodyElseTakesIt() throws SQLException {
    fourYears();
    bundled(report(2, 30), "scope.yaml", "same scope");
    prune();
    bundled(report(4, 3), "scope.yaml", "same scope");
    assertThat(lostOfBundles()).isEmpty();
    database.tamper("DELETE FROM bundle_content");
    assertThat(lostOfBundles()).singleElement().asString().contains("scope.yaml");
  }

  private List<String> lostOfBundles() {
    return StoreCheck.of(service.url(), null, null, null).damage().stream()
        .filter(d -> d.startsWith("bundle_content"))
        .toList();
  }

  @Test
  void aFileOfABundleNeedsItsContent() throws SQLException {
    fourYears();
    UUID report = report(4, 3);
    assertThatThrownBy(
            () ->
                service.execute(
                    "INSERT INTO bundle_file SELECT cluster, id, 'x', sha256('x') FROM report WHERE id = '%s'"
                        .formatted(report)))
        .hasMessageContaining("its content is not there");
  }

  /// Of 36 months ago to 24: the first of its snapshots is the one that was in force then.
  @Test
  void allSnapshotsOfAReportsPeriodAreKeptAsLongAsTheReport() throws SQLException {
    taken(48, manifest("a", "one", "before the period"), STAYS);
    taken(40, OLD, STAYS);
    taken(33, SECOND, STAYS);
    taken(30, manifest("a", "one", "third"), STAYS);
    taken(27, STAYS);
    taken(1, STAYS);
    told(47, 38);
    UUID id = report(5, 3);
    database.tamper(
        "UPDATE report SET kind = 'period', period_from = '%s', period_until = '%s' WHERE id = '%s'"
            .formatted(monthsAgo(36), monthsAgo(28), id));

    RetentionRun run = Objects.requireNonNull(prune());

    assertThat(run.contents()).isEqualTo(1);
    assertThat(run.journalRows()).as("what was told in the period stays").isEqualTo(6);
    for (long sequence = 2; sequence <= 6; sequence++) {
      assertThat(evidence.load("c", sequence).manifests()).isNotEmpty();
    }
    assertThatThrownBy(() -> evidence.load("c", 1)).isInstanceOf(PrunedEvidence.class);
    database.tamper("UPDATE report SET issued_at = '%s'".formatted(monthsAgo(25)));
    assertThat(Objects.requireNonNull(prune()).contents()).isEqualTo(3);
  }
}
