package dev.palisade.analysis.traffic;

/// The product of destination and source ports; neither is empty.
public record PortPairs(PortSet destinations, PortSet sources) {

  public PortPairs {
    if (destinations.isEmpty() || sources.isEmpty()) {
      throw new IllegalArgumentException("a product of ports with an empty side is no traffic");
    }
  }

  /// `80,443`, or `80,443 from 1000-2000` when not every source port is in it.
  @Override
  public String toString() {
    return sources.isAll() ? destinations.toString() : destinations + " from " + sources;
  }
}
