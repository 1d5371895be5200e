package dev.palisade.application;

import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.store.HistoryStore.Attempt;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/// How collection kept to its schedules. A collection that a schedule expected took place when a
/// snapshot was taken, by whomever, before the schedule expected the next.
final class CollectionWatch {
  /// A collection may wait for others and takes its time: so long the last one is not missed yet.
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final Instant asOf;
  private final NavigableSet<Instant> taken;
  private long expected;
  private final NavigableMap<Instant, Blind> blind = new TreeMap<>();

  /// What is known of an interval without a snapshot.
  ///
  /// @param missed how many collections were expected in it
  /// @param why what became of the first of them
  private record Blind(@Nullable Instant until, int missed, String why) {}

  /// When collections are expected.
  record Plan(String name, String cron, ZoneId timeZone) {
    /// By which its runs are known.
    String requester() {
      return RunSchedules.requester(name);
    }
  }

  private CollectionWatch(Instant asOf, NavigableSet<Instant> taken) {
    this.asOf = asOf;
    this.taken = taken;
  }

  /// @param plans schedules that collect the cluster
  /// @param attempts of these schedules, in their order. When a schedule came into force is not
  ///   recorded: it is held to be when it ran first
  /// @param taken when snapshots were taken
  /// @return null when no schedule ever ran until then
  static @Nullable Watch of(
      List<Plan> plans, List<Attempt> attempts, List<Instant> taken, Instant from, Instant asOf) {
    NavigableSet<Instant> until = new TreeSet<>(taken);
    CollectionWatch watch = new CollectionWatch(asOf, until.headSet(asOf, true));
    Instant since = null;
    for (Plan plan : plans) {
      List<Attempt> own =
          attempts.stream()
              .filter(a -> a.requestedBy().equals(plan.requester()))
              .filter(a -> !a.requestedAt().isAfter(asOf))
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      Instant first = own.getFirst().requestedAt();
      since = since == null || first.isBefore(since) ? first : since;
      watch.follow(plan, own, first.isBefore(from) ? from : first);
    }
    return since == null ? null : watch.kept(since);
  }

  private void follow(Plan plan, List<Attempt> attempts, Instant from) {
    CronExpression cron = cron(plan);
    NavigableMap<Instant, Attempt> byTime = new TreeMap<>();
    attempts.forEach(attempt -> byTime.put(attempt.requestedAt(), attempt));
    // the run that is the schedule's first was due a moment before it was asked for
    Instant due = next(cron, from.minusSeconds(GRACE.toSeconds()));
    while (due != null && due.isBefore(from)) {
      Instant following = next(cron, due);
      if (following == null || following.isAfter(from)) {
        break;
      }
      due = following;
    }
    while (due != null && !due.isAfter(asOf)) {
      Instant following = next(cron, due);
      boolean open = following == null || following.isAfter(asOf);
      if (open && due.plus(GRACE).isAfter(asOf) && !isTaken(due, asOf.plusNanos(1))) {
        return; // may still come
      }
      expected++;
      Instant end = open || following == null ? asOf.plusNanos(1) : following;
      if (!isTaken(due, end)) {
        miss(plan, due, byTime.subMap(due, true, end, false));
      }
      due = following;
    }
  }

  private static CronExpression cron(Plan plan) {
    try {
      CronExpression cron = new CronExpression(plan.cron());
      cron.setTimeZone(TimeZone.getTimeZone(plan.timeZone()));
      return cron;
    } catch (ParseException e) {
      throw new IllegalStateException(
          "schedule " + plan.name() + ": \"" + plan.cron() + "\" is no cron expression", e);
    }
  }

  private static @Nullable Instant next(CronExpression cron, Instant after) {
    Date next = cron.getTimeAfter(Date.from(after));
    return next == null ? null : next.toInstant();
  }

  private boolean isTaken(Instant from, Instant end) {
    Instant next = taken.ceiling(from);
    return next != null && next.isBefore(end);
  }

  private void miss(Plan plan, Instant due, Map<Instant, Attempt> attempts) {
    Instant before = taken.lower(due);
    Instant from = before == null ? due : before;
    Instant until = taken.ceiling(due);
    Blind known = blind.get(from);
    blind.put(
        from,
        known == null
            ? new Blind(until, 1, why(plan, due, attempts))
            : new Blind(until, known.missed() + 1, known.why()));
  }

  private static String why(Plan plan, Instant due, Map<Instant, Attempt> attempts) {
    String of = "the collection that schedule " + plan.name() + " expected at " + due;
    for (Attempt attempt : attempts.values()) {
      switch (attempt.state()) {
        case FAILED -> {
          return of + " failed: " + attempt.error();
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
    List<BlindInterval> intervals = new ArrayList<>();
    blind.forEach(
        (from, b) ->
            intervals.add(
                new BlindInterval(
                    from,
                    b.until(),
                    b.why()
                        + (b.missed() == 1
                            ? ""
                            : "; so did %d more until %s"
                                .formatted(
                                    b.missed() - 1, b.until() == null ? asOf : b.until())))));
    return new Watch(since, expected, intervals);
  }
}
