package dev.palisade.translate.manifest;

import dev.palisade.snapshot.ResourceRef;
import java.util.Comparator;

/// Something that an API server takes and the model holds exactly, and that a map of workloads or
/// IPv4 ranges cannot show.
///
/// @param line the 1-based line of the object's manifest or of the value; 0 when unknown
public record MapObstacle(
    Kind kind, ResourceRef ref, String file, int line, String pointer, String message)
    implements Comparable<MapObstacle> {

  /// What a map makes of it.
  public enum Kind {
    /// A port name towards an address block, which has no container to look the name up in: the map
    /// is refused.
    NAMED_PORT_TO_ADDRESSES(true),
    /// A selector that selects some pods of a workload and not others: the map by workloads is
    /// refused.
    SPLIT_WORKLOAD(true),
    /// IPv6 addresses: left out of a map, with a warning.
    IPV6_ADDRESSES(false);

    private final boolean fatal;

    Kind(boolean fatal) {
      this.fatal = fatal;
    }

    /// Whether there is no map with it; otherwise the map leaves something out.
    public boolean isFatal() {
      return fatal;
    }
  }

  private static final Comparator<MapObstacle> ORDER =
      Comparator.comparing(MapObstacle::kind)
          .thenComparing(MapObstacle::ref)
          .thenComparing(MapObstacle::pointer)
          .thenComparing(MapObstacle::message);

  @Override
  public int compareTo(MapObstacle other) {
    return ORDER.compare(this, other);
  }

  /// `FILE:LINE: KIND NAMESPACE/NAME: /json/pointer: message`, without what is unknown or empty.
  @Override
  public String toString() {
    return Place.text(ref, file, line, pointer) + message;
  }
}
