package dev.palisade.application.campaign;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.check.ReviewCurrent;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.snapshot.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that a campaign asks about.
public final class CampaignItems {
  /// A check that needs what the items are made of.
  private static final Check RESTS_ON_THE_SAME = new ReviewCurrent();

  private CampaignItems() {}

  /// Sorted by subject and name.
  public static List<ReviewItem> of(Campaign.Kind kind, Judged judged) {
    List<ReviewItem> items = new ArrayList<>();
    switch (kind) {
      case POLICIES -> {
        PolicyItems.Reviewed policies = new PolicyItems(judged).items();
        items.addAll(policies.items());
        items.addAll(new RegisterItems(judged).items(policies.carriers()));
        items.addAll(new ExceptionItems(judged).items());
      }
      case SCOPE -> {
        items.addAll(new ScopeItems(judged).items());
        items.addAll(new RegisterItems(judged).items(new TreeMap<>()));
      }
    }
    items.sort(Comparator.comparing(ReviewItem::subject).thenComparing(ReviewItem::name));
    return items;
  }

  /// Why a state cannot be asked about: a list of what items are made of was not read whole, so
  /// that some might be missing; null: it can.
  public static @Nullable String incomplete(Judged judged) {
    for (Gap gap : judged.examination().evidence().snapshot().gaps()) {
      if (gap.name() == null && Kinds.touches(gap, RESTS_ON_THE_SAME)) {
        return "the snapshot is not whole (" + gap.kind() + ": " + gap.message() + ")";
      }
    }
    return null;
  }
}
