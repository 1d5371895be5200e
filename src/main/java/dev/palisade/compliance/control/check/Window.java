package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Examination;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/// The months before an assessment in which something must have happened: a parameter of a mapping,
/// `6 months` or `12 months`.
///
/// @param months in the calendar of UTC
/// @param from the window's first instant
record Window(int months, Instant from) {
  static final Set<String> PARAMETERS = Set.of("6 months", "12 months");

  /// @return twelve months where no parameter says otherwise
  static Window of(Examination x) {
    int months = x.has("6 months") ? 6 : 12;
    return new Window(months, x.asOf().atOffset(ZoneOffset.UTC).minusMonths(months).toInstant());
  }

  boolean holds(Instant instant) {
    return !instant.isBefore(from);
  }

  @Override
  public String toString() {
    return "the last " + months + " months";
  }
}
