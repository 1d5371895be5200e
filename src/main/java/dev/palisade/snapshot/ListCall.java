package dev.palisade.snapshot;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One list call of a collection: what was asked and how much came back.
///
/// @param resourceVersion the list's own version, where an API server gave one
/// @param count objects received
public record ListCall(
    String apiVersion,
    String kind,
    int count,
    @Nullable String resourceVersion,
    Completeness completeness)
    implements Comparable<ListCall> {

  /// Whether a list call brought all there is.
  public enum Completeness {
    COMPLETE,
    /// Ended before the list did: there is a gap for it.
    PARTIAL,
    /// Refused or failed: there is a gap for it.
    NOT_COLLECTED,
    /// The API server does not know the kind: nothing of it can exist.
    NOT_INSTALLED
  }

  private static final Comparator<ListCall> ORDER =
      Comparator.comparing(ListCall::kind).thenComparing(ListCall::apiVersion);

  @Override
  public int compareTo(ListCall other) {
    return ORDER.compare(this, other);
  }
}
