package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import java.util.function.Consumer;

/// Rules that say nothing, and so allow everything; and peers that are every pod of every
/// namespace.
final class WideOpen implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    terrain.allowing(
        allowing -> {
          for (Rule.Clause clause : allowing.rule().clauses()) {
            if (!clause.self().equals(Peer.ANYONE)) {
              continue;
            }
            if (clause.peer().equals(Peer.ANYONE) && clause.traffic().equals(TrafficMatch.ALL)) {
              to.accept(everything(allowing));
            } else if (isEveryPod(clause.peer())) {
              to.accept(everyNamespace(allowing, clause));
            }
          }
        });
  }

  private static Advice everything(Terrain.Allowing allowing) {
    boolean ingress = allowing.direction() == Direction.INGRESS;
    return new Advice(
        Topic.OPENS_EVERYTHING,
        allowing.policy().ref(),
        allowing.rule().pointer(),
        "the rule names neither peers nor ports, and allows all "
            + allowing.direction()
            + (ingress ? " from anywhere" : " to anywhere")
            + ", addresses outside the cluster included",
        "Name the "
            + (ingress ? "sources" : "destinations")
            + " and ports that are needed; to allow nothing, write no rule at all.",
        isKubernetes(allowing) && isOnlyRule(allowing)
            ? allowing.direction() + ": []   # nothing is allowed\n"
            : null);
  }

  private static Advice everyNamespace(Terrain.Allowing allowing, Rule.Clause clause) {
    boolean ingress = allowing.direction() == Direction.INGRESS;
    return new Advice(
        Topic.OPENS_EVERY_NAMESPACE,
        allowing.policy().ref(),
        clause.pointer(),
        "the peer is every pod of every namespace, and no address outside the cluster",
        "Select the namespaces and pods that are needed; for addresses outside, name their blocks.",
        isKubernetes(allowing)
            ? (ingress ? "from" : "to")
                + ":\n  - namespaceSelector:\n      matchLabels: {kubernetes.io/metadata.name: NAMESPACE}\n"
                + "    podSelector:\n      matchLabels: {app: NAME}\n"
            : null);
  }

  private static boolean isKubernetes(Terrain.Allowing allowing) {
    return allowing.policy().ref().group().equals("networking.k8s.io");
  }

  private static boolean isOnlyRule(Terrain.Allowing allowing) {
    Policy.Rules rules = allowing.policy().rules(allowing.direction());
    return rules != null && rules.rules().size() == 1;
  }

  private static boolean isEveryPod(Peer peer) {
    return peer instanceof Peer.Pods(var namespaces, var pods, var host)
        && pods.equals(Selector.EVERYTHING)
        && (namespaces instanceof NamespaceMatch.Any
            || (namespaces instanceof NamespaceMatch.Labelled(var selector)
                && selector.equals(Selector.EVERYTHING)));
  }
}
