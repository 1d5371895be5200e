package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.History.Watch;
import dev.palisade.store.HistoryStore.Attempt;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import dev.palisade.store.StoredSchedule.Task;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CollectionWatchTest {
  private static final Instant LONG_AGO = Instant.parse("2025-03-02T00:00:00Z");

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + "Z");
  }

  private static StoredSchedule version(int version, State state, String cron, String from) {
    return new StoredSchedule(
        "c",
        "s",
        version,
        state,
        Task.COLLECT,
        cron,
        "UTC",
        "all",
        null,
        Source.API,
        "olga",
        at(from));
  }

  private static List<Instant> taken(String... times) {
    return Stream.of(times).map(CollectionWatchTest::at).toList();
  }

  private static Attempt attempt(String time, StoredRun.State state, String error) {
    return new Attempt("schedule s", at(time), state, error);
  }

  private static Watch watch(
      List<StoredSchedule> versions, List<Attempt> attempts, List<Instant> taken, String asOf) {
    return CollectionWatch.of(List.of(versions), attempts, taken, LONG_AGO, at(asOf));
  }

  @Test
  void nothingIsKnownBeforeAScheduleIsInForce() {
    List<StoredSchedule> versions = List.of(version(1, State.ACTIVE, "0 0 * * * ?", "09:30:00"));
    assertThat(watch(versions, List.of(), taken("09:00:00"), "09:29:59")).isNull();
    assertThat(watch(versions, List.of(), taken("09:00:00"), "09:30:00"))
        .returns(at("09:30:00"), Watch::since)
        .returns(0L, Watch::expected);
  }

  @Test
  void eachVersionExpectsByItsOwnClockWhileItIsInForce() {
    List<StoredSchedule> versions =
        List.of(
            version(1, State.ACTIVE, "0 0 * * * ?", "09:30:00"),
            version(2, State.ACTIVE, "0 0/30 * * * ?", "11:00:00"));
    // the instant of the change is the new version's: 10:00 | 11:00, 11:30, 12:00
    Watch watch =
        watch(
            versions, List.of(), taken("10:00:04", "11:00:04", "11:30:04", "12:00:04"), "12:20:00");
    assertThat(watch.expected()).isEqualTo(4);
    assertThat(watch.blind()).isEmpty();
  }

  @Test
  void aMissedCollectionLeavesABlindIntervalToTheSecondThoughItIsCaughtUpLater() {
    Watch watch =
        watch(
            List.of(version(1, State.ACTIVE, "0 0 * * * ?", "09:30:00")),
            List.of(
                attempt("10:00:00", StoredRun.State.SUCCEEDED, null),
                attempt("11:00:00", StoredRun.State.MISSED, "nobody was there")),
            taken("10:00:04", "11:40:07", "12:00:04"),
            "12:20:00");
    assertThat(watch.expected()).isEqualTo(3);
    assertThat(watch.blind())
        .singleElement()
        .satisfies(
            blind -> {
              assertThat(blind.from()).isEqualTo(at("10:00:04"));
              assertThat(blind.until()).isEqualTo(at("11:40:07"));
              assertThat(blind.reason())
                  .isEqualTo(
                      "the collection that schedule s expected at 2026-03-02T11:00:00Z was missed:"
                          + " nobody was there");
            });
  }

  @Test
  void aRunThatWaitedAndIsLateIsNoneTheLessACollection() {
    Watch watch =
        watch(
            List.of(version(1, State.ACTIVE, "0 0 * * * ?", "09:30:00")),
            List.of(attempt("10:00:00", StoredRun.State.SUCCEEDED, null)),
            taken("10:40:00"),
            "10:50:00");
    assertThat(watch.blind()).isEmpty();
    assertThat(watch.expected()).isEqualTo(1);
  }

  @Test
  void whereNoScheduleWasInForceNobodyLooked() {
    List<StoredSchedule> versions =
        List.of(
            version(1, State.ACTIVE, "0 0 * * * ?", "08:30:00"),
            version(2, State.PAUSED, "0 0 * * * ?", "09:30:00"),
            version(3, State.ACTIVE, "0 0 * * * ?", "14:30:00"));
    Watch watch = watch(versions, List.of(), taken("09:00:04", "15:00:04"), "15:20:00");
    assertThat(watch.expected()).isEqualTo(2);
    assertThat(watch.blind())
        .singleElement()
        .satisfies(
            blind -> {
              assertThat(blind.from()).isEqualTo(at("09:00:04"));
              assertThat(blind.until()).isEqualTo(at("15:00:04"));
              assertThat(blind.reason())
                  .isEqualTo(
                      "no schedule of collections was in force from 2026-03-02T09:30:00Z to"
                          + " 2026-03-02T14:30:00Z");
            });
  }

  @Test
  void aScheduleThatWasDeletedDoesNotHideThatNobodyLooksAnyMore() {
    List<StoredSchedule> versions =
        List.of(
            version(1, State.ACTIVE, "0 0 * * * ?", "08:30:00"),
            version(2, State.DELETED, "0 0 * * * ?", "09:30:00"));
    assertThat(watch(versions, List.of(), taken("09:00:04"), "15:20:00").blind())
        .singleElement()
        .satisfies(blind -> assertThat(blind.until()).isNull());
  }
}
