package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was to be done, and when, decides what collection-continuity expects: whoever changes it
/// afterwards is found.
class ScheduleSealTest {
  private final ServiceDatabase database = new ServiceDatabase();
  private final ScheduleStore schedules = new ScheduleStore(database);

  private static StoredSchedule version(int version, StoredSchedule.State state) {
    return new StoredSchedule(
        "shop",
        "hourly",
        version,
        state,
        StoredSchedule.Task.COLLECT,
        "0 0 * * * ?",
        "UTC",
        "all",
        null,
        StoredSchedule.Source.API,
        "olga",
        Instant.parse("2026-06-30T12:00:00.123456789Z").plusSeconds(version));
  }

  @BeforeEach
  void twoVersions() {
    schedules.append(version(1, StoredSchedule.State.ACTIVE));
    schedules.append(version(2, StoredSchedule.State.PAUSED));
  }

  /// Of other evidence there is none; the log of a service has keys, too.
  private List<String> damage() {
    return StoreCheck.of(database.url(), null, null, null).damage().stream()
        .filter(what -> what.contains("schedule"))
        .toList();
  }

  @Test
  void eachVersionIsSealed() throws SQLException {
    assertThat(database.number("SELECT count(*) FROM ledger_entry")).isEqualTo(2);
    assertThat(damage()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state = 'ACTIVE'",
        "task = 'ASSESS'",
        "cron = '0 0 0 1 1 ?'",
        "time_zone = 'CET'",
        "framework = 'soc2'",
        "task = 'REPORT', period = 'P1Y'",
        "source = 'CONFIGURATION'",
        "decided_by = 'mallory'",
        "in_force_from = in_force_from + interval '1 microsecond'"
      })
  void aVersionThatWasChangedIsNamed(String change) throws SQLException {
    database.tamper("UPDATE schedule_version SET " + change + " WHERE version = 2");
    assertThat(damage())
        .containsExactly(
            "schedule_version 2 of schedule hourly of cluster shop: is not what ledger_entry 1 seals");
  }

  @Test
  void aVersionThatWasPlantedOrIsGoneIsNamed() throws SQLException {
    database.tamper("DELETE FROM schedule_version WHERE version = 2");
    assertThat(damage()).singleElement().asString().contains("shop/schedules/hourly/2");
    database.tamper(
        "INSERT INTO schedule_version SELECT cluster, name, 3, state, task, cron, time_zone,"
            + " framework, source, decided_by, in_force_from FROM schedule_version");
    assertThat(damage())
        .contains(
            "schedule_version 3 of schedule hourly of cluster shop: no entry of the log seals it");
  }
}
