package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import java.util.List;
import java.util.function.Consumer;

/// Labels of pods where they decide across namespaces: peers that allow whoever wears a label, in
/// any namespace; and cluster-wide denials that hold only for who wears one.
final class SettableLabel implements Adviser {

  /// Labels that network plugins give and owners cannot set.
  private static final List<String> GIVEN =
      List.of(
          "io.kubernetes.pod.namespace",
          "io.cilium.k8s.",
          "reserved:",
          "projectcalico.org/",
          "pcns.",
          "pcsa.");

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    terrain.allowing(
        allowing -> {
          for (Rule.Clause clause : allowing.rule().clauses()) {
            for (Peer.Pods selection : Terrain.selections(clause.peer())) {
              if (anyOwner(selection)) {
                to.accept(
                    new Advice(
                        Topic.SETTABLE_LABEL,
                        allowing.policy().ref(),
                        clause.pointer(),
                        "the rule lets in every pod that wears "
                            + selection.pods()
                            + ", of any namespace: any team may give its pods that label",
                        "Name the namespaces too; only their administrators choose those.",
                        allowing.policy().ref().group().equals("networking.k8s.io")
                            ? "namespaceSelector:\n  matchLabels: {kubernetes.io/metadata.name: NAMESPACE}\n"
                            : null));
                break;
              }
            }
          }
        });
    for (Policy policy : terrain.policies()) {
      if (policy.ref().namespace().isEmpty() && denies(policy)) {
        Terrain.selections(policy.subject()).stream()
            .filter(SettableLabel::anyOwner)
            .findFirst()
            .ifPresent(selection -> to.accept(evasion(policy, selection)));
      }
    }
  }

  private static Advice evasion(Policy policy, Peer.Pods selection) {
    return new Advice(
        Topic.SETTABLE_LABEL,
        policy.ref(),
        "/spec",
        "it denies something to pods with "
            + selection.pods()
            + " alone: whoever owns a workload leaves the label away, and the denial with it",
        "Select by namespaces, or select every pod and except the few that may.",
        null);
  }

  private static boolean denies(Policy policy) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null
          && (rules.rules().stream().anyMatch(rule -> rule.action() == Action.DENY))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a selection goes by pods' own labels and any namespace's owner may set them. What is
  /// asked for to be absent is no label to set.
  private static boolean anyOwner(Peer.Pods selection) {
    boolean everywhere =
        selection.namespaces() instanceof NamespaceMatch.Any
            || (selection.namespaces() instanceof NamespaceMatch.Labelled(var selector)
                && selector.equals(Selector.EVERYTHING));
    return everywhere
        && !selection.pods().keys().isEmpty()
        && selection.pods().keys().stream()
            .noneMatch(key -> GIVEN.stream().anyMatch(key::startsWith))
        && isPositive(selection.pods());
  }

  private static boolean isPositive(Selector selector) {
    return switch (selector) {
      case Selector.Not not -> false;
      case Selector.And(var operands) -> operands.stream().anyMatch(SettableLabel::isPositive);
      case Selector.Or(var operands) -> operands.stream().allMatch(SettableLabel::isPositive);
      case Selector.Everything everything -> false;
      case Selector.Nothing nothing -> false;
      case Selector.Has has -> true;
      case Selector.In in -> true;
      case Selector.StartsWith starts -> true;
      case Selector.EndsWith ends -> true;
      case Selector.Contains contains -> true;
    };
  }
}
