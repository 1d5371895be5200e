package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.render.csv.ReportSheets;
import dev.palisade.render.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The tables of `docs/formats.md` are what the formats say.
class ReportFormatsTest {
  static final Report REPORT = report();

  @ParameterizedTest
  @EnumSource
  void everyFormatSaysWhatTheTablesSay(ReportFormat format) throws Exception {
    Map<String, String> checks = row("| format | PASS |", format);
    Map<String, String> requirements = row("| format | supported |", format);
    OutcomeReadings.Reading read =
        OutcomeReadings.of(format, RenderReport.of(REPORT, ReportJson.bytes(REPORT), format));

    for (Outcome outcome : Outcome.values()) {
      assertThat(read.check(name(outcome))).as("%s", outcome).isEqualTo(checks.get(outcome.name()));
    }
    assertThat(read.finding("waived", summary("waived"))).isEqualTo(checks.get("excepted finding"));
    for (Conclusion conclusion : Conclusion.values()) {
      assertThat(read.requirement("pci-dss", number(conclusion)))
          .as("%s", conclusion)
          .isEqualTo(requirements.get(conclusion.toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCouldNotBeConcludedNeverReadsAsWhatPassed(ReportFormat format) throws Exception {
    OutcomeReadings.Reading read =
        OutcomeReadings.of(format, RenderReport.of(REPORT, ReportJson.bytes(REPORT), format));

    assertThat(read.check(name(Outcome.INCONCLUSIVE)))
        .isNotEqualTo(read.check(name(Outcome.PASS)))
        .doesNotContainIgnoringCase("pass")
        .doesNotContainIgnoringCase("skip");
    // nor beside a finding that is excepted
    assertThat(read.check("undecided")).isEqualTo(read.check(name(Outcome.INCONCLUSIVE)));
    if (!read.requirement("pci-dss", number(Conclusion.SUPPORTED)).equals("-")) {
      assertThat(read.requirement("pci-dss", number(Conclusion.INSUFFICIENT)))
          .isNotEqualTo(read.requirement("pci-dss", number(Conclusion.SUPPORTED)));
    }
  }

  /// Formats that know results alone cannot say that a check passed only at the end.
  @ParameterizedTest
  @EnumSource(names = {"OSCAL", "SARIF", "JUNIT", "HDF", "POLICYREPORT", "OPENREPORTS"})
  void aCheckPassesForAPeriodOnlyIfItDidThroughout(ReportFormat format) throws Exception {
    Report report = overAPeriod();
    Map<String, String> checks = row("| format | PASS |", format);
    OutcomeReadings.Reading read =
        OutcomeReadings.of(format, RenderReport.of(report, ReportJson.bytes(report), format));

    assertThat(read.check(name(Outcome.PASS))).isEqualTo(checks.get("FAIL"));
    assertThat(read.check("waived")).isEqualTo(checks.get("INCONCLUSIVE"));
    assertThat(read.check(name(Outcome.NOT_APPLICABLE))).isEqualTo(checks.get("INCONCLUSIVE"));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTML", "MD"})
  void whatAPeriodWasStandsInTheTextsForPeople(ReportFormat format) {
    Report report = overAPeriod();
    String text = new String(RenderReport.of(report, ReportJson.bytes(report), format), UTF_8);

    assertThat(text)
        .contains("The period")
        .contains("the collector was down")
        .contains("2026-11-01");
  }

  @Test
  void whatAPeriodWasStandsInSheetsOfItsOwn() {
    assertThat(ReportSheets.sheets(overAPeriod(), new Standing.Issued()).get("period-states.csv"))
        .contains("the collector was down");
    assertThat(ReportSheets.sheets(REPORT, new Standing.Issued()))
        .doesNotContainKey("period-states.csv");
  }

  /// The check that passes at the end failed before; the waived one was not seen for a while, and
  /// of others the period says nothing.
  static Report overAPeriod() {
    Instant until = SomeReport.AT;
    Interval period = new Interval(Instant.parse("2026-11-01T00:00:00Z"), until);
    List<Lane> lanes = new ArrayList<>();
    for (JudgedRequirement r : REPORT.requirements()) {
      lanes.add(
          new Lane(
              r.framework(),
              r.id(),
              r.outcome().toString(),
              List.of(new Stretch(period.from(), until, r.outcome().toString(), null, null)),
              new TreeMap<>()));
    }
    lanes.add(
        new Lane(
            null,
            name(Outcome.PASS),
            "FAIL",
            List.of(new Stretch(period.from(), until, "FAIL", null, null)),
            new TreeMap<>()));
    lanes.add(
        new Lane(
            null,
            "waived",
            "INCONCLUSIVE",
            List.of(new Stretch(period.from(), until, null, null, "the collector was down")),
            new TreeMap<>()));
    return REPORT.over(
        period,
        new PeriodRecord(
            lanes,
            PeriodRecord.Looking.of(period, 2, 2, null, List.of()),
            List.of(
                new PeriodRecord.FindingLife(
                    "waived",
                    SomeReport.digest("life"),
                    "it was open",
                    "closed",
                    period.from(),
                    period.from(),
                    until,
                    0,
                    "P1D",
                    List.of(),
                    List.of("Namespace shop"))),
            List.of(
                new History.Change(
                    "Namespace shop", "labels", period.from(), until, null, null, null)),
            List.of(
                new PeriodRecord.ExceptionUse(
                    "EX-7",
                    "moves in May",
                    "olga",
                    "otto",
                    period.from(),
                    null,
                    "in-force",
                    List.of()))));
  }

  @ParameterizedTest
  @EnumSource
  void theSameReportGivesTheSameBytes(ReportFormat format) {
    byte[] json = ReportJson.bytes(REPORT);
    assertThat(RenderReport.of(REPORT, json, format))
        .isEqualTo(RenderReport.of(REPORT, json, format));
  }

  /// A row of the table that begins so, by its columns.
  private static Map<String, String> row(String table, ReportFormat format) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/formats.md"));
    int head =
        lines.indexOf(
            lines.stream().filter(line -> line.startsWith(table)).findFirst().orElseThrow());
    List<String> columns = cells(lines.get(head));
    List<String> cells =
        lines.subList(head + 2, lines.size()).stream()
            .takeWhile(line -> line.startsWith("|"))
            .map(ReportFormatsTest::cells)
            .filter(row -> Arrays.asList(row.getFirst().split(", ")).contains(format.toString()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(format + " is not in " + table));
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|"))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  private static String name(Outcome outcome) {
    return "is-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String number(Conclusion conclusion) {
    return "9." + conclusion.ordinal();
  }

  private static Report report() {
    Report some = SomeReport.withOneOfEverything();
    List<JudgedFinding> open = List.of(SomeReport.openFinding(1));
    List<JudgedCheck> checks =
        List.of(
            check(name(Outcome.FAIL), Outcome.FAIL, open),
            check(name(Outcome.INCONCLUSIVE), Outcome.INCONCLUSIVE, List.of()),
            check(name(Outcome.NOT_APPLICABLE), Outcome.NOT_APPLICABLE, List.of()),
            check(name(Outcome.PASS), Outcome.PASS, List.of()),
            check("undecided", Outcome.INCONCLUSIVE, List.of(waived("undecided"))),
            check("waived", Outcome.PASS, List.of(waived("waived"))));
    List<JudgedRequirement> requirements =
        Arrays.stream(Conclusion.values())
            .map(
                conclusion ->
                    new JudgedRequirement(
                        "pci-dss",
                        number(conclusion),
                        "requirement " + number(conclusion),
                        conclusion,
                        checks.stream().map(JudgedCheck::id).toList(),
                        List.of(name(Outcome.PASS)),
                        null,
                        null))
            .toList();
    return new Report(
        some.identity(),
        some.cluster(),
        some.coverage(),
        some.method(),
        some.asOf(),
        some.frameworks(),
        some.scope(),
        requirements,
        checks,
        some.exceptions(),
        some.matrix(),
        some.policies(),
        some.objects(),
        some.changes(),
        null);
  }

  private static String summary(String check) {
    return "waived finding of " + check;
  }

  private static JudgedFinding waived(String check) {
    return new JudgedFinding(
        SomeReport.digest(check),
        Finding.Status.EXCEPTED,
        summary(check),
        new JudgedFinding.Proof.Subject("shop", null),
        List.of(),
        "EX-7",
        null,
        null);
  }

  private static JudgedCheck check(String id, Outcome outcome, List<JudgedFinding> findings) {
    return new JudgedCheck(
        id,
        "Is " + id + " well?",
        outcome,
        outcome == Outcome.PASS ? "enforced" : null,
        "pods",
        3,
        List.of("because"),
        findings,
        null,
        null);
  }
}
