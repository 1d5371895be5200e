package dev.palisade.store;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Evidence;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.Statement;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Issued reports: numbered without gaps, never altered.
@ApplicationScoped
@Transactional
public class ReportStore {
  /// The format that is the report itself.
  public static final String JSON = "json";

  /// After all that is stored.
  private static final Instant ALWAYS = Instant.parse("9999-12-31T00:00:00Z");

  private final DataSource database;
  private final Clusters clusters;
  private final LedgerStore ledger;

  ReportStore(DataSource database, Clusters clusters, LedgerStore ledger) {
    this.database = database;
    this.clusters = clusters;
    this.ledger = ledger;
  }

  /// What is to be issued.
  ///
  /// @param kind `point-in-time` or `period`
  /// @param framework `pci-dss`, `soc2`, …, or `all`
  /// @param supersedes id of the report of which this is the next version; null: a report with a
  ///   number of its own
  /// @param period of a report of kind `period`; null with the other
  public record Issue(
      String cluster,
      String kind,
      String framework,
      long snapshotSequence,
      Instant at,
      String by,
      @Nullable UUID supersedes,
      @Nullable Period period) {
    public Issue {
      if (kind.equals("period") != (period != null)) {
        throw new IllegalArgumentException("a report of kind " + kind + " on " + period);
      }
    }
  }

