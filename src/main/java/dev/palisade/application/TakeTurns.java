package dev.palisade.application;

import dev.palisade.store.RunStore;
import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Accounts for the instants at which a schedule expects its work: each is a run, or is recorded as
/// missed with the reason. However many were missed, the work is done once afterwards.
@ApplicationScoped
public class TakeTurns {
  private static final Logger LOG = Logger.getLogger(TakeTurns.class);

  /// What begins within this of its instant is late, not missed.
  static final Duration LATE = Duration.ofMinutes(5);

  private final ScheduleStore schedules;
  private final RunStore runs;

  public TakeTurns(ScheduleStore schedules, RunStore runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  /// A turn that is taken.
  record Turn(StoredRun run, StoredSchedule schedule) {}

  /// The run of a schedule whose turn it is.
  ///
  /// @return null when no instant is left to account for, or the schedule is not in force any more
  @Nullable Turn take(String cluster, String name, Instant now) {
    List<StoredSchedule> versions = schedules.versions(cluster, name);
    List<Instant> planned = open(versions, cluster, name, now);
    if (planned.isEmpty()) {
      return null;
    }
    StoredSchedule newest = versions.getLast();
    if (newest.state() != State.ACTIVE) {
      miss(newest, planned, now, at -> "the schedule was " + newest.state() + " before it began");
      return null;
    }
    Instant last = planned.getLast();
    // it waited for its turn, or comes a little late; otherwise nobody was there
    boolean own = !last.plus(LATE).isBefore(now) || runs.atWork(cluster, last) != null;
    List<Instant> missed = own ? planned.subList(0, planned.size() - 1) : planned;
    NewRun asked = asked(newest, now);
    StoredRun run =
        runs.account(
            asked, missed(missed, at -> reason(cluster, at)), asked.of(name, own ? last : null));
    return run == null ? null : new Turn(run, newest);
  }

  /// What a schedule does, or did last.
  ///
  /// @throws NotFound if there never was one
  StoredSchedule definition(String cluster, String name) {
    StoredSchedule newest = schedules.newest(cluster, name);
    if (newest == null) {
      throw new NotFound("cluster " + cluster + " has no schedule " + name);
    }
    return newest;
  }

  /// When the work of a run was due. Of one that makes up for instants that were missed it is the
  /// last of these, since nothing is accounted for while it is at work.
  Instant due(StoredRun run) {
    Instant planned = run.plannedAt();
    String schedule = run.schedule();
    if (planned == null && schedule != null) {
      planned = runs.lastPlanned(run.cluster(), schedule);
    }
    return planned == null ? run.requestedAt() : planned;
  }

  /// Accounts for what a schedule that is about to be changed did not come to do.
  void close(StoredSchedule before, Instant now) {
    List<StoredSchedule> versions = schedules.versions(before.cluster(), before.name());
    miss(
        before,
        open(versions, before.cluster(), before.name(), now),
        now,
        at -> reason(before.cluster(), at) + "; then the schedule was changed");
  }

  /// Instants that are not accounted for yet.
  private List<Instant> open(
      List<StoredSchedule> versions, String cluster, String name, Instant now) {
    Instant last = runs.lastPlanned(cluster, name);
    return planned(versions, last == null ? Instant.MIN : last, now);
  }

  /// When a schedule expects its work.
  ///
  /// @param versions of one schedule, in their order
  /// @return the instants after one, up to and with another
  static List<Instant> planned(List<StoredSchedule> versions, Instant after, Instant until) {
    List<Instant> planned = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      StoredSchedule version = versions.get(i);
      if (version.state() != State.ACTIVE) {
        continue;
      }
      boolean newest = i == versions.size() - 1;
      // the instant at which a version comes into force is its own
      Instant end =
          newest ? until : earlier(versions.get(i + 1).inForceFrom().minusMillis(1), until);
      Instant before = version.inForceFrom().minusMillis(1);
      Instant from = before.isAfter(after) ? before : after;
      if (from.isBefore(end)) {
        planned.addAll(Cron.of(version.cron(), version.timeZone()).between(from, end));
      }
    }
    return planned;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void miss(
      StoredSchedule schedule, List<Instant> missed, Instant now, Function<Instant, String> why) {
    if (!missed.isEmpty()) {
      runs.account(asked(schedule, now), missed(missed, why), null);
    }
  }

  private static SortedMap<Instant, String> missed(
      List<Instant> instants, Function<Instant, String> why) {
    SortedMap<Instant, String> missed = new TreeMap<>();
    instants.forEach(at -> missed.put(at, why.apply(at)));
    if (!missed.isEmpty()) {
      LOG.warnf(
          "missed: %d from %s to %s: %s",
          missed.size(), missed.firstKey(), missed.lastKey(), missed.get(missed.firstKey()));
    }
    return missed;
  }

  private String reason(String cluster, Instant at) {
    StoredRun other = runs.atWork(cluster, at);
    return other == null
        ? "no instance of the service began it: none was there, or none was free"
        : "the %s that %s asked for was at work, and the next turn came before it ended"
            .formatted(other.kind().name().toLowerCase(Locale.ROOT), other.requestedBy());
  }

  private static NewRun asked(StoredSchedule schedule, Instant now) {
    return NewRun.requested(
            schedule.cluster(), work(schedule).kind(), RunSchedules.requester(schedule.name()), now)
        .of(schedule.name(), null);
  }

  static RunOrder.Work work(StoredSchedule schedule) {
    return switch (schedule.task()) {
      case COLLECT -> RunOrder.Work.COLLECT;
      case ASSESS -> RunOrder.Work.ASSESS;
      case REMIND -> RunOrder.Work.REMIND;
      case REPORT ->
          schedule.period() == null ? RunOrder.Work.REPORT_ONCE : RunOrder.Work.REPORT_PERIOD_ONCE;
    };
  }
}
