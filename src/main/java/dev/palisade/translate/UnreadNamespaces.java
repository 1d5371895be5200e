package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Namespaces that pods are in and whose own object was not read: they exist, and which labels they
/// have is not known. They are taken to have none but their name; where a policy asks for others,
/// whether it means them is a doubt.
final class UnreadNamespaces {
  /// Labels that each namespace has, whatever its object says.
  private static final Set<String> KNOWN =
      Set.of("kubernetes.io/metadata.name", "projectcalico.org/name");

  /// How Cilium and Calico write a namespace's labels where they select pods.
  private static final Set<String> ON_PODS = Set.of("io.cilium.k8s.namespace.labels.", "pcns.");

  private UnreadNamespaces() {}

  static void doubt(PolicySet policies, Inventory inventory, Diagnostics diagnostics) {
    SortedSet<String> unread = new TreeSet<>();
    for (Pod pod : inventory.pods()) {
      Namespace namespace = inventory.namespace(pod.namespace());
      if (namespace == null || namespace.ref() == null) {
        unread.add(pod.namespace());
      }
    }
    if (unread.isEmpty()) {
      return;
    }
    Peer touched =
        new Peer.Pods(
            new NamespaceMatch.Named(unread), Selector.EVERYTHING, HostNetworkPods.BY_SETTING);
    String message =
        "it selects by labels of namespaces, and the namespace "
            + String.join(", ", unread)
            + " was not read: its labels are not known";
    for (Policy policy : policies.policies().toList()) {
      if (asksForLabels(policy)) {
        diagnostics.add(new Warning(policy.ref(), "/spec", Effect.MAY_ALLOW, message, touched));
      }
    }
  }

  private static boolean asksForLabels(Policy policy) {
    if (asksForLabels(policy.subject())) {
      return true;
    }
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules == null) {
        continue;
      }
      for (Rule rule : rules.rules()) {
        for (Clause clause : rule.clauses()) {
          if (asksForLabels(clause.peer()) || asksForLabels(clause.self())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean asksForLabels(Peer peer) {
    return switch (peer) {
      case Peer.Pods pods ->
          (pods.namespaces() instanceof NamespaceMatch.Labelled(Selector selector)
                  && !KNOWN.containsAll(selector.keys()))
              || pods.pods().keys().stream().anyMatch(UnreadNamespaces::isOfNamespace);
      case Peer.AnyOf any -> any.peers().stream().anyMatch(UnreadNamespaces::asksForLabels);
      case Peer.AllOf all -> all.peers().stream().anyMatch(UnreadNamespaces::asksForLabels);
      case Peer.Not not -> asksForLabels(not.peer());
      case Peer.Anyone p -> false;
      case Peer.PodsNamed p -> false;
      case Peer.Addresses p -> false;
      case Peer.Nodes p -> false;
      case Peer.NodesNamed p -> false;
      case Peer.HostOfPod p -> false;
      case Peer.DomainNames p -> false;
    };
  }

  private static boolean isOfNamespace(String key) {
    return ON_PODS.stream()
        .anyMatch(
            prefix -> key.startsWith(prefix) && !KNOWN.contains(key.substring(prefix.length())));
  }
}
