package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.AppRequest;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.reachability.Trace.Footing;
import dev.palisade.analysis.reachability.Trace.PolicyTrace;
import dev.palisade.analysis.reachability.Trace.RuleTrace;
import dev.palisade.analysis.reachability.Trace.TierTrace;
import dev.palisade.analysis.traffic.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges one flow at a time by walking the policies as the specification reads: the second
/// formulation of what [Reachability] computes for all flows at once. The two share the model and
/// nothing else, so that each is a test of the other.
///
/// An endpoint that is a range of addresses is judged by its first address; whoever asks cuts
/// ranges where policies do.
public final class FlowEvaluator {

  private final DialectSettings settings;
  private final PeerMatcher peers;
  private final TrafficMatcher traffic;
  private final SubjectPolicies applying;
  private final Explainer explainer;

  private FlowEvaluator(Inventory inventory, PolicySet policies, DialectSettings settings) {
    this.settings = settings;
    this.peers = new PeerMatcher(inventory, settings);
    this.traffic = new TrafficMatcher(settings);
    this.applying = new SubjectPolicies(policies, peers);
    this.explainer = new Explainer(policies, settings, peers);
  }

  public static FlowEvaluator of(
      Inventory inventory, PolicySet policies, DialectSettings settings) {
    return new FlowEvaluator(inventory, policies, settings);
  }

  /// Whether the connection may be opened.
  public FlowVerdict evaluate(Endpoint source, Endpoint destination, Packet packet) {
    return verdict(packet, sides(source, destination, packet, FlowEvaluator::isConceivable));
  }

  /// Whether a request may be made: on each side a rule that speaks of requests matches only those,
  /// and what it does not match is left to the other rules. (Cilium: rules narrow one another's
  /// connections only where no rule without requests opens them. Calico: `http` is one more
  /// condition of a rule.)
  public FlowVerdict evaluate(
      Endpoint source, Endpoint destination, Packet packet, AppRequest request) {
    return verdict(
        packet,
        sides(
            source, destination, packet, narrowing -> RequestMatcher.matches(narrowing, request)));
  }

  /// Which requests each side lets pass on a connection: the source's egress, then the
  /// destination's ingress.
  public List<RequestLimits> limits(Endpoint source, Endpoint destination, Packet packet) {
    return sides(source, destination, packet, narrowing -> false).stream()
        .map(RequestLimits::of)
        .toList();
  }

  /// A connection may be opened for the sake of any request that may be made on it.
  private static boolean isConceivable(Layer7 requests) {
    return true;
  }

  private FlowVerdict verdict(Packet packet, List<Trace> sides) {
    boolean allowed =
        settings.covered().contains(packet) && sides.stream().allMatch(Trace::allowed);
    return new FlowVerdict(allowed, sides.stream().map(Trace::decision).toList());
  }

  /// Why the flow is allowed or denied, as a tree: both sides, their tiers, policies and rules;
  /// where nothing matched, what came nearest.
  public Explanation explain(Endpoint source, Endpoint destination, Packet packet) {
    return explainer.explain(
        source,
        destination,
        packet,
        sides(source, destination, packet, FlowEvaluator::isConceivable),
        limits(source, destination, packet));
  }

  private List<Trace> sides(
      Endpoint source, Endpoint destination, Packet packet, Predicate<Layer7> requests) {
    return List.of(
        side(Direction.EGRESS, source, destination, packet, requests),
        side(Direction.INGRESS, source, destination, packet, requests));
  }

  private Trace side(
      Direction direction,
      Endpoint source,
      Endpoint destination,
      Packet packet,
      Predicate<Layer7> requests) {
    Endpoint subject = direction == Direction.EGRESS ? source : destination;
    Endpoint other = direction == Direction.EGRESS ? destination : source;
    String exemption = exemption(direction, subject, other);
    if (exemption != null) {
      return new Trace(
          direction, subject, other, Footing.EXEMPT, List.of(), open(direction, exemption));
    }
    List<TierTrace> looked = new ArrayList<>();
    for (SubjectPolicies.OfTier ofTier : applying.of(direction, subject)) {
      Tier tier = ofTier.tier();
      List<PolicyTrace> traces =
          ofTier.policies().stream()
              .map(policy -> look(policy, direction, source, destination, packet, requests))
              .toList();
      Citation decision =
          tier.combination() == Tier.Combination.ORDERED
              ? first(direction, traces, tier)
              : severest(direction, traces, tier);
      looked.add(new TierTrace(tier, traces, verdict(decision)));
      if (decision != null) {
        return new Trace(direction, subject, other, Footing.POLICED, looked, decision);
      }
    }
    String reason =
        looked.isEmpty()
            ? "no policy selects " + subject + " for " + direction
            : "the policies that select " + subject + " for " + direction + " leave it open";
    return new Trace(direction, subject, other, Footing.POLICED, looked, open(direction, reason));
  }

  private static Citation open(Direction direction, String reason) {
    return new Citation(direction, null, "", Action.ALLOW, reason);
  }

  private static Verdict verdict(@Nullable Citation decision) {
    if (decision == null) {
      return Verdict.PASSED;
    }
    return decision.action() == Action.ALLOW ? Verdict.ALLOWED : Verdict.DENIED;
  }

