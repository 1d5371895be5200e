package dev.palisade.application;

import dev.palisade.application.FlowHistory.Interval;
import dev.palisade.application.FlowHistory.State;
import dev.palisade.application.FlowHistory.Turn;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.store.HistoryStore.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lays what was seen of a flow out in time, and cuts out of it when nobody looked.
final class FlowTimeline {
  /// Where no schedule says when somebody is to look: a day, and what a daily collection may be
  /// late.
  private static final Duration LONGEST = Duration.ofHours(25);

  static final String RULE =
      "an interval lasts from the first sight of its state to the first of another; where no schedule of"
          + " collections was in force, more than 25 hours between two snapshots count as unknown";

  private final List<Look> looks;
  private final Instant since;
  private final Instant until;
  private final List<Interval> intervals = new ArrayList<>();

  /// Successive snapshots with one answer.
  record Seen(long first, long last, FlowAnswer answer) {}

  FlowTimeline(List<Look> looks, Instant since, Instant until, List<Seen> seen, FlowTurns turns) {
    this.looks = looks;
    this.since = since;
    this.until = until;
    if (looks.getFirst().takenAt().isAfter(since)) {
      intervals.add(
          unknown(since, looks.getFirst().takenAt(), "no snapshot was taken before", null, null));
    }
    lay(seen, turns(seen, turns));
  }

  private Instant time(long sequence) {
    return looks.get(Math.toIntExact(sequence - 1)).takenAt();
  }

  /// By place of the answer that they begin; null where nothing turned, or nothing is known.
  private static List<@Nullable Turn> turns(List<Seen> seen, FlowTurns turns) {
    List<@Nullable Turn> begun = new ArrayList<>();
    Seen known = null;
    for (Seen one : seen) {
      boolean other =
          one.answer().isKnown() && known != null && !known.answer().equals(one.answer());
      begun.add(
          other && known != null ? turns.between(known.last(), one.first(), one.answer()) : null);
      known = one.answer().isKnown() ? one : known;
    }
    return begun;
  }

