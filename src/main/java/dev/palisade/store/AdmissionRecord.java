package dev.palisade.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request that the API server asked about, and what it was told.
///
/// @param name empty: the API server names the object later
/// @param verdict of the review: `allow`, `review`, `block`; null: it was not judged
/// @param reason null: there is nothing to say
public record AdmissionRecord(
    String requestUid,
    Instant at,
    String operation,
    String group,
    String kind,
    String namespace,
    String name,
    @Nullable String uid,
    String user,
    List<String> groups,
    boolean allowed,
    Decision decision,
    @Nullable String verdict,
    @Nullable String reason) {

  /// How the answer came about.
  public enum Decision {
    /// Nothing was to be judged.
    RECORDED,
    /// By a review.
    JUDGED,
    /// A review was due, and was not to be had in time, or at all.
    UNDECIDED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AdmissionRecord {
    groups = List.copyOf(groups);
  }
}
