package dev.palisade.store;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Evidence;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.Statement;
import dev.palisade.store.StoredGroupReport.Member;
import dev.palisade.store.StoredGroupReport.Note;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Issued reports over several clusters: numbered without gaps, never altered, sealed in the log.
@ApplicationScoped
@Transactional
public class GroupReportStore {
  private static final String NEWEST_FIRST = " ORDER BY g.issued_at DESC, g.id DESC";

  private final DataSource database;

  public GroupReportStore(DataSource database) {
    this.database = database;
  }

  /// What is to be issued.
  ///
  /// @param subject which snapshots or which period of which clusters it is on: where a report of
  ///   this framework on the same was issued before, this is its next version
  /// @param period null: it is on one snapshot of each
  public record Issue(
      @Nullable String group,
      List<Member> members,
      String framework,
      String subject,
      Instant at,
      String by,
      ReportStore.@Nullable Period period) {}

  /// What a report is called: known only within the transaction that issues it.
  ///
  /// @param supersedes id of the version before; null for the first
  public record NewReport(UUID id, String number, int version, @Nullable UUID supersedes) {}

  /// Issues a report: takes its number, has it rendered and signed, keeps and seals it; or does
  /// nothing of it if one of that fails. Others that issue meanwhile wait.
  ///
  /// @param render its files by their paths, `report.json` among them
  /// @param sign signs the statement over them
  /// @throws NotStored if a member's report was withdrawn meanwhile
  public StoredGroupReport issue(
      Issue issue,
      Function<NewReport, Map<String, byte[]>> render,
      Function<Statement, Envelope> sign) {
    return Jdbc.call(
        database,
        connection -> {
          ClusterTable.lock(connection, "group reports", 0);
          requireStanding(connection, issue);
          return issue(connection, issue, render, sign);
        });
  }

  private static StoredGroupReport issue(
      Connection connection,
      Issue issue,
      Function<NewReport, Map<String, byte[]>> render,
      Function<Statement, Envelope> sign)
      throws SQLException {
    GroupReportTables tables = new GroupReportTables(connection);
    Instant at = issue.at().truncatedTo(ChronoUnit.MICROS);
    StoredGroupReport before =
        tables
            .reports(
                "WHERE g.subject = ? AND g.framework = ?"
                    + " ORDER BY g.year DESC, g.counter DESC, g.version DESC LIMIT 1",
                select -> {
                  select.setString(1, issue.subject());
                  select.setString(2, issue.framework());
                })
            .stream()
            .findFirst()
            .orElse(null);
    int thisYear = at.atOffset(ZoneOffset.UTC).getYear();
    GroupReportTables.Place place =
        before == null
            ? new GroupReportTables.Place(thisYear, tables.lastCounter(thisYear) + 1)
            : tables.place(before.id());
    NewReport named =
        new NewReport(
            UUID.randomUUID(),
            before == null ? number(issue.framework(), place) : before.number(),
            before == null ? 1 : before.version() + 1,
            before == null ? null : before.id());
    Map<String, byte[]> files = new TreeMap<>(render.apply(named));
    byte[] json = files.get(Evidence.REPORT);
    if (json == null) {
      throw new IllegalArgumentException("a report without its JSON: " + named.number());
    }
    ReportStore.Period period = issue.period();
    StoredGroupReport report =
        new StoredGroupReport(
            named.id(),
            named.number(),
            named.version(),
            named.supersedes(),
            period == null ? "point-in-time" : "period",
            issue.framework(),
            issue.group(),
            issue.members(),
            issue.subject(),
            Sha256.hex(json),
            at,
            issue.by(),
            period == null ? null : period.from(),
            period == null ? null : period.until());
    tables.insert(place.year(), place.counter(), report);
    files.put(IssuedText.PATH, GroupReportText.of(report));
    seal(connection, tables, report, new Evidence(report.name(), files), sign);
    return report;
  }

  /// No report on a cluster can have it, whatever the cluster is called: theirs end in a number.
  private static String number(String framework, GroupReportTables.Place place) {
    return "GROUP-%s-%04d-G%04d"
        .formatted(framework.toUpperCase(Locale.ROOT), place.year(), place.counter());
  }

  private static void seal(
      Connection connection,
      GroupReportTables tables,
      StoredGroupReport report,
      Evidence evidence,
      Function<Statement, Envelope> sign)
      throws SQLException {
    for (Map.Entry<String, byte[]> file : evidence.files().entrySet()) {
      tables.insertFile(report.id(), file.getKey(), file.getValue());
    }
    Envelope envelope = sign.apply(evidence.statement());
    long position =
        LedgerWriter.append(
            connection,
            new LedgerEntry(
                LedgerEntry.Kind.GROUP_REPORT,
                report.name(),
                Hash.of(envelope.content()),
                report.issuedAt()));
    tables.insertEnvelope(report.id(), envelope, position);
  }

