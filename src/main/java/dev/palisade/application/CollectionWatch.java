package dev.palisade.application;

import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.store.HistoryStore.Attempt;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How collection kept to its schedules, version by version as they were in force. A collection
/// that a schedule expected took place when a snapshot was taken, by whomever, before the schedule
/// expected the next; one that is recorded as missed did not, unless a snapshot was taken a little
/// later. Where no schedule was in force, nobody was to look, and nobody did.
final class CollectionWatch {
  /// A collection may wait for others and takes its time: so long the last one is not missed yet.
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final Instant from;
  private final Instant asOf;
  private final NavigableSet<Instant> taken;
  private long expected;
  private final NavigableMap<Instant, Blind> blind = new TreeMap<>();

  /// What is known of an interval without a snapshot.
  ///
  /// @param from of the interval before the first snapshot the first instant at which one was due
  /// @param missed how many collections were expected in it
  /// @param why what became of the first of them
  private record Blind(Instant from, @Nullable Instant until, int missed, String why) {
    Blind with(Instant due, int more) {
      return new Blind(due.isBefore(from) ? due : from, until, missed + more, why);
    }

    /// Whether the other is the rest of the same time without a schedule.
    boolean goesOnIn(Blind next) {
      return missed == 0 && next.missed == 0 && next.from.equals(until) && why.equals(next.why);
    }
  }

  private CollectionWatch(Instant from, Instant asOf, NavigableSet<Instant> taken) {
    this.from = from;
    this.asOf = asOf;
    this.taken = taken;
  }

  /// @param schedules versions of the schedules that collect the cluster, those of each in their
  ///   order
  /// @param attempts of these schedules, in their order
  /// @param taken when snapshots were taken
  /// @param from nothing before is looked at
  /// @return null when no schedule was in force until then
  static @Nullable Watch of(
      List<List<StoredSchedule>> schedules,
      List<Attempt> attempts,
      List<Instant> taken,
      Instant from,
      Instant asOf) {
    List<List<StoredSchedule>> known = new ArrayList<>();
    Instant since = null;
    for (List<StoredSchedule> versions : schedules) {
      List<StoredSchedule> until =
          versions.stream().filter(v -> !v.inForceFrom().isAfter(asOf)).toList();
      if (until.isEmpty()) {
        continue;
      }
      known.add(until);
      Instant first = until.getFirst().inForceFrom();
      since = since == null || first.isBefore(since) ? first : since;
    }
    if (since == null) {
      return null;
    }
    CollectionWatch watch =
        new CollectionWatch(
            since.isBefore(from) ? from : since, asOf, new TreeSet<>(taken).headSet(asOf, true));
    for (List<StoredSchedule> versions : known) {
      String requester = RunSchedules.requester(versions.getFirst().name());
      watch.follow(
          versions, attempts.stream().filter(a -> a.requestedBy().equals(requester)).toList());
    }
    watch.unscheduled(known);
    return watch.kept(since);
  }

  private void follow(List<StoredSchedule> versions, List<Attempt> attempts) {
    NavigableMap<Instant, Attempt> byTime = new TreeMap<>();
    attempts.forEach(attempt -> byTime.put(attempt.requestedAt(), attempt));
    String name = versions.getFirst().name();
    List<Instant> planned = TakeTurns.planned(versions, from, asOf);
    for (int i = 0; i < planned.size(); i++) {
      Instant due = planned.get(i);
      boolean open = i == planned.size() - 1;
      Instant end = open ? asOf.plusNanos(1) : planned.get(i + 1);
      Attempt own = byTime.get(due);
      boolean missed = own != null && own.state() == StoredRun.State.MISSED;
      Instant latest = missed && due.plus(GRACE).isBefore(end) ? due.plus(GRACE) : end;
      boolean took = isTaken(due, latest);
      if (open && !missed && !took && due.plus(GRACE).isAfter(asOf)) {
        return; // may still come
      }
      expected++;
      if (!took) {
        miss(due, 1, why(name, due, byTime.subMap(due, true, end, false)));
      }
    }
  }

  /// Intervals in which no schedule was in force.
  private void unscheduled(List<List<StoredSchedule>> schedules) {
    TreeMap<Instant, Integer> changes = new TreeMap<>();
    for (List<StoredSchedule> versions : schedules) {
      boolean active = false;
      for (StoredSchedule version : versions) {
        boolean next = version.state() == StoredSchedule.State.ACTIVE;
        if (next != active) {
          changes.merge(version.inForceFrom(), next ? 1 : -1, Integer::sum);
          active = next;
        }
      }
    }
    int active = 0;
    Instant none = null;
    for (var change : changes.entrySet()) {
      active += change.getValue();
      if (active == 0 && none == null) {
        none = change.getKey();
      } else if (active > 0 && none != null) {
        unscheduled(none, change.getKey());
        none = null;
      }
    }
    if (none != null) {
      unscheduled(none, asOf);
    }
  }

  /// A snapshot that somebody takes meanwhile says what was then, not that anybody goes on looking.
  private void unscheduled(Instant begin, Instant end) {
    if (!end.isAfter(from) || Duration.between(begin, end).compareTo(GRACE) <= 0) {
      return;
    }
    String why = "no schedule of collections was in force from " + begin + " to " + end;
    miss(begin, 0, why);
    taken.subSet(begin, false, end, false).forEach(at -> miss(at, 0, why));
  }

  private boolean isTaken(Instant start, Instant end) {
    Instant next = taken.ceiling(start);
    return next != null && next.isBefore(end);
  }

  private void miss(Instant due, int count, String why) {
    Instant before = taken.floor(due);
    Instant until = taken.higher(due);
    Blind first = new Blind(before == null ? due : before, until, count, why);
    blind.merge(
        before == null ? Instant.MIN : before,
        first,
        (known, one) -> known.with(one.from(), count));
  }

  private static String why(String name, Instant due, NavigableMap<Instant, Attempt> attempts) {
    String of = "the collection that schedule " + name + " expected at " + due;
    for (Attempt attempt : attempts.values()) {
      switch (attempt.state()) {
        case FAILED -> {
          return of + " failed: " + attempt.error();
        }
        case MISSED -> {
          return of + " was missed: " + attempt.error();
        }
        case CANCELLED -> {
          return of + " was cancelled";
        }
        case QUEUED, RUNNING -> {
          return of + " did not end";
        }
        case SUCCEEDED -> {}
      }
    }
    return of + " never began";
  }

  private Watch kept(Instant since) {
    List<Blind> joined = new ArrayList<>();
    for (Blind one : blind.values()) {
      Blind last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.goesOnIn(one)) {
        joined.set(joined.size() - 1, new Blind(last.from(), one.until(), 0, one.why()));
      } else {
        joined.add(one);
      }
    }
    return new Watch(since, expected, joined.stream().map(this::told).toList());
  }

  private BlindInterval told(Blind one) {
    return new BlindInterval(
        one.from(),
        one.until(),
        one.why()
            + (one.missed() <= 1
                ? ""
                : "; so did %d more until %s"
                    .formatted(one.missed() - 1, one.until() == null ? asOf : one.until())));
  }
}
