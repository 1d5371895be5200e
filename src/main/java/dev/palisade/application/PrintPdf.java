package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.render.html.GroupReportHtml;
import dev.palisade.render.pdf.CampaignPdf;
import dev.palisade.render.pdf.ComparisonPdf;
import dev.palisade.render.pdf.GroupReportPdf;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.Templates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Prints with the words and the look of `palisade.report-templates`; what is issued is signed.
@ApplicationScoped
public class PrintPdf {
  private final Templates templates;
  private final SignPdf sign;

  /// @throws UnusableInput when the templates cannot be used, which keeps the service from starting
  public PrintPdf(
      @ConfigProperty(name = "palisade.report-templates") Optional<Path> templates, SignPdf sign) {
    this.templates = templates("palisade.report-templates", templates.orElse(null));
    this.sign = sign;
  }

  /// Makes this at start, not at the first report.
  void atStart(@Observes Startup event) {}

  /// The templates of a folder.
  ///
  /// @param from what names the folder, for the message
  /// @param folder null: as they come with the program
  /// @throws UnusableInput when they cannot be used
  static Templates templates(String from, @Nullable Path folder) {
    try {
      return folder == null ? Templates.shipped() : Templates.from(folder);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new UnusableInput(from + ": " + e.getMessage());
    }
  }

  /// A report that is issued, signed.
  byte[] issued(Report report, byte[] json, Instant at) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(report, json, templates, pdf);
    ReportIdentity named = report.identity();
    return sign.sign(
        pdf.toByteArray(), at, "Issued as " + named.number() + " version " + named.version());
  }

  /// A report that is not issued: marked across each page, and not signed.
  byte[] draft(Report report, byte[] json) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(report, json, templates, ReportPdf.Extent.FULL, ReportPdf.Standing.DRAFT, pdf);
    return pdf.toByteArray();
  }

  /// The two pages that an issued report begins with, of themselves: not what was issued, and not
  /// signed.
  byte[] executive(Report report, byte[] json) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(
        report, json, templates, ReportPdf.Extent.EXECUTIVE, ReportPdf.Standing.ISSUED, pdf);
    return pdf.toByteArray();
  }

  /// A report over several clusters that is issued, signed.
  byte[] issued(GroupReport report, byte[] json, Instant at) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    GroupReportPdf.write(report, json, templates, ReportPdf.Extent.FULL, pdf);
    ReportIdentity named = report.identity();
    return sign.sign(
        pdf.toByteArray(), at, "Issued as " + named.number() + " version " + named.version());
  }

  /// The two pages that an issued report over several clusters begins with, of themselves: not
  /// signed.
  byte[] executive(GroupReport report, byte[] json) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    GroupReportPdf.write(report, json, templates, ReportPdf.Extent.EXECUTIVE, pdf);
    return pdf.toByteArray();
  }

  /// A report as a web page.
  byte[] html(Report report, byte[] json, ReportPdf.Extent extent, Standing standing) {
    return RenderReport.html(report, json, templates, extent, standing);
  }

  /// A report over several clusters as HTML.
  String html(GroupReport report, byte[] json) {
    return GroupReportHtml.of(report, RenderReport.digest(json), templates);
  }

  /// A comparison, which is nobody's statement and bears no signature.
  byte[] comparison(Comparison comparison, byte[] json) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ComparisonPdf.write(comparison, json, templates, pdf);
    return pdf.toByteArray();
  }

  /// A campaign that is signed off, signed by the installation. The signatures of people are in the
  /// ledger, and named in it.
  byte[] signedOff(CampaignReport campaign, byte[] json, Instant at) {
    return sign.sign(
        campaign(campaign, json),
        at,
        "Review campaign " + campaign.title() + " of " + campaign.cluster() + ", signed off");
  }

  /// A campaign as it stands: marked across each page until it is signed off, and not signed.
  byte[] campaign(CampaignReport campaign, byte[] json) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    CampaignPdf.write(campaign, json, templates, pdf);
    return pdf.toByteArray();
  }
}
