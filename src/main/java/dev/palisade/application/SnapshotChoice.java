package dev.palisade.application;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which of a cluster's snapshots is meant.
public sealed interface SnapshotChoice {

  /// The newest.
  record Latest() implements SnapshotChoice {}

  /// By its place among the cluster's snapshots.
  record Numbered(long sequence) implements SnapshotChoice {}

  /// The newest that was taken at an instant or before.
  record AsOf(Instant instant) implements SnapshotChoice {}

  /// The one that a report judges.
  ///
  /// @param version null: the newest version
  record OfReport(String number, @Nullable Integer version) implements SnapshotChoice {}

  SnapshotChoice LATEST = new Latest();

  /// What [#parse] reads as this.
  default String text() {
    return switch (this) {
      case Latest l -> "latest";
      case Numbered(long sequence) -> Long.toString(sequence);
      case AsOf(Instant instant) -> instant.toString();
      case OfReport(String number, Integer version) ->
          version == null ? number : number + "-v" + version;
    };
  }

  /// Reads `latest`, a sequence (`12`), a day in UTC (`2026-06-30`: as of its end), an instant
  /// (`2026-06-30T12:00:00Z`), or a report's number (`SAMPLE-ALL-2026-0001`,
  /// `SAMPLE-ALL-2026-0001-v2`).
  ///
  /// @throws UnusableInput if it is none of them
  static SnapshotChoice parse(String text) {
    if (text.equals("latest")) {
      return LATEST;
    }
    if (text.matches("[0-9]{1,18}")) {
      return new Numbered(Long.parseLong(text));
    }
    try {
      return text.indexOf('T') == 10
          ? new AsOf(OffsetDateTime.parse(text).toInstant())
          : new AsOf(
              LocalDate.parse(text)
                  .plusDays(1)
                  .atStartOfDay(ZoneOffset.UTC)
                  .toInstant()
                  .minusNanos(1000));
    } catch (DateTimeException e) {
      return report(text);
    }
  }

  private static SnapshotChoice report(String text) {
    Matcher number = Pattern.compile("(.+-[0-9]{4}-[0-9]{4,})(?:-v([0-9]{1,9}))?").matcher(text);
    if (!number.matches()) {
      throw new UnusableInput(
          "\""
              + text
              + "\" names no snapshot: expected latest, a sequence, a day (2026-06-30), an instant"
              + " (2026-06-30T12:00:00Z) or a report's number");
    }
    String version = number.group(2);
    return new OfReport(number.group(1), version == null ? null : Integer.valueOf(version));
  }
}
