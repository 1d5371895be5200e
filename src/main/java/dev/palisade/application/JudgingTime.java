package dev.palisade.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An instant of which somebody wants to know: when expiries are judged, when a period begins.
public final class JudgingTime {
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  private JudgingTime() {}

  /// @param name of the parameter, for messages
  /// @return the same; null when there is none
  /// @throws UnusableInput if there was no cluster then, or this is long gone by then
  public static @Nullable Instant usable(String name, @Nullable Instant asOf) {
    if (asOf != null && (asOf.isBefore(FIRST) || !asOf.isBefore(END))) {
      throw new UnusableInput(name + ": " + asOf + " is not between the years 2000 and 2199");
    }
    return asOf;
  }
}
