package dev.palisade.compliance.report.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarPeriodTest {
  @ParameterizedTest
  @CsvSource({
    "P1M, 2026-03-17T11:00:00Z, 2026-02-01, 2026-03-01",
    "P1M, 2028-03-01T00:00:00Z, 2028-02-01, 2028-03-01",
    "P1M, 2026-12-31T23:59:59.999Z, 2026-11-01, 2026-12-01",
    "P1M, 2027-01-01T00:00:00Z, 2026-12-01, 2027-01-01",
    "P3M, 2026-01-01T00:00:00Z, 2025-10-01, 2026-01-01",
    "P3M, 2026-03-31T23:59:59Z, 2025-10-01, 2026-01-01",
    "P3M, 2026-06-30T23:59:59Z, 2026-01-01, 2026-04-01",
    "P3M, 2026-08-05T03:00:00Z, 2026-04-01, 2026-07-01",
    "P3M, 2026-12-31T23:59:59Z, 2026-07-01, 2026-10-01",
    "P1Y, 2026-12-31T23:59:59Z, 2025-01-01, 2026-01-01",
    "P1Y, 2027-01-01T00:00:00Z, 2026-01-01, 2027-01-01"
  })
  void theLastThatWasOverIsWhole(String period, Instant at, String from, String until) {
    assertThat(CalendarPeriod.parse(period).before(at))
        .isEqualTo(
            new Interval(Instant.parse(from + "T00:00:00Z"), Instant.parse(until + "T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P12M", "p1m", "P1D", "month"})
  void whatIsNoPeriodOfTheCalendarIsRefused(String other) {
    assertThatThrownBy(() -> CalendarPeriod.parse(other))
        .hasMessage("\"" + other + "\" is no period: expected P1M, P3M, P1Y");
  }
}
