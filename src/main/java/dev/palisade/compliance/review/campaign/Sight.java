package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import java.util.Collection;

/// What a person had before them: nobody certifies what they did not see, and nobody signs what was
/// decided behind their back.
///
/// @param then where the campaign stood when they looked
/// @param now where it stands
public record Sight(CampaignProgress then, CampaignProgress now) {

  /// @param seen how many events the campaign had when they looked
  /// @throws RefusedStep if it has not had so many
  public static Sight of(Campaign campaign, int seen) {
    if (seen < 0 || seen > campaign.events().size()) {
      throw new RefusedStep(
          "the campaign has " + campaign.events().size() + " events, and not " + seen + " yet");
    }
    return new Sight(campaign.upTo(seen).progress(), campaign.progress());
  }

  /// @param keys of items; those that there are not are passed over
  /// @throws RefusedStep if one is another thing since
  public void requireSame(Collection<String> keys) {
    for (String key : keys) {
      Standing present = now.items().get(key);
      Standing past = then.items().get(key);
      if (present != null
          && (past == null || !past.item().digest().equals(present.item().digest()))) {
        throw new RefusedStep(key + " is another since you looked at it");
      }
    }
  }

  /// @throws RefusedStep if an item is another thing since, or was decided otherwise
  public void requireDecidedAlike() {
    requireSame(now.items().keySet());
    now.items()
        .forEach(
            (key, present) -> {
              Standing past = then.items().get(key);
              if (present.status() == Status.DECIDED
                  && (past == null || past.verdict() != present.verdict())) {
                throw new RefusedStep(key + " was decided on since you looked at it");
              }
            });
  }
}
