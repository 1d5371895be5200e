package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.render.csv.CampaignCsv;
import dev.palisade.render.json.CampaignJson;
import jakarta.enterprise.context.ApplicationScoped;

/// Hands out campaigns as files.
@ApplicationScoped
public class RenderCampaign {
  private final PrintPdf print;

  public RenderCampaign(PrintPdf print) {
    this.print = print;
  }

  /// The same campaign gives the same bytes.
  public byte[] bytes(Campaign campaign, CampaignFormat format) {
    CampaignReport report = CampaignReport.of(campaign);
    return switch (format) {
      case JSON -> CampaignJson.bytes(report);
      case PDF -> print.campaign(report, CampaignJson.bytes(report));
      case CSV -> CampaignCsv.of(report).getBytes(UTF_8);
    };
  }
}
