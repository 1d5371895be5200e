package dev.palisade.compliance.report.period;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Lays out what one subject was over a period, without holes and overlaps.
final class Timeline {
  /// Why nothing is known before the first snapshot.
  static final String NOT_YET = "no snapshot had been taken yet";

  /// Why nothing is known from a snapshot on.
  static final String NOT_JUDGED = "snapshots were taken, and not judged";

  private final Interval period;
  private final List<Stretch> stretches = new ArrayList<>();

  private Timeline(Interval period) {
    this.period = period;
  }

  /// What a snapshot shows of the subject.
  ///
  /// @param state null: it was not judged
  /// @param gravity the lower, the graver; of no meaning without a state
  record Look(Instant at, @Nullable String state, int gravity) {}

  /// Lays out what was seen.
  /// - A state holds from the snapshot that shows it to the next, as long as somebody was looking.
  /// - Where the next shows another, the change fell between the two: the graver has the time, as
  ///   far as no watch tells that nothing changed in a part of it.
  /// - From the beginning of an interval in which nobody was looking, nothing is known until the
  ///   next snapshot that was judged.
  /// - A snapshot that was not judged ends what is known until the next that was.
  ///
  /// @param looks those of the period, and those before it as far back as anyone likes; of several
  ///   of one instant the last counts
  /// @param unseen may reach beyond the period
  /// @return in their order; the first begins and the last ends with the period
  static List<Stretch> of(Interval period, List<Look> looks, List<Unseen> unseen, Turns turns) {
    SortedMap<Instant, Look> byTime = new TreeMap<>();
    looks.forEach(look -> byTime.put(look.at(), look));
    List<Look> sorted = List.copyOf(byTime.headMap(period.until()).values());
    List<Unseen> dark = unseen.stream().sorted(Comparator.comparing(Unseen::from)).toList();
    Timeline timeline = new Timeline(period);
    Instant first = sorted.isEmpty() ? period.until() : sorted.getFirst().at();
    timeline.unknown(period.from(), first, NOT_YET);
    for (int i = 0; i < sorted.size(); i++) {
      Look next = i + 1 < sorted.size() ? sorted.get(i + 1) : null;
      timeline.lay(sorted.get(i), next, dark, turns);
    }
    return List.copyOf(timeline.stretches);
  }

  private void lay(Look look, @Nullable Look next, List<Unseen> dark, Turns turns) {
    Instant until = next == null ? period.until() : next.at();
    Unseen blind = firstWithin(look.at(), until, dark);
    Instant known = blind == null ? until : latest(look.at(), blind.from());
    if (look.state() == null) {
      unknown(look.at(), known, NOT_JUDGED);
    } else if (blind == null && next != null && changes(look, next)) {
      Instant turn = turn(look, next, turns);
      known(look.at(), turn, look.state(), look.at());
      known(turn, until, next.state(), next.at());
    } else {
      known(look.at(), known, look.state(), look.at());
    }
    if (blind != null) {
      unknown(known, until, blind.reason());
    }
  }

  /// Where a state ends at the latest when it is the graver, at the earliest when it is not.
  private static Instant turn(Look look, Look next, Turns turns) {
    if (look.gravity() <= next.gravity()) {
      Instant last = turns.last(look.at(), next.at());
      return last == null ? next.at() : last;
    }
    Instant first = turns.first(look.at(), next.at());
    return first == null ? look.at() : first;
  }

  private static boolean changes(Look look, Look next) {
    return next.state() != null && !next.state().equals(look.state());
  }

  private static @Nullable Unseen firstWithin(Instant from, Instant until, List<Unseen> dark) {
    return dark.stream().filter(one -> one.overlaps(from, until)).findFirst().orElse(null);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void known(Instant from, Instant until, @Nullable String state, Instant seenFrom) {
    add(from, until, (begin, end) -> new Stretch(begin, end, state, seenFrom, null));
  }

  private void unknown(Instant from, Instant until, String reason) {
    add(from, until, (begin, end) -> new Stretch(begin, end, null, null, reason));
  }

  /// Puts a stretch behind the others, cut to the period, joined with an equal one.
  private void add(Instant from, Instant until, BiFunction<Instant, Instant, Stretch> stretch) {
    Instant begin = latest(from, period.from());
    Instant end = until.isAfter(period.until()) ? period.until() : until;
    if (!begin.isBefore(end)) {
      return;
    }
    Stretch next = stretch.apply(begin, end);
    Stretch last = stretches.isEmpty() ? null : stretches.getLast();
    if (last != null && last.continues(next)) {
      stretches.set(stretches.size() - 1, last.through(next));
    } else {
      stretches.add(next);
    }
  }
}
