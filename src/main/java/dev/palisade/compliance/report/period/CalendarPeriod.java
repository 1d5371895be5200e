package dev.palisade.compliance.report.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Periods that follow one another in the calendar, counted in UTC. They are written as ISO 8601
/// writes their length.
public enum CalendarPeriod {
  MONTH("P1M"),
  /// From January, April, July and October on.
  QUARTER("P3M"),
  YEAR("P1Y");

  private final String notation;

  CalendarPeriod(String notation) {
    this.notation = notation;
  }

  /// @throws IllegalArgumentException if it is none of them; `P12M`, which is as long as a year, is
  ///   none
  public static CalendarPeriod parse(String notation) {
    return Arrays.stream(values())
        .filter(each -> each.notation.equals(notation))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no period: expected %s"
                        .formatted(
                            notation,
                            Arrays.stream(values())
                                .map(CalendarPeriod::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /// The last one that was over at an instant: one that ends with it is.
  public Interval before(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalDate begun =
        switch (this) {
          case MONTH -> day.withDayOfMonth(1);
          case QUARTER -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
          case YEAR -> LocalDate.of(day.getYear(), 1, 1);
        };
    return new Interval(start(begun.minus(Period.parse(notation))), start(begun));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// `P1M`, `P3M`, `P1Y`.
  @Override
  public String toString() {
    return notation;
  }
}
