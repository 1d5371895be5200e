package dev.palisade.api.v1;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A campaign without its items.
///
/// @param state `open`, `signed-off` or `cancelled`
/// @param overdue whether it should have been signed off by now and is not
/// @param position how many events there were: `seen` of a decision or a signature
/// @param counts of items by their status
public record CampaignView(
    String id,
    String cluster,
    String kind,
    String title,
    Instant from,
    Instant until,
    List<String> reviewers,
    List<String> signers,
    boolean fourEyes,
    Instant due,
    String openedBy,
    Instant openedAt,
    String state,
    boolean overdue,
    List<Long> snapshots,
    int position,
    SortedMap<String, Long> counts,
    List<CampaignReport.Signature> signatures) {

  static CampaignView of(Campaign campaign, Instant now) {
    CampaignReport report = CampaignReport.of(campaign);
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Status status : Status.values()) {
      counts.put(status.toString(), report.count(status.toString()));
    }
    return new CampaignView(
        report.id(),
        report.cluster(),
        report.kind(),
        report.title(),
        report.from(),
        report.until(),
        report.reviewers(),
        report.signers(),
        report.fourEyes(),
        report.due(),
        report.openedBy(),
        report.openedAt(),
        report.state(),
        report.isOverdue(now),
        report.snapshots(),
        report.position(),
        counts,
        report.signatures());
  }
}
