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

  /// From the few ports, types and protocols that the generators use.
  static final List<Packet> PACKETS = packets();

  private static final int PAIRS = 6;
  private static final int BORDERS = 4;
  private static final int TRIES = 3;

  /// Which pairs of endpoints are asked about.
  interface Pairs {
    boolean include(int source, int destination);
  }

  private static List<Packet> packets() {
    List<Packet> packets = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
      for (int port : List.of(1, 78, 79, 80, 81, 82, 443, 8080, 8081, 65535)) {
        packets.add(Packet.of(protocol, port));
      }
      packets.add(Packet.of(protocol, 80, 81));
      packets.add(Packet.of(protocol, 81, 79));
    }
    for (int type : List.of(0, 8, 128)) {
      packets.add(Packet.icmp(Protocol.ICMP, type, 0));
      packets.add(Packet.icmp(Protocol.ICMPV6, type, 1));
    }
    packets.add(Packet.of(new Protocol(47)));
    return List.copyOf(packets);
  }

  /// Packets to and from the ports that the pods at both ends declare, where names may decide.
  private static List<Packet> declared(Endpoint source, Endpoint destination) {
    List<Packet> packets = new ArrayList<>();
    if (destination instanceof Endpoint.PodEndpoint(var pod)) {
      pod.ports().forEach(port -> packets.add(Packet.of(port.protocol(), port.number())));
    }
    if (source instanceof Endpoint.PodEndpoint(var pod)) {
      pod.ports().forEach(port -> packets.add(Packet.of(port.protocol(), port.number(), 80)));
    }
    return packets;
  }

  /// What was asked of a world.
  ///
  /// @param disagreement the first in words; null: there is none
  /// @param allowed how many of the flows that were asked about are allowed
  record Sample(@Nullable String disagreement, int asked, int allowed) {}

  /// Asks about some pairs alone, and on each about some packets: where worlds are many, another
  /// world finds more than another pair.
  static Sample sampled(World world, Chance chance) {
    Reachability reachability = world.reachability();
    FlowEvaluator evaluator = world.evaluator();
    Endpoints endpoints = reachability.endpoints();
    int inCluster = endpoints.podList().size() + endpoints.nodeList().size();
    int asked = 0;
    int allowed = 0;
    for (int i = 0; i < PAIRS; i++) {
      int source = 0;
      int destination = 0;
      TrafficSet traffic = TrafficSet.ALL;
      // all and nothing are what most pairs have, and what tells least
      for (int tries = 0; tries < TRIES && isPlain(traffic, world); tries++) {
        // no policy holds between two addresses
        int inside = chance.below(Math.max(1, inCluster));
        int other = chance.below(chance.in100(60) ? Math.max(1, inCluster) : endpoints.size());
        source = i % 2 == 0 ? inside : other;
        destination = i % 2 == 0 ? other : inside;
        traffic = reachability.traffic(source, destination);
      }
      Endpoint from = endpoints.get(source);
      Endpoint to = endpoints.get(destination);
      Set<Packet> packets = new LinkedHashSet<>(chance.some(2, 3, PACKETS));
      packets.addAll(declared(from, to));
      packets.addAll(chance.some(0, BORDERS, borders(traffic)));
      String found =
          disagreement(
              evaluator,
              List.of(chance.pick(ends(from))),
              List.of(chance.pick(ends(to))),
              traffic,
              packets);
      if (found != null) {
        return new Sample(found, asked, allowed);
      }
      asked += packets.size();
      allowed += (int) packets.stream().filter(traffic::contains).count();
    }
    return new Sample(null, asked, allowed);
  }

  private static boolean isPlain(TrafficSet traffic, World world) {
    return traffic.isEmpty() || traffic.contains(world.settings().covered());
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
          Endpoint from = endpoints.get(source);
          Endpoint to = endpoints.get(destination);
          Set<Packet> asked = new LinkedHashSet<>(packets);
          asked.addAll(declared(from, to));
          asked.addAll(borders(traffic));
          String found = disagreement(evaluator, ends(from), ends(to), traffic, asked);
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
      List<Endpoint> sources,
      List<Endpoint> destinations,
      TrafficSet traffic,
      Iterable<Packet> packets) {
    for (Packet packet : packets) {
      for (Endpoint from : sources) {
        for (Endpoint to : destinations) {
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
