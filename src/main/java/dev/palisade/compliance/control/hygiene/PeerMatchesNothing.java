package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import java.util.function.Consumer;

/// Peers of rules that allow, which no pod of any namespace is.
final class PeerMatchesNothing implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    if (terrain.pods().isEmpty()) {
      return;
    }
    terrain.allowing(
        allowing -> {
          for (Rule.Clause clause : allowing.rule().clauses()) {
            if (!terrain.pods().isNobody(clause.peer())) {
              continue;
            }
            for (Peer.Pods selection : Terrain.selections(clause.peer())) {
              if (terrain.pods().select(selection).isEmpty()) {
                to.accept(advice(allowing, clause, Selections.explain(terrain, selection)));
                break;
              }
            }
          }
        });
  }

  private static Advice advice(
      Terrain.Allowing allowing, Rule.Clause clause, Selections.Miss miss) {
    String likely = miss.likely();
    boolean label = likely != null && likely.contains(": ");
    return new Advice(
        Topic.PEER_MATCHES_NOTHING,
        allowing.policy().ref(),
        clause.pointer(),
        "the rule names " + allowing.direction() + " peers that are not there: " + miss.reason(),
        likely == null
            ? "Correct the labels, or remove the peer."
            : "Perhaps " + likely + " is meant.",
        label ? "matchLabels:\n  " + likely + "\n" : null);
  }
}
