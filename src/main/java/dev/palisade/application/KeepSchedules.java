package dev.palisade.application;

import dev.palisade.compliance.report.period.CalendarPeriod;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what is done again and again. Each change is a version that stays on record, and takes
/// effect in all replicas with the transaction that stores it.
@ApplicationScoped
public class KeepSchedules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final ScheduleStore store;
  private final RunQueue queue;
  private final TakeTurns turns;
  private final CollectCluster collect;
  private final ReadEvidence evidence;
  private final CatalogueInForce catalogue;
  private final Clock clock;

  public KeepSchedules(
      ScheduleStore store,
      RunQueue queue,
      TakeTurns turns,
      CollectCluster collect,
      ReadEvidence evidence,
      CatalogueInForce catalogue,
      Clock clock) {
    this.store = store;
    this.queue = queue;
    this.turns = turns;
    this.collect = collect;
    this.evidence = evidence;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// What is to be done, and when.
  ///
  /// @param framework `all` or the one; collections take no notice of it
  /// @param period on which reports are to be; null: on the newest snapshot, or it is other work
  public record Definition(
      String name,
      String cluster,
      ConfiguredSchedules.Task task,
      Cron cron,
      String framework,
      @Nullable CalendarPeriod period) {

    /// Without a period.
    public Definition(
        String name, String cluster, ConfiguredSchedules.Task task, Cron cron, String framework) {
      this(name, cluster, task, cron, framework, null);
    }
  }

  /// A schedule that is not deleted, and when it takes its turns.
  public record Scheduled(ScheduleVersion schedule, RunQueue.Turns turns) {}

  /// All schedules that are not deleted, by name.
  public List<Scheduled> list() {
    return store.newest().stream()
        .filter(each -> each.state() != State.DELETED)
        .map(this::scheduled)
        .toList();
  }

  /// @throws NotFound if there is no such schedule
  public Scheduled find(String name) {
    return scheduled(live(name));
  }

  private Scheduled scheduled(StoredSchedule schedule) {
    return new Scheduled(ScheduleVersion.of(schedule), queue.turns(schedule));
  }

  /// Every version that ever was of schedules of this name, the first first.
  ///
  /// @throws NotFound if there never was one
  public List<ScheduleVersion> versions(String name) {
    List<ScheduleVersion> versions =
        store.newest().stream()
            .filter(each -> each.name().equals(name))
            .flatMap(each -> store.versions(each.cluster(), name).stream())
            .map(ScheduleVersion::of)
            .toList();
    if (versions.isEmpty()) {
      throw new NotFound("there never was a schedule " + name);
    }
    return versions;
  }

  /// Makes a schedule, or puts another in its place; a paused one stays so. Nothing happens where
  /// it is that already.
  ///
  /// @throws UnusableInput if it names no cluster or framework, or never comes
  /// @throws RefusedSchedule if the configuration owns it, or it is of another cluster
  /// @throws OutOfDate if somebody else changed it meanwhile
  @Transactional
  public Scheduled put(Definition asked, String by) {
    usable(asked);
    StoredSchedule now = liveOrNull(asked.name());
    if (now != null && !now.cluster().equals(asked.cluster())) {
      // whoever asks may not be allowed to know of that cluster
      throw new RefusedSchedule(
          "there is a schedule " + asked.name() + " of another cluster: take another name");
    }
    if (now != null && now.source() == Source.CONFIGURATION) {
      throw owned(now);
    }
    return scheduled(Stored.answer(() -> define(asked, Source.API, by)));
  }

  /// The newest version, which is what is asked for.
  StoredSchedule define(Definition asked, Source source, String by) {
    StoredSchedule before = store.newest(asked.cluster(), asked.name());
    State state = before != null && before.state() == State.PAUSED ? State.PAUSED : State.ACTIVE;
    StoredSchedule next =
        new StoredSchedule(
            asked.cluster(),
            asked.name(),
            before == null ? 1 : before.version() + 1,
            state,
            StoredSchedule.Task.valueOf(asked.task().name()),
            asked.cron().expression(),
            asked.cron().zone().getId(),
            asked.framework(),
            asked.period() == null ? null : asked.period().toString(),
            source,
            by,
            now());
    if (before != null && isSame(before, next)) {
      queue.follow(before);
      return before;
    }
    return change(before, next);
  }

  private static boolean isSame(StoredSchedule a, StoredSchedule b) {
    return a.state() == b.state()
        && a.task() == b.task()
        && a.cron().equals(b.cron())
        && a.timeZone().equals(b.timeZone())
        && a.framework().equals(b.framework())
        && Objects.equals(a.period(), b.period())
        && a.source() == b.source();
  }

  /// Ends a schedule. What was in force stays on record.
  ///
  /// @throws NotFound if there is no such schedule
  /// @throws RefusedSchedule if the configuration owns it
  @Transactional
  public void delete(String name, String by) {
    StoredSchedule now = live(name);
    if (now.source() == Source.CONFIGURATION) {
      throw owned(now);
    }
    become(now, State.DELETED, by);
  }

  /// Lets a schedule rest. A schedule of the configuration can be paused, too.
  ///
  /// @throws NotFound if there is no such schedule
  @Transactional
  public Scheduled pause(String name, String by) {
    return scheduled(become(live(name), State.PAUSED, by));
  }

  /// @throws NotFound if there is no such schedule
  @Transactional
  public Scheduled resume(String name, String by) {
    return scheduled(become(live(name), State.ACTIVE, by));
  }

  /// Ends a schedule that the configuration does not have any more.
  @Transactional
  void drop(StoredSchedule schedule, String by) {
    become(schedule, State.DELETED, by);
  }

  private StoredSchedule become(StoredSchedule now, State state, String by) {
    if (now.state() == state) {
      return now;
    }
    StoredSchedule next =
        new StoredSchedule(
            now.cluster(),
            now.name(),
            now.version() + 1,
            state,
            now.task(),
            now.cron(),
            now.timeZone(),
            now.framework(),
            now.period(),
            now.source(),
            by,
            now());
    return Stored.answer(() -> change(now, next));
  }

  private StoredSchedule change(@Nullable StoredSchedule before, StoredSchedule next) {
    if (before != null) {
      turns.close(before, next.inForceFrom());
    }
    queue.follow(next);
    return store.append(next);
  }

  /// As the database keeps it.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private StoredSchedule live(String name) {
    StoredSchedule found = liveOrNull(name);
    if (found == null) {
      throw new NotFound("there is no schedule " + name);
    }
    return found;
  }

  private @Nullable StoredSchedule liveOrNull(String name) {
    return store.newest().stream()
        .filter(each -> each.name().equals(name) && each.state() != State.DELETED)
        .findFirst()
        .orElse(null);
  }

  private static RefusedSchedule owned(StoredSchedule schedule) {
    return new RefusedSchedule(
        "schedule " + schedule.name() + " comes from the configuration and is changed there");
  }

  /// @throws UnusableInput if it cannot be followed
  void usable(Definition asked) {
    if (!NAME.matcher(asked.name()).matches()) {
      throw new UnusableInput(
          "a schedule cannot be named \""
              + asked.name()
              + "\": up to 63 letters, digits, '.', '_' and '-', the first a letter or digit");
    }
    boolean configured = collect.names().contains(asked.cluster());
    if (asked.task() == ConfiguredSchedules.Task.COLLECT
        ? !configured
        : !known(asked, configured)) {
      throw new UnusableInput(
          "schedule %s: there is no cluster %s to %s (palisade.clusters.%s)"
              .formatted(
                  asked.name(),
                  asked.cluster(),
                  asked.task().name().toLowerCase(Locale.ROOT),
                  asked.cluster()));
    }
    if (asked.period() != null && asked.task() != ConfiguredSchedules.Task.REPORT) {
      throw new UnusableInput(
          "schedule %s: period %s is for the task report, not for %s"
              .formatted(
                  asked.name(), asked.period(), asked.task().name().toLowerCase(Locale.ROOT)));
    }
    try {
      catalogue.of(asked.framework());
    } catch (UnusableInput e) {
      throw new UnusableInput("schedule " + asked.name() + ": " + e.getMessage());
    }
    asked.cron().usableAfter(clock.instant());
  }

  private boolean known(Definition asked, boolean configured) {
    return configured || evidence.clusters().contains(asked.cluster());
  }
}
