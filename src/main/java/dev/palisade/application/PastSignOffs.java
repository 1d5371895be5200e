package dev.palisade.application;

import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reviews that were completed, as checks know them. A policy that was gone when it was signed was
/// reviewed by nobody.
final class PastSignOffs {
  /// What tells policies of one name apart.
  private static final Pattern GROUP = Pattern.compile(" \\([^ ]*\\)$");

  private PastSignOffs() {}

  /// @param asOf of what was signed later nobody knew then
  static List<SignOff> of(List<Campaign> campaigns, Instant asOf) {
    return campaigns.stream()
        .filter(campaign -> campaign.progress().state() == State.SIGNED_OFF)
        .map(PastSignOffs::of)
        .filter(signOff -> !signOff.at().isAfter(asOf))
        .toList();
  }

  private static SignOff of(Campaign campaign) {
    CampaignProgress progress = campaign.progress();
    return new SignOff(
        switch (campaign.kind()) {
          case POLICIES -> SignOff.Subject.POLICIES;
          case SCOPE -> SignOff.Subject.SCOPE;
        },
        "\"" + campaign.title() + "\"",
        progress.signed().stream().map(SignedOff::by).collect(Collectors.joining(" and ")),
        progress.signed().getLast().at(),
        switch (campaign.kind()) {
          case POLICIES -> policies(progress);
          case SCOPE -> new TreeSet<>();
        });
  }

  private static SortedSet<String> policies(CampaignProgress progress) {
    SortedSet<String> names = new TreeSet<>();
    progress.items().values().stream()
        .filter(standing -> standing.status() == Status.DECIDED)
        .filter(standing -> standing.item().subject() == Subject.POLICY)
        .forEach(standing -> names.add(GROUP.matcher(standing.item().name()).replaceFirst("")));
    return names;
  }
}
