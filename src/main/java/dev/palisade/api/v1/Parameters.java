package dev.palisade.api.v1;

import dev.palisade.api.problem.RefusedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads parameters of paths and queries.
final class Parameters {
  private Parameters() {}

  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.parameter("id", "\"" + text + "\" is no UUID");
    }
  }

  static @Nullable UUID idOrNull(@Nullable String text) {
    return text == null ? null : id(text);
  }

  /// An instant with its offset: `2026-06-30T12:00:00Z`.
  static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw RefusedRequest.parameter(
          name, "\"" + text + "\" is no instant such as 2026-06-30T12:00:00Z");
    }
  }

  /// A count or a place that is counted from 0: `0`, `17`.
  static @Nullable Long count(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("0|[1-9][0-9]{0,17}")) { // what 64 bits hold whatever the digits
      throw RefusedRequest.parameter(name, "\"" + text + "\" is no integer from 0");
    }
    return Long.valueOf(text);
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw RefusedRequest.parameter(name, "is missing");
    }
    return value;
  }
}
