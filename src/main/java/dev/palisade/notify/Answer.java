package dev.palisade.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of an attempt to deliver.
///
/// @param status of HTTP; null: it was not HTTP, or it did not come to an answer
/// @param detail in words of ours: nothing that the receiver wrote stands in it
/// @param excerpt the beginning of what the receiver wrote, for administrators alone; null: nothing
/// @param retryAfter how long the receiver wants to be left alone; null: it does not say
public record Answer(
    Result result,
    @Nullable Integer status,
    String detail,
    @Nullable String excerpt,
    @Nullable Duration retryAfter) {

  /// How it ended.
  public enum Result {
    /// The receiver has it.
    DELIVERED,
    /// Not now: it is to be tried again.
    FAILED,
    /// The receiver wants nothing more, ever (410 Gone).
    GONE
  }

  static Answer delivered(String detail) {
    return new Answer(Result.DELIVERED, null, detail, null, null);
  }

  static Answer failed(String detail) {
    return new Answer(Result.FAILED, null, detail, null, null);
  }
}
