package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.AddressCuts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which policies apply to a pod: one of the inventory, or one that does not exist yet.
final class Subjects {

  private final Inventory inventory;
  private final DialectSettings settings;
  private final Endpoints endpoints;
  private final EndpointClasses classes;
  private final Rows egress;
  private final Rows ingress;
  private final List<Policy> policies;
  // numbers in `policies`: those whose subject lies within one namespace, by its name, and the
  // others
  private final Map<String, List<Integer>> byNamespace = new HashMap<>();
  private final List<Integer> everywhere = new ArrayList<>();

  Subjects(
      Inventory inventory,
      PolicySet policySet,
      DialectSettings settings,
      Endpoints endpoints,
      EndpointClasses classes,
      Rows egress,
      Rows ingress) {
    this.inventory = inventory;
    this.settings = settings;
    this.endpoints = endpoints;
    this.classes = classes;
    this.egress = egress;
    this.ingress = ingress;
    this.policies = policySet.policies().toList();
    for (int i = 0; i < policies.size(); i++) {
      if (policies.get(i).subject() instanceof Peer.Pods pods
          && pods.namespaces() instanceof NamespaceMatch.Named named) {
        for (String name : named.names()) {
          byNamespace.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
        }
      } else {
        everywhere.add(i);
      }
    }
  }

  Isolation isolation(Pod pod, Direction direction) {
    List<Policy> applying = isKnown(pod) ? ofClass(pod, direction) : ofImagined(pod, direction);
    List<Policy> isolating =
        applying.stream().filter(policy -> isolates(policy, direction)).toList();
    return new Isolation(isolating, applying);
  }

  private static boolean isolates(Policy policy, Direction direction) {
    Policy.Rules rules = policy.rules(direction);
    return rules != null && rules.noMatch() == Policy.NoMatch.DENY;
  }

  private boolean isKnown(Pod pod) {
    return endpoints.find(pod) >= 0 && endpoints.podList().get(endpoints.find(pod)).equals(pod);
  }

  private List<Policy> ofClass(Pod pod, Direction direction) {
    Rows rows = direction == Direction.EGRESS ? egress : ingress;
    return rows.applyingTo(classes.classOf(endpoints.idOf(pod)));
  }

  /// Evaluates the subjects that can mean a pod of its namespace over a cluster that has this pod
  /// alone.
  private List<Policy> ofImagined(Pod pod, Direction direction) {
    HostNetworkPods hostMode = settings.hostNetworkPods();
    if (pod.usesHostNetwork() && hostMode == HostNetworkPods.EXEMPT) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>(byNamespace.getOrDefault(pod.namespace(), List.of()));
    numbers.addAll(everywhere);
    List<Policy> candidates =
        numbers.stream()
            .sorted()
            .map(policies::get)
            .filter(policy -> policy.rules(direction) != null)
            .toList();
    Inventory alone = inventory.withPods(List.of(pod));
    Mentions mentions = Mentions.ofSubjects(candidates);
    Grains grains = new Grains(alone, mentions, AddressCuts.of(mentions.addresses()), hostMode);
    PeerSets peers = new PeerSets(alone, grains, mentions, hostMode);
    int grain = grains.grainOf(0);
    return candidates.stream()
        .filter(policy -> peers.evaluate(policy.subject()).must().contains(grain))
        .toList();
  }
}
