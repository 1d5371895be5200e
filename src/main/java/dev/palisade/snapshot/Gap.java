package dev.palisade.snapshot;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that was not collected, not readable or not understood. Whatever depends on it cannot
/// pass.
///
/// @param kind kind of the objects that are missing or not understood; `*` when not even that is
///   known
/// @param namespace the namespace it is limited to; null: the whole cluster
/// @param name the one object concerned; null: any number of objects of the kind
/// @param status HTTP status of a refused or failed call; 0 where there was no call
/// @param message what happened, for people: names file, object and JSON pointer where there are
///   some
public record Gap(
    Reason reason,
    String kind,
    @Nullable String namespace,
    @Nullable String name,
    int status,
    String message)
    implements Comparable<Gap> {

  /// Why something is missing.
  public enum Reason {
    /// The API server answered 401 or 403.
    REFUSED,
    /// The call failed or timed out, and its retries too.
    FAILED,
    /// A list is known to go on beyond what was collected.
    INCOMPLETE,
    /// A document could not be parsed, or an API server would refuse the object.
    UNREADABLE,
    /// The object is understood as a document, but its kind, version or a field of it is not
    /// modelled and may allow traffic.
    NOT_MODELLED
  }

  private static final Comparator<Gap> ORDER =
      Comparator.comparing(Gap::kind)
          .thenComparing(g -> Objects.requireNonNullElse(g.namespace(), ""))
          .thenComparing(g -> Objects.requireNonNullElse(g.name(), ""))
          .thenComparing(Gap::reason)
          .thenComparing(Gap::message);

  @Override
  public int compareTo(Gap other) {
    return ORDER.compare(this, other);
  }
}
