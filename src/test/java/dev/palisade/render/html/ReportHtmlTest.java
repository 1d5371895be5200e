package dev.palisade.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.render.pdf.ReportPdf.Extent;
import dev.palisade.render.pdf.Templates;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportHtmlTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z:-]+=\"[^\"<]*\")*)(/?)>");
  private static final Set<String> VOID = Set.of("meta", "br", "img");

  private static final String PAGE = page(SomeReport.withOneOfEverything());

  @TempDir Path folder;

  @Test
  void everyElementIsClosedWhereItWasOpened() {
    assertBalanced(PAGE);
  }

  @Test
  void hostileNamesAreTextAndNothingElse() {
    String page =
        page(
            SomeReport.with(
                List.of(
                    SomeReport.finding(
                        "shop/<script>alert(1)</script>[Deployment]",
                        "cde/\" onmouseover=\"alert(2)\u202e[Pod]",
                        "/spec/</code></table><img src=x onerror=alert(3)>"))));

    assertBalanced(page);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&quot; onmouseover=&quot;alert(2)\ufffd")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("<img")
        .doesNotContain("\u202e");
  }

  @Test
  void nothingIsLoadedAndNothingRuns() {
    assertThat(PAGE)
        .contains("default-src 'none'")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("<link")
        .doesNotContain(" src=")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContainPattern(" on[a-z]+=\"");
    assertThat(found("href=\"([^\"]*)\"", PAGE)).allMatch(target -> target.startsWith("#"));
    // but the name of a vocabulary there is no address
    assertThat(PAGE.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http://");
  }

  @Test
  void everyLinkLeadsToOnePlaceOfThePage() {
    List<String> ids = found(" id=\"([^\"]*)\"", PAGE);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(new HashSet<>(ids))
        .containsAll(found("href=\"#([^\"]*)\"", PAGE))
        .containsAll(found("aria-labelledby=\"([^\" ]*)\"", PAGE));
  }

  @Test
  void aFindingLeadsToItsRuleAndThatToTheManifest() {
    String digest = SomeReport.digest("policy");
    assertThat(PAGE)
        .contains("<a href=\"#finding-1\">")
        .contains("<a href=\"#object-" + digest + "\">NetworkPolicy cde/ledger-db</a>")
        .contains("<h4 id=\"object-" + digest + "\">NetworkPolicy cde/ledger-db</h4>")
        .contains("namespaceSelector:");
  }

  @Test
  void whoHearsThePageFindsTheWay() {
    assertThat(PAGE)
        .contains("<html lang=\"en\">")
        .contains("<main id=\"main\">")
        .contains("<nav ");
    assertThat(found("<h1>", PAGE)).hasSize(1);
    assertThat(found("<(table)>", PAGE)).hasSameSizeAs(found("<(caption)>", PAGE));
    assertThat(PAGE).contains("<th scope=\"col\">").contains("<th scope=\"row\">");
    // levels of headings are not skipped
    int before = 1;
    for (String level : found("<h([1-6])[ >]", PAGE)) {
      assertThat(Integer.parseInt(level)).isLessThanOrEqualTo(before + 1);
      before = Integer.parseInt(level);
    }
  }

  private String shown(Extent extent, Standing standing) {
    return ReportHtml.of(
        SomeReport.withOneOfEverything(),
        SomeReport.digest("report"),
        Templates.from(folder),
        extent,
        standing);
  }

  @Test
  void whatIsNotToBeReliedOnSaysSoOnTopAndOnEachPrintedPage() {
    assertThat(PAGE).doesNotContain("class=\"standing\"").doesNotContain("class=\"watermark\"");
    assertThat(shown(Extent.FULL, new Standing.Draft()))
        .contains("<div class=\"watermark\" aria-hidden=\"true\">DRAFT</div>")
        .contains("<strong>DRAFT</strong> This report was not issued");
    assertThat(shown(Extent.FULL, new Standing.Superseded("11111111-2222")))
        .contains(">SUPERSEDED</div>", "its id is 11111111-2222");
    String withdrawn =
        shown(
            Extent.FULL, new Standing.Withdrawn("<olga>", SomeReport.AT, "scope \u05d0 was wrong"));
    assertThat(withdrawn)
        .contains(">WITHDRAWN</div>", "&lt;olga&gt; withdrew it on", "was wrong")
        .contains("<p class=\"standing\" role=\"note\" dir=\"auto\">");
    assertBalanced(withdrawn);
  }

  @Test
  void theExecutivePagesStandAloneAndLeadNowhere() {
    String two = shown(Extent.EXECUTIVE, new Standing.Issued());

    assertBalanced(two);
    assertThat(two)
        .contains("How to see that this report is genuine", SomeReport.digest("report"))
        .doesNotContain("<nav")
        .doesNotContain("class=\"chapter\"");
    assertThat(found("href=\"([^\"]*)\"", two)).containsOnly("#main");
    assertThat(PAGE).contains("<h2>How to see that this report is genuine</h2>");
  }

  @Test
  void picturesStandInThePageAndSayWhatTheyShow() {
    assertThat(found("<svg [^>]*aria-labelledby=\"([a-z0-9-]+)-title ", PAGE))
        .containsExactly("matrix", "flows");
    assertThat(found("<desc id=\"[a-z0-9-]+\">(.+)</desc>", PAGE)).hasSize(2);
  }

  @Test
  void aCompanysLogoStandsInThePageItself() throws IOException {
    ImageIO.write(
        new BufferedImage(300, 80, BufferedImage.TYPE_INT_ARGB),
        "png",
        folder.resolve("logo.png").toFile());
    Files.writeString(folder.resolve("texts.properties"), "issuer.logo = \"M\" & S\n");
    String page = shown(Extent.FULL, new Standing.Issued());

    assertBalanced(page);
    assertThat(page).contains("img-src data:").contains("alt=\"&quot;M&quot; &amp; S\"");
    assertThat(found(" src=\"([^\"]*)\"", page))
        .singleElement()
        .satisfies(
            source ->
                assertThat(Base64.getDecoder().decode(source.replace("data:image/png;base64,", "")))
                    .isEqualTo(Files.readAllBytes(folder.resolve("logo.png"))));
  }

  @Test
  void theFeetOfPrintedPagesCannotEndTheirStyle() {
    assertThat(PrintedFeet.string("a\"; } </style>\\ \u05d0"))
        .isEqualTo("\"a\\000022\\00003b \\00007d \\00003c\\00002fstyle\\00003e\\00005c \\0005d0\"");
    assertThat(PAGE)
        .contains("\"page \" counter(page) \" of \" counter(pages) \"\"")
        .contains(
            "@bottom-center { content: \"SHA-256 " + SomeReport.digest("report").substring(0, 16));
  }

  @Test
  void lettersFromRightToLeftSayThemselvesWhichWayTheyGo() {
    String page =
        page(
            SomeReport.with(
                List.of(
                    SomeReport.finding("shop/\u05d0\u05d1[Deployment]", "cde/db[Pod]", "/spec"))));

    assertThat(page).containsPattern("<(td|th|li|p)[^>]* dir=\"auto\">[^<]*\u05d0\u05d1");
    assertThat(PAGE).contains("unicode-bidi: plaintext");
  }

  @Test
  void coloursOfWordsStandOutFromTheirGround() {
    Templates look = Templates.shipped();
    for (String color :
        List.of(
            "ink",
            "muted",
            "accent",
            "link",
            "contradicted",
            "insufficient",
            "supported",
            "not-applicable")) {
      // WCAG 2.2 success criterion 1.4.3
      assertThat(contrast(look.color(color), "#ffffff")).as(color).isGreaterThanOrEqualTo(4.5);
      assertThat(contrast(look.color(color), look.color("ground")))
          .as(color)
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void aCompanysWordsAndColoursTakeThePlaceOfOurs() throws IOException {
    Files.writeString(folder.resolve("texts.properties"), "issuer.name = Muster & Söhne\n");
    Files.writeString(folder.resolve("layout.properties"), "color.accent = #123456\n");

    assertThat(
            ReportHtml.of(
                SomeReport.withOneOfEverything(), SomeReport.digest("d"), Templates.from(folder)))
        .contains("Muster &amp; Söhne")
        .contains("--accent: #123456");
  }

  private static String page(Report report) {
    return ReportHtml.of(report, SomeReport.digest("report"));
  }

  private static void assertBalanced(String page) {
    String markup =
        page.replaceFirst("<!DOCTYPE html>", "").replaceFirst("(?s)<style>.*?</style>", "");
    Deque<String> open = new ArrayDeque<>();
    TAG.matcher(markup)
        .results()
        .forEach(
            tag -> {
              String name = tag.group(2);
              if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).as("at %s", tag.start()).isEqualTo(name);
              } else if (tag.group(4).isEmpty() && !VOID.contains(name)) {
                open.push(name);
              }
            });
    assertThat(open).isEmpty();
    // whatever is no tag has no angle bracket
    assertThat(TAG.matcher(markup).replaceAll("")).doesNotContain("<").doesNotContain(">");
  }

  private static List<String> found(String pattern, String page) {
    List<String> found = new ArrayList<>();
    Pattern.compile(pattern)
        .matcher(page)
        .results()
        .forEach((MatchResult m) -> found.add(m.groupCount() == 0 ? m.group() : m.group(1)));
    return found;
  }

  private static double contrast(String one, String two) {
    double a = luminance(one);
    double b = luminance(two);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String color) {
    int rgb = Integer.decode(color);
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
