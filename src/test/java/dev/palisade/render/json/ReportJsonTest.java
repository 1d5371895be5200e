package dev.palisade.render.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final Report REPORT = SomeReport.withOneOfEverything();

  @Test
  void aReportFollowsThePublishedSchema() throws IOException {
    assertThat(violations("report.v1.json", text(REPORT))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws IOException {
    assertThat(
            violations("report.v1.json", text(REPORT).replace("\"contradicted\"", "\"compliant\"")))
        .isNotEmpty();
    assertThat(violations("report.v1.json", text(REPORT).replace("\"asOf\":", "\"when\":")))
        .isNotEmpty();
    // only a PASS is proved
    assertThat(
            violations(
                "report.v1.json",
                text(REPORT).replace("\"outcome\":\"PASS\"", "\"outcome\":\"FAIL\"")))
        .isNotEmpty();
  }

  @Test
  void aComparisonFollowsThePublishedSchema() throws IOException {
    String text = new String(ComparisonJson.bytes(SomeReport.changes()), StandardCharsets.UTF_8);
    assertThat(violations("comparison.v1.json", text)).isEmpty();
  }

  @Test
  void theSchemaOfChangesIsThatOfComparisons() throws IOException {
    Cursor report =
        new Cursor("report", "", JsonText.read("report", schemaText("report.v1.json")))
            .get("$defs");
    Cursor comparison =
        new Cursor("comparison", "", JsonText.read("comparison", schemaText("comparison.v1.json")))
            .get("$defs");
    comparison
        .fields()
        .forEach(
            (name, definition) ->
                assertThat(report.get(name).node())
                    .as(name)
                    .satisfies(node -> assertThat(node.sameContent(definition.node())).isTrue()));
  }

  @Test
  void absentIsAbsentAndNeverNull() {
    assertThat(text(REPORT)).doesNotContain("null");
    assertThat(text(REPORT.withIdentity(first()))).doesNotContain("supersedes");
  }

  @Test
  void whatWasWrittenReadsBackTheSame() {
    Report read =
        ReportJson.read(new Cursor("report.json", "", JsonText.read("report.json", text(REPORT))));

    assertThat(read).isEqualTo(REPORT);
    assertThat(ReportJson.bytes(read)).isEqualTo(ReportJson.bytes(REPORT));
  }

  @Test
  void keysOfANewerVersionArePassedOver() {
    String newer = text(REPORT).replaceFirst("\\{", "{\"aKeyOfTomorrow\":[1],");

    assertThat(ReportJson.read(new Cursor("report.json", "", JsonText.read("report.json", newer))))
        .isEqualTo(REPORT);
  }

  @Test
  void aMissingKeyIsNamedByItsPointer() {
    String broken =
        text(REPORT).replace("\"population\":\"data-store pods\"", "\"pop\":\"data-store pods\"");

    assertThatThrownBy(
            () ->
                ReportJson.read(
                    new Cursor("report.json", "", JsonText.read("report.json", broken))))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("/checks/3/population");
  }

  @Test
  void anotherFormatIsRefused() {
    String other = text(REPORT).replace("palisade/report/v1", "palisade/report/v2");

    assertThatThrownBy(
            () ->
                ReportJson.read(new Cursor("report.json", "", JsonText.read("report.json", other))))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("/format");
  }

  @Test
  void versionsDifferInIdentityAlone() {
    Node one = ReportJson.node(REPORT.withIdentity(first()));
    Node two = ReportJson.node(REPORT.withIdentity(first().next("id-2")));

    assertThat(withoutIdentity(two).sameContent(withoutIdentity(one))).isTrue();
    assertThat(two.sameContent(one)).isFalse();
  }

  private static Node withoutIdentity(Node report) {
    Map<String, Node> fields = new TreeMap<>(((Node.ObjectNode) report).fields());
    List.of("id", "number", "version", "supersedes").forEach(fields::remove);
    return Node.object(fields);
  }

  private static ReportIdentity first() {
    return new ReportIdentity(
        "id-1", "SAMPLE-ALL-2026-0001", 1, null, ReportIdentity.Kind.POINT_IN_TIME);
  }

  private static String text(Report report) {
    return new String(ReportJson.bytes(report), StandardCharsets.UTF_8);
  }

  private static List<Error> violations(String schema, String json) throws IOException {
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schemaText(schema), InputFormat.JSON);
    return compiled.validate(json, InputFormat.JSON);
  }

  private static String schemaText(String name) throws IOException {
    try (InputStream in = ReportJson.class.getResourceAsStream("/schema/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