  private static void requireStanding(Connection connection, Issue issue) throws SQLException {
    for (Member member : issue.members()) {
      if (member.report() != null
          && !ReportLifeStore.withdrawals(connection, member.report()).isEmpty()) {
        throw new NotStored(
            "the report on cluster " + member.cluster() + " was withdrawn meanwhile");
      }
    }
  }

  /// Null when there is none.
  public @Nullable StoredGroupReport find(UUID id) {
    return Jdbc.call(
        database,
        connection ->
            new GroupReportTables(connection)
                .reports("WHERE g.id = ?", select -> select.setObject(1, id)).stream()
                    .findFirst()
                    .orElse(null));
  }

  /// All versions of a report, the first first.
  public List<StoredGroupReport> versions(String number) {
    return Jdbc.call(
        database,
        connection ->
            new GroupReportTables(connection)
                .reports(
                    "WHERE g.number = ? ORDER BY g.version",
                    select -> select.setString(1, number)));
  }

  /// Reports, the newest first.
  ///
  /// @param clusters only those over no other clusters
  /// @param after the last report of the page before; null: the first page
  public List<StoredGroupReport> list(
      Collection<String> clusters, @Nullable UUID after, int limit) {
    return Jdbc.call(
        database,
        connection -> {
          GroupReportTables tables = new GroupReportTables(connection);
          StoredGroupReport last = after == null ? null : find(after);
          OffsetDateTime before = last == null ? null : Jdbc.time(last.issuedAt());
          return tables.reports(
              "WHERE (?::timestamptz IS NULL OR (g.issued_at, g.id) < (?::timestamptz, ?::uuid))"
                  + " AND NOT EXISTS (SELECT FROM group_report_member m"
                  + " JOIN cluster c ON c.id = m.cluster"
                  + " WHERE m.report = g.id AND c.name <> ALL (?))"
                  + NEWEST_FIRST
                  + " LIMIT ?",
              select -> {
                select.setObject(1, before);
                select.setObject(2, before);
                select.setObject(3, last == null ? null : last.id());
                select.setArray(4, connection.createArrayOf("text", clusters.toArray()));
                select.setInt(5, limit);
              });
        });
  }

  /// What was sealed of a report; null when there is no such report.
  ///
  /// @throws TamperedEvidence if a file is not what was sealed
  public @Nullable StoredBundle bundle(UUID report) {
    return Jdbc.call(
        database,
        connection -> {
          GroupReportTables tables = new GroupReportTables(connection);
          GroupReportTables.Sealed sealed = tables.sealed(report);
          if (sealed == null) {
            return null;
          }
          Envelope envelope = BundleTables.envelope(report, sealed.envelope());
          try {
            return new StoredBundle(
                Evidence.restored(
                    envelope.statement("envelope of report " + report),
                    new TreeMap<>(tables.files(report))),
                envelope,
                sealed.position());
          } catch (IllegalArgumentException e) {
            throw new TamperedEvidence(String.valueOf(e.getMessage()));
          }
        });
  }

  /// What was said of a report, that it is withdrawn, too; the first first.
  public List<Note> notes(UUID report) {
    return Jdbc.call(database, connection -> new GroupReportTables(connection).notes(report));
  }

  /// Adds what somebody says of a report, and seals it.
  ///
  /// @throws IllegalStateException if it is to be withdrawn, and was already
  public Note add(StoredGroupReport report, Note.Kind kind, String text, String by, Instant at) {
    return Jdbc.call(
        database,
        connection -> {
          ClusterTable.lock(connection, "group reports", 0);
          GroupReportTables tables = new GroupReportTables(connection);
          List<Note> before = tables.notes(report.id());
          if (kind == Note.Kind.WITHDRAWAL) {
            before.stream()
                .filter(one -> one.kind() == Note.Kind.WITHDRAWAL)
                .findFirst()
                .ifPresent(
                    one -> {
                      throw new IllegalStateException(
                          report.name() + " was withdrawn by " + one.author() + " at " + one.at());
                    });
          }
          Note note =
              new Note(before.size() + 1, kind, text, by, at.truncatedTo(ChronoUnit.MICROS));
          tables.insertNote(report.id(), note);
          LedgerWriter.append(connection, Seal.of(report, note));
          return note;
        });
  }
}
