package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What advisers look at: the evidence, and which pods each peer means.
final class Terrain {
  private final Evidence evidence;
  private final Zoning zoning;
  private final PodIndex pods;
  private final List<Policy> policies;
  private final Map<ResourceRef, Manifest> manifests = new HashMap<>();
  private final SortedSet<String> remarks = new TreeSet<>();

  /// A rule that allows, with where it stands.
  record Allowing(Policy policy, Direction direction, Rule rule) {}

  Terrain(Evidence evidence, Zoning zoning) {
    this.evidence = evidence;
    this.zoning = zoning;
    this.pods = new PodIndex(evidence.inventory());
    this.policies =
        evidence
            .policies()
            .policies()
            .sorted(Comparator.comparing(Policy::ref).thenComparing(p -> p.subject().toString()))
            .toList();
    evidence.snapshot().manifests().forEach(m -> manifests.put(m.ref(), m));
  }

  /// Every enforced policy, sorted.
  List<Policy> policies() {
    return policies;
  }

  PolicySet policySet() {
    return evidence.policies();
  }

  Inventory inventory() {
    return evidence.inventory();
  }

  Reachability reachability() {
    return evidence.reachability();
  }

  Zoning zoning() {
    return zoning;
  }

  PodIndex pods() {
    return pods;
  }

  /// Warnings that concern policies.
  List<Warning> warnings() {
    return evidence.warnings().stream()
        .filter(warning -> Kinds.POLICIES.contains(warning.ref().kind()))
        .toList();
  }

  /// Policies that an API server would refuse.
  List<Gap> refused() {
    return evidence.gaps().stream()
        .filter(gap -> gap.reason() == Gap.Reason.UNREADABLE && Kinds.POLICIES.contains(gap.kind()))
        .toList();
  }

  @Nullable Manifest manifest(ResourceRef ref) {
    return manifests.get(ref);
  }

  /// Whether pods of a namespace are the system's.
  boolean isSystem(String namespace) {
    Namespace known = inventory().namespace(namespace);
    return known != null && zoning.zoneOfUnlabelled(known).category() == Scope.Category.SYSTEM;
  }

  /// Hands on each rule that allows.
  void allowing(Consumer<Allowing> to) {
    for (Policy policy : policies) {
      for (Direction direction : Direction.values()) {
        Policy.Rules rules = policy.rules(direction);
        if (rules == null) {
          continue;
        }
        for (Rule rule : rules.rules()) {
          if (rule.action() == Action.ALLOW) {
            to.accept(new Allowing(policy, direction, rule));
          }
        }
      }
    }
  }

  /// One active pod with a network of its own for each class that policies do not tell apart, and
  /// how many there are of it.
  Map<Pod, Integer> kindsOfPods() {
    Map<Integer, Pod> first = new HashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    List<Pod> all = reachability().endpoints().podList();
    for (int id = 0; id < all.size(); id++) {
      Pod pod = all.get(id);
      if (!pod.usesHostNetwork() && pod.life() == Pod.Life.ACTIVE) {
        int number = reachability().classOf(id);
        first.putIfAbsent(number, pod);
        counts.merge(number, 1, Integer::sum);
      }
    }
    Map<Pod, Integer> kinds = new java.util.TreeMap<>();
    first.forEach((number, pod) -> kinds.put(pod, counts.getOrDefault(number, 1)));
    return kinds;
  }

  /// Something that no advice is given on, and why.
  void remark(String sentence) {
    remarks.add(sentence);
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /// Each selection of pods by label that a peer is made of, except under a negation.
  static List<Peer.Pods> selections(Peer peer) {
    List<Peer.Pods> found = new ArrayList<>();
    collect(peer, found);
    return found;
  }

  private static void collect(Peer peer, List<Peer.Pods> to) {
    switch (peer) {
      case Peer.Pods selection -> to.add(selection);
      case Peer.AnyOf(var peers) -> peers.forEach(p -> collect(p, to));
      case Peer.AllOf(var peers) -> peers.forEach(p -> collect(p, to));
      case Peer.Not not -> {}
      case Peer.Anyone anyone -> {}
      case Peer.Addresses addresses -> {}
      case Peer.PodsNamed names -> {}
      case Peer.Nodes nodes -> {}
      case Peer.NodesNamed nodes -> {}
      case Peer.HostOfPod host -> {}
      case Peer.DomainNames names -> {}
    }
  }
}
