package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.render.csv.CampaignCsv;
import dev.palisade.render.json.CampaignJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Hands out campaigns as files.
@ApplicationScoped
public class RenderCampaign {
  private final PrintPdf print;
  private final Clock clock;

  public RenderCampaign(PrintPdf print, Clock clock) {
    this.print = print;
    this.clock = clock;
  }

  /// The same campaign gives the same bytes, but for the signature of a PDF: one that is signed off
  /// is signed whenever it is handed out.
  ///
  /// @throws SignPdf.Unstamped when a time stamp is required and there is none
  public byte[] bytes(Campaign campaign, CampaignFormat format) {
    CampaignReport report = CampaignReport.of(campaign);
    return switch (format) {
      case JSON -> CampaignJson.bytes(report);
      case PDF -> pdf(campaign, report);
      case CSV -> CampaignCsv.of(report).getBytes(UTF_8);
    };
  }

  private byte[] pdf(Campaign campaign, CampaignReport report) {
    byte[] json = CampaignJson.bytes(report);
    return campaign.progress().state() == CampaignProgress.State.SIGNED_OFF
        ? print.signedOff(report, json, clock.instant())
        : print.campaign(report, json);
  }
}
