package dev.palisade.compliance.report.period;

import dev.palisade.compliance.control.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a period was, beside what its last snapshot shows.
///
/// @param period what the report is on
/// @param lanes requirements first, then checks
/// @param looking how the collection went
/// @param findings every finding that was open or excepted at some time of the period, sorted by
///   check and first sight
/// @param changes what changed, in the order of time
/// @param exceptions those in force at some time of the period, sorted by id
public record PeriodRecord(
    Interval period,
    List<Lane> lanes,
    Looking looking,
    List<FindingLife> findings,
    List<History.Change> changes,
    List<ExceptionUse> exceptions) {
  public PeriodRecord {
    lanes = List.copyOf(lanes);
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
    exceptions = List.copyOf(exceptions);
  }

  /// @param snapshots how many were taken in the period
  /// @param judged how many of them were judged
  /// @param expected how many collections schedules expected; null: no schedule was in force
  /// @param unseen intervals in which nobody was looking, cut to the period
  /// @param unobserved how long they are together
  /// @param longest the longest of them; null: there is none
  public record Looking(
      long snapshots,
      long judged,
      @Nullable Long expected,
      List<Unseen> unseen,
      Duration unobserved,
      @Nullable Unseen longest) {
    public Looking {
      unseen = List.copyOf(unseen);
    }

    /// @param unseen not overlapping; parts outside the period are cut off
    public static Looking of(
        Interval period,
        long snapshots,
        long judged,
        @Nullable Long expected,
        List<Unseen> unseen) {
      List<Unseen> within =
          unseen.stream()
              .filter(one -> one.interval().overlaps(period))
              .map(one -> new Unseen(one.interval().within(period), one.reason()))
              .toList();
      Duration sum = Duration.ZERO;
      Unseen longest = null;
      for (Unseen one : within) {
        sum = sum.plus(one.interval().duration());
        if (longest == null
            || one.interval().duration().compareTo(longest.interval().duration()) > 0) {
          longest = one;
        }
      }
      return new Looking(snapshots, judged, expected, within, sum, longest);
    }
  }

  /// A finding from its first sight on. Instants are those of the snapshots that show it.
  ///
  /// @param state `open`, `excepted` or `closed` at the end of the period
  /// @param closedAt null: it was not closed in the period
  /// @param reopened how many times it came back after it had been closed
  /// @param duration from `openSince` until it was closed, or to the end of the period
  /// @param exceptions ids of the exceptions that covered it at some time
  /// @param causes what opened it, as far as it is known: sentences with object, time and actor
  public record FindingLife(
      String check,
      String fingerprint,
      String summary,
      String state,
      Instant firstSeen,
      Instant openSince,
      @Nullable Instant closedAt,
      int reopened,
      Duration duration,
      List<String> exceptions,
      List<String> causes) {
    public FindingLife {
      exceptions = List.copyOf(exceptions);
      causes = List.copyOf(causes);
    }
  }

  /// @param until the instant from which it is of no force; null: it stays in force
  /// @param end `expired`, `revoked` or `in-force`
  /// @param findings fingerprints that it covered in some judgement of the period, sorted; none: it
  ///   was not used
  public record ExceptionUse(
      String id,
      String reason,
      String requestedBy,
      String approvedBy,
      Instant from,
      @Nullable Instant until,
      String end,
      List<String> findings) {
    public ExceptionUse {
      findings = List.copyOf(findings);
    }
  }
}
