package dev.palisade.render.html;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.render.pdf.Templates;
import java.util.Set;

/// A comparison as one page of HTML, with the words and the look of reports: without scripts and
/// without anything that would have to be loaded.
public final class ComparisonHtml {
  private ComparisonHtml() {}

  /// With the words and the look that come with the program.
  public static String of(Comparison comparison) {
    return of(comparison, Templates.shipped());
  }

  /// The same comparison and templates give the same text.
  public static String of(Comparison comparison, Templates templates) {
    Page page = new Page(templates.texts(), Set.of());
    ReportHtml.open(
        page,
        templates.texts().get("changes.title") + " " + comparison.after().cluster(),
        templates,
        "");
    page.raw("<main id=\"main\">");
    new ChangeSections(page, comparison).write();
    page.raw("</main>");
    page.raw("</body>");
    page.raw("</html>");
    return page.toString();
  }
}
