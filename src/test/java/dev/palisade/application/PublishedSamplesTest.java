package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.render.json.CampaignJson;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.CampaignPdf;
import dev.palisade.render.pdf.ComparisonPdf;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.Templates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reports in `docs/samples` are those, byte for byte, of the sample cluster.
@Tag("golden")
class PublishedSamplesTest {
  private static final Path SAMPLES = Path.of("docs/samples");
  private static final Report REPORT = SampleReport.of("soc2");

  @ParameterizedTest
  @EnumSource(names = {"HTML", "MD", "OSCAL", "SARIF", "JUNIT"})
  void publishedReportIsThatOfTheSampleCluster(ReportFormat format) throws IOException {
    assertPublished(
        format.fileName("report"), RenderReport.of(REPORT, ReportJson.bytes(REPORT), format));
  }

  @Test
  void publishedExecutivePagesAreThoseOfTheSampleCluster() throws IOException {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(
        REPORT,
        ReportJson.bytes(REPORT),
        Templates.shipped(),
        ReportPdf.Extent.EXECUTIVE,
        ReportPdf.Standing.ISSUED,
        pdf);
    assertPublished("report-executive.pdf", pdf.toByteArray());
  }

  @Test
  void publishedComparisonIsThatOfTheTwoDatesOfTheSampleCluster() throws IOException {
    Comparison comparison = SampleChanges.comparison();
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ComparisonPdf.write(comparison, ComparisonJson.bytes(comparison), pdf);
    assertPublished("comparison.pdf", pdf.toByteArray());
  }

  @Test
  void publishedCampaignIsAReviewOfTheSampleCluster() throws IOException {
    CampaignReport campaign = CampaignReport.of(SampleReview.signedOff());
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    CampaignPdf.write(campaign, CampaignJson.bytes(campaign), Templates.shipped(), pdf);
    assertPublished("campaign.pdf", pdf.toByteArray());
  }

  /// Or, where golden files are to be written anew, writes it.
  static void assertPublished(String file, byte[] made) throws IOException {
    Path published = SAMPLES.resolve(file);
    if (System.getProperty("golden", "compare").equals("rewrite")) {
      Files.createDirectories(SAMPLES);
      Files.write(published, made);
    }

    assertThat(published).as("%s (make golden rewrites it)", published).hasBinaryContent(made);
  }
}
