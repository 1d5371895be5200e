package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.Isolation;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Pods that policies isolate for ingress and none for egress. Said once for all pods of the policy
/// that isolates most of them.
final class IngressOnly implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    Map<Policy, Group> groups = new TreeMap<>(Subjects.WIDEST_FIRST);
    terrain
        .kindsOfPods()
        .forEach(
            (pod, count) -> {
              Isolation ingress = terrain.reachability().isolation(pod, Direction.INGRESS);
              Isolation egress = terrain.reachability().isolation(pod, Direction.EGRESS);
              if (ingress.isolated() && !egress.isolated()) {
                Policy widest = ingress.by().stream().min(Subjects.WIDEST_FIRST).orElseThrow();
                groups.computeIfAbsent(widest, p -> new Group()).add(pod, count);
              }
            });
    groups.forEach((policy, group) -> to.accept(advice(terrain, policy, group)));
  }

  private static Advice advice(Terrain terrain, Policy policy, Group group) {
    Policy.Rules rules = policy.rules(Direction.INGRESS);
    boolean blanket =
        policy.ref().group().equals("networking.k8s.io") && Subjects.isBlanket(policy);
    return new Advice(
        Topic.INGRESS_ONLY,
        policy.ref(),
        rules == null ? "" : rules.pointer(),
        group.words()
            + " isolated for ingress, and no policy isolates "
            + (group.size() == 1 ? "it" : "them")
            + " for egress",
        "Isolate the pods for egress too, and allow what they need; DNS is part of it.",
        blanket && !terrain.isSystem(policy.ref().namespace())
            ? Suggestions.defaultDenyEgress(policy.ref().namespace())
            : null);
  }
}
