package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.traffic.IpRange;
import org.jspecify.annotations.Nullable;

/// One end of the lines of a map.
///
/// @param name `namespace/name[Kind]` or `FIRST-LAST[External]`: no name begins with another
/// @param range the addresses; null for a workload or pod
/// @param endpoints what it stands for; of addresses those that hold the first one, which stands
///   for all
public record MapEnd(String name, @Nullable IpRange range, EndpointSet endpoints)
    implements Comparable<MapEnd> {

  public boolean isAddress() {
    return range != null;
  }

  /// By the bytes of the names, which are ASCII: names of objects and addresses have no other
  /// letters.
  @Override
  public int compareTo(MapEnd other) {
    return name.compareTo(other.name);
  }

  static String nameOf(IpRange range) {
    return range + "[External]";
  }

  @Override
  public String toString() {
    return name;
  }
}
