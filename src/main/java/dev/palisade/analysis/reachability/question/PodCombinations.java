package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds what policies ask of pods.
final class PodCombinations {
  private static final int FIRST_PORT = 40_000;

  private final Inventory inventory;
  private final int limit;
  private final Set<Peer.Pods> selections = new LinkedHashSet<>();
  private final Set<Peer> seen = new HashSet<>();
  private final SortedMap<String, NamedPort> ports = new TreeMap<>();

  PodCombinations(Inventory inventory, Collection<PolicySet> policies, int limit) {
    this.inventory = inventory;
    this.limit = limit;
    policies.stream().flatMap(PolicySet::policies).forEach(this::add);
  }

  private void add(Policy policy) {
    add(policy.subject());
    for (Direction direction : Direction.values()) {
      Policy.Rules section = policy.rules(direction);
      for (Rule rule : section == null ? List.<Rule>of() : section.rules()) {
        for (Rule.Clause clause : rule.clauses()) {
          add(clause.peer());
          add(clause.self());
          add(clause.traffic());
        }
      }
    }
  }

  private void add(Peer peer) {
    if (!seen.add(peer)) {
      return;
    }
    switch (peer) {
      case Peer.Pods pods -> selections.add(pods);
      case Peer.AnyOf any -> any.peers().forEach(this::add);
      case Peer.AllOf all -> all.peers().forEach(this::add);
      case Peer.Not not -> add(not.peer());
      case Peer.Anyone a -> {}
      case Peer.Addresses a -> {}
      case Peer.Nodes n -> {}
      case Peer.NodesNamed n -> {}
      case Peer.PodsNamed p -> {}
      case Peer.HostOfPod h -> {}
      case Peer.DomainNames d -> {}
    }
  }

  private void add(TrafficMatch match) {
    switch (match) {
      case TrafficMatch.Exactly exactly -> {}
      case NamedPort named -> ports.put(named.protocol() + "/" + named.name(), named);
      case TrafficMatch.AnyOf any -> any.parts().forEach(this::add);
      case TrafficMatch.AllOf all -> all.parts().forEach(this::add);
      case TrafficMatch.Not not -> add(not.part());
    }
  }

  ImaginedPods make() {
    List<Pod> pods = new ArrayList<>();
    for (Namespace namespace : inventory.namespaces().values()) {
      SortedMap<String, SortedSet<String>> values = new TreeMap<>();
      Labels added = addedBy(namespace.name());
      for (Peer.Pods selection : selections) {
        if (selection.namespaces().matches(namespace)) {
          for (String key : selection.pods().opaqueKeys()) {
            if (!added.has(key)) {
              return new ImaginedPods.OutOfReach(
                  "a selector looks at part of the value of label " + key);
            }
          }
          selection
              .pods()
              .mentionedValues()
              .forEach((key, v) -> values.computeIfAbsent(key, k -> new TreeSet<>()).addAll(v));
        }
      }
      values.keySet().removeAll(added.keys());
      long combinations = ports.isEmpty() ? 1 : 2;
      for (SortedSet<String> ofKey : values.values()) {
        combinations *= ofKey.size() + 2L;
        if (combinations + pods.size() > limit) {
          return new ImaginedPods.OutOfReach(
              "the labels that policies name can be combined in more than "
                  + limit
                  + " ways, in namespace "
                  + namespace.name()
                  + " and before it");
        }
      }
      for (Labels labels : combinations(values)) {
        pods.add(pod(namespace, pods.size(), labels, added, List.of()));
        if (!ports.isEmpty()) {
          pods.add(pod(namespace, pods.size(), labels, added, declared()));
        }
      }
      if (pods.size() > limit) {
        return new ImaginedPods.OutOfReach("there are more than " + limit + " namespaces");
      }
    }
    return new ImaginedPods.Complete(pods);
  }

  /// The labels that the network plugin gives every pod of a namespace: those that one there has
  /// beside its own.
  private Labels addedBy(String namespace) {
    Map<String, String> added = new TreeMap<>();
    for (Pod pod : inventory.pods()) {
      if (pod.namespace().equals(namespace)) {
        for (String key : pod.selectorLabels().keys()) {
          String value = pod.selectorLabels().get(key);
          if (value != null && !pod.labels().has(key)) {
            added.put(key, value);
          }
        }
        break;
      }
    }
    return Labels.of(added);
  }

  private static List<Labels> combinations(SortedMap<String, SortedSet<String>> values) {
    List<Labels> all = List.of(Labels.EMPTY);
    for (Map.Entry<String, SortedSet<String>> key : values.entrySet()) {
      String other = "other";
      while (key.getValue().contains(other)) {
        other += "-";
      }
      List<Labels> more = new ArrayList<>(all);
      for (Labels labels : all) {
        for (String value : key.getValue()) {
          more.add(labels.with(key.getKey(), value));
        }
        more.add(labels.with(key.getKey(), other));
      }
      all = more;
    }
    return all;
  }

  private List<ContainerPort> declared() {
    List<ContainerPort> declared = new ArrayList<>();
    for (NamedPort port : ports.values()) {
      declared.add(
          new ContainerPort(port.name(), port.protocol(), FIRST_PORT + declared.size(), null, ""));
    }
    return declared;
  }

  private static Pod pod(
      Namespace namespace, int number, Labels labels, Labels added, List<ContainerPort> declared) {
    // no name of an object has such a sign: it is nobody else's
    String name = "imagined#" + number + (labels.isEmpty() ? "" : "{" + labels + "}");
    return new Pod(
        new ResourceRef("v1", "Pod", namespace.name(), name, null, ""),
        namespace.name(),
        name,
        labels,
        labels.plus(added),
        "default",
        List.of(),
        null,
        Pod.Network.OWN,
        Pod.Life.ACTIVE,
        Pod.Origin.TEMPLATE,
        new Workload(namespace.name(), name, "Pod"),
        declared,
        new TreeMap<>());
  }
}
