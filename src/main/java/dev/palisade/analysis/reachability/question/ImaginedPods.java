package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.PolicySet;
import java.util.Collection;
import java.util.List;

/// Pods that stand for all that may come into the namespaces that exist: one for each combination
/// of the values that the policies name for the labels of pods there, with another value and with
/// none; where policies name ports, once without any and once declaring each of them. They have a
/// network and a service account of the usual kind, no address that is known, and are on no node
/// yet.
///
/// Not imagined are further namespaces, and other values of the labels that a network plugin adds
/// of itself.
public sealed interface ImaginedPods {

  /// All of them.
  record Complete(List<Pod> pods) implements ImaginedPods {
    public Complete {
      pods = List.copyOf(pods);
    }
  }

  /// Too many, or not to be listed.
  record OutOfReach(String because) implements ImaginedPods {}

  /// How many are worth the time.
  int LIMIT = 4096;

  /// @param policies all whose answers will be compared
  static ImaginedPods of(Inventory inventory, Collection<PolicySet> policies, int limit) {
    return new PodCombinations(inventory, policies, limit).make();
  }
}
