package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.store.HistoryStore.Attempt;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import dev.palisade.store.StoredSchedule.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /// What somebody collects by hand while the schedule is paused says nothing of the months after.
  @Test
  void aSnapshotThatIsTakenWhileTheScheduleIsPausedDoesNotEndTheTimeInWhichNobodyLooks() {
    List<StoredSchedule> versions =
        List.of(
            version(1, State.ACTIVE, "0 0 * * * ?", "08:30:00"),
            version(2, State.PAUSED, "0 0 * * * ?", "09:30:00"),
            version(3, State.ACTIVE, "0 0 * * * ?", "14:30:00"));
    List<Instant> taken = taken("09:00:04", "09:40:00", "10:10:00", "15:00:04");
    assertThat(watch(versions, List.of(), taken, "15:20:00").blind())
        .extracting(BlindInterval::from, BlindInterval::until)
        .containsExactly(tuple(at("09:00:04"), at("15:00:04")));
    assertThat(watch(versions, List.of(), taken, "14:00:00").blind())
        .extracting(BlindInterval::from, BlindInterval::until)
        .containsExactly(tuple(at("09:00:04"), null));
  }

  @Test
  void theTimeBeforeTheFirstSnapshotIsToldOnce() {
    List<StoredSchedule> versions = List.of(version(1, State.ACTIVE, "0 0 * * * ?", "08:30:00"));
    assertThat(watch(versions, List.of(), taken("12:00:04"), "12:20:00").blind())
        .extracting(BlindInterval::from, BlindInterval::until)
        .containsExactly(tuple(at("09:00:00"), at("12:00:04")));
  }

  /// Two schedules, on the hour and on the half hour, that are paused and resumed, and snapshots at
  /// any time, read minute by minute.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void eachMinuteIsBlindThatABruteForceReadingCallsBlind(long seed) {
    Random random = new Random(seed);
    Instant day = at("00:00:00");
    for (int round = 0; round < 40; round++) {
      List<List<StoredSchedule>> schedules = new ArrayList<>();
      for (String cron : List.of("0 0 * * * ?", "0 30 * * * ?").subList(0, 1 + random.nextInt(2))) {
        List<StoredSchedule> versions = new ArrayList<>();
        int minute = 7;
        for (int v = 1; v <= 1 + random.nextInt(4); v++) {
          State state = v == 1 ? State.ACTIVE : State.values()[random.nextInt(3)];
          versions.add(
              version(v, state, cron, day.plusSeconds(60L * minute).toString().substring(11, 19)));
          minute += 20 + random.nextInt(200);
        }
        schedules.add(versions);
      }
      TreeSet<Instant> taken = new TreeSet<>();
      for (int i = random.nextInt(16); i > 0; i--) {
        taken.add(day.plusSeconds(60L * random.nextInt(800) + 30));
      }
      Instant asOf = day.plusSeconds(60L * 720 + 50);
      Watch watch = CollectionWatch.of(schedules, List.of(), List.copyOf(taken), LONG_AGO, asOf);
      Reading reading = Reading.of(schedules, new TreeSet<>(taken.headSet(asOf, true)), asOf);
      assertThat(watch.expected()).as("round %d", round).isEqualTo(reading.expected());
      Instant end = null;
      for (BlindInterval blind : watch.blind()) {
        assertThat(end == null || !blind.from().isBefore(end)).as("overlaps: %s", watch).isTrue();
        end = blind.until() == null ? Instant.MAX : blind.until();
      }
      for (Instant t = at("00:07:00"); t.isBefore(asOf); t = t.plusSeconds(300)) {
        Instant now = t;
        assertThat(
                watch.blind().stream()
                    .anyMatch(
                        b ->
                            !b.from().isAfter(now)
                                && (b.until() == null || b.until().isAfter(now))))
            .as("round %d: %s with %s and %s: %s", round, now, schedules, taken, watch.blind())
            .isEqualTo(reading.isBlind(now));
      }
    }
  }

  /// The same facts, instant by instant.
  ///
  /// @param off when no schedule was in force
  private record Reading(
      List<List<StoredSchedule>> schedules,
      TreeSet<Instant> taken,
      Instant asOf,
      List<Interval> off) {
    static Reading of(List<List<StoredSchedule>> schedules, TreeSet<Instant> taken, Instant asOf) {
      List<Interval> found = new ArrayList<>();
      Instant off = null;
      for (Instant t = at("00:07:00"); !t.isAfter(asOf); t = t.plusSeconds(60)) {
        Instant now = t;
        boolean active = schedules.stream().anyMatch(s -> isActive(s, now));
        if (!active && off == null) {
          off = t;
        }
        boolean last = t.plusSeconds(60).isAfter(asOf);
        if (off != null && (active || last)) {
          Instant end = active ? t : asOf;
          if (Duration.between(off, end).toSeconds() > 900) {
            found.add(new Interval(off, end));
          }
          off = null;
        }
      }
      return new Reading(schedules, taken, asOf, found);
    }

    private static boolean isActive(List<StoredSchedule> versions, Instant at) {
      return versions.stream()
          .filter(v -> !v.inForceFrom().isAfter(at))
          .reduce((a, b) -> b)
          .filter(v -> v.state() == State.ACTIVE)
          .isPresent();
    }

    private List<Instant> due(List<StoredSchedule> versions) {
      int minute = versions.getFirst().cron().startsWith("0 30") ? 30 : 0;
      List<Instant> due = new ArrayList<>();
      for (int hour = 0; hour < 24; hour++) {
        Instant one = at("00:00:00").plusSeconds(hour * 3600L + minute * 60L);
        if (!one.isAfter(asOf) && isActive(versions, one)) {
          due.add(one);
        }
      }
      return due;
    }

    /// What was due and did not take place; `expected` counts what could not still come.
    private List<Instant> missed(List<StoredSchedule> versions) {
      List<Instant> due = due(versions);
      List<Instant> missed = new ArrayList<>();
      for (int i = 0; i < due.size(); i++) {
        Instant next = i + 1 < due.size() ? due.get(i + 1) : Instant.MAX;
        Instant from = due.get(i);
        if (taken.stream().noneMatch(t -> !t.isBefore(from) && t.isBefore(next))) {
          missed.add(from);
        }
      }
      return missed;
    }

    private boolean mayStillCome(Instant due) {
      return due.plusSeconds(900).isAfter(asOf);
    }

    long expected() {
      return schedules.stream()
          .mapToLong(
              s -> {
                List<Instant> missed = missed(s);
                return due(s).size()
                    - (missed.isEmpty() || !mayStillCome(missed.getLast()) ? 0 : 1);
              })
          .sum();
    }

    boolean isBlind(Instant at) {
      Instant last = taken.floor(at);
      Instant next = taken.higher(at);
      Instant from = last == null ? Instant.MIN : last;
      Instant until = next == null ? asOf : next;
      TreeSet<Instant> begun = new TreeSet<>();
      for (List<StoredSchedule> versions : schedules) {
        missed(versions).stream()
            .filter(due -> !mayStillCome(due))
            .filter(due -> due.isAfter(from) && due.isBefore(until))
            .forEach(begun::add);
      }
      for (Interval none : off) {
        if (none.from().isBefore(until) && none.until().isAfter(from)) {
          begun.add(none.from());
        }
      }
      return last == null ? !begun.isEmpty() && !begun.first().isAfter(at) : !begun.isEmpty();
    }
  }
}
