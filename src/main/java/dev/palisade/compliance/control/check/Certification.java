package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Certificate;
import dev.palisade.compliance.control.Certificate.Claim;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes [Certificate]s for pods whose forbidden traffic was found to be closed: for each class of
/// them once, whatever its size.
final class Certification {
  /// More classes, or members of one, than anyone verifies by reading. What goes beyond is counted.
  static final int MOST_CLASSES = 200;

  static final int MOST_MEMBERS = 1000;
  static final int MOST_STOPS = 20;

  /// Whether traffic among pods of one zone is allowed without being registered.
  enum OwnZone {
    ALLOWED,
    COUNTED
  }

  /// What the certificate of a pod depends on.
  private record Kin(int policyClass, @Nullable Zone zone, List<Integer> entries) {}

  private record Content(List<ResourceRef> isolatedBy, List<Claim> claims) {}

  private final Flows flows;
  private final Zoning zoning;
  private final Direction direction;
  private final OwnZone ownZone;
  private final EndpointSet others;
  private final List<String> exceptions;
  private final Map<Peer, EndpointSet> admitted = new HashMap<>();
  private final Map<Integer, SortedSet<ResourceRef>> closing = new HashMap<>();
  private final Map<EndpointSet, SortedSet<ResourceRef>> stopping = new HashMap<>();

  /// @param others the other ends that are in question
  /// @param findings those of the check: where it passes, the excepted ones
  Certification(
      Flows flows,
      Zoning zoning,
      Direction direction,
      OwnZone ownZone,
      EndpointSet others,
      List<Finding> findings) {
    this.flows = flows;
    this.zoning = zoning;
    this.direction = direction;
    this.ownZone = ownZone;
    this.others = others;
    this.exceptions =
        findings.stream().flatMap(finding -> Stream.ofNullable(finding.exception())).toList();
  }

  List<Certificate> of(EndpointSet pods) {
    Map<Kin, List<Integer>> classes = new LinkedHashMap<>();
    pods.forEach(id -> classes.computeIfAbsent(kin(id), k -> new ArrayList<>()).add(id));
    Map<Content, List<Integer>> byContent = new LinkedHashMap<>();
    classes.values().stream()
        .limit(MOST_CLASSES)
        .forEach(
            members ->
                byContent
                    .computeIfAbsent(content(members.getFirst()), c -> new ArrayList<>())
                    .addAll(members));
    List<Certificate> certificates = new ArrayList<>();
    byContent.forEach(
        (content, members) ->
            certificates.add(
                certificate(
                    direction, names(flows, members), content.isolatedBy(), content.claims())));
    if (classes.size() > MOST_CLASSES) {
      List<Integer> left =
          classes.values().stream().skip(MOST_CLASSES).flatMap(Collection::stream).toList();
      certificates.add(
          new Certificate(direction, List.of(), names(flows, left).size(), List.of(), List.of()));
    }
    return certificates;
  }

  /// For a check that asks of isolation alone.
  ///
  /// @param members names by the policies that isolate them
  static List<Certificate> isolation(
      Map<List<ResourceRef>, SortedSet<String>> members, Direction direction) {
    List<Certificate> certificates = new ArrayList<>();
    members.forEach(
        (isolatedBy, names) ->
            certificates.add(certificate(direction, names, isolatedBy, List.of())));
    return certificates;
  }

  private static Certificate certificate(
      Direction direction,
      SortedSet<String> names,
      List<ResourceRef> isolatedBy,
      List<Claim> claims) {
    return new Certificate(
        direction,
        names.stream().limit(MOST_MEMBERS).toList(),
        Math.max(0, names.size() - MOST_MEMBERS),
        isolatedBy,
        claims);
  }

  private static SortedSet<String> names(Flows flows, List<Integer> members) {
    SortedSet<String> names = new TreeSet<>();
    members.forEach(id -> names.add(WorkloadName.of(flows.endpoints().podList().get(id))));
    return names;
  }

  private Kin kin(int id) {
    List<Integer> entries = new ArrayList<>();
    List<AuthorisedFlow> register = zoning.register();
    for (int e = 0; e < register.size(); e++) {
      if (own(register.get(e)).contains(id)) {
        entries.add(e);
      }
    }
    return new Kin(flows.reachability().classOf(id), zoning.zoneOf(id), entries);
  }

  private boolean inward() {
    return direction == Direction.INGRESS;
  }

  private EndpointSet own(AuthorisedFlow flow) {
    return inward() ? flow.destinations() : flow.sources();
  }

  private EndpointSet other(AuthorisedFlow flow) {
    return inward() ? flow.sources() : flow.destinations();
  }

  private Content content(int id) {
    Pod pod = flows.endpoints().podList().get(id);
    Isolation isolation = flows.reachability().isolation(pod, direction);
    List<Claim> claims = new ArrayList<>();
    List<ResourceRef> outranking =
        refs(isolation.applying().stream().filter(this::mayOutrank).toList());
    if (!isolation.isolated()) {
      TrafficSet all = flows.reachability().settings().covered();
      claims.add(claim(id, null, "", List.of(new Cell(others, all)), outranking));
    }
    for (Policy policy : isolation.applying()) {
      Policy.Rules section = policy.rules(direction);
      for (Rule rule : section == null ? List.<Rule>of() : section.rules()) {
        if (rule.action() == Action.ALLOW) {
          claims.add(claim(id, policy.ref(), rule.pointer(), cells(pod, rule), outranking));
        }
      }
    }
    return new Content(refs(isolation.by()), claims);
  }

