package dev.palisade.compliance.report.period;

import java.util.Set;

/// A time in which something was otherwise than any snapshot shows.
///
/// @param reason what it was, in words
/// @param checks names of the checks whose outcomes may have been other ones meanwhile
public record Unshown(Interval time, String reason, Set<String> checks) {
  public Unshown {
    checks = Set.copyOf(checks);
  }
}
