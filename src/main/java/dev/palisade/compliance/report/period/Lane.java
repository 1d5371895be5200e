package dev.palisade.compliance.report.period;

import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A requirement or a check over a period.
///
/// @param framework of a requirement; null: it is a check
/// @param id of the requirement, or the check's name with its parameters
public record Lane(@Nullable String framework, String id, Timeline timeline) {

  /// The requirements in their order, and then every check that was asked, by name. A snapshot that
  /// was not asked all that a requirement rests on says nothing of it.
  ///
  /// @param observations those of the period, and the last before it, in any order; of one instant
  ///   the one with the higher sequence counts
  /// @param unseen intervals in which nobody was looking
  /// @param turns when something changed in between
  public static List<Lane> of(
      Interval period,
      List<Requirement> requirements,
      List<Observation> observations,
      List<Unseen> unseen,
      Turns turns) {
    List<Observation> sorted =
        observations.stream()
            .sorted(
                (a, b) ->
                    a.at().equals(b.at())
                        ? Long.compare(a.sequence(), b.sequence())
                        : a.at().compareTo(b.at()))
            .toList();
    List<Lane> lanes = new ArrayList<>();
    for (Requirement requirement : requirements) {
      List<Timeline.Look> looks = sorted.stream().map(seen -> look(requirement, seen)).toList();
      lanes.add(
          new Lane(
              requirement.framework(),
              requirement.id(),
              Timeline.of(period, looks, unseen, turns)));
    }
    for (CheckCall check : asked(sorted)) {
      List<Timeline.Look> looks = sorted.stream().map(seen -> look(check, seen)).toList();
      lanes.add(new Lane(null, check.toString(), Timeline.of(period, looks, unseen, turns)));
    }
    return List.copyOf(lanes);
  }

  private static TreeSet<CheckCall> asked(List<Observation> observations) {
    TreeSet<CheckCall> asked = new TreeSet<>();
    for (Observation seen : observations) {
      if (seen.outcomes() != null) {
        asked.addAll(seen.outcomes().keySet());
      }
    }
    return asked;
  }

  private static Timeline.Look look(Requirement requirement, Observation seen) {
    Map<CheckCall, Outcome> outcomes = seen.outcomes();
    if (outcomes == null || !outcomes.keySet().containsAll(requirement.checks())) {
      return new Timeline.Look(seen.at(), null, 0);
    }
    var conclusion = requirement.judge(outcomes).conclusion();
    return new Timeline.Look(seen.at(), conclusion.toString(), conclusion.ordinal());
  }

  private static Timeline.Look look(CheckCall check, Observation seen) {
    Outcome outcome = seen.outcomes() == null ? null : seen.outcomes().get(check);
    return outcome == null
        ? new Timeline.Look(seen.at(), null, 0)
        : new Timeline.Look(seen.at(), outcome.name(), outcome.ordinal());
  }
}
