package dev.palisade.render.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSheetsTest {
  private static final Report REPORT = SomeReport.withOneOfEverything();

  @Test
  void everySheetHasAHeaderAndRecordsOfOneLength() {
    ReportSheets.sheets(REPORT, new Standing.Issued())
        .forEach(
            (name, text) -> {
              List<List<String>> records = CsvRecords.of(text);
              assertThat(records).as(name).hasSizeGreaterThan(1);
              assertThat(records)
                  .as(name)
                  .extracting(List::size)
                  .containsOnly(records.getFirst().size());
            });
  }

  @Test
  void sheetsWithoutARowHaveTheirHeader() {
    Report none = SomeReport.with(List.of());
    assertThat(CsvRecords.of(ReportSheets.sheets(none, new Standing.Issued()).get("findings.csv")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"})
  void noCellBeginsAsAFormula(String sign) {
    String source = sign + "HYPERLINK(\"http://x\",\"y\")";
    Report hostile = SomeReport.with(List.of(SomeReport.finding(source, "cde/db[Pod]", "/spec")));

    assertThat(
            CsvRecords.of(ReportSheets.sheets(hostile, new Standing.Issued()).get("findings.csv"))
                .get(1))
        .contains("'" + source)
        .noneMatch(cell -> cell.startsWith(sign));
  }

  @Test
  void quotesCommasAndLineBreaksStayWithinTheirCell() {
    String source = "a \"b\", c\r\nd";
    Report odd = SomeReport.with(List.of(SomeReport.finding(source, "cde/db[Pod]", "/spec")));

    assertThat(
            CsvRecords.of(ReportSheets.sheets(odd, new Standing.Issued()).get("findings.csv"))
                .get(1))
        .contains(source);
  }

  @Test
  void theRegisterSaysWhoUsesAnEntry() {
    List<Map<String, String>> register = rows("register.csv");

    assertThat(register.getFirst())
        .containsEntry("id", "F-001")
        .containsEntry("use", "used")
        .containsEntry("used between", "payments -> cde: TCP 8443");
  }

  @Test
  void anEntryThatNoTrafficUsesIsUnused() {
    Report other = SomeReport.withOneOfEverything();
    Report bare =
        new Report(
            other.identity(),
            other.cluster(),
            other.coverage(),
            other.method(),
            other.asOf(),
            other.frameworks(),
            other.scope(),
            other.requirements(),
            other.checks(),
            other.exceptions(),
            null,
            other.policies(),
            other.objects(),
            null,
            null);

    // without a map nobody knows
    assertThat(ReportSheets.sheets(bare, new Standing.Issued()).get("register.csv"))
        .contains("not known")
        .doesNotContain("unused");
  }

  @Test
  void theSampleSetNumbersEveryPolicyAndCitedObject() {
    assertThat(rows("sample-set.csv"))
        .extracting(row -> row.get("item") + " " + row.get("kind") + " " + row.get("name"))
        .containsExactly(
            "1 NetworkPolicy ledger-db", "2 NetworkPolicy web", "3 Service storefront");
    assertThat(rows("sample-set.csv").getFirst()).containsEntry("findings that cite it", "1");
  }

  @Test
  void changesOfEveryLayerStandInOneSheet() {
    assertThat(rows("changes.csv"))
        .extracting(row -> row.get("layer"))
        .contains("object", "traffic", "outcome", "finding");
  }

  @Test
  void theZipHasTheSheetsAndFixedDates() throws IOException {
    SortedMap<String, String> read = new TreeMap<>();
    try (ZipInputStream in =
        new ZipInputStream(
            new ByteArrayInputStream(ReportSheets.zip(REPORT, new Standing.Issued())))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        read.put(e.getName(), new String(in.readAllBytes(), UTF_8));
        assertThat(e.getTimeLocal().getYear()).isEqualTo(1980);
      }
    }
    assertThat(read).isEqualTo(ReportSheets.sheets(REPORT, new Standing.Issued()));
  }

  private static List<Map<String, String>> rows(String sheet) {
    List<List<String>> records =
        CsvRecords.of(ReportSheets.sheets(REPORT, new Standing.Issued()).get(sheet));
    return records.stream()
        .skip(1)
        .map(
            record -> {
              Map<String, String> row = new TreeMap<>();
              for (int i = 0; i < record.size(); i++) {
                row.put(records.getFirst().get(i), record.get(i));
              }
              return row;
            })
        .toList();
  }
}
