package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.Report;
import dev.palisade.render.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reports in `docs/samples` are those of the sample cluster.
@Tag("golden")
class PublishedSamplesTest {
  private static final Path SAMPLES = Path.of("docs/samples");
  private static final Report REPORT = SampleReport.of("soc2");

  @ParameterizedTest
  @EnumSource(names = {"HTML", "MD", "OSCAL", "SARIF", "JUNIT"})
  void publishedReportIsThatOfTheSampleCluster(ReportFormat format) throws IOException {
    Path published = SAMPLES.resolve(format.fileName("report"));
    byte[] made = RenderReport.of(REPORT, ReportJson.bytes(REPORT), format);
    if (System.getProperty("golden", "compare").equals("rewrite")) {
      Files.createDirectories(SAMPLES);
      Files.write(published, made);
    }

    assertThat(published).as("%s (make golden rewrites it)", published).hasBinaryContent(made);
  }
}
