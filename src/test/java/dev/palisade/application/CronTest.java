package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  record Case(String name, String cron, String zone, String after, String until, List<String> at) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "by the zone's clock",
            "0 30 2 * * ?",
            "Asia/Kolkata",
            "2026-01-01T00:00:00Z",
            "2026-01-02T00:00:00Z",
            List.of("2026-01-01T21:00:00Z")),
        new Case(
            "a local time that is left out does not come that day",
            "0 30 2 * * ?",
            "Europe/Berlin",
            "2026-03-28T12:00:00Z",
            "2026-03-30T12:00:00Z",
            List.of("2026-03-30T00:30:00Z")),
        new Case(
            "a local time that is doubled comes once",
            "0 30 2 * * ?",
            "Europe/Berlin",
            "2026-10-24T12:00:00Z",
            "2026-10-26T12:00:00Z",
            List.of("2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z")),
        new Case(
            "every hour, where one is left out",
            "0 0 * * * ?",
            "Europe/Berlin",
            "2026-03-28T23:30:00Z",
            "2026-03-29T02:30:00Z",
            List.of("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")),
        new Case(
            "every hour, where one is doubled: once in both",
            "0 0 * * * ?",
            "Europe/Berlin",
            "2026-10-24T22:30:00Z",
            "2026-10-25T02:30:00Z",
            List.of("2026-10-24T23:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesWhenTheClockOfItsZoneSays(Case c) {
    assertThat(
            Cron.of(c.cron(), c.zone()).between(Instant.parse(c.after()), Instant.parse(c.until())))
        .extracting(Instant::toString)
        .isEqualTo(c.at());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hourly",
        "* * * *",
        "0 0 25 * * ?",
        "0 61 * * * ?",
        "0 0 0 1 * MON",
        "@daily"
      })
  void nonsenseIsRefused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron, "UTC"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("\"" + cron + "\" is no cron expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 * * * ? 2026-999999999",
        "0 0 * * * ? 2026/99999",
        "0 0 3 * * ?\0",
        "٠ 0 3 * * ?"
      })
  void whatWouldEndlesslyBeCountedOrCannotBeKeptIsRefused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron, "UTC"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("cron expression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 0 30 2 ?", "0 0 0 1 1 ? 2020"})
  void whatNeverComesIsRefused(String cron) {
    assertThatThrownBy(
            () -> Cron.of(cron, "UTC").usableAfter(Instant.parse("2026-01-01T00:00:00Z")))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("never comes after 2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"* * * * * ?", "0/30 * * * * ?"})
  void whatComesAllTheTimeIsRefused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron, "UTC").usableAfter(Instant.EPOCH))
        .hasMessage("\"" + cron + "\" comes more than once a minute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Berlin", "Europe/Atlantis"})
  void anUnknownZoneIsRefused(String zone) {
    assertThatThrownBy(() -> Cron.of("0 0 * * * ?", zone))
        .isInstanceOf(UnusableInput.class)
        .hasMessage("\"" + zone + "\" is no time zone such as Europe/Berlin or UTC");
  }
}
