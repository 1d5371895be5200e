package dev.palisade.cli;

import dev.palisade.application.JudgingTime;
import dev.palisade.application.UnusableInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What `--as-of` says.
final class AsOf {
  private AsOf() {}

  /// A date means its beginning, in UTC.
  ///
  /// @return null when there is none
  static @Nullable Instant instant(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return JudgingTime.usable(
          "--as-of",
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw new UnusableInput(
          "--as-of: '" + text + "' is no time: expected 2026-03-31 or 2026-03-31T12:00:00Z");
    }
  }
}
