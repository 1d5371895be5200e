package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortPairs;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the set engine and the one-flow evaluator the same questions of a world.
final class Differential {

  private Differential() {}

  /// Which pairs of endpoints are asked about.
  interface Pairs {
    boolean include(int source, int destination);
  }

  /// The first disagreement in words; null: there is none.
  ///
  /// @param packets tried on every pair, beside those at the borders of what the engine allows
  static @Nullable String disagreement(World world, List<Packet> packets, Pairs pairs) {
    Reachability reachability = world.reachability();
    FlowEvaluator evaluator = world.evaluator();
    Endpoints endpoints = reachability.endpoints();
    for (int source = 0; source < endpoints.size(); source++) {
      for (int destination = 0; destination < endpoints.size(); destination++) {
        if (pairs.include(source, destination)) {
          TrafficSet traffic = reachability.traffic(source, destination);
          String found =
              disagreement(
                  evaluator, endpoints.get(source), endpoints.get(destination), traffic, packets);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String disagreement(
      FlowEvaluator evaluator,
      Endpoint source,
      Endpoint destination,
      TrafficSet traffic,
      List<Packet> packets) {
    Set<Packet> asked = new LinkedHashSet<>(packets);
    asked.addAll(borders(traffic));
    for (Packet packet : asked) {
      for (Endpoint from : ends(source)) {
        for (Endpoint to : ends(destination)) {
          if (evaluator.evaluate(from, to, packet).allowed() != traffic.contains(packet)) {
            return "%s to %s on %s: sets allow %s, but%n%s"
                .formatted(from, to, packet, traffic, evaluator.explain(from, to, packet));
          }
        }
      }
    }
    return null;
  }

  /// A range stands for each of its addresses: its two ends are asked for.
  private static List<Endpoint> ends(Endpoint endpoint) {
    return endpoint instanceof Endpoint.AddressEndpoint a
        ? List.of(single(a.range().first()), single(a.range().last()))
        : List.of(endpoint);
  }

  private static Endpoint single(IpAddress address) {
    return new Endpoint.AddressEndpoint(IpRange.of(address));
  }

  /// Packets just inside and just outside of a set.
  static List<Packet> borders(TrafficSet traffic) {
    List<Packet> packets = new ArrayList<>();
    for (TrafficSet side : List.of(traffic, traffic.complement())) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
        for (PortPairs pairs : side.portPairs(protocol)) {
          for (PortRange range : pairs.destinations().ranges()) {
            int from = pairs.sources().ranges().getFirst().first();
            packets.add(Packet.of(protocol, from, range.first()));
            packets.add(Packet.of(protocol, from, range.last()));
          }
        }
      }
      if (!side.isEmpty()) {
        packets.add(side.example());
      }
    }
    return packets;
  }
}
