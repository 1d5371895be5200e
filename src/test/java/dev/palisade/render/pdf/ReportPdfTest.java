package dev.palisade.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.render.json.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class ReportPdfTest {
  private static final Report REPORT = SomeReport.withOneOfEverything();

  @TempDir Path folder;

  @Test
  void aReportIsArchivableAndAccessible() throws Exception {
    assertThat(PdfRules.broken(pdf(REPORT))).isEmpty();
  }

  @Test
  void aComparisonIsArchivableAndAccessible() throws Exception {
    assertThat(PdfRules.broken(comparison())).isEmpty();
  }

  @Test
  void theRulesAreReallyAsked() throws Exception {
    // the metadata, which stand there as text, say of what standard the file is
    String broken =
        new String(pdf(REPORT), StandardCharsets.ISO_8859_1)
            .replace("pdfuaid:part", "pdfuaid:qart");

    assertThat(PdfRules.broken(broken.getBytes(StandardCharsets.ISO_8859_1))).isNotEmpty();
  }

  @Test
  void theSameReportGivesTheSameBytes() throws IOException {
    assertThat(pdf(REPORT)).isEqualTo(pdf(REPORT));
    assertThat(comparison()).isEqualTo(comparison());
  }

  @Test
  void theCanonicalJsonIsInside() throws IOException {
    PdfReader reader = new PdfReader(pdf(REPORT));
    PdfArray associated =
        (PdfArray) PdfReader.getPdfObject(reader.getCatalog().get(new PdfName("AF")));
    PdfDictionary file = (PdfDictionary) PdfReader.getPdfObject(associated.getPdfObject(0));
    PRStream stream =
        (PRStream)
            PdfReader.getPdfObject(
                ((PdfDictionary) PdfReader.getPdfObject(file.get(PdfName.EF))).get(PdfName.F));

    assertThat(PdfReader.getStreamBytes(stream)).isEqualTo(ReportJson.bytes(REPORT));
    assertThat(file.get(new PdfName("AFRelationship"))).isEqualTo(new PdfName("Data"));
    assertThat(file.getAsString(PdfName.F).toString()).isEqualTo("SAMPLE-ALL-2026-0003-v2.json");
  }

  @Test
  void everyPageSaysWhatItIsOf() throws IOException {
    List<String> pages = pagesWithArtifacts(pdf(REPORT));
    String digest = CanonicalJson.digest(ReportJson.node(REPORT));

    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i))
          .contains("SAMPLE-ALL-2026-0003 version 2 · sample")
          .contains("SHA-256 " + digest.substring(0, 16))
          .contains("page " + (i + 1) + " of " + pages.size());
    }
  }

  @Test
  void theReportSaysWhatTheEvidenceSaysAndNoMore() throws IOException {
    String text = String.join("\n", pages(pdf(REPORT)));

    assertThat(text)
        .contains(
            "Outcome: contradicted",
            "Outcome: insufficient",
            "Outcome: supported",
            "Outcome: not applicable")
        .contains("FAIL", "INCONCLUSIVE", "PASS", "NOT APPLICABLE")
        .contains("shop/storefront-1[Deployment]", "/spec/ingress/1", "excepted by EX-7")
        .contains("203.0.113.0/24", "F-001", "platform-netadmins")
        .doesNotContainIgnoringCase("compliant")
        .doesNotContainPattern("\\d ?%");
  }

  @Test
  void aThousandFindingsStayReadable() throws Exception {
    Report report = SomeReport.withFindings(1000);
    byte[] pdf = pdf(report);
    List<String> pages = pages(pdf);

    assertThat(String.join("\n", pages)).contains("storefront-0[", "storefront-999[", "1000 open");
    // the witness and a few more with the requirement; all with the check
    assertThat(pages.size()).isLessThan(100);
    assertThat(PdfRules.broken(pdf)).isEmpty();
  }

  @Test
  void findingsByTheSameRulesShareThem() throws IOException {
    List<JudgedFinding> findings = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      findings.add(
          SomeReport.finding(
              "shop/web-" + i + "[Deployment]", "cde/vault[StatefulSet]", "/spec/ingress/0"));
    }
    List<String> pages = pages(pdf(SomeReport.with(findings)));

    assertThat(String.join("\n", pages)).contains("Findings 1 to 1000: 1000 by the same rules");
    assertThat(pages.size()).isLessThan(90);
  }

  @Test
  void namesOfAnyLengthAndScriptDoNotBreakIt() throws Exception {
    String endless = "namespace-" + "x".repeat(600) + "/" + "y".repeat(300) + "[Deployment]";
    List<JudgedFinding> findings =
        List.of(
            SomeReport.finding(endless, "cde/ledger-db[StatefulSet]", "/spec/" + "z".repeat(400)),
            SomeReport.finding(
                "\u05e9\u05dc\u05d5\u05dd/\u0645\u0631\u062d\u0628\u0627[Pod]",
                "\u4e16\u754c \ud83d\udd25 \u0000\u001b[31m",
                "/a\tb"),
            SomeReport.finding("e\u0301\u202e\u200b\uffff", "\n\n \r\n", "/"));
    Report report = SomeReport.with(findings);
    byte[] pdf = pdf(report, "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(PdfRules.broken(pdf)).isEmpty();
    assertThat(String.join("", pages(pdf)).replaceAll("\\s", "")).contains("x".repeat(300));
  }

  @Test
  void whatTheFontsCannotShowStandsByItsNumber() throws Exception {
    List<JudgedFinding> findings =
        List.of(
            SomeReport.finding("shop/\u4e16\u754c[Pod]", "cde/\ud83d\udd25[Pod]", "/"),
            SomeReport.finding("shop/\u754c\u4e16[Pod]", "cde/\u05e9\u05dc\u05d5\u05dd[Pod]", "/"));
    String text = String.join(" ", pages(pdf(SomeReport.with(findings))));

    assertThat(text)
        .contains("{U+4E16 U+754C}", "{U+754C U+4E16}", "{U+1F525}")
        .contains("cde/\u05dd\u05d5\u05dc\u05e9[Pod]"); // as it stands on paper
  }

  @Test
  void aReportOfSixtyPagesIsArchivableAndAccessible() throws Exception {
    byte[] pdf = pdf(SomeReport.withFindings(1900));

    assertThat(pages(pdf)).hasSizeGreaterThan(60);
    assertThat(PdfRules.broken(pdf)).isEmpty();
  }

  @Test
  void theExecutiveReportHasTwoPages() throws Exception {
    for (Report report : List.of(REPORT, SomeReport.withFindings(1000))) {
      byte[] pdf = pdf(report, ReportPdf.Extent.EXECUTIVE, ReportPdf.Standing.ISSUED);

      assertThat(pages(pdf)).hasSize(2);
      assertThat(PdfRules.broken(pdf)).isEmpty();
      assertThat(pages(pdf).getLast()).contains(CanonicalJson.digest(ReportJson.node(report)));
    }
  }

  @Test
  void theExecutivePagesAreTheFirstTwoOfTheFullReport() throws Exception {
    List<String> executive =
        pages(pdf(REPORT, ReportPdf.Extent.EXECUTIVE, ReportPdf.Standing.ISSUED));

    assertThat(pages(pdf(REPORT)).subList(0, 2)).isEqualTo(executive);
  }

  @Test
  void aDraftSaysSoOnEveryPage() throws Exception {
    byte[] draft = pdf(REPORT, ReportPdf.Extent.FULL, ReportPdf.Standing.DRAFT);

    assertThat(pagesWithArtifacts(draft)).allSatisfy(page -> assertThat(page).contains("DRAFT"));
    assertThat(pagesWithArtifacts(pdf(REPORT)))
        .allSatisfy(page -> assertThat(page).doesNotContain("DRAFT"));
    assertThat(PdfRules.broken(draft)).isEmpty();
  }

  @Test
  void linksLeadFromFindingToManifestAndBack() throws Exception {
    PdfReader reader = new PdfReader(pdf(REPORT));
    Set<String> targets = new TreeSet<>();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      PdfArray annotations = reader.getPageN(page).getAsArray(PdfName.ANNOTS);
      for (int i = 0; annotations != null && i < annotations.size(); i++) {
        PdfDictionary action = annotations.getAsDict(i).getAsDict(PdfName.A);
        targets.add(
            (action == null
                    ? annotations.getAsDict(i).get(PdfName.DEST)
                    : PdfReader.getPdfObject(action.get(PdfName.D)))
                .toString());
      }
    }

    assertThat(targets)
        .contains(
            "finding-1",
            "check-cardholder-ingress",
            "requirement-pci-dss 1.3.1",
            "object-" + SomeReport.digest("policy"));
    assertThat(reader.getNamedDestination(false).keySet().stream().map(String::valueOf).toList())
        .containsAll(targets);
  }

  @Test
  void aRowTallerThanAPageGoesOnOnTheNext() throws Exception {
    String tall = "word ".repeat(1500).strip();
    byte[] pdf =
        pdf(SomeReport.with(List.of(SomeReport.finding(tall, "cde/ledger-db[StatefulSet]", "/"))));

    assertThat(PdfRules.broken(pdf)).isEmpty();
  }

  @Test
  void aCompanyPutsItsOwnNameAndPageSize() throws Exception {
    Files.writeString(
        folder.resolve("texts.properties"), "issuer.name = Žluťoučká pojišťovna, a. s.\n");
    Files.writeString(folder.resolve("layout.properties"), "page.width = 612\npage.height = 792\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(REPORT, ReportJson.bytes(REPORT), Templates.from(folder), out);

    PdfReader reader = new PdfReader(out.toByteArray());
    assertThat(reader.getPageSize(1).getWidth()).isEqualTo(612);
    assertThat(pages(out.toByteArray()).getFirst()).contains("Žluťoučká pojišťovna");
    assertThat(PdfRules.broken(out.toByteArray())).isEmpty();
  }

  @Test
  void aReportWithoutFindingsGapsAndChangesSaysSo() throws Exception {
    Report bare =
        SomeReport.with(List.of())
            .withIdentity(
                new ReportIdentity(
                    "id", "SAMPLE-ALL-2026-0001", 1, null, ReportIdentity.Kind.POINT_IN_TIME));
    String text = String.join("\n", pages(pdf(bare)));

    assertThat(text).contains("nothing: this is the first version", "0 open findings");
  }

  private static byte[] pdf(Report report) {
    return pdf(report, ReportJson.bytes(report));
  }

  private static byte[] pdf(Report report, byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, json, out);
    return out.toByteArray();
  }

  private static byte[] pdf(Report report, ReportPdf.Extent extent, ReportPdf.Standing standing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, ReportJson.bytes(report), Templates.shipped(), extent, standing, out);
    return out.toByteArray();
  }

  private static byte[] comparison() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ComparisonPdf.write(SomeReport.changes(), ComparisonJson.bytes(SomeReport.changes()), out);
    return out.toByteArray();
  }

  private static List<String> pages(byte[] pdf) throws IOException {
    return pages(new PdfReader(pdf));
  }

  private static List<String> pages(PdfReader reader) throws IOException {
    PdfTextExtractor extractor = new PdfTextExtractor(reader);
    List<String> pages = new ArrayList<>();
    for (int i = 1; i <= reader.getNumberOfPages(); i++) {
      pages.add(extractor.getTextFromPage(i).replaceAll("\\s+", " "));
    }
    return pages;
  }

  /// With the artifacts, which an extraction by the rules passes over.
  private static List<String> pagesWithArtifacts(byte[] pdf) throws IOException {
    PdfReader reader = new PdfReader(pdf);
    for (int i = 1; i <= reader.getNumberOfPages(); i++) {
      String content = new String(reader.getPageContent(i), StandardCharsets.ISO_8859_1);
      reader.setPageContent(
          i, content.replace("/Artifact BMC", "/Span BMC").getBytes(StandardCharsets.ISO_8859_1));
    }
    return pages(reader);
  }
}
