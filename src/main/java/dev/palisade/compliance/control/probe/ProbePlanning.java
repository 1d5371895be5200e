package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.probe.Probe.Expected;
import dev.palisade.compliance.control.probe.Probe.Target;
import dev.palisade.compliance.control.probe.ProbePlan.Uncovered;
import dev.palisade.compliance.control.probe.ZonePairs.Border;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes a [ProbePlan]: border by border, since no probe crosses two.
final class ProbePlanning {
  private static final List<Protocol> PROBED = List.of(Protocol.TCP, Protocol.UDP);

  private final ProbeEnds ends;
  private final Map<Border, List<ProbePair>> borders;
  private final TrafficSet restricted;
  private final List<Uncovered> uncovered;

  /// A class of traffic across a border.
  sealed interface Traffic {
    /// A service that some rule opens.
    record Service(Protocol protocol, PortRange ports) implements Traffic {
      @Override
      public String toString() {
        return protocol + " " + ports + " is allowed";
      }
    }

    record Denied() implements Traffic {
      @Override
      public String toString() {
        return "something is denied";
      }
    }

    record Restricted() implements Traffic {
      @Override
      public String toString() {
        return "a restricted service";
      }
    }
  }

  record Candidate(ProbePair pair, Packet packet, Expected expected, Set<Traffic> covers) {}

  ProbePlanning(Reachability reachability, Zoning zoning) {
    this.ends = new ProbeEnds(reachability, zoning);
    this.borders = ZonePairs.of(reachability, ends);
    this.restricted =
        zoning.scope().restricted().stream()
            .map(RestrictedService::traffic)
            .reduce(TrafficSet.NONE, TrafficSet::union);
    this.uncovered = new ArrayList<>(ends.uncovered);
  }

  ProbePlan plan() {
    List<Probe> probes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    borders.forEach(
        (border, pairs) -> {
          for (Candidate taken : Cover.of(candidates(border, pairs), Candidate::covers, order())) {
            probes.add(probe(border, taken, ids));
          }
        });
    return new ProbePlan(probes, uncovered);
  }

  /// Where something is known to listen first: there an open way is answered.
  private Comparator<Candidate> order() {
    return Comparator.comparing((Candidate c) -> c.pair().served().contains(c.packet()) ? 0 : 1)
        .thenComparing(Candidate::expected)
        .thenComparing(c -> ends.pod(c.pair().source()))
        .thenComparing(c -> c.pair().destination())
        .thenComparing(c -> c.packet().protocol().number())
        .thenComparing(c -> c.packet().destinationPort());
  }

  /// Every probe that could be made across a border, but for those that differ in nothing that
  /// counts.
  List<Candidate> candidates(Border border, List<ProbePair> pairs) {
    List<Candidate> candidates = new ArrayList<>();
    boolean outside = ends.networks.containsKey(border.to());
    for (Protocol protocol : PROBED) {
      Set<PortRange> services = new TreeSet<>();
      pairs.forEach(pair -> services.addAll(open(pair, protocol, outside).ranges()));
      for (ProbePair pair : pairs) {
        for (int port : ports(pair, protocol, services, outside)) {
          Candidate candidate = candidate(pair, Packet.of(protocol, port), services);
          if (candidate != null) {
            candidates.add(candidate);
          }
        }
      }
    }
    remark(border, pairs, candidates);
    return candidates;
  }

  /// Outside the cluster only what is known to be served counts: the rest is silent anyway.
  private static PortSet open(ProbePair pair, Protocol protocol, boolean outside) {
    PortSet open = pair.open(protocol);
    return outside ? open.intersect(pair.listening(protocol)) : open;
  }

