package dev.palisade.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.render.html.ReportHtml;
import dev.palisade.render.json.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class PeriodPagesTest {
  private static final Instant UNTIL = SomeReport.AT;
  private static final Interval PERIOD = new Interval(Instant.parse("2025-11-22T06:00:00Z"), UNTIL);
  private static final Instant DARK = Instant.parse("2026-04-01T06:00:00Z");
  private static final Instant BACK = Instant.parse("2026-04-11T06:00:00Z");

  private static Lane lane(String framework, String id, String state, String worst) {
    return new Lane(
        framework,
        id,
        worst,
        List.of(
            new Stretch(PERIOD.from(), DARK, worst, PERIOD.from().plusSeconds(86_400), null),
            new Stretch(DARK, BACK, null, null, "the collector was down"),
            new Stretch(BACK, UNTIL, state, BACK, null)),
        new TreeMap<>());
  }

  private static Report report(int flapping) {
    Report one = SomeReport.withOneOfEverything();
    List<Lane> lanes = new ArrayList<>();
    for (JudgedRequirement r : one.requirements()) {
      lanes.add(lane(r.framework(), r.id(), "supported", "contradicted"));
    }
    List<Stretch> stretches = new ArrayList<>();
    Duration step = Duration.between(PERIOD.from(), UNTIL).dividedBy(flapping);
    for (int i = 0; i < flapping; i++) {
      Instant from = PERIOD.from().plus(step.multipliedBy(i));
      Instant until = i + 1 == flapping ? UNTIL : from.plus(step);
      stretches.add(new Stretch(from, until, i % 2 == 0 ? "PASS" : "FAIL", from, null));
    }
    lanes.add(new Lane(null, "default-deny", "FAIL", stretches, new TreeMap<>()));
    return one.over(
        PERIOD,
        new PeriodRecord(
            lanes,
            PeriodRecord.Looking.of(
                PERIOD, 355, 60, 365L, List.of(new Unseen(DARK, BACK, "the collector was down"))),
            List.of(
                new PeriodRecord.FindingLife(
                    "cardholder-ingress",
                    SomeReport.digest("life"),
                    "reporting/dashboards[Deployment] can reach cde/vault[StatefulSet]",
                    "closed",
                    DARK,
                    DARK,
                    BACK,
                    0,
                    "PT240H",
                    List.of("EX-7"),
                    List.of("Namespace reporting: relabelled, by mallory"))),
            List.of(
                new History.Change(
                    "Namespace reporting", "relabelled", DARK, BACK, "mallory", null, null)),
            List.of(
                new PeriodRecord.ExceptionUse(
                    "EX-7", "moves in May", "olga", "otto", DARK, null, "in-force", List.of()))));
  }

  private static byte[] pdf(Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, ReportJson.bytes(report), out);
    return out.toByteArray();
  }

  private static String text(byte[] pdf) throws IOException {
    PdfReader reader = new PdfReader(pdf);
    PdfTextExtractor extractor = new PdfTextExtractor(reader);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= reader.getNumberOfPages(); i++) {
      text.append(extractor.getTextFromPage(i).replaceAll("\\s+", " ")).append('\n');
    }
    return text.toString();
  }

  @Test
  void aReportOnAPeriodSaysWhatItWasAndIsAccessible() throws Exception {
    byte[] pdf = pdf(report(3));

    assertThat(text(pdf))
        .contains("schedules expected 365", "Nobody was looking for 10 d in all")
        .contains("the collector was down", "unobserved")
        .contains("relabelled, by mallory", "excepted by EX-7", "requested by olga")
        .contains("what its last snapshot shows");
    assertThat(PdfRules.broken(pdf)).isEmpty();
  }

  @Test
  void theWebPageHasTheSamePicturesAndWords() {
    assertThat(ReportHtml.of(report(3), SomeReport.digest("report")))
        .contains("<title id=\"requirements-0-title\">", "<title id=\"checks-0-title\">")
        .contains("default-deny: FAIL, ", "schedules expected 365")
        .contains("Nobody was looking for 10 d in all", "interval 1 above")
        .contains("relabelled, by mallory", "excepted by EX-7", "requested by olga");
  }

  @Test
  void aLaneThatChangesAThousandTimesIsCutInTheTableAndSaysSo() throws Exception {
    assertThat(text(pdf(report(1_000)))).contains("940 further intervals are in the attached JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT45S, 45 s",
    "PT3H20M10S, 3 h 20 min",
    "P10D, 10 d",
    "PT3000H, 125 d",
    "PT25H, 1 d 1 h"
  })
  void aDurationIsSaidInItsTwoLargestUnits(Duration duration, String said) {
    assertThat(PeriodWords.lasted(duration)).isEqualTo(said);
  }
}
