package dev.palisade.web;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was, for people.
final class Age {
  private Age() {}

  static String of(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toMinutes() < 1) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return counted(age.toMinutes(), "minute");
    }
    if (age.toDays() < 1) {
      return counted(age.toHours(), "hour");
    }
    return counted(age.toDays(), "day");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s") + " ago";
  }
}
