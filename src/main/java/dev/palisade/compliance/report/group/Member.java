package dev.palisade.compliance.report.group;

import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.Coverage.Period;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cluster of a group.
///
/// @param missing why there is no report on it; null: there is one
/// @param report its own, which has everything in full; null: there is none
public record Member(String cluster, @Nullable String missing, @Nullable MemberReport report) {

  public Member {
    if ((missing == null) == (report == null)) {
      throw new IllegalArgumentException(
          cluster + " has either a report or a reason why there is none");
    }
  }

  /// The report on a cluster, by which it can be told from every other.
  ///
  /// @param digest SHA-256 of its canonical JSON
  /// @param period from the first snapshot to the last, or the period that it is on
  /// @param looking how the collection went in the period; null: the report is on one snapshot
  /// @param open findings that count
  /// @param excepted findings that an exception in force covers
  /// @param seen findings that were open or excepted at some time of the period; null: the report
  ///   is on one snapshot
  /// @param gaps what the collection did not bring, or brought and was not understood
  /// @param notExamined on how many things the judgement does not rest
  public record MemberReport(
      String id,
      String number,
      int version,
      String digest,
      Instant asOf,
      Period period,
      List<Snapshot> snapshots,
      @Nullable Looking looking,
      long open,
      long excepted,
      @Nullable Integer seen,
      int gaps,
      int notExamined) {
    public MemberReport {
      snapshots = List.copyOf(snapshots);
    }

    /// `PROD-ALL-2026-0003-v1`, as its files are called.
    public String name() {
      return number + "-v" + version;
    }
  }

  /// @param sequence its number in the cluster's chain; null: not kept in a store
  public record Snapshot(@Nullable Long sequence, Instant takenAt, String digest) {
    private static Snapshot of(Coverage.Source source) {
      return new Snapshot(source.sequence(), source.takenAt(), source.digest());
    }
  }

  static Member of(Part part) {
    return switch (part) {
      case Part.Unreported(String cluster, String reason) -> new Member(cluster, reason, null);
      case Part.Reported(String cluster, Report report, String digest) ->
          new Member(cluster, null, of(report, digest));
    };
  }

  private static MemberReport of(Report report, String digest) {
    Coverage coverage = report.coverage();
    PeriodRecord history = report.history();
    return new MemberReport(
        report.identity().id(),
        report.identity().number(),
        report.identity().version(),
        digest,
        report.asOf(),
        coverage.period(),
        coverage.snapshots().stream().map(Snapshot::of).toList(),
        history == null ? null : history.looking(),
        report.checks().stream().mapToLong(check -> check.open()).sum(),
        report.checks().stream().mapToLong(check -> check.excepted()).sum(),
        history == null ? null : history.findings().size(),
        coverage.gaps().size(),
        coverage.notExamined().size());
  }
}