  private boolean mayOutrank(Policy policy) {
    Policy.Rules section = policy.rules(direction);
    return section != null && section.rules().stream().anyMatch(r -> r.action() != Action.ALLOW);
  }

  static List<ResourceRef> refs(List<Policy> policies) {
    return policies.stream().map(Policy::ref).sorted().distinct().toList();
  }

  /// What a rule admits, or more.
  private List<Cell> cells(Pod pod, Rule rule) {
    List<Cell> cells = new ArrayList<>();
    for (Rule.Clause clause : rule.clauses()) {
      EndpointSet peers =
          admitted.computeIfAbsent(clause.peer(), flows.reachability()::matching).and(others);
      TrafficSet traffic = bound(clause.traffic(), pod);
      if (!peers.isEmpty() && !traffic.isEmpty()) {
        cells.add(new Cell(peers, traffic));
      }
    }
    return cells;
  }

  /// The traffic that matches, or more: names of ports are looked up where the pod is known.
  private TrafficSet bound(TrafficMatch match, Pod pod) {
    TrafficSet covered = flows.reachability().settings().covered();
    return switch (match) {
      case TrafficMatch.Exactly(var traffic) -> traffic.intersect(covered);
      case TrafficMatch.NamedPort named -> {
        if (!inward() || named.side() != TrafficMatch.Side.DESTINATION) {
          yield covered.restrictedTo(named.protocol());
        }
        TrafficSet ports = TrafficSet.NONE;
        for (ContainerPort port : pod.ports()) {
          if (named.name().equals(port.name()) && named.protocol().equals(port.protocol())) {
            ports = ports.union(TrafficSet.of(port.protocol(), PortSet.of(port.number())));
          }
        }
        yield ports;
      }
      case TrafficMatch.AnyOf(var parts) ->
          parts.stream().map(p -> bound(p, pod)).reduce(TrafficSet.NONE, TrafficSet::union);
      case TrafficMatch.AllOf(var parts) ->
          parts.stream().map(p -> bound(p, pod)).reduce(covered, TrafficSet::intersect);
      case TrafficMatch.Not not -> covered;
    };
  }

  private Claim claim(
      int id,
      @Nullable ResourceRef policy,
      String pointer,
      List<Cell> cells,
      List<ResourceRef> outranking) {
    Zone zone = ownZone == OwnZone.ALLOWED ? zoning.zoneOf(id) : null;
    EndpointSet inside = zone == null ? flows.endpoints().none() : zoning.podsOf(zone);
    EndpointSet peers = flows.endpoints().none();
    for (Cell cell : cells) {
      peers = peers.or(cell.endpoints());
    }
    EndpointSet self = EndpointSet.of(id);
    List<Cell> crossing = Flows.within(cells, peers.minus(inside).minus(self));
    List<String> registered =
        zoning.register().stream()
            .filter(flow -> own(flow).contains(id))
            .filter(
                flow ->
                    crossing.stream()
                        .anyMatch(
                            c ->
                                c.endpoints().overlaps(other(flow))
                                    && c.traffic().overlaps(flow.traffic())))
            .map(flow -> flow.entry().id())
            .toList();
    List<Cell> left =
        inward() ? flows.unregisteredInto(id, crossing) : flows.unregisteredOutOf(id, crossing);
    SortedSet<ResourceRef> stops = stops(left);
    return new Claim(
        policy,
        pointer,
        zone != null && peers.minus(self).overlaps(inside) ? zone.name() : null,
        registered,
        stops.stream().limit(MOST_STOPS).toList(),
        Math.max(0, stops.size() - MOST_STOPS),
        left.isEmpty() ? List.of() : outranking,
        left.isEmpty() ? List.of() : exceptions);
  }

  /// What closes the other ends' own side.
  private SortedSet<ResourceRef> stops(List<Cell> left) {
    EndpointSet ends = flows.endpoints().none();
    for (Cell cell : left) {
      ends = ends.or(cell.endpoints());
    }
    return stopping.computeIfAbsent(ends.and(flows.endpoints().allPods()), this::closing);
  }

  private SortedSet<ResourceRef> closing(EndpointSet pods) {
    SortedSet<ResourceRef> stops = new TreeSet<>();
    BitSet seen = new BitSet();
    pods.forEach(
        id -> {
          int policyClass = flows.reachability().classOf(id);
          if (!seen.get(policyClass)) {
            seen.set(policyClass);
            stops.addAll(closing.computeIfAbsent(policyClass, c -> closing(id)));
          }
        });
    return stops;
  }

  private SortedSet<ResourceRef> closing(int id) {
    Direction opposite = inward() ? Direction.EGRESS : Direction.INGRESS;
    SortedSet<ResourceRef> refs = new TreeSet<>();
    for (Policy policy :
        flows.reachability().isolation(flows.endpoints().podList().get(id), opposite).applying()) {
      Policy.Rules section = policy.rules(opposite);
      if (section != null
          && (section.noMatch() == Policy.NoMatch.DENY
              || section.rules().stream().anyMatch(r -> r.action() == Action.DENY))) {
        refs.add(policy.ref());
      }
    }
    return refs;
  }
}
