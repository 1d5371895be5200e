package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.review.campaign.SomeCampaign;
import dev.palisade.render.csv.ReportSheets;
import dev.palisade.render.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Where a report says that it is not to be relied on any more: the table of `docs/formats.md`.
class StandingFormatsTest {
  private static final Report REPORT = SomeReport.withOneOfEverything();
  private static final Standing WITHDRAWN =
      new Standing.Withdrawn("olga", SomeReport.AT, "the scope was not ours");
  private static final Standing SUPERSEDED = new Standing.Superseded("11111111-2222");

  private static byte[] bytes(ReportFormat format, Standing standing) {
    return RenderReport.of(
        REPORT, ReportJson.bytes(REPORT), format, new Beside(standing, List.of()));
  }

  private static String text(ReportFormat format, Standing standing) {
    return format == ReportFormat.CSV
        ? ReportSheets.sheets(REPORT, standing).get("report.csv")
        : new String(bytes(format, standing), UTF_8);
  }

  private static JsonNode tree(ReportFormat format, Standing standing) throws IOException {
    return switch (format) {
      case POLICYREPORT, OPENREPORTS -> OutcomeReadings.yaml(bytes(format, standing));
      default -> new ObjectMapper().readTree(bytes(format, standing));
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"JSON", "PDF"})
  void whoReadsAWithdrawnReportIsTold(ReportFormat format) {
    assertThat(text(format, WITHDRAWN))
        .containsIgnoringCase("withdrawn")
        .contains("olga", "the scope was not ours");
    assertThat(text(format, SUPERSEDED)).containsIgnoringCase("superseded").contains("11111111");
    assertThat(text(format, new Standing.Issued()))
        .doesNotContainIgnoringCase("withdrawn")
        .doesNotContainIgnoringCase("was superseded");
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "PDF"})
  void whatIsSealedStaysWhatItWas(ReportFormat format) {
    assertThat(bytes(format, WITHDRAWN)).isEqualTo(bytes(format, new Standing.Issued()));
  }

  @ParameterizedTest
  @EnumSource
  void theTableSaysSo(ReportFormat format) throws IOException {
    String row =
        Files.readAllLines(Path.of("docs/formats.md")).stream()
            .dropWhile(line -> !line.startsWith("| format | superseded"))
            .takeWhile(line -> line.startsWith("|"))
            .filter(
                line ->
                    Arrays.asList(line.split("\\|")[1].strip().split(", "))
                        .contains(format.toString()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(format + " is not in the table"));
    boolean silent = Arrays.equals(bytes(format, WITHDRAWN), bytes(format, new Standing.Issued()));
    assertThat(row.contains("nothing")).as(row).isEqualTo(silent);
    List<ReportFormat> failing =
        List.of(
            ReportFormat.JUNIT,
            ReportFormat.HDF,
            ReportFormat.POLICYREPORT,
            ReportFormat.OPENREPORTS);
    assertThat(row.contains("an error")).as(row).isEqualTo(failing.contains(format));
  }

  @Test
  void aBuildDoesNotPassByAWithdrawnReport() throws IOException {
    Function<Standing, String> junit = standing -> text(ReportFormat.JUNIT, standing);
    assertThat(junit.apply(WITHDRAWN))
        .containsSubsequence("<testcase name=\"is withdrawn\"", "<error message=");
    assertThat(junit.apply(SUPERSEDED))
        .containsSubsequence("<testcase name=\"is superseded\"", "<skipped message=");
    assertThat(tree(ReportFormat.HDF, WITHDRAWN).at("/profiles/0/controls").findValuesAsText("id"))
        .contains("report-withdrawn");
    for (ReportFormat format : List.of(ReportFormat.POLICYREPORT, ReportFormat.OPENREPORTS)) {
      JsonNode before = tree(format, new Standing.Issued());
      JsonNode after = tree(format, WITHDRAWN);
      assertThat(after.at("/summary/error").asInt())
          .isEqualTo(before.at("/summary/error").asInt() + 1);
      assertThat(after.at("/results")).hasSize(before.at("/results").size() + 1);
    }
    assertThat(
            tree(ReportFormat.SARIF, WITHDRAWN)
                .at("/runs/0/invocations/0/toolExecutionNotifications/0/level")
                .asText())
        .isEqualTo("error");
  }

  @Test
  void noOutcomeIsAnotherForBeingWithdrawn() throws Exception {
    for (ReportFormat format :
        List.of(ReportFormat.OSCAL, ReportFormat.SARIF, ReportFormat.HDF, ReportFormat.MD)) {
      OutcomeReadings.Reading before =
          OutcomeReadings.of(format, bytes(format, new Standing.Issued()));
      OutcomeReadings.Reading after = OutcomeReadings.of(format, bytes(format, WITHDRAWN));
      String inconclusive =
          REPORT.checks().stream()
              .filter(check -> check.outcome() == Outcome.INCONCLUSIVE)
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(after.check(inconclusive)).as("%s", format).isEqualTo(before.check(inconclusive));
    }
  }

  @Test
  void campaignsCountThatWereSignedWhenTheReportWasJudgedAndInTheYearBefore() {
    var campaign = SomeCampaign.signedOff(2);
    var signed = campaign.progress().signed();
    var at = signed.getLast().at();
    Instant muchLater = at.plus(Duration.ofDays(366));
    assertThat(BesideReport.signOffs(List.of(campaign), at, muchLater)).hasSameSizeAs(signed);
    assertThat(BesideReport.signOffs(List.of(campaign), at, at))
        .hasSameSizeAs(signed)
        .allSatisfy(one -> assertThat(one.title()).contains(campaign.title()))
        .allSatisfy(one -> assertThat(one.by()).isEqualTo("mary"));
    assertThat(BesideReport.signOffs(List.of(campaign), at, at.minusNanos(1))).isEmpty();
    assertThat(BesideReport.signOffs(List.of(campaign), muchLater, muchLater)).isEmpty();
    assertThat(BesideReport.signOffs(List.of(SomeCampaign.open(2)), at, at)).isEmpty();
  }
}
