package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.WorkloadName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Says for a PASS what closes pods: the policies that isolate them, workloads with the same ones
/// in one sentence.
final class Closure {
  private static final int NAMED = 6;

  private Closure() {}

  /// @param and what holds of the traffic that the policies' rules still let through, as the end of
  ///   a sentence
  static void describe(
      Judgement judgement,
      Reachability reachability,
      EndpointSet pods,
      Direction direction,
      String and) {
    Map<Integer, String> byClass = new HashMap<>();
    SortedMap<String, SortedSet<String>> workloads = new TreeMap<>();
    pods.forEach(
        id -> {
          Pod pod = reachability.endpoints().podList().get(id);
          String policies =
              byClass.computeIfAbsent(
                  reachability.classOf(id),
                  c -> policies(reachability.isolation(pod, direction).by()));
          workloads.computeIfAbsent(policies, p -> new TreeSet<>()).add(WorkloadName.of(pod));
        });
    workloads.forEach(
        (policies, names) ->
            judgement.closedBy(
                direction
                    + " of "
                    + listed(names)
                    + (policies.isEmpty()
                        ? " is not isolated; "
                        : " is isolated by " + policies + "; ")
                    + and));
  }

  private static String policies(List<Policy> by) {
    return listed(
        by.stream()
            .map(policy -> policy.ref().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// `a, b and 4 more`.
  static String listed(SortedSet<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }
}
