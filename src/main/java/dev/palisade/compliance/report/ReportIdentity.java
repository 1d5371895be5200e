package dev.palisade.compliance.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a report is known by. Nothing else of a report differs between two that were made from the
/// same evidence.
///
/// @param id unique for every version
/// @param number the same for all versions of a report: see [ReportNumber]
/// @param version from 1
/// @param supersedes the id of the version before; null for version 1
public record ReportIdentity(
    String id, String number, int version, @Nullable String supersedes, Kind kind) {

  /// What a report speaks of.
  public enum Kind {
    /// One snapshot.
    POINT_IN_TIME,
    /// All snapshots from one instant to another.
    PERIOD;

    /// `point-in-time`, `period`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ReportIdentity {
    if (version < 1) {
      throw new IllegalArgumentException("a report's version begins at 1, not " + version);
    }
  }

  /// The first version of a report on one snapshot.
  public static ReportIdentity first(String id, ReportNumber number) {
    return new ReportIdentity(id, number.toString(), 1, null, Kind.POINT_IN_TIME);
  }

  /// The version after this one.
  public ReportIdentity next(String nextId) {
    return new ReportIdentity(nextId, number, version + 1, id, kind);
  }
}
