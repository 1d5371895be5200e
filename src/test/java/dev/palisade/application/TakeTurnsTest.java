package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.store.RunStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import dev.palisade.store.StoredSchedule.Task;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeTurnsTest {
  private static final String NOBODY =
      "no instance of the service began it: none was there, or none was free";

  private final ServiceDatabase database = new ServiceDatabase();
  private final ScheduleStore schedules = new ScheduleStore(database);
  private final RunStore runs = new RunStore(database);
  private final TakeTurns turns = new TakeTurns(schedules, runs);

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + "Z");
  }

  private StoredSchedule hourly(String cluster, int version, State state, String from) {
    return schedules.append(
        new StoredSchedule(
            cluster,
            "hourly",
            version,
            state,
            Task.COLLECT,
            "0 0 * * * ?",
            "UTC",
            "all",
            null,
            Source.API,
            "olga",
            at(from)));
  }

  private List<StoredRun> all(String cluster) {
    return runs.list(cluster, null, List.of(), 99).reversed();
  }

  /// On the fifth of each quarter's first month.
  private void quarterly(String cluster) {
    schedules.append(
        new StoredSchedule(
            cluster,
            "quarterly",
            1,
            State.ACTIVE,
            Task.REPORT,
            "0 0 3 5 1,4,7,10 ?",
            "UTC",
            "soc2",
            "P3M",
            Source.API,
            "olga",
            Instant.parse("2026-01-01T00:00:00Z")));
  }

  private RunOrder quarter(String cluster, String now) {
    TakeTurns.Turn turn = turns.take(cluster, "quarterly", Instant.parse(now));
    RunOrder order = RunOrder.of(turn.schedule(), turns.due(turn.run()));
    // what is put off, or done again elsewhere, is the same work
    assertThat(RunOrder.of(order.properties(turn.run().id()))).isEqualTo(order);
    return order;
  }

  private static Interval interval(String from, String until) {
    return new Interval(Instant.parse(from + "T00:00:00Z"), Instant.parse(until + "T00:00:00Z"));
  }

  @Test
  void aReportOnAPeriodIsOnTheOneThatWasOverWhenItWasDue() {
    quarterly("period");
    assertThat(quarter("period", "2026-04-05T03:00:00Z"))
        .returns(RunOrder.Work.REPORT_PERIOD_ONCE, RunOrder::work)
        .returns("soc2", RunOrder::framework)
        .returns(interval("2026-01-01", "2026-04-01"), RunOrder::period);
    // late by less than a period that began meanwhile
    assertThat(quarter("period", "2026-07-05T03:04:00Z").period())
        .isEqualTo(interval("2026-04-01", "2026-07-01"));
  }

  @Test
  void aReportThatMakesUpForMissedTurnsIsOnThePeriodOfTheLastOfThem() {
    quarterly("period-down");
    // the quarter after the missed turn is over, too, but its own turn is yet to come
    assertThat(quarter("period-down", "2026-10-02T00:00:00Z").period())
        .isEqualTo(interval("2026-04-01", "2026-07-01"));
    assertThat(quarter("period-down", "2026-10-05T03:00:00Z").period())
        .isEqualTo(interval("2026-07-01", "2026-10-01"));
  }

  private UUID take(String cluster, String now) {
    TakeTurns.Turn turn = turns.take(cluster, "hourly", at(now));
    return turn == null ? null : turn.run().id();
  }

  private void work(UUID run, String from, String until) {
    runs.start(run, "here", at(from));
    runs.succeed(run, null, at(until));
  }

  @Test
  void anInstantIsTakenOnceWhoeverComesForIt() {
    hourly("once", 1, State.ACTIVE, "09:30:00");
    UUID run = take("once", "10:00:00");
    assertThat(runs.find(run))
        .returns(at("10:00:00"), StoredRun::plannedAt)
        .returns("hourly", StoredRun::schedule)
        .returns(StoredRun.State.QUEUED, StoredRun::state);
    assertThat(take("once", "10:00:03")).isNull();
    assertThat(take("once", "10:59:59")).isNull();
    assertThat(all("once")).hasSize(1);
  }

  @Test
  void whatWasMissedWhileNobodyWasThereIsRecordedAndDoneOnce() {
    hourly("down", 1, State.ACTIVE, "09:30:00");
    work(take("down", "10:00:00"), "10:00:00", "10:00:09");
    UUID caughtUp = take("down", "13:20:00");
    assertThat(all("down"))
        .filteredOn(run -> run.state() == StoredRun.State.MISSED)
        .allSatisfy(run -> assertThat(run.error()).isEqualTo(NOBODY))
        .allSatisfy(run -> assertThat(run.endedAt()).isEqualTo(at("13:20:00")))
        .extracting(StoredRun::plannedAt)
        .containsExactly(at("11:00:00"), at("12:00:00"), at("13:00:00"));
    assertThat(runs.find(caughtUp)).returns(null, StoredRun::plannedAt);
    assertThat(take("down", "13:20:01")).isNull();
    assertThat(runs.find(take("down", "14:00:00"))).returns(at("14:00:00"), StoredRun::plannedAt);
  }

  @Test
  void whatComesALittleLateIsNotMissed() {
    hourly("late", 1, State.ACTIVE, "09:30:00");
    assertThat(runs.find(take("late", "10:05:00"))).returns(at("10:00:00"), StoredRun::plannedAt);
    assertThat(runs.find(take("late", "11:05:01"))).returns(null, StoredRun::plannedAt);
  }

  @Test
  void whatWaitedForAnotherRunIsLateAndOnlyTheTurnsBeforeAreMissed() {
    hourly("blocked", 1, State.ACTIVE, "09:30:00");
    UUID report =
        runs.request(
                RunStore.NewRun.requested("blocked", StoredRun.Kind.REPORT, "piet", at("09:50:00")))
            .id();
    work(report, "09:50:00", "11:40:00");
    assertThat(runs.find(take("blocked", "11:40:01")))
        .returns(at("11:00:00"), StoredRun::plannedAt);
    assertThat(all("blocked"))
        .filteredOn(run -> run.state() == StoredRun.State.MISSED)
        .singleElement()
        .returns(at("10:00:00"), StoredRun::plannedAt)
        .returns(
            "the report that piet asked for was at work, and the next turn came before it ended",
            StoredRun::error);
  }

  @Test
  void aRunThatItsReplicaLeftBehindKeptNobodyWaiting() {
    hourly("left", 1, State.ACTIVE, "09:30:00");
    UUID run = take("left", "10:00:00");
    runs.start(run, "here", at("10:00:00"));
    runs.lose(run, "gone", at("12:30:00"));
    assertThat(runs.find(take("left", "12:30:01"))).returns(null, StoredRun::plannedAt);
    assertThat(all("left"))
        .filteredOn(each -> each.state() == StoredRun.State.MISSED)
        .extracting(StoredRun::plannedAt)
        .containsExactly(at("11:00:00"), at("12:00:00"));
  }

  @Test
  void nothingIsExpectedWhileAScheduleRestsAndWhatAChangeCutOffIsMissed() {
    StoredSchedule first = hourly("paused", 1, State.ACTIVE, "08:30:00");
    work(take("paused", "09:00:00"), "09:00:00", "09:00:05");
    turns.close(first, at("10:30:00"));
    hourly("paused", 2, State.PAUSED, "10:30:00");
    assertThat(take("paused", "11:00:00")).isNull();
    hourly("paused", 3, State.ACTIVE, "12:30:00");
    assertThat(runs.find(take("paused", "13:00:00"))).returns(at("13:00:00"), StoredRun::plannedAt);
    assertThat(all("paused"))
        .filteredOn(run -> run.state() == StoredRun.State.MISSED)
        .singleElement()
        .returns(at("10:00:00"), StoredRun::plannedAt)
        .returns(NOBODY + "; then the schedule was changed", StoredRun::error);
  }
}
