package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.reachability.Trace.Footing;
import dev.palisade.analysis.reachability.Trace.PolicyTrace;
import dev.palisade.analysis.reachability.Trace.RuleTrace;
import dev.palisade.analysis.reachability.Trace.TierTrace;
import dev.palisade.analysis.traffic.Packet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Puts the trace of a walk into words.
final class Explainer {

  private final PolicySet policies;
  private final DialectSettings settings;
  private final PeerMatcher matcher;
  private final Map<Peer, String> peerTexts = Collections.synchronizedMap(new IdentityHashMap<>());

  /// What comes nearest for an endpoint, by direction.
  private final Map<Direction, Map<Object, List<Explanation>>> nearest =
      Map.of(
          Direction.EGRESS, Collections.synchronizedMap(new IdentityHashMap<>()),
          Direction.INGRESS, Collections.synchronizedMap(new IdentityHashMap<>()));

  Explainer(PolicySet policies, DialectSettings settings, PeerMatcher matcher) {
    this.policies = policies;
    this.settings = settings;
    this.matcher = matcher;
  }

  /// @param limits which requests each side lets pass
  Explanation explain(
      Endpoint source,
      Endpoint destination,
      Packet packet,
      List<Trace> sides,
      List<RequestLimits> limits) {
    String flow = source + " to " + destination + " on " + packet;
    boolean covered = settings.covered().contains(packet);
    boolean allowed = covered && sides.stream().allMatch(Trace::allowed);
    String sentence =
        covered
            ? flow + " is " + (allowed ? "allowed" : "denied")
            : flow + " is not judged: the settings do not cover " + packet.protocol();
    List<Explanation> children = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      children.add(side(sides.get(i), limits.get(i), packet));
    }
    if (allowed && limits.stream().anyMatch(limit -> !limit.open())) {
      sentence += ", for some requests";
    }
    return Explanation.of(sentence, allowed ? Verdict.ALLOWED : Verdict.DENIED, children);
  }

  private Explanation side(Trace side, RequestLimits limits, Packet packet) {
    Citation decision = side.decision();
    List<Explanation> children = new ArrayList<>();
    side.tiers().forEach(tier -> children.add(tier(side, tier, packet)));
    if (side.footing() == Footing.POLICED && side.tiers().isEmpty()) {
      children.addAll(
          nearest
              .getOrDefault(side.direction(), Map.of())
              .computeIfAbsent(SubjectPolicies.identity(side.subject()), s -> nearest(side)));
    }
    String sentence =
        side.direction()
            + " of "
            + side.subject()
            + " is "
            + (side.allowed() ? "allowed" : "denied")
            + ": "
            + (decision.policy() == null
                ? decision.reason()
                : decision.policy() + ": " + decision.reason())
            + (side.allowed() && !limits.open() ? "; of requests only " + limits : "");
    return new Explanation(
        sentence,
        decision.policy(),
        decision.pointer(),
        side.allowed() ? Verdict.ALLOWED : Verdict.DENIED,
        children);
  }

  /// The policy that would select the endpoint if fewest things were otherwise.
  private List<Explanation> nearest(Trace side) {
    record Candidate(Policy policy, Miss miss) {}
    return policies
        .policies()
        .filter(policy -> policy.rules(side.direction()) != null)
        .map(
            policy ->
                new Candidate(policy, Miss.of(policy.subject(), side.subject(), null, matcher)))
        .filter(candidate -> candidate.miss.distance() > 0)
        .min(Comparator.comparing(Candidate::miss))
        .map(
            candidate ->
                new Explanation(
                    candidate.policy.ref()
                        + " comes nearest, but does not select it: "
                        + candidate.miss,
                    candidate.policy.ref(),
                    "",
                    Verdict.NO_MATCH,
                    List.of()))
        .stream()
        .toList();
  }

  private Explanation tier(Trace side, TierTrace tier, Packet packet) {
    List<Explanation> children = new ArrayList<>();
    tier.policies().forEach(policy -> children.add(policy(side, policy, packet)));
    int count = tier.policies().size();
    String outcome =
        switch (tier.outcome()) {
          case ALLOWED -> "it is allowed here";
          case DENIED -> "it is denied here";
          case PASSED, NO_MATCH -> "the next tier decides";
        };
    return Explanation.of(
        "tier "
            + tier.tier().name()
            + ": "
            + count
            + (count == 1 ? " policy applies; " : " policies apply; ")
            + outcome,
        tier.outcome(),
        children);
  }

  private Explanation policy(Trace side, PolicyTrace trace, Packet packet) {
    Policy policy = trace.policy();
    Policy.Rules rules = policy.rules(side.direction());
    List<Explanation> children = new ArrayList<>();
    trace.rules().forEach(rule -> children.add(rule(side, policy, rule, packet)));
    boolean isolates = rules != null && rules.noMatch() == Policy.NoMatch.DENY;
    boolean matched = trace.rules().stream().anyMatch(rule -> rule.answer() != Answer.NO);
    String silence =
        matched ? "" : trace.rules().isEmpty() ? "; it has no rule" : "; none of its rules matches";
    return new Explanation(
        policy.ref()
            + " selects "
            + side.subject()
            + " ("
            + text(policy.subject())
            + ")"
            + (isolates ? " and isolates it for " + side.direction() : "")
            + silence,
        policy.ref(),
        rules == null ? "" : rules.pointer(),
        matched ? Verdict.PASSED : isolates ? Verdict.DENIED : Verdict.NO_MATCH,
        children);
  }

  private Explanation rule(Trace side, Policy policy, RuleTrace trace, Packet packet) {
    Rule.Clause clause = trace.clause();
    String action = trace.rule().action().name().toLowerCase(Locale.ROOT);
    String head = "rule " + trace.rule().pointer() + " (" + action + ") ";
    if (clause == null) {
      return new Explanation(
          head + "does not match: " + whyNot(side, trace.rule(), packet),
          policy.ref(),
          trace.rule().pointer(),
          Verdict.NO_MATCH,
          List.of());
    }
    String matches = trace.answer() == Answer.PERHAPS ? "may match: " : "matches: ";
    return new Explanation(
        head
            + matches
            + otherSide(side.direction())
            + " "
            + side.other()
            + " is among "
            + text(clause.peer())
            + ", and the traffic is "
            + PeerText.of(clause.traffic())
            + (trace.rule().narrowing() == null
                ? ""
                : "; of requests it matches only " + RequestText.of(trace.rule().narrowing())),
        policy.ref(),
        clause.pointer(),
        verdict(trace),
        List.of());
  }

  private String text(Peer peer) {
    return peerTexts.computeIfAbsent(peer, PeerText::of);
  }

  private static Verdict verdict(RuleTrace trace) {
    return switch (trace.rule().action()) {
      case ALLOW -> Verdict.ALLOWED;
      case DENY -> trace.answer() == Answer.YES ? Verdict.DENIED : Verdict.NO_MATCH;
      case PASS -> Verdict.PASSED;
    };
  }

  private static String otherSide(Direction direction) {
    return direction == Direction.INGRESS ? "source" : "destination";
  }

  /// What the clause that came nearest lacks.
  private String whyNot(Trace side, Rule rule, Packet packet) {
    record Candidate(Rule.Clause clause, Miss other, Miss own) {
      int distance() {
        return other.distance() + own.distance();
      }
    }
    return rule.clauses().stream()
        .map(
            clause ->
                new Candidate(
                    clause,
                    Miss.of(clause.peer(), side.other(), side.subject(), matcher),
                    Miss.of(clause.self(), side.subject(), null, matcher)))
        .min(Comparator.comparingInt(Candidate::distance))
        .map(
            nearest -> {
              List<String> parts = new ArrayList<>();
              if (nearest.other.distance() > 0) {
                parts.add(otherSide(side.direction()) + " " + side.other() + ": " + nearest.other);
              }
              if (nearest.own.distance() > 0) {
                parts.add(side.subject() + ": " + nearest.own);
              }
              if (parts.isEmpty()) {
                parts.add(packet + " is not within " + PeerText.of(nearest.clause.traffic()));
              }
              return String.join("; ", parts);
            })
        .orElse("it has no peer and so matches nothing");
  }
}
