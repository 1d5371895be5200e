package dev.palisade.compliance.reperformance;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A snapshot that was judged again.
///
/// @param report the report on it that is held against; null: none was issued, and what today's
///   judgement is held against is [#then]
/// @param unavailable why it could not be judged again; null: it was
/// @param then by what held at the time; null: it could not be
/// @param today by what holds now; null: it could not be
public record Reassessment(
    long snapshot,
    Instant takenAt,
    String digest,
    @Nullable Reported report,
    @Nullable Unavailable unavailable,
    @Nullable Again then,
    @Nullable Again today) {

  /// @param digest SHA-256 of its canonical JSON
  public record Reported(
      String id, String number, int version, Instant issuedAt, String digest, Program program) {}

  /// What judged.
  ///
  /// @param catalogue version of it
  public record Program(
      String engine, String translator, String catalogue, String catalogueDigest) {}

  /// By what was judged.
  ///
  /// @param exceptions ids of those in force, sorted
  public record By(
      Program program,
      String dialect,
      SortedMap<String, String> settings,
      int scopeVersion,
      String scopeDigest,
      List<String> exceptions,
      Instant asOf) {
    public By {
      exceptions = List.copyOf(exceptions);
    }
  }

  /// What came of it.
  ///
  /// @param digest SHA-256 of the report's canonical JSON as it was made again; null: the document
  ///   was not made again
  /// @param identical whether that is the report byte by byte; null: there is none to compare with
  /// @param same how many conclusions are the same
  public record Again(
      By by,
      @Nullable String digest,
      @Nullable Boolean identical,
      int same,
      List<Difference> differences) {
    public Again {
      differences = List.copyOf(differences);
    }
  }

  /// Whether something of it has no explanation.
  boolean isUnexplained() {
    return (unavailable != null && unavailable.isAltered())
        || isUnexplained(then)
        || isUnexplained(today);
  }

  private static boolean isUnexplained(@Nullable Again again) {
    return again != null && again.differences().stream().anyMatch(Difference::isUnexplained);
  }
}
