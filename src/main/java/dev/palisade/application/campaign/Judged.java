package dev.palisade.application.campaign;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state of a cluster that a campaign asks about.
///
/// @param exceptions all of the cluster
/// @param previous the last campaign of the kind that was signed off; null: there is none
/// @param from what happened since then is shown, where no campaign was signed off since
public record Judged(
    Examination examination,
    Assessment assessment,
    List<RiskException> exceptions,
    @Nullable Campaign previous,
    Instant from) {

  public Judged {
    exceptions = List.copyOf(exceptions);
  }

  /// When the last review of an item of that name was signed off; otherwise since when the campaign
  /// looks.
  Instant reviewed(String key) {
    Campaign last = previous;
    return last != null && last.progress().items().containsKey(key)
        ? last.events().getLast().at()
        : from;
  }

  /// What became of an item since the last campaign, in words; empty: nothing, or there was none.
  List<String> sincePrevious(String key, String digest) {
    Campaign last = previous;
    if (last == null) {
      return List.of();
    }
    Standing then = last.progress().items().get(key);
    String when = "the review \"" + last.title() + "\" of " + last.events().getLast().at();
    if (then == null) {
      return List.of("it was not in " + when);
    }
    if (!then.item().digest().equals(digest)) {
      return List.of("it is not what it was in " + when);
    }
    return then.verdict() == null
        ? List.of()
        : List.of("unchanged since " + when + ", which said: " + then.verdict());
  }

  /// A finding, and the name of the check that has it.
  record Found(String check, Finding finding) {
    String text() {
      return check + ": " + finding.summary();
    }
  }

  /// Open findings of a kind, each once however many requirements ask for its check.
  List<Found> open(Predicate<Finding> which) {
    return all(finding -> finding.status() == Finding.Status.OPEN && which.test(finding));
  }

  List<Found> all(Predicate<Finding> which) {
    List<Found> found = new ArrayList<>();
    assessment
        .checks()
        .forEach(
            check ->
                check.findings().stream()
                    .filter(which)
                    .map(finding -> new Found(check.id(), finding))
                    .forEach(found::add));
    return found;
  }
}
