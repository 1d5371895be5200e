package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.PolicySet;
import java.util.stream.Collectors;

/// A small cluster, its policies and the settings under which they are read.
record World(Inventory inventory, PolicySet policies, DialectSettings settings) {

  Reachability reachability() {
    return Reachability.of(inventory, policies, settings);
  }

  FlowEvaluator evaluator() {
    return FlowEvaluator.of(inventory, policies, settings);
  }

  World with(Inventory other) {
    return new World(other, policies, settings);
  }

  World with(PolicySet others) {
    return new World(inventory, others, settings);
  }

  @Override
  public String toString() {
    String tiers =
        policies.tiers().stream()
            .map(
                tier ->
                    "tier "
                        + tier.name()
                        + " "
                        + tier.combination()
                        + "\n"
                        + tier.policies().stream()
                            .map(policy -> "    " + policy + "\n")
                            .collect(Collectors.joining()))
            .collect(Collectors.joining());
    return settings.values()
        + "\n"
        + inventory.namespaces().values()
        + "\n"
        + inventory.pods().stream()
            .map(
                pod ->
                    "pod "
                        + pod
                        + " "
                        + pod.selectorLabels()
                        + " "
                        + pod.addresses()
                        + " on "
                        + pod.nodeName()
                        + " "
                        + pod.network()
                        + " "
                        + pod.ports()
                        + "\n")
            .collect(Collectors.joining())
        + inventory.nodes()
        + "\n"
        + tiers;
  }
}
