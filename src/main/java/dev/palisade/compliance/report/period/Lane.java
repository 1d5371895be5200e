package dev.palisade.compliance.report.period;

import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A requirement or a check over a period.
///
/// @param framework of a requirement; null: it is a check
/// @param id of the requirement, or the check's name with its parameters
/// @param outcome over the whole period: the gravest state that it had, where a time in which
///   nobody was looking is as grave as `insufficient` or `INCONCLUSIVE`
/// @param stretches in their order, without holes; the first begins and the last ends with the
///   period
/// @param durations how long each state lasted, as ISO 8601 durations; without a state:
///   `unobserved`
public record Lane(
    @Nullable String framework,
    String id,
    String outcome,
    List<Stretch> stretches,
    SortedMap<String, String> durations) {
  public Lane {
    stretches = List.copyOf(stretches);
    durations = Collections.unmodifiableSortedMap(new TreeMap<>(durations));
  }

  private static final List<String> CONCLUSIONS =
      Arrays.stream(Conclusion.values()).map(Conclusion::toString).toList();
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::name).toList();

  /// @param gravity all states, the gravest first; the second is what doubt makes of it, the third
  ///   what it is without
  /// @param seen what each look in the period showed: where nobody was looking from then on, the
  ///   state has no time, and was
  private static Lane lane(
      @Nullable String framework,
      String id,
      List<String> gravity,
      List<String> seen,
      List<Stretch> laid,
      List<Unshown> unshown) {
    List<Stretch> stretches = laid;
    for (Unshown one : unshown) {
      stretches = doubted(stretches, gravity.get(2), one);
    }
    int gravest = seen.stream().mapToInt(gravity::indexOf).min().orElse(gravity.size() - 1);
    SortedMap<String, Duration> sums = new TreeMap<>();
    for (Stretch stretch : stretches) {
      String state = stretch.state();
      gravest = Math.min(gravest, state == null ? 1 : gravity.indexOf(state));
      sums.merge(state == null ? Stretch.UNOBSERVED : state, stretch.duration(), Duration::plus);
    }
    SortedMap<String, String> durations = new TreeMap<>();
    sums.forEach((state, sum) -> durations.put(state, sum.toString()));
    return new Lane(framework, id, gravity.get(gravest), stretches, durations);
  }

  /// Without what would be good in a time that no snapshot shows; what was bad stays.
  private static List<Stretch> doubted(List<Stretch> stretches, String good, Unshown one) {
    List<Stretch> cut = new ArrayList<>();
    for (Stretch stretch : stretches) {
      Instant from = latest(stretch.from(), one.time().from());
      Instant until =
          stretch.until().isBefore(one.time().until()) ? stretch.until() : one.time().until();
      if (!good.equals(stretch.state()) || !from.isBefore(until)) {
        cut.add(stretch);
        continue;
      }
      if (stretch.from().isBefore(from)) {
        cut.add(new Stretch(stretch.from(), from, good, stretch.seenFrom(), null));
      }
      cut.add(new Stretch(from, until, null, null, one.reason()));
      if (until.isBefore(stretch.until())) {
        cut.add(new Stretch(until, stretch.until(), good, stretch.seenFrom(), null));
      }
    }
    return cut;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// The requirements in their order, and then every check that was asked, by name. A snapshot that
  /// was not asked all that a requirement rests on says nothing of it.
  ///
  /// @param observations those of the period, and the last before it, in any order; of one instant
  ///   the one with the higher sequence counts
  /// @param unseen intervals in which nobody was looking
  /// @param turns when something changed in between
  /// @param unshown times of which no snapshot tells what was then
  public static List<Lane> of(
      Interval period,
      List<Requirement> requirements,
      List<Observation> observations,
      List<Unseen> unseen,
      Turns turns,
      List<Unshown> unshown) {
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
          lane(
              requirement.framework(),
              requirement.id(),
              CONCLUSIONS,
              states(looks, period),
              Timeline.of(period, looks, unseen, turns),
              touching(unshown, requirement.checks())));
    }
    for (CheckCall check : asked(sorted)) {
      List<Timeline.Look> looks = sorted.stream().map(seen -> look(check, seen)).toList();
      lanes.add(
          lane(
              null,
              check.toString(),
              OUTCOMES,
              states(looks, period),
              Timeline.of(period, looks, unseen, turns),
              touching(unshown, Set.of(check))));
    }
    return List.copyOf(lanes);
  }

  private static List<Unshown> touching(List<Unshown> unshown, Collection<CheckCall> checks) {
    return unshown.stream()
        .filter(one -> checks.stream().anyMatch(check -> one.checks().contains(check.toString())))
        .toList();
  }

  private static List<String> states(List<Timeline.Look> looks, Interval period) {
    return looks.stream()
        .filter(look -> !look.at().isBefore(period.from()) && look.at().isBefore(period.until()))
        .map(Timeline.Look::state)
        .filter(Objects::nonNull)
        .toList();
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
    Conclusion conclusion = requirement.judge(outcomes).conclusion();
    return new Timeline.Look(seen.at(), conclusion.toString(), conclusion.ordinal());
  }

  private static Timeline.Look look(CheckCall check, Observation seen) {
    Outcome outcome = seen.outcomes() == null ? null : seen.outcomes().get(check);
    return outcome == null
        ? new Timeline.Look(seen.at(), null, 0)
        : new Timeline.Look(seen.at(), outcome.name(), outcome.ordinal());
  }
}
