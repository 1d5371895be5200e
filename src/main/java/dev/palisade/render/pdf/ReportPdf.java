package dev.palisade.render.pdf;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Report;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A report as PDF, for people. It says what the canonical JSON says and carries that inside.
public final class ReportPdf {
  private ReportPdf() {}

  /// With the words and the look that come with the program.
  ///
  /// @param canonicalJson the report's bytes, as they are recorded
  public static void write(Report report, byte[] canonicalJson, OutputStream out) {
    write(report, canonicalJson, Templates.shipped(), out);
  }

  /// The same report, JSON and templates give the same bytes. Does not close the stream.
  public static void write(
      Report report, byte[] canonicalJson, Templates templates, OutputStream out) {
    Texts texts = templates.texts();
    var identity = report.identity();
    String name = identity.number() + "-v" + identity.version();
    var printed =
        new PrintedDocument(
            new Metadata(
                texts.get("cover.title") + " " + name,
                texts.get("issuer.name"),
                texts.get("language"),
                report.asOf(),
                name + " " + identity.id()),
            texts.get(
                "footer.left", identity.number(), identity.version(), report.cluster().name()),
            name + ".json",
            texts.get("attachment.description"),
            canonicalJson);
    Set<String> texted = new HashSet<>();
    Stream.concat(report.policies().stream(), report.objects().stream())
        .filter(object -> object.yaml() != null)
        .map(CitedObject::digest)
        .forEach(texted::add);
    printed.write(templates, out, flow -> chapters(new Pen(flow, texts, texted), report, printed));
  }

  private static void chapters(Pen pen, Report report, PrintedDocument printed) {
    CoverPage.write(pen, report, printed.attachment(), printed.digest());
    pen.flow.freshPage();
    var summary = new SummaryPages(pen, report);
    List<String> chapters =
        new ArrayList<>(List.of("summary.title", "requirements.title", "checks.title"));
    if (!report.exceptions().isEmpty()) {
      chapters.add("exceptions.title");
    }
    chapters.addAll(List.of("unseen.title", "scope.title", "population.title"));
    if (report.changes() != null) {
      chapters.add("changes.title");
    }
    chapters.add("policies.title");
    if (!report.objects().isEmpty()) {
      chapters.add("objects.title");
    }
    chapters.add("glossary.title");
    summary.contents(chapters);
    pen.flow.freshPage();
    summary.summary();
    var findings = new FindingTables(pen, report);
    new RequirementPages(pen, report, findings).write();
    new CheckPages(pen, report, findings).write();
    var data = new DataPages(pen, report);
    if (!report.exceptions().isEmpty()) {
      data.exceptions();
    }
    data.unseen();
    new ScopePages(pen, report).write();
    data.population();
    if (report.changes() != null) {
      new ComparisonPages(pen, report.changes()).chapter();
    }
    var appendix = new AppendixPages(pen, report);
    appendix.policies();
    if (!report.objects().isEmpty()) {
      appendix.objects();
    }
    appendix.glossary();
  }
}
