package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Small changes of a big cluster: of one policy in its middle that has rules for ingress, of one
/// pod, of one namespace.
final class EngineChanges {

  /// @param pods those whose traffic a change may touch
  record Touching(Change.State after, Predicate<Pod> pods) {}

  private final Reachability reachability;
  private final Policy policy;
  private final Pod pod;

  EngineChanges(Reachability reachability) {
    this.reachability = reachability;
    List<Policy> policies =
        reachability
            .policies()
            .policies()
            .filter(p -> p.ingress() != null && !p.ingress().rules().isEmpty())
            .toList();
    this.policy = policies.get(policies.size() / 2);
    List<Pod> pods = reachability.inventory().pods();
    this.pod = pods.get(pods.size() / 2);
  }

  Touching anotherPort() {
    return with(
        Peer.ANYONE, new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(12_345))));
  }

  Touching anotherValue() {
    List<Pod> pods = reachability.inventory().pods();
    String key = "statefulset.kubernetes.io/pod-name";
    @Nullable Pod labelled =
        pods.stream().filter(p -> p.selectorLabels().has(key)).findFirst().orElse(null);
    String value = labelled == null ? "x" : String.valueOf(labelled.selectorLabels().get(key));
    Selector one =
        labelled == null
            ? Selector.and(
                pod.selectorLabels().keys().stream()
                    .map(k -> Selector.equal(k, String.valueOf(pod.selectorLabels().get(k))))
                    .toList())
            : Selector.equal(key, value);
    return with(
        new Peer.Pods(new NamespaceMatch.Any(), one, Peer.HostNetworkPods.BY_SETTING),
        TrafficMatch.ALL);
  }

  Touching anotherBlock() {
    return with(
        new Peer.Addresses(
            IpSet.of(Cidr.parse("203.0.113.16/29")), Peer.AddressReach.PODS_AND_NODES),
        TrafficMatch.ALL);
  }

  Touching anotherPortName() {
    return with(
        Peer.ANYONE,
        new TrafficMatch.NamedPort(Protocol.TCP, "not-named-yet", TrafficMatch.Side.DESTINATION));
  }

  private Touching with(Peer peer, TrafficMatch traffic) {
    Policy.Rules rules = policy.ingress();
    List<Rule> all = new ArrayList<>(rules == null ? List.of() : rules.rules());
    all.add(
        new Rule(
            "/spec/ingress/9",
            Action.ALLOW,
            List.of(new Rule.Clause("/spec/ingress/9", peer, Peer.ANYONE, traffic)),
            null));
    return replaced(
        List.of(
            new Policy(
                policy.ref(),
                policy.subject(),
                new Policy.Rules(all, Policy.NoMatch.DENY, "/spec/ingress"),
                policy.egress())));
  }

  Touching withoutPolicy() {
    return replaced(List.of());
  }

  private Touching replaced(List<Policy> instead) {
    List<Tier> tiers =
        reachability.policies().tiers().stream()
            .map(
                tier ->
                    new Tier(
                        tier.name(),
                        tier.combination(),
                        tier.policies().stream()
                            .flatMap(p -> p == policy ? instead.stream() : List.of(p).stream())
                            .toList()))
            .toList();
    return new Touching(
        new Change.State(reachability.inventory(), new PolicySet(tiers, List.of())),
        p -> p.namespace().equals(policy.ref().namespace()));
  }

  Touching relabelledPod() {
    Pod relabelled =
        Clusters.pod(
            pod.namespace(),
            pod.name(),
            pod.selectorLabels().with("tier", "data"),
            pod.addresses(),
            pod.nodeName(),
            pod.network(),
            pod.ports());
    return pods(
        reachability.inventory().pods().stream().map(p -> p == pod ? relabelled : p).toList());
  }

  Touching withoutPod() {
    return pods(reachability.inventory().pods().stream().filter(p -> p != pod).toList());
  }

  private Touching pods(List<Pod> pods) {
    return new Touching(
        new Change.State(reachability.inventory().withPods(pods), reachability.policies()),
        p -> p.toString().equals(pod.toString()));
  }

  Touching relabelledNamespace() {
    Inventory old = reachability.inventory();
    SortedMap<String, Namespace> namespaces = new TreeMap<>(old.namespaces());
    namespaces.computeIfPresent(
        pod.namespace(), (n, known) -> new Namespace(n, known.labels().with("team", "new"), null));
    Inventory after =
        new Inventory(
            namespaces,
            old.pods(),
            old.services(),
            old.exposures(),
            old.nodes(),
            old.agents(),
            old.access(),
            old.networkSettings(),
            old.apiKinds());
    return new Touching(
        new Change.State(after, reachability.policies()),
        p -> p.namespace().equals(pod.namespace()));
  }
}
