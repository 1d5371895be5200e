package dev.palisade.application;

import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore.SavedScope;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reviews that were completed, as checks know them. A policy that was gone when it was signed was
/// reviewed by nobody.
final class PastSignOffs {
  /// What tells policies of one name apart.
  private static final Pattern WITH_GROUP = Pattern.compile("(.*) \\(([^ ]*)\\)");

  private final Map<String, Set<String>> lineages = new HashMap<>();
  private final Map<String, Set<String>> lineagesByContent = new HashMap<>();
  private final List<SavedScope> scopes;

  /// @param stays of the cluster's policies
  /// @param scopes all versions, the first first
  PastSignOffs(Collection<Stay> stays, List<SavedScope> scopes) {
    for (Stay stay : stays) {
      ResourceRef ref = stay.ref();
      lineages.computeIfAbsent(ref.toString(), name -> new TreeSet<>()).add(ref.lineage());
      lineagesByContent
          .computeIfAbsent(ref + " " + ref.digest(), name -> new TreeSet<>())
          .add(ref.lineage());
    }
    this.scopes = List.copyOf(scopes);
  }

  /// @param asOf of what was signed later nobody knew then
  List<SignOff> of(List<Campaign> campaigns, Instant asOf) {
    return campaigns.stream()
        .filter(campaign -> campaign.progress().state() == State.SIGNED_OFF)
        .map(this::of)
        .filter(signOff -> !signOff.at().isAfter(asOf))
        .toList();
  }

  private SignOff of(Campaign campaign) {
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
        },
        switch (campaign.kind()) {
          case POLICIES -> null;
          case SCOPE -> scope(progress);
        });
  }

  private SortedSet<String> policies(CampaignProgress progress) {
    SortedSet<String> reviewed = new TreeSet<>();
    progress.items().values().stream()
        .filter(standing -> standing.status() == Status.DECIDED)
        .filter(standing -> standing.item().subject() == Subject.POLICY)
        .map(standing -> lineage(standing.item()))
        .forEach(reviewed::addAll);
    return reviewed;
  }

  /// What an item is about. One that names no group is told by its content; where nobody has seen
  /// that, by its name, if no two policies ever had that.
  ///
  /// @return one lineage; none where it may be one of several
  private Set<String> lineage(ReviewItem item) {
    Matcher named = WITH_GROUP.matcher(item.name());
    if (named.matches()) {
      return Set.of(ResourceRef.lineage(named.group(2), named.group(1)));
    }
    Set<String> known =
        lineagesByContent.getOrDefault(
            item.name() + " " + item.digest(), lineages.getOrDefault(item.name(), Set.of()));
    return known.size() == 1 ? known : Set.of();
  }

  /// The scope that all of them signed. Each signature is preceded by a look at the newest version:
  /// what was saved at a later instant they did not see.
  private @Nullable String scope(CampaignProgress progress) {
    Set<String> signed = new TreeSet<>();
    for (SignedOff signature : progress.signed()) {
      String stood = stood(signature.at());
      if (stood == null) {
        return null;
      }
      signed.add(stood);
    }
    return signed.size() == 1 ? signed.iterator().next() : null;
  }

  private @Nullable String stood(Instant at) {
    String stood = null;
    for (SavedScope saved : scopes) {
      if (!saved.savedAt().isAfter(at)) {
        stood = saved.digest();
      }
    }
    return stood;
  }
}