  private void lay(List<Seen> seen, List<@Nullable Turn> begun) {
    List<Instant> starts = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      Instant start = time(seen.get(i).first());
      Turn turn = begun.get(i);
      if (i > 0 && !seen.get(i).answer().isKnown()) {
        start = time(seen.get(i - 1).last()); // nobody saw how long it lasted
      } else if (i > 0 && turn != null && seen.get(i - 1).answer().isKnown()) {
        start = turn.until();
      }
      starts.add(start.isBefore(since) ? since : start);
    }
    for (int i = 0; i < seen.size(); i++) {
      Instant end = i + 1 < seen.size() ? starts.get(i + 1) : until;
      if (starts.get(i).isBefore(end)) {
        intervals.add(
            interval(seen.get(i), starts.get(i), end, begun.get(i), ended(seen, begun, i)));
      }
    }
  }

  /// The turn that ended an answer: across what is unknown, the next that is known.
  private static @Nullable Turn ended(List<Seen> seen, List<@Nullable Turn> begun, int place) {
    for (int i = place + 1; i < seen.size(); i++) {
      if (seen.get(i).answer().isKnown()) {
        return seen.get(place).answer().isKnown() ? begun.get(i) : null;
      }
    }
    return null;
  }

  private static Interval interval(
      Seen seen, Instant from, Instant until, @Nullable Turn begun, @Nullable Turn ended) {
    FlowAnswer answer = seen.answer();
    return new Interval(
        answer.state(),
        from,
        until,
        begun,
        ended,
        seen.first(),
        seen.last(),
        answer.allowed(),
        answer.throughout(),
        answer.reasons());
  }

  private static Interval unknown(
      Instant from, Instant until, String reason, @Nullable Long first, @Nullable Long last) {
    return new Interval(
        State.UNKNOWN, from, until, null, null, first, last, null, null, List.of(reason));
  }

  /// Cuts out when nobody looked.
  ///
  /// @param watch null: no schedule was ever in force
  void unseen(History.@Nullable Watch watch) {
    for (BlindInterval blind : watch == null ? List.<BlindInterval>of() : watch.blind()) {
      cut(blind.from(), blind.until() == null ? until : blind.until(), blind.reason());
    }
    Instant scheduled = watch == null ? until : watch.since();
    for (int i = 0; i < looks.size(); i++) {
      Instant taken = looks.get(i).takenAt();
      Instant next = i + 1 < looks.size() ? looks.get(i + 1).takenAt() : until;
      if (taken.isBefore(scheduled) && Duration.between(taken, next).compareTo(LONGEST) > 0) {
        cut(
            taken,
            next.isAfter(scheduled) ? scheduled : next,
            "no schedule of collections was in force, and no snapshot was taken");
      }
    }
  }

  /// Cuts out the time of changes that no snapshot shows, since they were undone before the next.
  void passing(FlowPast past, List<History.Change> changes) {
    for (PassingChanges.Passing one : PassingChanges.of(past, looks, changes)) {
      cut(one.from(), one.until(), one.reason());
    }
  }

  private void cut(Instant from, Instant end, String reason) {
    if (!from.isBefore(end)) {
      return;
    }
    List<Interval> pieces = new ArrayList<>();
    for (Interval one : intervals) {
      Instant left = one.from().isAfter(from) ? one.from() : from;
      Instant right = one.until().isBefore(end) ? one.until() : end;
      if (!left.isBefore(right)) {
        pieces.add(one);
        continue;
      }
      if (one.from().isBefore(left)) {
        pieces.add(piece(one, one.from(), left));
      }
      TreeSet<String> reasons = new TreeSet<>(List.of(reason));
      if (one.state() == State.UNKNOWN) {
        reasons.addAll(one.reasons());
      }
      pieces.add(
          new Interval(
              State.UNKNOWN,
              left,
              right,
              null,
              null,
              null,
              null,
              null,
              null,
              List.copyOf(reasons)));
      if (right.isBefore(one.until())) {
        pieces.add(piece(one, right, one.until()));
      }
    }
    intervals.clear();
    intervals.addAll(pieces);
  }

  /// A part of an interval. What began it stands with the first part that is left, what ended it
  /// with the last.
  private static Interval piece(Interval one, Instant from, Instant until) {
    return new Interval(
        one.state(),
        from,
        until,
        one.begun(),
        one.ended(),
        one.firstSnapshot(),
        one.lastSnapshot(),
        one.allowed(),
        one.throughout(),
        one.reasons());
  }

  /// In their order, what is unknown for the same reasons as one.
  List<Interval> intervals() {
    List<Interval> all = new ArrayList<>();
    intervals.sort(Comparator.comparing(Interval::from));
    for (Interval one : intervals) {
      Interval before = all.isEmpty() ? null : all.getLast();
      if (before != null
          && before.state() == State.UNKNOWN
          && one.state() == State.UNKNOWN
          && before.reasons().equals(one.reasons())) {
        all.set(
            all.size() - 1,
            new Interval(
                State.UNKNOWN,
                before.from(),
                one.until(),
                null,
                null,
                null,
                null,
                null,
                null,
                one.reasons()));
      } else {
        all.add(numbered(one));
      }
    }
    return all;
  }

  /// With the snapshots that show it, of those that were given.
  private Interval numbered(Interval one) {
    Long first = null;
    Long last = null;
    if (one.firstSnapshot() != null && one.lastSnapshot() != null) {
      for (long sequence = one.firstSnapshot(); sequence <= one.lastSnapshot(); sequence++) {
        // the first of all may have been taken before what was asked for
        if (!time(sequence).isAfter(one.until())
            && (!time(sequence).isBefore(one.from()) || one.from().equals(since))) {
          first = first == null ? sequence : first;
          last = sequence;
        }
      }
    }
    return new Interval(
        one.state(),
        one.from(),
        one.until(),
        isFirstPiece(one) ? one.begun() : null,
        isLastPiece(one) ? one.ended() : null,
        first,
        last,
        one.allowed(),
        one.throughout(),
        one.reasons());
  }

  private boolean isFirstPiece(Interval one) {
    return intervals.stream()
        .filter(other -> isOfSame(one, other))
        .noneMatch(other -> other.from().isBefore(one.from()));
  }

  private boolean isLastPiece(Interval one) {
    return intervals.stream()
        .filter(other -> isOfSame(one, other))
        .noneMatch(other -> other.from().isAfter(one.from()));
  }

  private static boolean isOfSame(Interval one, Interval other) {
    return one.firstSnapshot() != null && one.firstSnapshot().equals(other.firstSnapshot());
  }
}
