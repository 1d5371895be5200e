package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.TrafficSet;

/// Traffic between two endpoints that shows an answer to be so.
///
/// @param traffic never empty
public record Flow(Endpoint source, Endpoint destination, TrafficSet traffic) {

  /// One packet of it.
  public Packet packet() {
    return traffic.example();
  }

  /// `shop/web to db/main on TCP/5432`.
  @Override
  public String toString() {
    return source + " to " + destination + " on " + packet();
  }
}
