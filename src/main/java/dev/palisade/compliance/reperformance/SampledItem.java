package dev.palisade.compliance.reperformance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item of a sample with the raw facts of it.
///
/// @param key by which it was drawn
/// @param hash by which it was drawn
/// @param says what it is, for people
/// @param snapshot the one whose [Reassessment] concerns it; null: none was judged again
/// @param finding what became of a finding; null: it is none
/// @param objects as they are kept
/// @param calls the list calls that brought them
/// @param gaps what the collection missed of their kinds
public record SampledItem(
    String key,
    String hash,
    String says,
    @Nullable Long snapshot,
    @Nullable Followed finding,
    List<RawObject> objects,
    List<Listed> calls,
    List<Missed> gaps) {

  /// A finding as the report has it, and as it is when judged again.
  ///
  /// @param then null: it is not there
  /// @param today null: it is not there
  public record Followed(String reported, @Nullable String then, @Nullable String today) {}

  /// An object at one content.
  ///
  /// @param namespace null: it is of the cluster
  /// @param firstSnapshot the first snapshot in which it stood with this content
  /// @param lastSnapshot the last; null: it stands to this day
  /// @param digest SHA-256 of `content`
  /// @param link where the API has it
  /// @param content canonical JSON, byte by byte as it is kept; null: see `unavailable`
  /// @param unavailable null: it is there
  public record RawObject(
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      long firstSnapshot,
      @Nullable Long lastSnapshot,
      String digest,
      String link,
      @Nullable String content,
      @Nullable Unavailable unavailable) {}

  /// @param state `complete`, `partial`, `not-collected` or `not-installed`
  public record Listed(
      long snapshot,
      Instant takenAt,
      String kind,
      String apiVersion,
      int count,
      @Nullable String resourceVersion,
      String state) {}

  /// A gap.
  public record Missed(
      long snapshot,
      String kind,
      @Nullable String namespace,
      @Nullable String name,
      String reason,
      String message) {}

  public SampledItem {
    objects = List.copyOf(objects);
    calls = List.copyOf(calls);
    gaps = List.copyOf(gaps);
  }

  boolean isAltered() {
    return objects.stream().anyMatch(o -> o.unavailable() != null && o.unavailable().isAltered());
  }
}
