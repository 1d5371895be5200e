package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
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
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Namespaces that pods are in and whose own object was not read: they exist, and which labels they
/// have is not known. They are taken to have none but their name; where a policy asks for others,
/// and may mean pods that are there, whether it does is a doubt.
final class UnreadNamespaces {
  private static final String KUBERNETES_NAME = "kubernetes.io/metadata.name";

  /// Labels that each namespace has, whatever its object says.
  private static final Set<String> KNOWN = Set.of(KUBERNETES_NAME, "projectcalico.org/name");

  /// How Cilium and Calico write a namespace's labels where they select pods.
  private static final Set<String> ON_PODS = Set.of("io.cilium.k8s.namespace.labels.", "pcns.");

  private UnreadNamespaces() {}

  /// One warning for each namespace about which a policy cannot be read exactly: the first such
  /// policy stands for all.
  static void doubt(PolicySet policies, Inventory inventory, Diagnostics diagnostics) {
    SortedMap<String, Set<Labels>> unread = new TreeMap<>();
    for (Pod pod : inventory.pods()) {
      Namespace namespace = inventory.namespace(pod.namespace());
      if (namespace == null || namespace.ref() == null) {
        unread
            .computeIfAbsent(pod.namespace(), n -> new LinkedHashSet<>())
            .add(pod.selectorLabels());
      }
    }
    if (unread.isEmpty()) {
      return;
    }
    Map<ResourceRef, Set<Peer.Pods>> asking = new LinkedHashMap<>();
    policies
        .policies()
        .sorted(Comparator.comparing(Policy::ref))
        .forEach(policy -> asking.put(policy.ref(), selections(policy)));
    asking.values().removeIf(Set::isEmpty);
    unread.forEach(
        (name, pods) -> {
          Namespace known = inventory.namespace(name);
          Labels labels = known == null ? Labels.of(KUBERNETES_NAME, name) : known.labels();
          asking.entrySet().stream()
              .filter(
                  policy ->
                      policy.getValue().stream()
                          .anyMatch(peer -> isOpen(peer, new Namespace(name, labels, null), pods)))
              .findFirst()
              .ifPresent(policy -> diagnostics.add(warning(policy.getKey(), name)));
        });
  }

  private static Warning warning(ResourceRef policy, String namespace) {
    return new Warning(
        policy,
        "/spec",
        Effect.MAY_ALLOW,
        "it selects by labels of namespaces, as others may, and those of namespace "
            + namespace
            + " are not known, since its object was not read: give the cluster's Namespaces, too"
            + " (kubectl get namespaces -o yaml)",
        new Peer.Pods(
            NamespaceMatch.Named.of(namespace), Selector.EVERYTHING, HostNetworkPods.BY_SETTING));
  }

  /// What a policy selects by labels of namespaces that it may or may not have.
  private static Set<Peer.Pods> selections(Policy policy) {
    Set<Peer.Pods> found = new LinkedHashSet<>();
    collect(policy.subject(), found);
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        for (Rule rule : rules.rules()) {
          for (Clause clause : rule.clauses()) {
            collect(clause.peer(), found);
            collect(clause.self(), found);
          }
        }
      }
    }
    return found;
  }

  private static void collect(Peer peer, Set<Peer.Pods> to) {
    switch (peer) {
      case Peer.Pods pods -> {
        if ((pods.namespaces() instanceof NamespaceMatch.Labelled(Selector selector)
                && !KNOWN.containsAll(selector.keys()))
            || pods.pods().keys().stream().anyMatch(UnreadNamespaces::isOfNamespace)) {
          to.add(pods);
        }
      }
      case Peer.AnyOf any -> any.peers().forEach(one -> collect(one, to));
      case Peer.AllOf all -> all.peers().forEach(one -> collect(one, to));
      case Peer.Not not -> collect(not.peer(), to);
      case Peer.Anyone p -> {}
      case Peer.PodsNamed p -> {}
      case Peer.Addresses p -> {}
      case Peer.Nodes p -> {}
      case Peer.NodesNamed p -> {}
      case Peer.HostOfPod p -> {}
      case Peer.DomainNames p -> {}
    }
  }

  /// Whether, by what is known, a pod of the namespace may be meant and may be not.
  private static boolean isOpen(Peer.Pods peer, Namespace namespace, Set<Labels> pods) {
    boolean in = may(peer.namespaces(), namespace, true);
    boolean out = may(peer.namespaces(), namespace, false);
    return in
        && pods.stream()
            .anyMatch(
                pod ->
                    may(peer.pods(), pod, key -> !isOfNamespace(key), true)
                        && (out || may(peer.pods(), pod, key -> !isOfNamespace(key), false)));
  }

  private static boolean may(NamespaceMatch match, Namespace namespace, boolean wanted) {
    return match instanceof NamespaceMatch.Labelled(Selector selector)
        ? may(selector, namespace.labels(), KNOWN::contains, wanted)
        : match.matches(namespace) == wanted;
  }

  /// Whether the selector gives this answer for some values of the labels that are not known.
  private static boolean may(
      Selector selector, Labels labels, Predicate<String> known, boolean wanted) {
    return switch (selector) {
      case Selector.Everything all -> wanted;
      case Selector.Nothing nothing -> !wanted;
      case Selector.Not(Selector operand) -> may(operand, labels, known, !wanted);
      case Selector.And(var operands) ->
          wanted
              ? operands.stream().allMatch(one -> may(one, labels, known, true))
              : operands.stream().anyMatch(one -> may(one, labels, known, false));
      case Selector.Or(var operands) ->
          wanted
              ? operands.stream().anyMatch(one -> may(one, labels, known, true))
              : operands.stream().allMatch(one -> may(one, labels, known, false));
      case Selector.Has one -> may(one, one.key(), labels, known, wanted);
      case Selector.In one -> may(one, one.key(), labels, known, wanted);
      case Selector.StartsWith one -> may(one, one.key(), labels, known, wanted);
      case Selector.EndsWith one -> may(one, one.key(), labels, known, wanted);
      case Selector.Contains one -> may(one, one.key(), labels, known, wanted);
    };
  }

  private static boolean may(
      Selector selector, String key, Labels labels, Predicate<String> known, boolean wanted) {
    return !known.test(key) || selector.matches(labels) == wanted;
  }

  private static boolean isOfNamespace(String key) {
    return ON_PODS.stream()
        .anyMatch(
            prefix -> key.startsWith(prefix) && !KNOWN.contains(key.substring(prefix.length())));
  }
}
