package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The policies that apply to an endpoint, found once for each: whoever asks of many flows asks of
/// the same endpoints.
final class SubjectPolicies {

  /// Those of one tier; never none.
  record OfTier(Tier tier, List<Policy> policies) {}

  private final PolicySet policies;
  private final PeerMatcher peers;
  private final Map<Object, List<OfTier>> egress =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<Object, List<OfTier>> ingress =
      Collections.synchronizedMap(new IdentityHashMap<>());

  SubjectPolicies(PolicySet policies, PeerMatcher peers) {
    this.policies = policies;
    this.peers = peers;
  }

  /// The tiers that have such policies, in their order.
  List<OfTier> of(Direction direction, Endpoint subject) {
    Map<Object, List<OfTier>> known = direction == Direction.EGRESS ? egress : ingress;
    return known.computeIfAbsent(identity(subject), i -> find(direction, subject));
  }

  /// What an endpoint is, of which names tell nothing: a Deployment and a StatefulSet may have one.
  static Object identity(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.PodEndpoint(var pod) -> pod;
      case Endpoint.NodeEndpoint(var node) -> node;
      case Endpoint.AddressEndpoint(var range) -> range;
    };
  }

  private List<OfTier> find(Direction direction, Endpoint subject) {
    List<OfTier> found = new ArrayList<>();
    for (Tier tier : policies.tiers()) {
      List<Policy> applying =
          tier.policies().stream().filter(policy -> applies(policy, direction, subject)).toList();
      if (!applying.isEmpty()) {
        found.add(new OfTier(tier, applying));
      }
    }
    return found;
  }

  private boolean applies(Policy policy, Direction direction, Endpoint subject) {
    return policy.rules(direction) != null
        && peers.matches(policy.subject(), subject, null) == Answer.YES;
  }
}
