package dev.palisade.compliance.review;

import org.jspecify.annotations.Nullable;

/// Where an end of a flow lies in the eyes of the scope.
///
/// @param zone name of its zone; of an address the network's or `internet`; null: it cannot be told
public record Place(@Nullable String zone, Standing standing) {

  /// Whether requirements are about it.
  public enum Standing {
    IN_SCOPE,
    OUT_OF_SCOPE
  }

  /// Where nothing is known.
  public static final Place UNKNOWN = new Place(null, Standing.OUT_OF_SCOPE);

  /// Whether a flow from here to there leaves a zone. An unknown place is in none.
  boolean isApartFrom(Place other) {
    return zone == null || !zone.equals(other.zone);
  }

  /// ` (cde)`, or nothing.
  @Override
  public String toString() {
    return zone == null ? "" : " (" + zone + ")";
  }
}
