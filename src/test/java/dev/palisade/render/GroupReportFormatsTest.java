package dev.palisade.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.SomeGroup;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.render.csv.GroupReportSheets;
import dev.palisade.render.html.GroupReportHtml;
import dev.palisade.render.json.GroupReportJson;
import dev.palisade.render.markdown.GroupReportMarkdown;
import dev.palisade.render.pdf.GroupReportPdf;
import dev.palisade.render.pdf.PdfRules;
import dev.palisade.render.pdf.ReportPdf.Extent;
import dev.palisade.render.pdf.Templates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class GroupReportFormatsTest {
  private static final GroupReport GROUP = SomeGroup.ofFour();
  private static final String DIGEST = "0b".repeat(32);

  private static String json(GroupReport report) {
    return new String(GroupReportJson.bytes(report), StandardCharsets.UTF_8);
  }

  private static List<Error> violations(String text) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("docs/schema/group.v1.json")))
        .validate(text, InputFormat.JSON);
  }

  private static byte[] pdf(GroupReport report, Extent extent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GroupReportPdf.write(report, GroupReportJson.bytes(report), Templates.shipped(), extent, out);
    return out.toByteArray();
  }

  @Test
  void theJsonFollowsThePublishedSchemaAndReadsBack() throws IOException {
    assertThat(violations(json(GROUP))).isEmpty();
    assertThat(json(GROUP)).doesNotContain("null");
    assertThat(violations(json(GROUP).replace("\"contradicted\"", "\"compliant\""))).isNotEmpty();
    assertThat(violations(json(GROUP).replace("\"missing\":", "\"absent\":"))).isNotEmpty();
    assertThat(GroupReportJson.read(new Cursor("group", "", JsonText.read("group", json(GROUP)))))
        .isEqualTo(GROUP);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 40})
  void theExecutiveReportHasTwoPagesHoweverManyClustersThereAre(int clusters) throws Exception {
    try (PdfReader pdf =
        new PdfReader(pdf(withRequirements(60, SomeGroup.of(clusters)), Extent.EXECUTIVE))) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
    }
  }

  /// The same with so many requirements, each of which is gravest in one cluster.
  private static GroupReport withRequirements(int count, GroupReport group) {
    List<GroupRequirement> requirements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<GroupRequirement.Standing> standings = new ArrayList<>();
      for (String cluster : group.clusters()) {
        standings.add(
            new GroupRequirement.Standing(
                cluster,
                standings.isEmpty() ? Conclusion.SUPPORTED : Conclusion.CONTRADICTED,
                null));
      }
      requirements.add(
          new GroupRequirement(
              "a-framework-of-our-own",
              "N-" + i,
              null,
              Conclusion.CONTRADICTED,
              List.of(),
              standings));
    }
    return new GroupReport(
        group.identity(),
        group.group(),
        group.period(),
        group.asOf(),
        group.frameworks(),
        group.members(),
        requirements,
        group.checks(),
        group.shared(),
        group.exceptions());
  }

  @Test
  void theFullReportHasAPageForEachClusterAndMeetsTheStandards() throws Exception {
    byte[] full = pdf(GROUP, Extent.FULL);
    assertThat(PdfRules.broken(full)).isEmpty();
    assertThat(PdfRules.broken(pdf(GROUP, Extent.EXECUTIVE))).isEmpty();
    assertThat(full).isEqualTo(pdf(GROUP, Extent.FULL));
    StringBuilder text = new StringBuilder();
    try (PdfReader pdf = new PdfReader(full)) {
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        text.append(new PdfTextExtractor(pdf).getTextFromPage(page)).append('\n');
      }
    }
    assertThat(text.toString())
        .contains("Cluster east", "Cluster north", "Cluster south", "Cluster west")
        .contains("No report: no scope was declared for cluster north yet");
  }

  @Test
  void everyFormatShowsTheTableOfClustersAndRequirementsAndWhyOneHasNoReport() {
    String requirement = GROUP.requirements().getFirst().name();
    String html = GroupReportHtml.of(GROUP, DIGEST);
    String markdown = GroupReportMarkdown.of(GROUP, DIGEST);
    String sheet = GroupReportSheets.sheets(GROUP).get("requirements.csv");

    for (String text : List.of(html, markdown)) {
      assertThat(text).contains("east", "north", "south", "west", DIGEST);
      assertThat(text).contains("no scope was declared for cluster north yet");
    }
    assertThat(html).contains(requirement).doesNotContain("<script", "http://", "https://");
    // north supports nothing: no column of it has another word
    assertThat(sheet.lines().filter(line -> line.contains(",north,")))
        .isNotEmpty()
        .allMatch(line -> line.contains(",north,insufficient,"));
    assertThat(GroupReportSheets.sheets(GROUP).get("checks.csv").lines())
        .filteredOn(line -> line.contains(",north,"))
        .isNotEmpty()
        .allMatch(line -> line.contains(",north,INCONCLUSIVE,"));
    assertThat(GroupReportSheets.zip(GROUP)).isEqualTo(GroupReportSheets.zip(GROUP));
  }
}
