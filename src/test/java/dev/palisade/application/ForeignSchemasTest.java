package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.compliance.report.Attestation;
import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.render.json.ReportJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever owns a format says whether ours is one: their schemas are asked. Those that are not ours
/// to pass on are read from the given files, and left out where these are not there.
class ForeignSchemasTest {
  private static final Path SCHEMAS =
      Path.of(System.getProperty("palisade.shared", "../shared"), "schemas");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reports that have in them what may go wrong.
  enum Given {
    ONE_OF_EVERYTHING(SomeReport.withOneOfEverything()),
    NO_FINDING(SomeReport.with(List.of())),
    HOSTILE(
        SomeReport.with(
            List.of(
                SomeReport.finding(
                    "shop/<script>alert(1)</script>[Deployment]",
                    " =cmd|' /C calc'!A0\t\n\"quoted\", &amp; ]]> ",
                    "/spec/\u202Eingress/\u05d0\u05d1\u0007/\uD83D\uDE80")))),
    SAMPLE(SampleReport.of(null)),
    OVER_A_PERIOD(
        SomeReport.overAPeriod(),
        new Beside(new Standing.Superseded("11111111-2222"), attestations("what I saw, holds"))),
    WITHDRAWN(
        SomeReport.withOneOfEverything(),
        new Beside(
            new Standing.Withdrawn("  <olga>\t", SomeReport.AT, "the scope\n was =not ours]]> "),
            attestations(" \u05d0\n\n<script>alert(1)</script> ")));

    private final Report report;
    private final Beside beside;

    Given(Report report) {
      this(report, Beside.NOTHING);
    }

    Given(Report report, Beside beside) {
      this.report = report;
      this.beside = beside;
    }

    private byte[] shown(ReportFormat format) {
      return RenderReport.of(report, ReportJson.bytes(report), format, beside);
    }

    /// Of each kind, and two by one person.
    private static List<Attestation> attestations(String text) {
      List<Attestation> attestations = new ArrayList<>();
      for (Attestation.Kind kind : Attestation.Kind.values()) {
        for (int i = 1; i <= 2; i++) {
          attestations.add(
              new Attestation(kind, kind + "/" + i, text, text, " Olga\t", SomeReport.AT));
        }
      }
      return attestations;
    }
  }

  @ParameterizedTest
  @EnumSource
  void assessmentResultsFollowTheSchemaOfOscal(Given given) throws IOException {
    JsonNode shown = JSON.readTree(given.shown(ReportFormat.OSCAL));

    assertThat(violations(oscalSchema(), shown)).isEmpty();
    assertThat(emptyArrays(shown)).isZero();
  }

  @Test
  void theSchemaOfOscalRefusesWhatIsNone() throws IOException {
    ObjectNode shown = (ObjectNode) JSON.readTree(Given.NO_FINDING.shown(ReportFormat.OSCAL));
    ((ObjectNode) shown.at("/assessment-results")).put("uuid", "no uuid");

    assertThat(violations(oscalSchema(), shown)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void assessmentResultsFollowTheDerivedSchemaOfOscal(Given given) throws IOException {
    assertFollows(
        "oscal_assessment-results_schema-1-1-3.derived.json",
        JSON.readTree(given.shown(ReportFormat.OSCAL)));
  }

  @ParameterizedTest
  @EnumSource
  void resultsFollowTheSchemaOfSarif(Given given) throws IOException {
    assertFollows("sarif-schema-2.1.0.json", JSON.readTree(given.shown(ReportFormat.SARIF)));
  }

  @ParameterizedTest
  @EnumSource
  void controlsFollowTheSchemaOfHeimdall(Given given) throws IOException {
    assertFollows("hdf_exec-json.json", JSON.readTree(given.shown(ReportFormat.HDF)));
  }

  @ParameterizedTest
  @EnumSource
  void policyReportsFollowTheDefinitionOfTheirKind(Given given) throws IOException {
    JsonNode shown = OutcomeReadings.yaml(given.shown(ReportFormat.POLICYREPORT));

    assertThat(shown.at("/apiVersion").asText()).isEqualTo("wgpolicyk8s.io/v1alpha2");
    assertThat(shown.at("/metadata/name").asText()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    assertFollows("wgpolicyk8s.io_policyreports_v1alpha2_v1alpha2.derived.schema.json", shown);
  }

  @ParameterizedTest
  @EnumSource
  void openReportsFollowTheDefinitionOfTheirKind(Given given) throws IOException {
    JsonNode shown = OutcomeReadings.yaml(given.shown(ReportFormat.OPENREPORTS));

    assertThat(shown.at("/apiVersion").asText()).isEqualTo("openreports.io/v1alpha1");
    assertFollows("openreports.io_reports_v1alpha1.derived.schema.json", shown);
  }

  @ParameterizedTest
  @EnumSource
  void suitesFollowWhatReadersOfJunitAgreeUpon(Given given) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ForeignSchemasTest.class.getResource("/schemas/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(given.shown(ReportFormat.JUNIT))));
  }

  private static void assertFollows(String schema, JsonNode shown) throws IOException {
    Path file = SCHEMAS.resolve(schema);
    assumeTrue(Files.exists(file), () -> "no " + file.toAbsolutePath());
    ObjectNode read = (ObjectNode) JSON.readTree(file.toFile());
    assertThat(violations(read, shown)).isEmpty();
    // and it is no schema that takes everything
    assertThat(violations(read, JSON.readTree("[1]"))).isNotEmpty();
  }

  private static List<Error> violations(JsonNode schema, JsonNode shown) {
    boolean modern = schema.path("$schema").asText().contains("2020-12");
    return SchemaRegistry.withDefaultDialect(
            modern ? SpecificationVersion.DRAFT_2020_12 : SpecificationVersion.DRAFT_7)
        .getSchema(schema.toString(), InputFormat.JSON)
        .validate(shown.toString(), InputFormat.JSON);
  }

  /// The published schema, with two mends without which no validator takes it: ids inside of it
  /// that are no addresses, and properties of the name `id` whose schema is wrapped once too often.
  private static JsonNode oscalSchema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ForeignSchemasTest.class.getResourceAsStream("/schema/json/oscal-ar_schema.json"),
            "liboscal-java is not on the class path")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("oscal-ar-1.1.3-schema.json");
      ObjectNode schema = (ObjectNode) JSON.readTree(text);
      schema.properties().forEach(field -> mend(field.getValue()));
      return schema;
    }
  }

  private static void mend(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("$id").asText().startsWith("#")) {
        object.remove("$id");
      }
      if (object.path("id").path("id") instanceof ObjectNode wrapped) {
        object.set("id", wrapped);
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        mend(field.getValue());
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(ForeignSchemasTest::mend);
    }
  }

  private static long emptyArrays(JsonNode node) {
    long here = node.isArray() && node.isEmpty() ? 1 : 0;
    for (JsonNode inner : node) {
      here += emptyArrays(inner);
    }
    return here;
  }
}
