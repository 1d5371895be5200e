package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.compliance.control.History.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// In which way the time between the first and the last state was looked at: by watches, which tell
/// of each change; by collections that took place as they were scheduled, which tell what differs
/// from one to the next; or in no way.
///
/// @param watched the time that watches tell of
/// @param period all of it
/// @param unseen what was neither watched nor collected as scheduled, in the order of time
record Lookout(Duration watched, Duration period, List<Stretch> unseen) {

  /// @param plan null: no schedule of collections is known
  static Lookout of(Changes changes, @Nullable Watch plan) {
    List<Stretch> left = List.of();
    if (changes.from().isBefore(changes.until())) {
      left = List.of(new Stretch(changes.from(), changes.until()));
    }
    Duration period = length(left);
    left = without(left, changes.watched());
    Duration watched = period.minus(length(left));
    if (plan != null) {
      left = without(left, asScheduled(plan, changes.until()));
    }
    return new Lookout(watched, period, left);
  }

  /// When collections took place as they were scheduled, up to an instant.
  private static List<Stretch> asScheduled(Watch plan, Instant until) {
    List<Stretch> all = new ArrayList<>();
    Instant at = plan.since();
    for (BlindInterval blind : plan.blind()) {
      if (at.isBefore(blind.from())) {
        all.add(new Stretch(at, blind.from()));
      }
      Instant end = blind.until() == null ? until : blind.until();
      at = end.isAfter(at) ? end : at;
    }
    if (at.isBefore(until)) {
      all.add(new Stretch(at, until));
    }
    return all;
  }

  /// @param from intervals that do not overlap, in their order
  private static List<Stretch> without(List<Stretch> from, List<Stretch> taken) {
    List<Stretch> left = from;
    for (Stretch one : taken.stream().sorted(Comparator.comparing(Stretch::from)).toList()) {
      List<Stretch> rest = new ArrayList<>();
      for (Stretch interval : left) {
        add(rest, interval.from(), earlier(interval.until(), one.from()));
        add(rest, later(interval.from(), one.until()), interval.until());
      }
      left = rest;
    }
    return left;
  }

  private static void add(List<Stretch> to, Instant from, Instant until) {
    if (from.isBefore(until)) {
      to.add(new Stretch(from, until));
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  private static Duration length(List<Stretch> intervals) {
    return intervals.stream()
        .map(one -> Duration.between(one.from(), one.until()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// How the period was looked at, for people.
  String told() {
    if (watched.isZero()) {
      return "no watch told of changes between collections: what was changed and undone between two of them is not known";
    }
    return watched.equals(period)
        ? "watches told of changes all the time"
        : "watches told of changes for %d of %d minutes; in the rest, what was changed and undone between two collections is not known"
            .formatted(watched.toMinutes(), period.toMinutes());
  }
}
