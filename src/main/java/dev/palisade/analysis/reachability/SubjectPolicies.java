package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The policies that apply to an endpoint, found once for each: whoever asks of many flows asks of
/// the same endpoints.
final class SubjectPolicies {

  /// Those of one tier; never none.
  record OfTier(Tier tier, List<Policy> policies) {}

  private final List<Candidates> tiers;
  private final PeerMatcher peers;
  private final Map<Object, List<OfTier>> egress =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<Object, List<OfTier>> ingress =
      Collections.synchronizedMap(new IdentityHashMap<>());

  SubjectPolicies(PolicySet policies, PeerMatcher peers) {
    this.tiers = policies.tiers().stream().map(Candidates::new).toList();
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
    for (Candidates candidates : tiers) {
      List<Policy> applying =
          candidates.of(subject).stream()
              .filter(policy -> applies(policy, direction, subject))
              .toList();
      if (!applying.isEmpty()) {
        found.add(new OfTier(candidates.tier, applying));
      }
    }
    return found;
  }

  private boolean applies(Policy policy, Direction direction, Endpoint subject) {
    return policy.rules(direction) != null
        && peers.matches(policy.subject(), subject, null) == Answer.YES;
  }

  /// A tier's policies by the only namespace that their subjects can be in: most select in their
  /// own, and need not be asked of pods elsewhere.
  private static final class Candidates {
    private final Tier tier;
    private final Map<String, List<Integer>> byNamespace = new HashMap<>();
    private final List<Integer> anywhere = new ArrayList<>();

    Candidates(Tier tier) {
      this.tier = tier;
      for (int i = 0; i < tier.policies().size(); i++) {
        if (tier.policies().get(i).subject() instanceof Peer.Pods pods
            && pods.namespaces() instanceof NamespaceMatch.Named named) {
          for (String namespace : named.names()) {
            byNamespace.computeIfAbsent(namespace, n -> new ArrayList<>()).add(i);
          }
        } else {
          anywhere.add(i);
        }
      }
    }

    /// In the tier's order.
    List<Policy> of(Endpoint subject) {
      List<Integer> own =
          subject instanceof Endpoint.PodEndpoint(var pod)
              ? byNamespace.getOrDefault(pod.namespace(), List.of())
              : List.of();
      return IntStream.concat(
              own.stream().mapToInt(Integer::intValue),
              anywhere.stream().mapToInt(Integer::intValue))
          .sorted()
          .mapToObj(tier.policies()::get)
          .toList();
    }
  }
}
