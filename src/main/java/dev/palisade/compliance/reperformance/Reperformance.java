package dev.palisade.compliance.reperformance;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of one re-performance: `palisade/reperformance/v1`.
///
/// @param performedAt the instant that counts as today
/// @param assessments sorted by snapshot
public record Reperformance(
    String id,
    String cluster,
    Asked asked,
    Instant performedAt,
    Sample sample,
    Conclusion conclusion,
    List<SampledItem> items,
    List<Reassessment> assessments) {

  /// What a sample is drawn from.
  public enum Population {
    SNAPSHOTS,
    OBJECTS,
    FINDINGS,
    POLICIES,
    CHANGES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Who gave the seed.
  public enum SeedOrigin {
    GIVEN,
    DRAWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What was asked for, written down and sealed before anything was drawn.
  ///
  /// @param report id of the one whose sample it is; null: of a range of snapshots
  /// @param fromSnapshot the first snapshot of the range
  /// @param toSnapshot the last
  public record Asked(
      Population population,
      int size,
      String seed,
      SeedOrigin seedOrigin,
      @Nullable String report,
      long fromSnapshot,
      long toSnapshot,
      String requestedBy,
      Instant requestedAt) {}

  /// The whole in a word.
  public enum Conclusion {
    /// All that was judged again by what held at the time came out as it was reported, byte by
    /// byte.
    REPRODUCED,
    /// Not all did, and it is said why; or there was nothing to hold it against.
    EXPLAINED,
    /// Something differs, or is not what was stored, and nothing explains it.
    UNEXPLAINED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Reperformance {
    items = List.copyOf(items);
    assessments = List.copyOf(assessments);
  }

  /// What items and assessments come to. Today's judgement may differ; that of the time may not.
  public static Conclusion concluded(List<SampledItem> items, List<Reassessment> assessments) {
    if (items.stream().anyMatch(SampledItem::isAltered)
        || assessments.stream().anyMatch(Reassessment::isUnexplained)) {
      return Conclusion.UNEXPLAINED;
    }
    boolean reproduced =
        !assessments.isEmpty()
            && assessments.stream()
                .allMatch(a -> a.then() != null && Boolean.TRUE.equals(a.then().identical()));
    return reproduced ? Conclusion.REPRODUCED : Conclusion.EXPLAINED;
  }
}
