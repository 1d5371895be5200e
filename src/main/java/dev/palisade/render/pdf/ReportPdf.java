package dev.palisade.render.pdf;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.period.PeriodRecord;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report as PDF, for people. It says what the canonical JSON says and carries that inside.
public final class ReportPdf {
  private ReportPdf() {}

  /// How much is printed. The attached JSON is whole in each.
  public enum Extent {
    /// The two pages that the full report begins with.
    EXECUTIVE,
    FULL
  }

  /// Whether it is one to rely on.
  public enum Standing {
    ISSUED,
    /// The word stands across every page.
    DRAFT
  }

  /// With the words and the look that come with the program, whole.
  ///
  /// @param canonicalJson the report's bytes, as they are recorded
  public static void write(Report report, byte[] canonicalJson, OutputStream out) {
    write(report, canonicalJson, Templates.shipped(), out);
  }

  /// Whole.
  public static void write(
      Report report, byte[] canonicalJson, Templates templates, OutputStream out) {
    write(report, canonicalJson, templates, Extent.FULL, Standing.ISSUED, out);
  }

  /// The same report, JSON, templates, extent and standing give the same bytes. Does not close the
  /// stream.
  public static void write(
      Report report,
      byte[] canonicalJson,
      Templates templates,
      Extent extent,
      Standing standing,
      OutputStream out) {
    Texts texts = templates.texts();
    var identity = report.identity();
    String name = identity.number() + "-v" + identity.version();
    String kind = extent == Extent.FULL ? "" : " " + texts.get("executive.title");
    String watermark = standing == Standing.DRAFT ? texts.get("watermark.draft") : "";
    var printed =
        new PrintedDocument(
            new Metadata(
                texts.get("cover.title") + " " + name + kind,
                texts.get("issuer.name"),
                texts.get("language"),
                report.asOf(),
                String.join(" ", name, identity.id(), extent.name(), standing.name())),
            texts.get(
                "footer.left", identity.number(), identity.version(), report.cluster().name()),
            name + ".json",
            texts.get("attachment.description"),
            canonicalJson,
            watermark);
    Set<String> cited = cited(report);
    Predicate<String> reachable = target -> extent == Extent.FULL;
    printed.write(
        templates,
        out,
        flow -> {
          Pen pen = new Pen(flow, texts, cited, reachable);
          new ExecutivePages(pen, report, templates.logo())
              .write(printed.attachment(), printed.digest());
          if (extent == Extent.FULL) {
            details(pen, report, printed, cited);
          }
        });
  }

  /// Digests of the objects that findings and warnings rest on and whose text is in the report:
  /// only these are printed, the JSON has the others.
  private static Set<String> cited(Report report) {
    Set<String> texted =
        Stream.concat(report.policies().stream(), report.objects().stream())
            .filter(object -> object.yaml() != null)
            .map(CitedObject::digest)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> named =
        report.checks().stream()
            .map(JudgedCheck::findings)
            .flatMap(List::stream)
            .flatMap(finding -> finding.rules().stream())
            .map(CitedPlace::digest)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(HashSet::new));
    report.coverage().warnings().forEach(warning -> named.add(warning.digest()));
    texted.retainAll(named);
    return texted;
  }

  private static void details(Pen pen, Report report, PrintedDocument printed, Set<String> cited) {
    var findings = new FindingTables(pen, report);
    List<String> chapters = new ArrayList<>();
    PeriodRecord history = report.history();
    if (history != null) {
      chapters.add(PeriodPages.TITLE);
    }
    chapters.addAll(List.of("requirements.title", "checks.title", "unseen.title"));
    if (!report.exceptions().isEmpty()) {
      chapters.add("exceptions.title");
    }
    if (report.changes() != null) {
      chapters.add("changes.title");
    }
    chapters.addAll(
        List.of(
            "scope.title", "about.title", "population.title", "objects.title", "glossary.title"));
    new ContentsPage(pen, report).write(chapters);
    if (history != null) {
      new PeriodPages(pen, history).write();
    }
    new RequirementPages(pen, report, findings).write();
    new CheckPages(pen, report, findings).write();
    var data = new DataPages(pen, report);
    data.unseen();
    if (!report.exceptions().isEmpty()) {
      data.exceptions();
    }
    if (report.changes() != null) {
      new ComparisonPages(pen, report.changes()).chapter();
    }
    new ScopePages(pen, report).write();
    new AboutPages(pen, report).write(printed.attachment(), printed.digest());
    data.population();
    new AppendixPages(pen, report, findings, cited).write();
  }
}
