package dev.palisade.application;

import dev.palisade.application.ChangeJournal.Unwatched;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What of a period a kind was watched: the union of what is proved. All else was not, whether
/// anything says why or not.
final class WatchedTime {
  private final List<Unwatched> unwatched = new ArrayList<>();
  private final List<Stretch> intervals = new ArrayList<>();
  private Duration seen = Duration.ZERO;

  /// @param watched of any kinds, by kind and beginning
  /// @param blind of any kinds
  WatchedTime(
      WatchedKind kind, Instant from, Instant until, List<Watched> watched, List<Blind> blind) {
    Instant at = from;
    for (Watched one : watched) {
      if (!one.kind().equals(kind) || !one.until().isAfter(at) || !one.from().isBefore(until)) {
        continue;
      }
      if (one.from().isAfter(at)) {
        unwatched.add(gap(kind, at, one.from(), blind));
        at = one.from();
      }
      Instant end = one.until().isAfter(until) ? until : one.until();
      seen = seen.plus(Duration.between(at, end));
      if (at.isBefore(end)) {
        join(at, end);
      }
      at = end;
    }
    if (at.isBefore(until)) {
      unwatched.add(gap(kind, at, until, blind));
    }
  }

  /// What touches the interval before is one with it.
  private void join(Instant from, Instant until) {
    boolean touches = !intervals.isEmpty() && intervals.getLast().until().equals(from);
    intervals.add(
        touches ? new Stretch(intervals.removeLast().from(), until) : new Stretch(from, until));
  }

  private static Unwatched gap(WatchedKind kind, Instant from, Instant until, List<Blind> blind) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Blind one : blind) {
      boolean concerns = one.kind().equals(kind) || one.kind().equals(WatchedKind.ALL);
      boolean then = one.until() == null || one.until().isAfter(from);
      // one that lasted when it was noted explains what begins with it, not all that came later
      boolean near = one.until() != null || !one.from().isBefore(from.minusSeconds(1));
      if (concerns && then && near && one.from().isBefore(until)) {
        reasons.add(one.reason());
      }
    }
    if (reasons.isEmpty()) {
      reasons.add(
          kind.equals(WatchedKind.ALL)
              ? "not watched: no watch of this cluster ever stood"
              : "not watched: what came of the watch was not written down");
    }
    return new Unwatched(kind, from, until, List.copyOf(reasons));
  }

  Duration watched() {
    return seen;
  }

  /// What was watched, in the order of time.
  List<Stretch> intervals() {
    return List.copyOf(intervals);
  }

  List<Unwatched> unwatched() {
    return List.copyOf(unwatched);
  }
}
