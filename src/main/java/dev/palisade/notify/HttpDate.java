package dev.palisade.notify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Dates of HTTP headers (RFC 9110 section 5.6.7), in the one form that is still written.
final class HttpDate {
  private HttpDate() {}

  /// Null for what is no date.
  static @Nullable Instant read(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
