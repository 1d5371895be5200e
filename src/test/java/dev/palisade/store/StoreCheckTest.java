package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.application.LoadSample;
import dev.palisade.application.ReadLedger;
import dev.palisade.application.RunInBackground;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.SignedNote;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A superuser who switches the triggers off and edits a row is found out, and the row is named.
/// Each case does so in a transaction that is rolled back.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(StoreCheckTest.DatabaseOfItsOwn.class)
class StoreCheckTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  /// Other tests' reports are signed by keys that no log knows.
  public static final class DatabaseOfItsOwn implements QuarkusTestProfile {}

  @Inject LoadSample sample;
  @Inject ReadLedger ledger;
  @Inject ExceptionStore exceptions;
  @Inject ReviewStore reviews;
  @Inject ReportStore reports;
  @Inject ReportLifeStore lives;
  @Inject ReperformanceStore reperformances;
  @Inject RunInBackground background;
  @Inject GroupReportStore groups;
  @TempDir Path out;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  /// @param tamper statements, each of which must change a row
  /// @param named what the verification says
  private record Case(String name, List<String> tamper, String named) {
    Case(String name, String tamper, String named) {
      this(name, List.of(tamper), named);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "an object",
              "UPDATE manifest SET content = replace(content, '{', '{ ') WHERE digest ="
                  + " (SELECT digest FROM manifest ORDER BY digest LIMIT 1)",
              "its content does not give its digest"),
          new Case(
              "a span",
              "UPDATE object_span SET name = 'x' WHERE id = (SELECT min(id) FROM object_span)",
              "its row does not give its seal"),
          new Case(
              "the end of a span",
              "UPDATE object_end SET last_seq = 2 WHERE span = (SELECT min(span) FROM object_end)",
              "object_end of"),
          new Case(
              "a snapshot's time",
              "UPDATE snapshot SET taken_at = taken_at - interval '1 day' WHERE sequence = 2",
              "snapshot 2 of cluster sample: taken_at"),
          new Case(
              "a snapshot with a digest that fits",
              "UPDATE snapshot SET chain_digest = sha256('x') WHERE sequence = 2",
              "snapshot 2 of cluster sample: is not what ledger_entry"),
          new Case(
              "a snapshot gone",
              "DELETE FROM snapshot WHERE sequence = 2",
              "snapshot sample/snapshots/2: ledger_entry"),
          new Case(
              "a cluster's name",
              "UPDATE cluster SET name = 'other'",
              "snapshot 1 of cluster other: no entry of the log seals it"),
          new Case(
              "a scope's document",
              "UPDATE scope_version SET document = document || ' '",
              "scope_version 1 of cluster sample: is not what ledger_entry"),
          new Case(
              "a scope's author",
              "UPDATE scope_version SET author = 'nobody'",
              "scope_version 1 of cluster sample: is not what ledger_entry"),
          new Case(
              "a request for an exception",
              "UPDATE risk_exception SET document = replace(document, 'because', 'though')",
              "of cluster sample: is not what ledger_entry"),
          new Case(
              "an exception's decision",
              "UPDATE exception_decision SET decided_by = 'mallory'",
              "exception_decision 1 on risk_exception"),
          new Case(
              "a rejection planted",
              "INSERT INTO exception_decision SELECT cluster, exception, 2, 'REVOKED', 'm',"
                  + " decided_at, 'x' FROM exception_decision",
              "exception_decision 2 on risk_exception"),
          new Case(
              "a review's verdict", "UPDATE change_review SET verdict = 'allow'", "change_review"),
          new Case(
              "the seed of a reperformance",
              "UPDATE reperformance SET request = '{\"seed\":\"other\"}'",
              "reperformance "),
          new Case(
              "a reperformance gone",
              List.of("DELETE FROM reperformance_answer", "DELETE FROM reperformance"),
              "reperformance sample/reperformances/"),
          new Case(
              "a reperformance's answer",
              "UPDATE reperformance_answer SET document = '{\"conclusion\":\"reproduced\"}'",
              "reperformance_answer "),
          new Case(
              "the population of a reperformance",
              "UPDATE reperformance_answer SET population = 'b'",
              "reperformance_answer "),
          new Case(
              "who issued a report",
              "UPDATE report SET issued_by = 'nobody' WHERE snapshot_sequence = 1",
              "-v1: its row is not what was sealed"),
          new Case(
              "a report's bytes and their digest",
              "UPDATE report_file SET content = content || '\\x20', digest = sha256(content ||"
                  + " '\\x20') WHERE format = 'pdf'",
              "-v1: its file report.pdf is not what was sealed"),
          new Case(
              "a report's file gone",
              "DELETE FROM report_file WHERE format = 'pdf'",
              "-v1: its file report.pdf is not there"),
          new Case(
              "why a report was withdrawn",
              "UPDATE report_withdrawal SET reason = 'none'",
              "report_withdrawal of report SAMPLE-ALL"),
          new Case(
              "a withdrawal gone", "DELETE FROM report_withdrawal", "-v1/withdrawn: ledger_entry"),
          new Case(
              "who attested",
              "UPDATE report_note SET author = 'mallory'",
              "report_note 1 on report SAMPLE-ALL"),
          new Case(
              "who issued a report over several clusters",
              "UPDATE group_report SET issued_by = 'nobody'",
              "-G0001-v1: its rows are not what was sealed"),
          new Case(
              "what a group's report was made of",
              "UPDATE group_report_member SET member = NULL",
              "-G0001-v1: its rows are not what was sealed"),
          new Case(
              "a file of a group's report",
              "UPDATE group_report_file SET content = content || '\\x20', digest = sha256(content"
                  + " || '\\x20') WHERE path = 'report.json'",
              "-G0001-v1: its file report.json is not what was sealed"),
          new Case(
              "a file of a group's report gone",
              "DELETE FROM group_report_file WHERE path = 'report.json'",
              "its file report.json is not there"),
          new Case(
              "a group's report without its envelope",
              "DELETE FROM group_report_envelope",
              "-G0001-v1: is not there"),
          new Case(
              "a group's report gone",
              List.of(
                  "DELETE FROM group_report_envelope",
                  "DELETE FROM group_report_note",
                  "DELETE FROM group_report"),
              "group-report GROUP-ALL-"),
          new Case(
              "why a group's report was withdrawn",
              "UPDATE group_report_note SET text = 'none'",
              "group_report_note 1 on report GROUP-ALL-"),
          new Case(
              "a group's withdrawal gone",
              "DELETE FROM group_report_note",
              "-G0001-v1/notes/1: ledger_entry"),
          new Case(
              "an envelope",
              "UPDATE report_envelope SET envelope = replace(envelope, '\"sig\":\"', '\"sig\":\"A')",
              "report_envelope of"),
          new Case(
              "a file of a bundle",
              "UPDATE bundle_file f SET digest = (SELECT c.digest FROM bundle_content c WHERE"
                  + " c.digest <> f.digest LIMIT 1) WHERE path = 'scope.yaml'",
              "-v1: its file scope.yaml is not what was sealed"),
          new Case(
              "the content of a bundle's file",
              List.of(
                  "ALTER TABLE bundle_content DROP CONSTRAINT bundle_content_check",
                  "UPDATE bundle_content SET content = content || '\\x20'"),
              "bundle_content"),
          new Case(
              "a line of the log",
              "UPDATE ledger_entry SET entry = replace(entry, 'sample', 'simple') WHERE position ="
                  + " 1",
              "ledger_entry 1: its line does not give its leaf"),
          new Case(
              "a leaf of the log",
              "UPDATE ledger_entry SET leaf = sha256('x') WHERE position = 1",
              "ledger_entry 1: the lines up to it do not give its subtree"),
          new Case(
              "a subtree of the log",
              "UPDATE ledger_entry SET subtree = sha256('x') WHERE position = 1",
              "ledger_entry 1: the lines up to it do not give its subtree"),
          new Case(
              "a line in the middle gone",
              "DELETE FROM ledger_entry WHERE position = 1",
              "ledger_entry 1: is not there, the next is 2"),
          new Case(
              "a checkpoint's note",
              "UPDATE ledger_checkpoint SET note = replace(note, E'\\n\\n', E'\\nx\\n\\n')",
              "has a signature that no key of the log made"),
          new Case(
              "a checkpoint's root",
              "UPDATE ledger_checkpoint SET root = sha256('x')",
              "its note is not of its size and root"),
          new Case(
              "the history of keys",
              "UPDATE ledger_keys SET history = replace(history, 'Z\"', '1Z\"')",
              "ledger_keys 1: is not what ledger_entry"),
          new Case(
              "the newest lines gone",
              "DELETE FROM ledger_entry WHERE position >= 3",
              "the newest were removed"));

  @BeforeEach
  void evidence() throws IOException {
    sample.load(out);
    if (exceptions.list("sample").isEmpty()) {
      RiskException request =
          new RiskException(
              UUID.randomUUID(),
              "sample",
              "default-deny",
              List.of(new Excepted("f".repeat(64), null)),
              "because",
              "a firewall",
              null,
              "olga",
              NOW,
              NOW,
              NOW.plus(Duration.ofDays(30)),
              List.of());
      exceptions.request(request);
      exceptions.decide(
          request.id(), new Decision(Decision.Kind.APPROVED, "piet", NOW.plusSeconds(1), "fine"));
      reviews.append("sample", "a".repeat(64), "block", "{}", "ci", NOW);
      StoredReport report = reports.list("sample", null, 1).getFirst();
      UUID group = background.reportOnGroup(null, List.of("sample"), "all", null, "olga").id();
      await().until(() -> background.find(group).state().isEnded());
      groups.add(
          groups.list(List.of("sample"), null, 1).getFirst(),
          StoredGroupReport.Note.Kind.WITHDRAWAL,
          "made of it",
          "olga",
          NOW);
      lives.add(report, StoredNote.Kind.ATTESTATION, "as I saw it", "anna", NOW);
      lives.withdraw(report, "the scope was wrong", "olga", NOW.plusSeconds(1));
      UUID again = UUID.randomUUID();
      reperformances.request("sample", again, "{\"seed\":\"one\"}", "ann", NOW);
      reperformances.answer(again, new StoredReperformance.Answer("a\n", "{}", NOW));
    }
  }

  private Connection superuser() throws SQLException {
    TestServer.Address address = TestServer.address();
    Connection connection = DriverManager.getConnection(url, address.user(), address.password());
    connection.setAutoCommit(false);
    return connection;
  }

  private List<String> damage(List<String> tamper, @Nullable Checkpoint held) throws SQLException {
    try (Connection connection = superuser();
        Statement sql = connection.createStatement()) {
      sql.execute("SET LOCAL session_replication_role = replica");
      for (String statement : tamper) {
        int changed = sql.executeUpdate(statement);
        assertThat(statement.startsWith("ALTER") || changed > 0).as(statement).isTrue();
      }
      List<String> damage = new StoreCheck(connection).check(held).damage();
      connection.rollback();
      return damage;
    }
  }

  @Test
  void whatNobodyTouchedIsWhole() throws SQLException {
    TestServer.Address address = TestServer.address();
    StoreVerification whole = StoreCheck.of(url, address.user(), address.password(), held());
    assertThat(whole.damage()).isEmpty();
    assertThat(whole.snapshots()).isEqualTo(2);
    assertThat(whole.reports()).isEqualTo(3);
    assertThat(whole.newest()).isNotNull();
  }

  @Test
  void eachRowThatASuperuserEditsIsFoundAndNamed() throws SQLException {
    ledger.checkpoint(null);
    SoftAssertions all = new SoftAssertions();
    for (Case c : CASES) {
      all.assertThat(damage(c.tamper(), null))
          .as(c.name())
          .anySatisfy(found -> assertThat(found).contains(c.named()));
    }
    all.assertAll();
  }

  @Test
  void theNewestEvidenceRemovedWithAllItsTracesIsFoundByACheckpointOutside() throws SQLException {
    reviews.append("sample", "b".repeat(64), "block", "{\"the\":\"last\"}", "ci", NOW);
    Checkpoint held = held();
    List<String> forged =
        List.of(
            "DELETE FROM change_review WHERE document = '{\"the\":\"last\"}'",
            "DELETE FROM ledger_checkpoint WHERE size = " + held.size(),
            "DELETE FROM ledger_entry WHERE position = " + (held.size() - 1));
    assertThat(damage(forged, null)).as("nothing inside tells").isEmpty();
    assertThat(damage(forged, held))
        .containsExactly(
            "the checkpoint that was given: is of %d entries, but the log has only %d: the newest were removed"
                .formatted(held.size(), held.size() - 1));
  }

  private Checkpoint held() {
    return Checkpoint.parse("held", SignedNote.parse("held", ledger.checkpoint(null)));
  }
}