  /// @param until not included
  public record Period(Instant from, Instant until) {
    public Period {
      from = from.truncatedTo(ChronoUnit.MICROS);
      until = until.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /// What a report is called: known only within the transaction that issues it, and part of its
  /// bytes.
  ///
  /// @param supersedes the version before; null for the first
  public record NewReport(UUID id, String number, int version, @Nullable StoredReport supersedes) {}

  /// A report's files.
  ///
  /// @param formats its bytes by format (`json`, `pdf`, …), `json` among them
  /// @param beside what else belongs into its bundle, by path: the scope, manifests, …
  public record Rendered(Map<String, byte[]> formats, Map<String, byte[]> beside) {}

  /// Issues a report: takes its number, has it rendered and signed, keeps and seals it; or does
  /// nothing of it if one of that fails. Others that issue for the same cluster wait meanwhile.
  ///
  /// @param sign signs the statement over all of its files
  /// @throws NotStored if the report to be superseded or the snapshot is not there
  /// @throws VersionConflict if the report to be superseded is superseded already
  public StoredReport issue(
      Issue issue, Function<NewReport, Rendered> render, Function<Statement, Envelope> sign) {
    ClusterRow cluster = clusters.locked(issue.cluster(), "report");
    requireSnapshot(cluster, issue.snapshotSequence());
    Instant at = issue.at().truncatedTo(ChronoUnit.MICROS);
    ReportRow before = issue.supersedes() == null ? null : newest(issue, issue.supersedes());
    int year = before == null ? at.atOffset(ZoneOffset.UTC).getYear() : before.year;
    int counter = before == null ? nextCounter(cluster, year) : before.counter;
    NewReport identity =
        new NewReport(
            UUID.randomUUID(),
            before == null ? number(issue, year, counter) : before.number,
            before == null ? 1 : before.version + 1,
            before == null ? null : before.stored());

    Rendered rendered = render.apply(identity);
    byte[] json = rendered.formats().get(JSON);
    if (json == null) {
      throw new IllegalArgumentException("a report without its JSON: " + identity.number());
    }
    StoredReport report =
        new StoredReport(
            issue.cluster(),
            identity.id(),
            identity.number(),
            identity.version(),
            issue.supersedes(),
            issue.kind(),
            issue.framework(),
            issue.snapshotSequence(),
            Sha256.hex(json),
            at,
            issue.by(),
            issue.period() == null ? null : issue.period().from(),
            issue.period() == null ? null : issue.period().until());
    new ReportRow(cluster, year, counter, report).persistAndFlush();
    Jdbc.call(database, connection -> OutboxStore.put(connection, ReportNotice.of(report)));
    rendered
        .formats()
        .forEach((format, content) -> insertFile(cluster, report.id(), format, content));
    seal(cluster, report, rendered, sign);
    return report;
  }

  private void seal(
      ClusterRow cluster,
      StoredReport report,
      Rendered rendered,
      Function<Statement, Envelope> sign) {
    Map<String, byte[]> files = new TreeMap<>(rendered.beside());
    files.put(IssuedText.PATH, IssuedText.of(report));
    Map<String, byte[]> all = new TreeMap<>(files);
    rendered.formats().forEach((format, content) -> all.put(BundleTables.path(format), content));
    String name = report.number() + "-v" + report.version();
    Evidence evidence = new Evidence(name, all);
    Envelope envelope = sign.apply(evidence.statement());
    Jdbc.call(
        database,
        connection -> {
          BundleTables tables = new BundleTables(connection);
          for (Map.Entry<String, byte[]> file : evidence.files().entrySet()) {
            boolean format = all.containsKey(file.getKey()) && !files.containsKey(file.getKey());
            if (!format) {
              tables.insertFile(cluster.id, report.id(), file.getKey(), file.getValue());
            }
          }
          long position =
              ledger.seal(
                  new LedgerEntry(
                      LedgerEntry.Kind.REPORT,
                      name,
                      Hash.of(envelope.content()),
                      report.issuedAt()));
          tables.insertEnvelope(cluster.id, report.id(), envelope, position);
          return position;
        });
  }

  /// What was sealed of a report; null when there is no such report, or it was issued before there
  /// was a log.
  ///
  /// @throws PrunedEvidence if retention took files of it
  /// @throws TamperedEvidence if a file is not what was sealed
  public @Nullable StoredBundle bundle(UUID report) {
    return Jdbc.call(
        database,
        connection -> {
          requireUnpruned(connection, report, null);
          return new BundleTables(connection).read(report);
        });
  }

  private static ReportRow newest(Issue issue, UUID superseded) {
    ReportRow named =
        ReportRow.find("id = ?1 and cluster.name = ?2", superseded, issue.cluster()).firstResult();
    if (named == null) {
      throw new NotStored("cluster " + issue.cluster() + " has no report " + superseded);
    }
    if (!named.framework.equals(issue.framework()) || !named.kind.equals(issue.kind())) {
      throw new IllegalArgumentException(
          named.number
              + " is a report of kind "
              + named.kind
              + " on "
              + named.framework
              + ": the next version of it cannot be of kind "
              + issue.kind()
              + " on "
              + issue.framework());
    }
    ReportRow newest =
        ReportRow.<ReportRow>find(
                "cluster = ?1 and year = ?2 and counter = ?3 order by version desc",
                named.cluster,
                named.year,
                named.counter)
            .page(Page.ofSize(1))
            .firstResult();
    if (!newest.id.equals(superseded)) {
      throw new VersionConflict("report " + named.number, named.version, newest.version);
    }
    return newest;
  }

  private void requireSnapshot(ClusterRow cluster, long sequence) {
    Jdbc.call(
        database,
        connection -> {
          SnapshotRow row = new SnapshotReader(connection, cluster.name, cluster.id).row(sequence);
          if (row == null) {
            throw NotStored.snapshot(cluster.name, sequence);
          }
          return row;
        });
  }

  private static int nextCounter(ClusterRow cluster, int year) {
    ReportRow last =
        ReportRow.<ReportRow>find("cluster = ?1 and year = ?2 order by counter desc", cluster, year)
            .page(Page.ofSize(1))
            .firstResult();
    return last == null ? 1 : last.counter + 1;
  }

  private static String number(Issue issue, int year, int counter) {
    return "%s-%s-%04d-%04d"
        .formatted(
            issue.cluster().toUpperCase(Locale.ROOT),
            issue.framework().toUpperCase(Locale.ROOT),
            year,
            counter);
  }

  private void insertFile(ClusterRow cluster, UUID report, String format, byte[] content) {
    Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO report_file (cluster, report, format, digest, content)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, cluster.id);
            insert.setObject(2, report);
            insert.setString(3, format);
            insert.setBytes(4, HexFormat.of().parseHex(Sha256.hex(content)));
            insert.setBytes(5, content);
            return insert.executeUpdate();
          }
        });
  }

  /// Null when there is none.
  public @Nullable StoredReport find(UUID id) {
    ReportRow row = ReportRow.findById(id);
    return row == null ? null : row.stored();
  }

  /// A version of a report by its number; null when there is none.
  public @Nullable StoredReport find(String number, int version) {
    ReportRow row = ReportRow.find("number = ?1 and version = ?2", number, version).firstResult();
    return row == null ? null : row.stored();
  }

  /// The newest version of the report of this kind on this snapshot; null when none was issued.
  public @Nullable StoredReport latestOn(
      String cluster, String kind, String framework, long snapshotSequence) {
    ReportRow row =
        ReportRow.<ReportRow>find(
                "cluster.name = ?1 and kind = ?2 and framework = ?3 and snapshotSequence = ?4"
                    + " order by year desc, counter desc, version desc",
                cluster,
                kind,
                framework,
                snapshotSequence)
            .page(Page.ofSize(1))
            .firstResult();
    return row == null ? null : row.stored();
  }

  /// The newest version of the report on a period; null when none was issued.
  public @Nullable StoredReport latestOver(String cluster, String framework, Period period) {
    ReportRow row =
        ReportRow.<ReportRow>find(
                "cluster.name = ?1 and framework = ?2 and from = ?3 and until = ?4"
                    + " order by year desc, counter desc, version desc",
                cluster,
                framework,
                period.from(),
                period.until())
            .page(Page.ofSize(1))
            .firstResult();
    return row == null ? null : row.stored();
  }

  /// The newest version of the report of this kind on the last snapshot before this one that has
  /// such a report; null when none has.
  ///
  /// @param issuedBy only reports that were issued then or before; null: all
  public @Nullable StoredReport latestBefore(
      String cluster,
      String kind,
      String framework,
      long snapshotSequence,
      @Nullable Instant issuedBy) {
    ReportRow row =
        ReportRow.<ReportRow>find(
                "cluster.name = ?1 and kind = ?2 and framework = ?3 and snapshotSequence < ?4"
                    + " and issuedAt <= ?5"
                    + " order by snapshotSequence desc, year desc, counter desc, version desc",
                cluster,
                kind,
                framework,
                snapshotSequence,
                issuedBy == null ? ALWAYS : issuedBy)
            .page(Page.ofSize(1))
            .firstResult();
    return row == null ? null : row.stored();
  }

  /// All versions of a report, the first first.
  public List<StoredReport> versions(String number) {
    return ReportRow.<ReportRow>find("number = ?1 order by version", number).stream()
        .map(ReportRow::stored)
        .toList();
  }

  /// A cluster's reports, the newest first.
  ///
  /// @param after the last report of the page before; null: the first page
  public List<StoredReport> list(String cluster, @Nullable UUID after, int limit) {
    ReportRow last = after == null ? null : ReportRow.findById(after);
    var rows =
        last == null
            ? ReportRow.<ReportRow>find(
                "cluster.name = ?1 order by issuedAt desc, id desc", cluster)
            : ReportRow.<ReportRow>find(
                "cluster.name = ?1 and (issuedAt < ?2 or (issuedAt = ?2 and id < ?3))"
                    + " order by issuedAt desc, id desc",
                cluster,
                last.issuedAt,
                last.id);
    return rows.page(Page.ofSize(limit)).stream().map(ReportRow::stored).toList();
  }

  /// Formats in which a report was kept, sorted.
  public List<String> formats(UUID report) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT format FROM report_file WHERE report = ? ORDER BY format COLLATE \"C\"")) {
            select.setObject(1, report);
            try (ResultSet row = select.executeQuery()) {
              List<String> formats = new ArrayList<>();
              while (row.next()) {
                formats.add(row.getString("format"));
              }
              return formats;
            }
          }
        });
  }

  /// A report's bytes in a format in which it was kept; null when it was not.
  ///
  /// @throws PrunedEvidence if retention took them
  /// @throws TamperedEvidence if the bytes are not those that were issued
  public byte @Nullable [] bytes(UUID report, String format) {
    return Jdbc.call(database, connection -> bytes(connection, report, format));
  }

  /// @param format null: each of them
  private static void requireUnpruned(Connection connection, UUID report, @Nullable String format)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT format, encode(digest, 'hex') AS digest FROM pruned_file"
                + " WHERE report = ? AND format = coalesce(?, format) ORDER BY format")) {
      select.setObject(1, report);
      select.setString(2, format);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          throw new PrunedEvidence(
              "the %s of report %s is older than reports are kept: its SHA-256 was %s"
                  .formatted(row.getString("format"), report, row.getString("digest")));
        }
      }
    }
  }

  private static byte @Nullable [] bytes(Connection connection, UUID report, String format)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT r.number, encode(r.json_digest, 'hex') AS json_digest,
              encode(f.digest, 'hex') AS digest, f.content
            FROM report_file f JOIN report r ON r.cluster = f.cluster AND r.id = f.report
            WHERE f.report = ? AND f.format = ?""")) {
      select.setObject(1, report);
      select.setString(2, format);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          requireUnpruned(connection, report, format);
          return null;
        }
        byte[] content = row.getBytes("content");
        String digest = Sha256.hex(content);
        if (!digest.equals(row.getString("digest"))
            || (format.equals(JSON) && !digest.equals(row.getString("json_digest")))) {
          throw new TamperedEvidence(
              "report " + row.getString("number") + ": its " + format + " is not what was issued");
        }
        return content;
      }
    }
  }
}
