package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import java.util.List;
import java.util.Map;

/// The items that a person does something with.
public sealed interface Chosen {

  /// Their keys.
  ///
  /// @throws RefusedStep if one is another thing than the person saw, or they are not those that
  ///   the person saw
  List<String> keys(Sight sight);

  /// Named one by one.
  record Named(List<String> items) implements Chosen {
    public Named {
      items = List.copyOf(items);
    }

    @Override
    public List<String> keys(Sight sight) {
      sight.requireSame(items);
      return items;
    }

    @Override
    public String toString() {
      return String.join(", ", items);
    }
  }

  /// All that match, but for those that are gone. They are the same as when the person looked: one
  /// that came to match since, or ceased to, whoever made it so, was not seen among them.
  ///
  /// @param count how many the person was told that they are
  record Matching(ItemFilter filter, int count) implements Chosen {

    @Override
    public List<String> keys(Sight sight) {
      List<String> then = matching(sight.then());
      List<String> now = matching(sight.now());
      if (!then.equals(now)) {
        throw new RefusedStep(
            "the items that match are others since you looked: "
                + then.size()
                + " then, "
                + now.size()
                + " now");
      }
      if (now.isEmpty()) {
        throw new RefusedStep("no item matches: " + filter);
      }
      if (count < 0) {
        throw new RefusedStep(
            "it was not confirmed that all items that match are meant: " + now.size());
      }
      if (now.size() != count) {
        throw new RefusedStep(
            "the items that match are " + now.size() + ", and " + count + " were confirmed");
      }
      sight.requireSame(now);
      return now;
    }

    private List<String> matching(CampaignProgress progress) {
      return progress.items().entrySet().stream()
          .filter(entry -> isThere(entry.getValue()) && filter.matches(entry.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }

    private static boolean isThere(Standing standing) {
      return standing.status() != Status.GONE;
    }

    @Override
    public String toString() {
      return Math.max(count, 0) + " that match: " + filter;
    }
  }
}
