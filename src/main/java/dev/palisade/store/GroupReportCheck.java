package dev.palisade.store;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.Statement;
import dev.palisade.store.StoredGroupReport.Note;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Recomputes reports over several clusters: the bytes of each file against the statement, the
/// statement against its signatures and the log, and what was said of them against the log.
final class GroupReportCheck {
  private final GroupReportTables tables;
  private final LogCheck log;
  private final List<String> damage;

  GroupReportCheck(Connection connection, LogCheck log, List<String> damage) {
    this.tables = new GroupReportTables(connection);
    this.log = log;
    this.damage = damage;
  }

  /// @return how many there are
  long run() throws SQLException {
    List<StoredGroupReport> reports = tables.reports("ORDER BY g.issued_at, g.id", select -> {});
    for (StoredGroupReport report : reports) {
      check(report);
      for (Note note : tables.notes(report.id())) {
        log.seals(
            "group_report_note " + note.position() + " on report " + report.name(),
            Seal.of(report, note));
      }
    }
    return reports.size();
  }

  private void check(StoredGroupReport report) throws SQLException {
    String which = "group_report " + report.name();
    GroupReportTables.Sealed sealed = tables.sealed(report.id());
    if (sealed == null) {
      damage.add("group_report_envelope of " + which + ": is not there");
      return;
    }
    Envelope envelope;
    Statement statement;
    try {
      envelope = BundleTables.envelope(report.id(), sealed.envelope());
      statement = envelope.statement("group_report_envelope of " + which);
    } catch (TamperedEvidence | MalformedDocument e) {
      damage.add(String.valueOf(e.getMessage()));
      return;
    }
    if (envelope.signers(log.keys()).size() != envelope.signatures().size()) {
      damage.add(
          "group_report_envelope of " + which + ": has a signature that no key of the log made");
    }
    log.seals(
        "group_report_envelope of " + which,
        LedgerEntry.Kind.GROUP_REPORT,
        report.name(),
        Hash.of(envelope.content()));
    Hash issued = statement.subjects().get(IssuedText.PATH);
    if (issued == null || !issued.equals(Hash.of(GroupReportText.of(report)))) {
      damage.add(which + ": its rows are not what was sealed");
    }
    checkFiles(which, report, statement);
  }

  private void checkFiles(String which, StoredGroupReport report, Statement statement)
      throws SQLException {
    Hash json = statement.subjects().get(BundleTables.path(ReportStore.JSON));
    if (json == null || !json.toString().equals(report.digest())) {
      damage.add(which + ": json_digest is not that of the sealed report");
    }
    Map<String, byte[]> stored = new TreeMap<>(tables.files(report.id()));
    statement
        .subjects()
        .forEach(
            (path, inLog) -> {
              byte[] content = stored.remove(path);
              if (content == null) {
                damage.add(which + ": its file " + path + " is not there");
              } else if (!Hash.of(content).equals(inLog)) {
                damage.add(which + ": its file " + path + " is not what was sealed");
              }
            });
    stored.keySet().forEach(path -> damage.add(which + ": its file " + path + " was added"));
  }
}
