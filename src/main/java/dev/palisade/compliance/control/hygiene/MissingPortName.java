package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.document.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Names of ports that no container of the pods which a rule means declares.
final class MissingPortName implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    if (terrain.pods().isEmpty()) {
      return;
    }
    Map<Peer, TreeSet<String>> declared = new HashMap<>();
    terrain.allowing(
        allowing -> {
          // a name may be resolved by one clause of a rule and by no other
          TreeSet<String> wanted = new TreeSet<>();
          TreeSet<String> there = new TreeSet<>();
          for (Rule.Clause clause : allowing.rule().clauses()) {
            for (NamedPort name : names(clause.traffic())) {
              boolean own =
                  (name.side() == Side.DESTINATION) == (allowing.direction() == Direction.INGRESS);
              Peer where = own ? allowing.policy().subject() : clause.peer();
              wanted.add(name.name());
              there.addAll(declared.computeIfAbsent(where, peer -> declared(terrain, peer)));
            }
          }
          for (String name : wanted) {
            if (!there.contains(name)) {
              to.accept(advice(allowing, name, there));
            }
          }
        });
  }

  private static Advice advice(Terrain.Allowing allowing, String name, TreeSet<String> there) {
    String near = Spelling.nearest(List.copyOf(there), name);
    return new Advice(
        Topic.MISSING_PORT_NAME,
        allowing.policy().ref(),
        allowing.rule().pointer(),
        "no pod that the rule could mean declares a port named \"" + name + "\"",
        near != null
            ? "Perhaps \"" + near + "\" is meant."
            : "Name the port in the pod's containers, or write its number"
                + (there.isEmpty() ? "." : ": the pods declare " + String.join(", ", there) + "."),
        null);
  }

  /// The port names of the pods that a peer may mean.
  private static TreeSet<String> declared(Terrain terrain, Peer peer) {
    List<Peer.Pods> selections = Terrain.selections(peer);
    List<Pod> pods =
        selections.isEmpty()
            ? terrain.inventory().pods()
            : selections.stream().flatMap(s -> terrain.pods().select(s).stream()).toList();
    TreeSet<String> names = new TreeSet<>();
    for (Pod pod : pods) {
      for (ContainerPort port : pod.ports()) {
        if (port.name() != null) {
          names.add(port.name());
        }
      }
    }
    return names;
  }

  private static List<NamedPort> names(TrafficMatch match) {
    List<NamedPort> found = new ArrayList<>();
    switch (match) {
      case NamedPort name -> found.add(name);
      case TrafficMatch.AnyOf(var parts) -> parts.forEach(part -> found.addAll(names(part)));
      case TrafficMatch.AllOf(var parts) -> parts.forEach(part -> found.addAll(names(part)));
      case TrafficMatch.Not(var part) -> found.addAll(names(part));
      case TrafficMatch.Exactly exactly -> {}
    }
    return found;
  }
}
