package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import java.util.Comparator;

/// Whom policies select.
final class Subjects {

  /// Policies that select every pod of their namespaces come first: what all pods need belongs
  /// there.
  static final Comparator<Policy> WIDEST_FIRST =
      Comparator.<Policy>comparingInt(policy -> isBlanket(policy) ? 0 : 1)
          .thenComparing(Policy::ref)
          .thenComparing(policy -> policy.subject().toString());

  private Subjects() {}

  /// Whether a policy asks nothing of the pods that it selects but their namespace.
  static boolean isBlanket(Policy policy) {
    return policy.subject() instanceof Peer.Pods pods && pods.pods().equals(Selector.EVERYTHING);
  }
}
