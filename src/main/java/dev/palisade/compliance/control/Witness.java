package dev.palisade.compliance.control;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.TrafficSet;
import org.jspecify.annotations.Nullable;

/// The smallest thing that proves a violation.
public sealed interface Witness {

  /// A flow that is possible.
  ///
  /// @param source `namespace/workload[Kind]`, an address range, a network's name, or `internet`
  /// @param traffic the whole violating traffic of the pair
  /// @param exposure how the traffic gets in from outside, e.g. `LoadBalancer Service shop/web`;
  ///   null: not by an exposure
  record FlowWitness(
      String source, String destination, TrafficSet traffic, @Nullable String exposure)
      implements Witness {}

  /// An object that is itself the violation.
  ///
  /// @param subject `namespace/workload[Kind]`, a namespace, a policy, a binding …
  /// @param direction null: the matter has no direction
  record SubjectWitness(String subject, @Nullable Direction direction) implements Witness {}
}
