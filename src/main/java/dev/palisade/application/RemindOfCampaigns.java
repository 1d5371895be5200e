package dev.palisade.application;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.document.Node;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reminds of campaigns that are due, and tells of those that are overdue: of each instant once,
/// however often it is asked and by how many replicas. Of several instants that passed while nobody
/// asked, the last is told.
@ApplicationScoped
public class RemindOfCampaigns {
  private final CampaignStore campaigns;
  private final OutboxStore outbox;
  private final CampaignSettings settings;
  private final Clock clock;

  public RemindOfCampaigns(
      CampaignStore campaigns, OutboxStore outbox, CampaignSettings settings, Clock clock) {
    this.campaigns = campaigns;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /// @return how many campaigns were told of
  @Transactional
  public int remind(String cluster) {
    Instant now = clock.instant();
    int told = 0;
    for (Campaign campaign : campaigns.list(cluster)) {
      Notice notice = campaign.progress().state() == State.OPEN ? next(campaign, now) : null;
      if (notice != null) {
        outbox.put(notice);
        told++;
      }
    }
    return told;
  }

  /// Null when all instants that passed were told.
  private @Nullable Notice next(Campaign campaign, Instant now) {
    SortedSet<Instant> passed =
        passed(campaign, settings.remindBefore(), settings.escalateAfter(), now);
    boolean isNew = false;
    for (Instant instant : passed) {
      isNew |= campaigns.remind(campaign.id(), instant, now);
    }
    return isNew ? notice(campaign, passed.last()) : null;
  }

  /// The instants of which people are to have been told. One before the campaign was opened is
  /// none.
  static SortedSet<Instant> passed(
      Campaign campaign, Collection<Integer> before, Collection<Integer> after, Instant now) {
    SortedSet<Instant> passed = new TreeSet<>();
    Stream.concat(before.stream().map(days -> -days), after.stream())
        .map(days -> campaign.due().plus(Duration.ofDays(days)))
        .filter(at -> at.isAfter(campaign.openedAt()) && !at.isAfter(now))
        .forEach(passed::add);
    return passed;
  }

  static Notice notice(Campaign campaign, Instant at) {
    CampaignProgress progress = campaign.progress();
    int open = progress.unsettled().size();
    boolean overdue = at.isAfter(campaign.due());
    Map<String, Node> data = new TreeMap<>();
    data.put("id", Node.text(campaign.id().toString()));
    data.put("title", Node.text(campaign.title()));
    data.put("kind", Node.text(campaign.kind().toString()));
    data.put("due", Node.text(campaign.due().toString()));
    data.put("items", Node.number(progress.items().size()));
    data.put("undecided", Node.number(open));
    data.put("reviewers", names(waitedFor(campaign)));
    data.put("signers", names(unsigned(campaign)));
    if (overdue) {
      SortedSet<String> above = new TreeSet<>(campaign.signers());
      above.add(campaign.openedBy());
      data.put("escalatedTo", names(above));
    }
    data.put(Notice.PATH, Node.text("/campaigns/" + campaign.id()));
    data.put(
        Notice.SUMMARY,
        Node.text(
            "Review campaign \"%s\" on cluster %s %s due at %s: %s."
                .formatted(
                    campaign.title(),
                    campaign.cluster(),
                    overdue ? "was" : "is",
                    campaign.due(),
                    open == 0
                        ? "signatures are missing"
                        : open + " of " + progress.items().size() + " items are not decided")));
    return new Notice(
        overdue ? Notice.CAMPAIGN_OVERDUE : Notice.CAMPAIGN_DUE,
        at,
        campaign.cluster(),
        campaign.title(),
        Node.object(data));
  }

  /// Those on whom an item waits.
  private static SortedSet<String> waitedFor(Campaign campaign) {
    SortedSet<String> names = new TreeSet<>();
    campaign
        .progress()
        .unsettled()
        .forEach(
            standing -> {
              String assigned = standing.assigned();
              names.addAll(assigned == null ? campaign.reviewers() : List.of(assigned));
            });
    return names;
  }

  private static SortedSet<String> unsigned(Campaign campaign) {
    SortedSet<String> names = new TreeSet<>(campaign.signers());
    campaign.progress().signed().forEach(one -> names.remove(one.by()));
    return names;
  }

  private static Node names(Collection<String> names) {
    return Node.array(names.stream().map(Node::text).toList());
  }
}
