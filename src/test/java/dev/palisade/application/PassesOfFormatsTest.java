package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.result.ResultLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What machines count as passed is as much as passed, and what they count against a build is all
/// that failed or could not be concluded: in the sample, where much is open, as in reports made by
/// hand that have every outcome.
class PassesOfFormatsTest {
  /// Reports with exceptions and with checks that could not be concluded.
  enum Given {
    SAMPLE(SampleReport.of(null)),
    EVERY_OUTCOME(ReportFormatsTest.REPORT),
    EVERY_OUTCOME_OVER_A_PERIOD(ReportFormatsTest.overAPeriod()),
    ONE_OF_EVERYTHING(SomeReport.withOneOfEverything()),
    OVER_A_PERIOD_UNSEEN(SomeReport.overAPeriod());

    private final Report report;

    Given(Report report) {
      this.report = report;
    }

    private long lines(ResultLine.Kind... kinds) {
      return ResultLine.of(report).stream()
          .filter(line -> List.of(kinds).contains(line.kind()))
          .count();
    }

    private long requirements(Conclusion conclusion) {
      return report.requirements().stream().filter(r -> r.outcome() == conclusion).count();
    }

    private byte[] shown(ReportFormat format) {
      return RenderReport.of(report, ReportJson.bytes(report), format);
    }

    private JsonNode tree(ReportFormat format) throws IOException {
      return new ObjectMapper().readTree(shown(format));
    }
  }

  private static long count(List<String> words, String word) {
    return words.stream().filter(word::equals).count();
  }

  @ParameterizedTest
  @EnumSource
  void junit(Given given) throws Exception {
    Element suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(given.shown(ReportFormat.JUNIT)))
            .getDocumentElement();
    NodeList cases = suites.getElementsByTagName("testcase");
    long passed = 0;
    for (int i = 0; i < cases.getLength(); i++) {
      passed += ((Element) cases.item(i)).getElementsByTagName("*").getLength() == 0 ? 1 : 0;
    }

    assertThat(passed)
        .isEqualTo(given.lines(ResultLine.Kind.PASSED) + given.requirements(Conclusion.SUPPORTED));
    assertThat(Long.parseLong(suites.getAttribute("errors")))
        .isEqualTo(
            given.lines(ResultLine.Kind.UNDECIDED) + given.requirements(Conclusion.INSUFFICIENT))
        .isEqualTo(suites.getElementsByTagName("error").getLength())
        .isPositive();
    assertThat(Long.parseLong(suites.getAttribute("failures")))
        .isEqualTo(
            given.lines(ResultLine.Kind.VIOLATED) + given.requirements(Conclusion.CONTRADICTED))
        .isEqualTo(suites.getElementsByTagName("failure").getLength());
  }

  @ParameterizedTest
  @EnumSource
  void sarif(Given given) throws IOException {
    JsonNode run = given.tree(ReportFormat.SARIF).at("/runs/0");
    List<String> kinds = run.get("results").findValuesAsText("kind");

    assertThat(count(kinds, "pass")).isEqualTo(given.lines(ResultLine.Kind.PASSED));
    assertThat(count(kinds, "open"))
        .isEqualTo(given.lines(ResultLine.Kind.UNDECIDED))
        .isEqualTo(run.at("/invocations/0/toolExecutionNotifications").size())
        .isPositive();
    for (JsonNode result : run.get("results")) {
      assertThat(result.at("/level").asText().equals("none"))
          .isEqualTo(!result.at("/kind").asText().equals("fail"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hdf(Given given) throws IOException {
    JsonNode controls = given.tree(ReportFormat.HDF).at("/profiles/0/controls");
    long passed = 0;
    long errors = 0;
    for (JsonNode control : controls) {
      List<String> statuses = control.get("results").findValuesAsText("status");
      passed += count(statuses, "passed");
      errors += count(statuses, "error");
      // Heimdall calls a control without impact not applicable, whatever its results are
      assertThat(control.at("/impact").asDouble() > 0 || !statuses.contains("error")).isTrue();
    }
    assertThat(passed).isEqualTo(given.lines(ResultLine.Kind.PASSED));
    assertThat(errors).isEqualTo(given.lines(ResultLine.Kind.UNDECIDED)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void policyReports(Given given) throws IOException {
    for (ReportFormat format : List.of(ReportFormat.POLICYREPORT, ReportFormat.OPENREPORTS)) {
      JsonNode object = OutcomeReadings.yaml(given.shown(format));
      List<String> results = object.get("results").findValuesAsText("result");

      assertThat(count(results, "pass"))
          .isEqualTo(given.lines(ResultLine.Kind.PASSED))
          .isEqualTo(object.at("/summary/pass").asLong());
      assertThat(count(results, "error"))
          .isEqualTo(given.lines(ResultLine.Kind.UNDECIDED))
          .isEqualTo(object.at("/summary/error").asLong())
          .isPositive();
      assertThat(count(results, "fail"))
          .isEqualTo(given.lines(ResultLine.Kind.VIOLATED))
          .isEqualTo(object.at("/summary/fail").asLong());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oscal(Given given) throws IOException {
    List<String> states =
        given
            .tree(ReportFormat.OSCAL)
            .at("/assessment-results/results/0/findings")
            .findValuesAsText("state");

    assertThat(count(states, "satisfied")).isEqualTo(given.requirements(Conclusion.SUPPORTED));
    assertThat(count(states, "not-satisfied"))
        .isEqualTo(given.report.requirements().size() - given.requirements(Conclusion.SUPPORTED));
  }
}
