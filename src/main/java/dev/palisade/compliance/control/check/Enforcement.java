package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.NetworkAgent;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.NetworkPlugins.Found;
import dev.palisade.compliance.control.PolicyFeature;
import dev.palisade.compliance.control.Proof;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.WorkloadName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether what the policies say is enforced at all: the plugin is known, runs on every node that
/// matters, is not turned off, and implements every feature that policies in scope rely on.
public final class Enforcement implements Check {
  private static final NetworkPlugins PLUGINS = NetworkPlugins.load();

  @Override
  public String id() {
    return "enforcement";
  }

  @Override
  public String question() {
    return "Does the network plugin that runs on every node enforce every feature that policies in scope rely on?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.union(
        Kinds.REACHABILITY, Set.of("ConfigMap", "FelixConfiguration", "CiliumNodeConfig"));
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this,
            x,
            "nodes that run pods in scope, and the features that policies on pods in scope rely on");
    EndpointSet pods = x.zoning().podsInScope();
    judgement.restsOn(pods);
    judgement.examined(pods.size());
    Reachability reachability = x.evidence().reachability();
    List<Pod> inScope =
        pods.ids().mapToObj(id -> reachability.endpoints().podList().get(id)).toList();
    List<Found> found = PLUGINS.find(x.evidence().inventory(), x.scope());
    if (found.isEmpty()) {
      judgement.doubt(
          "no network plugin that the catalogue knows was found: whether anything enforces the policies is not known");
    }
    List<Found> others = NodeCoverage.seenToEnforce(found);
    String instead =
        NodeCoverage.isEverywhere(others, inScope, x.evidence().inventory().nodes())
            ? titles(others)
            : null;
    List<Found> enforcing = found.stream().filter(f -> enforces(f, instead, judgement)).toList();
    hostNetwork(judgement, inScope);
    if (enforcing.isEmpty()) {
      found.stream()
          .filter(f -> f.plugin().enforces().isEmpty())
          .forEach(f -> without(f, judgement));
    } else {
      features(judgement, enforcing, NodeCoverage.nodesOf(inScope), used(reachability, pods));
    }
    boolean observed = !enforcing.isEmpty() && enforcing.stream().allMatch(Found::isObserved);
    if (observed) {
      nodes(judgement, enforcing, inScope);
    }
    for (Found f : enforcing) {
      judgement.closedBy(
          f.plugin().title()
              + (f.isObserved()
                  ? " runs on every node with pods in scope"
                  : " is what the scope names")
              + " and is documented to enforce every feature used ("
              + f.plugin().source()
              + ")");
    }
    return judgement.conclude().withProof(observed ? Proof.ENFORCED : Proof.DECLARED);
  }

  /// Whether a plugin can be counted on at all.
  ///
  /// @param instead what enforces on every node with pods in scope, whether this one does or not;
  ///   null: nothing is known to
  private static boolean enforces(Found found, @Nullable String instead, Judgement judgement) {
    if (found.plugin().enforces().isEmpty()) {
      return false;
    }
    String off = found.turnedOffBy();
    if (off != null && instead != null) {
      // AWS VPC CNI gives pods their addresses, Calico beside it enforces
      judgement.note(
          found.plugin().title()
              + " enforces no policy ("
              + off
              + "); "
              + instead
              + " does on every node with pods in scope");
      return false;
    }
    if (off != null) {
      judgement.violation(
          new Violation(
              found.plugin().title() + " enforces no policy: " + off,
              new SubjectWitness(found.plugin().title(), null),
              agents(found, "runs with " + off),
              "Set " + off.substring(0, off.indexOf('=')) + " so that policies are enforced."));
      return false;
    }
    if (found.isObserved() && !found.plugin().isSetUp(found.settings())) {
      judgement.doubt(
          "the settings of "
              + found.plugin().title()
              + " were not seen ("
              + String.join(", ", found.plugin().needs())
              + "): whether it enforces policies is not known");
    }
    return true;
  }

  private static List<CitedRule> agents(Found found, String reason) {
    return found.agents().stream().map(a -> new CitedRule(a.ref(), "", null, reason)).toList();
  }

  private static void hostNetwork(Judgement judgement, List<Pod> inScope) {
    Map<String, Pod> workloads = new TreeMap<>();
    inScope.stream()
        .filter(Pod::usesHostNetwork)
        .forEach(pod -> workloads.putIfAbsent(WorkloadName.of(pod), pod));
    workloads.forEach(
        (workload, pod) ->
            judgement.violation(
                new Violation(
                    workload
                        + " is in scope and uses its node's network, where policies do not hold for it",
                    new SubjectWitness(workload, null),
                    List.of(
                        new CitedRule(
                            pod.ref(),
                            pod.hostAccess().getOrDefault(Pod.HostAccess.HOST_NETWORK, ""),
                            null,
                            "asks for its node's network")),
                    "Give " + workload + " a network of its own.")));
  }

  /// The policies that apply to a pod, once each.
  private static Set<Policy> used(Reachability reachability, EndpointSet pods) {
    Set<Policy> policies = new HashSet<>();
    Set<Integer> classes = new HashSet<>();
    pods.forEach(
        id -> {
          if (classes.add(reachability.classOf(id))) {
            Pod pod = reachability.endpoints().podList().get(id);
            for (Direction direction : Direction.values()) {
              policies.addAll(reachability.isolation(pod, direction).applying());
            }
          }
        });
    return policies;
  }

  /// A plugin that knows no policies, and nothing beside it that does.
  private static void without(Found found, Judgement judgement) {
    judgement.violation(
        new Violation(
            found.plugin().title()
                + " enforces no policy: whatever policies say, all traffic flows",
            new SubjectWitness(found.plugin().title(), null),
            agents(found, "implements no network policy (" + found.plugin().source() + ")"),
            "Run a network plugin that enforces policies, or pair "
                + found.plugin().title()
                + " with one."));
  }

  /// Whether a plugin that enforces a feature runs on each of these nodes on which one of them
  /// runs; what another plugin enforces on another node helps nobody here. Nodes without any agent
  /// are violations of their own.
  private static boolean isEnforced(
      PolicyFeature feature, List<Found> enforcing, Set<String> nodes) {
    List<Found> able =
        enforcing.stream().filter(f -> f.plugin().enforces().contains(feature)).toList();
    if (able.isEmpty() || able.size() == enforcing.size()) {
      return !able.isEmpty();
    }
    Set<String> left = new TreeSet<>(nodes);
    left.retainAll(NodeCoverage.covered(enforcing));
    left.removeAll(NodeCoverage.covered(able));
    return left.isEmpty();
  }

  private static void features(
      Judgement judgement, List<Found> enforcing, Set<String> nodes, Set<Policy> policies) {
    String titles = titles(enforcing);
    Map<PolicyFeature, List<CitedRule>> missing = new TreeMap<>();
    policies.stream()
        .sorted(Comparator.comparing(Policy::ref))
        .forEach(
            policy ->
                UsedFeatures.of(policy)
                    .forEach(
                        (feature, pointer) -> {
                          if (!isEnforced(feature, enforcing, nodes)) {
                            missing
                                .computeIfAbsent(feature, f -> new ArrayList<>())
                                .add(
                                    new CitedRule(
                                        policy.ref(), pointer, null, "relies on " + feature));
                          }
                        }));
    missing.forEach(
        (feature, rules) ->
            judgement.violation(
                new Violation(
                    titles
                        + " is not known to enforce "
                        + feature
                        + ", which "
                        + count(rules.size())
                        + " on pods in scope",
                    new SubjectWitness(titles + ": " + feature, null),
                    rules,
                    "Run a network plugin that enforces "
                        + feature
                        + ", or write the policies without it.")));
  }

  private static String titles(List<Found> plugins) {
    return String.join(" and ", plugins.stream().map(f -> f.plugin().title()).toList());
  }

  private static String count(int policies) {
    return policies == 1 ? "1 policy relies on" : policies + " policies rely on";
  }

  private static void nodes(Judgement judgement, List<Found> enforcing, List<Pod> inScope) {
    Set<String> covered = NodeCoverage.covered(enforcing);
    List<NetworkAgent> agents = enforcing.stream().flatMap(f -> f.agents().stream()).toList();
    if (covered.isEmpty()) {
      judgement.doubt(
          "no ready pod of the network plugin's agent was seen: on which nodes it runs is not known");
      return;
    }
    Set<String> needed = NodeCoverage.nodesOf(inScope);
    needed.removeAll(covered);
    for (String node : needed) {
      judgement.violation(
          new Violation(
              "the network plugin's agent is not ready on node "
                  + node
                  + ", which runs pods in scope",
              new SubjectWitness("node/" + node, null),
              agents.stream()
                  .map(a -> new CitedRule(a.ref(), "", null, "has no ready pod on " + node))
                  .toList(),
              "Bring the agent up on node " + node + ", or drain the node."));
    }
  }
}
