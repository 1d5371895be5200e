package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.Packet;

/// Whether a traffic match holds for one packet between two endpoints. Shares nothing with
/// [ClauseTraffic], which must agree with it.
final class TrafficMatcher {

  private final HostNetworkPods hostMode;

  TrafficMatcher(DialectSettings settings) {
    this.hostMode = settings.hostNetworkPods();
  }

  Answer matches(TrafficMatch match, Endpoint source, Endpoint destination, Packet packet) {
    return switch (match) {
      case TrafficMatch.Exactly exactly -> Answer.of(exactly.traffic().contains(packet));
      case TrafficMatch.NamedPort named ->
          named.side() == TrafficMatch.Side.SOURCE
              ? named(named, source, packet, packet.sourcePort())
              : named(named, destination, packet, packet.destinationPort());
      case TrafficMatch.AnyOf any -> {
        Answer best = Answer.NO;
        for (TrafficMatch part : any.parts()) {
          best = best.or(matches(part, source, destination, packet));
        }
        yield best;
      }
      case TrafficMatch.AllOf all -> {
        Answer worst = Answer.YES;
        for (TrafficMatch part : all.parts()) {
          worst = worst.and(matches(part, source, destination, packet));
        }
        yield worst;
      }
      case TrafficMatch.Not not -> matches(not.part(), source, destination, packet).not();
    };
  }

  private Answer named(TrafficMatch.NamedPort named, Endpoint holder, Packet packet, int port) {
    if (!packet.protocol().equals(named.protocol())
        || !(holder instanceof Endpoint.PodEndpoint p)
        || p.pod().ports().stream()
            .noneMatch(
                declared ->
                    named.name().equals(declared.name())
                        && declared.protocol().equals(named.protocol())
                        && declared.number() == port)) {
      return Answer.NO;
    }
    if (!p.pod().usesHostNetwork()) {
      return Answer.YES;
    }
    return switch (hostMode) {
      case POLICED -> Answer.YES;
      // policies do not hold for it: whether its port names are looked up is not said
      case EXEMPT -> Answer.PERHAPS;
      case NODE -> Answer.NO;
    };
  }
}
