package dev.palisade.render.csv;

import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.CampaignReport.Decision;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The items of a review campaign as one sheet.
public final class CampaignCsv {
  private CampaignCsv() {}

  public static String of(CampaignReport campaign) {
    Sheet sheet =
        new Sheet(
            "campaign",
            "cluster",
            "subject",
            "name",
            "status",
            "decision",
            "decided by",
            "decided at",
            "comment",
            "owner",
            "review by",
            "suggestion",
            "because",
            "allows",
            "used by",
            "changed",
            "findings",
            "digest");
    for (CampaignReport.Item item : campaign.items()) {
      sheet.row(
          campaign.id(),
          campaign.cluster(),
          item.subject(),
          item.name(),
          item.status(),
          item.verdict(),
          each(item, Decision::by),
          each(item, decision -> decision.at().toString()),
          each(item, Decision::comment),
          item.owner(),
          item.reviewBy(),
          item.suggestion(),
          item.because(),
          lines(item.allows()),
          lines(item.usedBy()),
          lines(item.changed()),
          lines(item.findings()),
          item.digest());
    }
    return sheet.toString();
  }

  private static String each(CampaignReport.Item item, Function<Decision, String> what) {
    return item.decisions().stream().map(what).collect(Collectors.joining("\n"));
  }

  private static String lines(List<String> texts) {
    return String.join("\n", texts);
  }
}
