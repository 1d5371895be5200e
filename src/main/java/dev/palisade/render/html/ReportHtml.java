package dev.palisade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.render.pdf.ReportPdf.Extent;
import dev.palisade.render.pdf.Templates;
import dev.palisade.render.pdf.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report as one page of HTML, with the chapters and the words of the PDF: without scripts and
/// without anything that would have to be loaded, so that it can be sent, kept and printed.
public final class ReportHtml {
  private static final List<String> COLORS =
      List.of(
          "ink",
          "muted",
          "accent",
          "link",
          "rule",
          "header",
          "ground",
          "contradicted",
          "insufficient",
          "supported",
          "not-applicable",
          "watermark");

  private ReportHtml() {}

  /// With the words and the look that come with the program.
  ///
  /// @param digest SHA-256 of the report's canonical JSON
  public static String of(Report report, String digest) {
    return of(report, digest, Templates.shipped());
  }

  /// Whole, and issued.
  public static String of(Report report, String digest, Templates templates) {
    return of(report, digest, templates, Extent.FULL, new Standing.Issued());
  }

  /// The same report, digest, templates, extent and standing give the same text.
  public static String of(
      Report report, String digest, Templates templates, Extent extent, Standing standing) {
    Texts texts = templates.texts();
    Set<String> printed =
        Stream.concat(report.policies().stream(), report.objects().stream())
            .filter(object -> object.yaml() != null)
            .map(CitedObject::digest)
            .collect(Collectors.toCollection(HashSet::new));
    Page page = new Page(texts, printed);
    var identity = report.identity();
    String name = identity.number() + "-v" + identity.version();
    String foot =
        texts.get("footer.left", identity.number(), identity.version(), report.cluster().name());
    open(
        page,
        texts.get("cover.title") + " " + name,
        templates,
        PrintedFeet.css(texts, foot, texts.get("footer.digest", digest.substring(0, 16))));
    new PageHead(page, templates).write(standing);
    var executive = new ExecutiveSections(page, report, extent);
    executive.first();
    page.raw("</header>");
    page.raw("<main id=\"main\">");
    executive.second(digest);
    if (extent == Extent.FULL) {
      details(page, report, digest, templates);
    }
    page.raw("</main>");
    page.raw(
        "<footer>"
            + Html.text(foot).markup()
            + " · "
            + Html.text(texts.get("footer.digest", digest)).markup()
            + "</footer>");
    page.raw("</body>");
    page.raw("</html>");
    return page.toString();
  }

  private static void details(Page page, Report report, String digest, Templates templates) {
    FrontMatter front = new FrontMatter(page, report);
    front.contents(chapters(report));
    if (report.history() != null) {
      new PeriodSections(page, report.history(), templates).write();
    }
    FindingSections findings = new FindingSections(page, report);
    new RequirementSections(page, report, findings).write();
    new CheckSections(page, report, findings).write();
    DataSections data = new DataSections(page, report);
    data.unseen();
    data.exceptions();
    if (report.changes() != null) {
      new ChangeSections(page, report.changes()).write();
    }
    new ScopeSections(page, report).write();
    front.about(digest);
    data.population();
    new AppendixSections(page, report).write();
  }

  /// Up to the place where the content begins.
  ///
  /// @param feet rules of style for the feet of printed pages
  static void open(Page page, String title, Templates templates, String feet) {
    Texts texts = templates.texts();
    page.raw("<!DOCTYPE html>");
    page.raw("<html lang=\"" + Html.text(texts.get("language")).markup() + "\">");
    page.raw("<head>");
    page.raw("<meta charset=\"utf-8\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    // should anything slip in, nothing is loaded and nothing runs
    page.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">");
    page.raw("<title>" + Html.text(title).markup() + "</title>");
    page.raw("<style>\n" + colors(templates) + shippedStyle() + feet + "</style>");
    page.raw("</head>");
    page.raw("<body>");
    page.raw(
        "<a class=\"skip\" href=\"#main\">" + Html.text(texts.get("html.skip")).markup() + "</a>");
  }

  private static List<String> chapters(Report report) {
    List<String> chapters = new ArrayList<>();
    if (report.history() != null) {
      chapters.add("period.title");
    }
    chapters.addAll(List.of("requirements.title", "checks.title", "unseen.title"));
    if (!report.exceptions().isEmpty()) {
      chapters.add("exceptions.title");
    }
    if (report.changes() != null) {
      chapters.add("changes.title");
    }
    chapters.addAll(List.of("scope.title", "about.title", "population.title"));
    chapters.add("policies.title");
    if (!report.objects().isEmpty()) {
      chapters.add("objects.title");
    }
    chapters.add("glossary.title");
    return chapters;
  }

  private static String colors(Templates templates) {
    return COLORS.stream()
        .map(name -> "  --" + name + ": " + templates.color(name) + ";\n")
        .collect(Collectors.joining("", ":root {\n", "}\n"));
  }

  private static String shippedStyle() {
    try (InputStream in =
        Objects.requireNonNull(
            ReportHtml.class.getResourceAsStream("/templates/report/report.css"),
            "report.css is not on the class path")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