  /// The ports at which it can make a difference: where a service begins (where several overlap,
  /// one of them begins in all), where something listens, restricted ones, and any that is closed.
  private Collection<Integer> ports(
      ProbePair pair, Protocol protocol, Set<PortRange> services, boolean outside) {
    Set<Integer> ports = new LinkedHashSet<>();
    pair.listening(protocol).ranges().forEach(range -> ports.add(range.first()));
    services.forEach(range -> ports.add(range.first()));
    if (outside) {
      ports.removeIf(port -> !pair.listening(protocol).contains(port));
      return ports;
    }
    PortSet bad = restricted.destinationPorts(protocol);
    bad.ranges().forEach(range -> ports.add(range.first()));
    services.forEach(
        range ->
            bad.intersect(PortSet.of(range)).ranges().forEach(part -> ports.add(part.first())));
    pair.closed(protocol).intersect(bad).ranges().forEach(range -> ports.add(range.first()));
    pair.closed(protocol).ranges().forEach(range -> ports.add(range.first()));
    return ports;
  }

  private @Nullable Candidate candidate(ProbePair pair, Packet packet, Set<PortRange> services) {
    Protocol protocol = packet.protocol();
    int port = packet.destinationPort();
    boolean open = pair.open(protocol).contains(port);
    Set<Traffic> covers = new LinkedHashSet<>();
    if (open) {
      services.stream()
          .filter(range -> range.contains(port))
          .forEach(range -> covers.add(new Traffic.Service(protocol, range)));
    } else if (protocol.equals(Protocol.TCP) && pair.closed(protocol).contains(port)) {
      // of UDP silence is no sign
      covers.add(new Traffic.Denied());
    } else {
      return null;
    }
    if (protocol.equals(Protocol.TCP) && restricted.contains(packet)) {
      covers.add(new Traffic.Restricted());
    }
    return new Candidate(pair, packet, open ? Expected.ALLOWED : Expected.DENIED, covers);
  }

  private void remark(Border border, List<ProbePair> pairs, List<Candidate> candidates) {
    boolean sctp =
        pairs.stream()
            .anyMatch(
                pair -> !pair.open(Protocol.SCTP).isEmpty() && !pair.open(Protocol.SCTP).isAll());
    if (sctp) {
      uncovered.add(
          new Uncovered(
              border.from(), border.to(), "SCTP", "probes speak TCP and UDP: test it by hand"));
    }
    boolean denied = candidates.stream().anyMatch(c -> c.covers().contains(new Traffic.Denied()));
    boolean closed = pairs.stream().anyMatch(pair -> !pair.closed(Protocol.TCP).isEmpty());
    if (closed && !denied) {
      uncovered.add(
          new Uncovered(
              border.from(),
              border.to(),
              "what is denied",
              "nothing there is known to listen on a denied port: test towards a host that does"));
    }
  }

  private Probe probe(Border border, Candidate taken, Set<String> ids) {
    int destination = taken.pair().destination();
    ProbeEnds.Outside outside = ends.networks.get(border.to());
    Target target =
        outside == null
            ? new Target.OfPod(ends.pod(destination))
            : new Target.OfAddress(outside.address());
    Probe unnamed =
        new Probe(
            "",
            border.from(),
            ends.pod(taken.pair().source()),
            border.to(),
            target,
            taken.packet(),
            taken.expected(),
            taken.covers().stream().map(Object::toString).toList());
    // a test that only says whether it passed speaks of the verdict that it was made with
    String what = border.from() + " " + border.to() + " " + unnamed + " " + unnamed.expected();
    String id = id(what);
    if (!ids.add(id)) {
      // two pods of one workload that policies tell apart
      id = id(what + " " + unnamed.source() + " " + ends.nameOf(destination));
      ids.add(id);
    }
    return new Probe(
        id,
        unnamed.from(),
        unnamed.source(),
        unnamed.to(),
        target,
        unnamed.packet(),
        unnamed.expected(),
        unnamed.covers());
  }

  private static String id(String of) {
    return "p-" + CanonicalJson.digest(Node.text(of)).substring(0, 12);
  }
}
