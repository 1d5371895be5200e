package dev.palisade.compliance.report.period;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a period was, beside what its last snapshot shows.
///
/// @param lanes requirements first, then checks
/// @param looking how the collection went
/// @param findings every finding that was open or excepted at some time of the period, sorted by
///   check and first sight
/// @param changes what changed, in the order of time
/// @param exceptions those in force at some time of the period, sorted by id
public record PeriodRecord(
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

  /// The lane of a requirement; null: there is none.
  public @Nullable Lane lane(String framework, String id) {
    return lanes.stream()
        .filter(lane -> framework.equals(lane.framework()) && lane.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /// What the period makes of a requirement.
  ///
  /// @throws IllegalArgumentException if it has no lane
  public Conclusion outcome(String framework, String id) {
    Lane lane = lane(framework, id);
    if (lane == null) {
      throw new IllegalArgumentException("the period says nothing of " + framework + " " + id);
    }
    return Arrays.stream(Conclusion.values())
        .filter(conclusion -> conclusion.toString().equals(lane.outcome()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no conclusion: " + lane.outcome()));
  }

  /// @param snapshots how many were taken in the period
  /// @param judged how many of them were judged
  /// @param expected how many collections schedules expected; null: no schedule was in force
  /// @param unseen intervals in which nobody was looking, cut to the period
  /// @param unobserved how long they are together, as an ISO 8601 duration
  /// @param longest the longest of them; null: there is none
  public record Looking(
      long snapshots,
      long judged,
      @Nullable Long expected,
      List<Unseen> unseen,
      String unobserved,
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
              .filter(one -> one.overlaps(period.from(), period.until()))
              .map(one -> one.within(period))
              .toList();
      Duration sum = Duration.ZERO;
      Unseen longest = null;
      for (Unseen one : within) {
        sum = sum.plus(one.duration());
        if (longest == null || one.duration().compareTo(longest.duration()) > 0) {
          longest = one;
        }
      }
      return new Looking(snapshots, judged, expected, within, sum.toString(), longest);
    }
  }

  /// A finding from its first sight on. Instants are those of the snapshots that show it.
  ///
  /// @param state `open`, `excepted` or `closed` at the end of the period
  /// @param closedAt null: it was not closed in the period
  /// @param reopened how many times it came back after it had been closed
  /// @param duration from `openSince` until it was closed, or to the end of the period, as ISO 8601
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
      String duration,
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