  /// Why no policy can hold on this side; null: they can.
  private @Nullable String exemption(Direction direction, Endpoint subject, Endpoint other) {
    if (subject instanceof Endpoint.AddressEndpoint) {
      return subject + " is outside the cluster, where no policy holds";
    }
    if (subject.equals(other) && settings.selfTrafficOpen()) {
      return "traffic of " + subject + " with itself is open (setting self-traffic)";
    }
    if (usesHostNetwork(subject) && settings.hostNetworkPods() == HostNetworkPods.EXEMPT) {
      return subject
          + " uses its node's network, so that no policy is sure to hold for it (setting"
          + " host-network-pods=exempt)";
    }
    if (direction == Direction.INGRESS
        && settings.nodeToLocalPodOpen()
        && actsAsNode(other)
        && subject instanceof Endpoint.PodEndpoint pod
        && pod.pod().nodeName() != null
        && pod.pod().nodeName().equals(PeerMatcher.hostOf(other))) {
      return "a node reaches the pods that it runs, as " + subject + " (setting node-to-local-pod)";
    }
    return null;
  }

  private boolean actsAsNode(Endpoint endpoint) {
    return endpoint instanceof Endpoint.NodeEndpoint
        || (usesHostNetwork(endpoint) && settings.hostNetworkPods() == HostNetworkPods.NODE);
  }

  private static boolean usesHostNetwork(Endpoint endpoint) {
    return endpoint instanceof Endpoint.PodEndpoint p && p.pod().usesHostNetwork();
  }

  private PolicyTrace look(
      Policy policy,
      Direction direction,
      Endpoint source,
      Endpoint destination,
      Packet packet,
      Predicate<Layer7> requests) {
    Endpoint subject = direction == Direction.EGRESS ? source : destination;
    Endpoint other = direction == Direction.EGRESS ? destination : source;
    List<RuleTrace> rules = new ArrayList<>();
    for (Rule rule : rulesOf(policy, direction).rules()) {
      Answer best = Answer.NO;
      Rule.Clause matched = null;
      for (Rule.Clause clause : rule.clauses()) {
        Answer answer =
            peers
                .matches(clause.peer(), other, subject)
                .and(peers.matches(clause.self(), subject, null))
                .and(traffic.matches(clause.traffic(), source, destination, packet));
        if (answer.compareTo(best) > 0) {
          best = answer;
          matched = clause;
        }
      }
      Layer7 narrowing = rule.narrowing();
      boolean meant = narrowing == null || requests.test(narrowing);
      rules.add(new RuleTrace(rule, matched, best, meant ? best : Answer.NO));
    }
    return new PolicyTrace(policy, rules);
  }

  private static Policy.Rules rulesOf(Policy policy, Direction direction) {
    Policy.Rules rules = policy.rules(direction);
    if (rules == null) {
      throw new IllegalArgumentException(policy.ref() + " says nothing of " + direction);
    }
    return rules;
  }

  /// An ordered tier: the first rule that matches decides. A match in doubt decides only in favour
  /// of the flow: an ALLOW then allows, a DENY is passed over, and after a PASS a refusal further
  /// down does not count.
  private static @Nullable Citation first(
      Direction direction, List<PolicyTrace> policies, Tier tier) {
    boolean perhapsPassed = false;
    for (PolicyTrace policy : policies) {
      for (RuleTrace rule : policy.rules()) {
        Action action = rule.rule().action();
        if (rule.answer() == Answer.NO
            || (action == Action.DENY && rule.answer() == Answer.PERHAPS)) {
          continue;
        }
        switch (action) {
          case ALLOW -> {
            return cite(direction, policy.policy(), rule);
          }
          case DENY -> {
            return perhapsPassed ? null : cite(direction, policy.policy(), rule);
          }
          case PASS -> {
            if (rule.answer() == Answer.YES) {
              return null;
            }
            perhapsPassed = true;
          }
        }
      }
    }
    return perhapsPassed ? null : unmatched(direction, policies, tier);
  }

  /// A tier without order: any DENY decides, else any ALLOW, else any PASS.
  private static @Nullable Citation severest(
      Direction direction, List<PolicyTrace> policies, Tier tier) {
    for (PolicyTrace policy : policies) {
      for (RuleTrace rule : policy.rules()) {
        if (rule.rule().action() == Action.DENY && rule.answer() == Answer.YES) {
          return cite(direction, policy.policy(), rule);
        }
      }
    }
    boolean passed = false;
    for (PolicyTrace policy : policies) {
      for (RuleTrace rule : policy.rules()) {
        if (rule.answer() != Answer.NO) {
          if (rule.rule().action() == Action.ALLOW) {
            return cite(direction, policy.policy(), rule);
          }
          passed |= rule.rule().action() == Action.PASS;
        }
      }
    }
    return passed ? null : unmatched(direction, policies, tier);
  }

  private static Citation cite(Direction direction, Policy policy, RuleTrace rule) {
    Rule.Clause clause = rule.clause();
    boolean allows = rule.rule().action() == Action.ALLOW;
    String doubt =
        rule.answer() == Answer.PERHAPS ? " may match, which counts as a match" : " matches";
    return new Citation(
        direction,
        policy.ref(),
        clause == null ? rule.rule().pointer() : clause.pointer(),
        rule.rule().action(),
        (allows ? "a rule that allows it" : "a rule that denies it") + doubt);
  }

  /// No rule of the tier matched: dropped if a policy isolates, else the next tier decides (null).
  private static @Nullable Citation unmatched(
      Direction direction, List<PolicyTrace> policies, Tier tier) {
    for (PolicyTrace trace : policies) {
      Policy.Rules rules = rulesOf(trace.policy(), direction);
      if (rules.noMatch() == Policy.NoMatch.DENY) {
        return new Citation(
            direction,
            trace.policy().ref(),
            rules.pointer(),
            Action.DENY,
            "it isolates for " + direction + ", and no rule of tier " + tier.name() + " matches");
      }
    }
    return null;
  }
}
