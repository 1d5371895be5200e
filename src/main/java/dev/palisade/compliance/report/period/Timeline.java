package dev.palisade.compliance.report.period;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one subject was over a period, without holes and overlaps.
///
/// @param stretches in their order; the first begins and the last ends with the period
public record Timeline(Interval period, List<Stretch> stretches) {
  /// Why nothing is known before the first snapshot.
  static final String NOT_YET = "no snapshot had been taken yet";

  /// Why nothing is known from a snapshot on.
  static final String NOT_JUDGED = "snapshots were taken, and not judged";

  public Timeline {
    stretches = List.copyOf(stretches);
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
  static Timeline of(Interval period, List<Look> looks, List<Unseen> unseen, Turns turns) {
    SortedMap<Instant, Look> byTime = new TreeMap<>();
    looks.forEach(look -> byTime.put(look.at(), look));
    List<Look> sorted = List.copyOf(byTime.headMap(period.until()).values());
    List<Unseen> dark =
        unseen.stream().sorted(Comparator.comparing(one -> one.interval().from())).toList();
    Laying laying = new Laying(period);
    Instant first = sorted.isEmpty() ? period.until() : sorted.getFirst().at();
    laying.unknown(period.from(), first, NOT_YET);
    for (int i = 0; i < sorted.size(); i++) {
      Look next = i + 1 < sorted.size() ? sorted.get(i + 1) : null;
      lay(laying, sorted.get(i), next, dark, turns);
    }
    return new Timeline(period, laying.stretches);
  }

  private static void lay(
      Laying laying, Look look, @Nullable Look next, List<Unseen> dark, Turns turns) {
    Instant until = next == null ? laying.period.until() : next.at();
    Unseen blind = firstWithin(look.at(), until, dark);
    Instant known = blind == null ? until : latest(look.at(), blind.interval().from());
    if (look.state() == null) {
      laying.unknown(look.at(), known, NOT_JUDGED);
    } else if (blind == null && next != null && changes(look, next)) {
      Instant turn = turn(look, next, turns);
      laying.known(look.at(), turn, look.state(), look.at());
      laying.known(turn, until, String.valueOf(next.state()), next.at());
    } else {
      laying.known(look.at(), known, look.state(), look.at());
    }
    if (blind != null) {
      laying.unknown(known, until, blind.reason());
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
    Interval between = new Interval(from, until);
    return dark.stream().filter(one -> one.interval().overlaps(between)).findFirst().orElse(null);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// How long each state lasted, by state; what nothing is known of is under `unobserved`.
  public SortedMap<String, Duration> durations() {
    SortedMap<String, Duration> durations = new TreeMap<>();
    for (Stretch stretch : stretches) {
      String state = stretch.state() == null ? "unobserved" : stretch.state();
      durations.merge(state, stretch.interval().duration(), Duration::plus);
    }
    return Collections.unmodifiableSortedMap(durations);
  }

  /// Puts stretches one after the other, cut to the period, equal ones joined.
  private static final class Laying {
    private final Interval period;
    private final List<Stretch> stretches = new ArrayList<>();

    Laying(Interval period) {
      this.period = period;
    }

    void known(Instant from, Instant until, String state, Instant seenFrom) {
      Interval cut = cut(from, until);
      if (cut != null) {
        add(new Stretch(cut, state, seenFrom, null));
      }
    }

    void unknown(Instant from, Instant until, String reason) {
      Interval cut = cut(from, until);
      if (cut != null) {
        add(new Stretch(cut, null, null, reason));
      }
    }

    private @Nullable Interval cut(Instant from, Instant until) {
      Instant begin = latest(from, period.from());
      Instant end = until.isAfter(period.until()) ? period.until() : until;
      return begin.isBefore(end) ? new Interval(begin, end) : null;
    }

    private void add(Stretch stretch) {
      Stretch last = stretches.isEmpty() ? null : stretches.getLast();
      if (last != null && last.continues(stretch)) {
        stretches.set(stretches.size() - 1, last.through(stretch));
      } else {
        stretches.add(stretch);
      }
    }
  }
}
