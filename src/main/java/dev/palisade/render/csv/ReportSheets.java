package dev.palisade.render.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.ledger.Archive;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A report as tables for working papers, all in one ZIP whose bytes are the same for the same
/// report. Sheets without a row have their header.
public final class ReportSheets {
  private final Report report;

  private final Standing standing;

  private ReportSheets(Report report, Standing standing) {
    this.report = report;
    this.standing = standing;
  }

  /// The ZIP.
  public static byte[] zip(Report report, Standing standing) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    sheets(report, standing).forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    return Archive.write(files);
  }

  /// The sheets by their names: `findings.csv`, …
  public static SortedMap<String, String> sheets(Report report, Standing standing) {
    ReportSheets sheets = new ReportSheets(report, standing);
    SortedMap<String, String> all =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("report.csv", sheets.identity().toString()),
                Map.entry("requirements.csv", sheets.requirements().toString()),
                Map.entry("checks.csv", sheets.checks().toString()),
                Map.entry("findings.csv", FindingSheet.of(report).toString()),
                Map.entry("register.csv", sheets.register().toString()),
                Map.entry("zone-matrix.csv", sheets.matrix().toString()),
                Map.entry("exceptions.csv", sheets.exceptions().toString()),
                Map.entry("changes.csv", ChangeSheet.of(report).toString()),
                Map.entry("population.csv", sheets.population().toString()),
                Map.entry("sample-set.csv", sheets.samples().toString()),
                Map.entry("gaps.csv", sheets.gaps().toString()),
                Map.entry("not-examined.csv", sheets.notExamined().toString())));
    if (report.history() != null) {
      all.putAll(PeriodSheets.of(report.history()));
    }
    return all;
  }

  private Sheet identity() {
    Sheet sheet = new Sheet("what", "value");
    if (standing.caution() != null) {
      sheet.row("standing", standing.word());
      sheet.row("caution", standing.caution());
    }
    sheet.row("report number", report.identity().number());
    sheet.row("version", report.identity().version());
    sheet.row("supersedes", report.identity().supersedes());
    sheet.row("report id", report.identity().id());
    sheet.row("kind", report.identity().kind());
    sheet.row("cluster", report.cluster().name());
    sheet.row("cluster uid", report.cluster().uid());
    sheet.row("api server", report.cluster().apiServerVersion());
    sheet.row("from", report.coverage().period().from());
    sheet.row("to", report.coverage().period().to());
    sheet.row("expiries judged as of", report.asOf());
    for (Coverage.Source snapshot : report.coverage().snapshots()) {
      sheet.row("snapshot " + snapshot.takenAt(), snapshot.digest());
    }
    sheet.row("scope digest", report.scope().digest());
    sheet.row("catalogue", report.method().catalogue().version());
    sheet.row("catalogue digest", report.method().catalogue().digest());
    sheet.row("engine", report.method().engine());
    sheet.row("translator", report.method().translator());
    sheet.row("policies read as by", report.method().dialect());
    report.method().settings().forEach((name, value) -> sheet.row("setting " + name, value));
    sheet.row("canaries", report.method().canaries());
    return sheet;
  }

  private Sheet requirements() {
    Sheet sheet =
        new Sheet(
            "framework",
            "requirement",
            "claim",
            "outcome",
            "primary checks",
            "supporting checks",
            "open findings",
            "excepted findings",
            "note",
            "references");
    for (JudgedRequirement r : report.requirements()) {
      List<JudgedCheck> checks = r.checks().stream().map(report::check).toList();
      sheet.row(
          r.framework(),
          r.id(),
          r.claim(),
          r.outcome(),
          words(r.primary()),
          words(r.checks().stream().filter(check -> !r.primary().contains(check)).toList()),
          checks.stream().mapToLong(JudgedCheck::open).sum(),
          checks.stream().mapToLong(JudgedCheck::excepted).sum(),
          r.note(),
          r.references() == null ? null : String.join("; ", r.references()));
    }
    return sheet;
  }

  private Sheet checks() {
    Sheet sheet =
        new Sheet(
            "check",
            "question",
            "outcome",
            "proved",
            "population",
            "examined",
            "open findings",
            "excepted findings",
            "reasons",
            "what closes it");
    for (JudgedCheck c : report.checks()) {
      sheet.row(
          c.id(),
          c.question(),
          c.outcome(),
          c.proved(),
          c.population(),
          c.examined(),
          c.open(),
          c.excepted(),
          String.join("; ", c.reasons()),
          c.proof() == null ? null : String.join("; ", c.proof()));
    }
    return sheet;
  }

  /// An entry's use is the traffic that policies allow in its name between zones.
  private Sheet register() {
    Sheet sheet =
        new Sheet(
            "id",
            "from",
            "to",
            "traffic",
            "justification",
            "owner",
            "approved by",
            "ticket",
            "review by",
            "use",
            "used between");
    ZoneMatrix matrix = report.matrix();
    for (DeclaredScope.Entry e : report.scope().register()) {
      List<String> uses =
          matrix == null
              ? List.of()
              : matrix.cells().stream()
                  .filter(cell -> cell.register().contains(e.id()))
                  .map(cell -> cell.from() + " -> " + cell.to() + ": " + cell.traffic())
                  .toList();
      sheet.row(
          e.id(),
          e.from(),
          e.to(),
          e.traffic(),
          e.justification(),
          e.owner(),
          e.approvedBy(),
          e.ticket(),
          e.reviewBy(),
          matrix == null ? "not known" : uses.isEmpty() ? "unused" : "used",
          String.join("; ", uses));
    }
    return sheet;
  }

  private Sheet matrix() {
    Sheet sheet = new Sheet("from", "to", "traffic", "register", "not registered");
    if (report.matrix() != null) {
      for (ZoneMatrix.Cell cell : report.matrix().cells()) {
        sheet.row(cell.from(), cell.to(), cell.traffic(), words(cell.register()), cell.beyond());
      }
    }
    return sheet;
  }

  private Sheet exceptions() {
    Sheet sheet =
        new Sheet(
            "id",
            "check",
            "fingerprint",
            "selector",
            "traffic",
            "from",
            "until",
            "use",
            "findings covered");
    for (ExceptionInForce e : report.exceptions()) {
      sheet.row(
          e.id(),
          e.check(),
          e.fingerprint(),
          e.selector(),
          e.traffic(),
          e.from(),
          e.until(),
          e.use(),
          report.checks().stream()
              .filter(check -> check.id().equals(e.check()))
              .flatMap(check -> check.findings().stream())
              .filter(finding -> e.id().equals(finding.exception()))
              .count());
    }
    return sheet;
  }

  private Sheet population() {
    Sheet sheet =
        new Sheet("kind", "api version", "count", "resource version", "complete", "state");
    for (Coverage.Population p : report.coverage().population()) {
      sheet.row(
          p.kind(),
          p.apiVersion(),
          p.count(),
          p.resourceVersion(),
          p.complete() ? "yes" : "no",
          p.state());
    }
    return sheet;
  }

  /// The numbered items of which an assessor draws a sample: every policy of the cluster, and the
  /// other objects that findings cite.
  private Sheet samples() {
    Sheet sheet =
        new Sheet(
            "item",
            "group",
            "kind",
            "api version",
            "namespace",
            "name",
            "sha-256",
            "text in the report",
            "findings that cite it");
    List<CitedObject> items =
        Stream.concat(report.policies().stream(), report.objects().stream()).toList();
    for (int i = 0; i < items.size(); i++) {
      CitedObject o = items.get(i);
      sheet.row(
          i + 1,
          i < report.policies().size() ? "policy" : "other cited object",
          o.kind(),
          o.apiVersion(),
          o.namespace(),
          o.name(),
          o.digest(),
          o.yaml() == null ? "no" : "yes",
          citing(o));
    }
    return sheet;
  }

  private long citing(CitedObject object) {
    return report.checks().stream()
        .flatMap(check -> check.findings().stream())
        .filter(
            finding ->
                finding.rules().stream()
                    .anyMatch(
                        rule ->
                            object.toString().equals(rule.object())
                                && object.digest().equals(rule.digest())))
        .count();
  }

  private Sheet gaps() {
    Sheet sheet =
        new Sheet(
            "kind", "namespace", "name", "reason", "http status", "message", "checks affected");
    for (Coverage.Missing g : report.coverage().gaps()) {
      sheet.row(
          g.kind(),
          g.namespace(),
          g.name(),
          g.reason(),
          g.status(),
          g.message(),
          words(g.affects()));
    }
    return sheet;
  }

  private Sheet notExamined() {
    Sheet sheet = new Sheet("what", "why", "checks affected");
    for (Coverage.NotExamined n : report.coverage().notExamined()) {
      sheet.row(n.what(), n.why(), words(n.affects()));
    }
    return sheet;
  }

  static @Nullable String words(List<String> names) {
    return names.isEmpty() ? null : String.join(" ", names);
  }
}
