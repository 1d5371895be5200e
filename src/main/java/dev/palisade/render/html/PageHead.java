package dev.palisade.render.html;

import dev.palisade.compliance.report.Standing;
import dev.palisade.render.pdf.Templates;
import java.util.Base64;

/// The top of a report's page: whether it is one to rely on, whose it is, and its name. Left open
/// for what else stands there.
final class PageHead {
  private final Page page;
  private final Templates templates;

  PageHead(Page page, Templates templates) {
    this.page = page;
    this.templates = templates;
  }

  void write(Standing standing) {
    standing(standing);
    page.raw("<header>");
    byte[] logo = templates.logoPng();
    if (logo != null) {
      page.raw(
          "<img class=\"logo\" alt=\""
              + Html.text(page.text("issuer.logo")).markup()
              + "\" src=\"data:image/png;base64,"
              + Base64.getEncoder().encodeToString(logo)
              + "\">");
    }
    page.paragraph("issuer", Html.text(page.text("issuer.name")));
    page.heading(1, Html.text(page.text("cover.title")), null);
  }

  private void standing(Standing standing) {
    switch (standing) {
      case Standing.Issued() -> {}
      case Standing.Draft() -> mark("draft", page.text("html.standing.draft"));
      case Standing.Superseded(String by) ->
          mark("superseded", page.text("html.standing.superseded", by));
      case Standing.Withdrawn(String by, var at, String reason) ->
          mark("withdrawn", page.text("html.standing.withdrawn", by, Page.time(at), reason));
    }
  }

  private void mark(String name, String sentence) {
    String word = Html.text(page.text("watermark." + name)).markup();
    Html said = Html.text(sentence);
    // the banner says it to everybody; the mark stands on each printed page
    page.raw("<div class=\"watermark\" aria-hidden=\"true\">" + word + "</div>");
    page.raw(
        "<p class=\"standing\" role=\"note\""
            + said.direction()
            + "><strong>"
            + word
            + "</strong> "
            + said.markup()
            + "</p>");
  }
}
