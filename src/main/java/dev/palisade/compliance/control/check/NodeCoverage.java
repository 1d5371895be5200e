package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.NetworkPlugins.Found;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// On which nodes ready agents of network plugins run, and on which they have to.
final class NodeCoverage {
  private NodeCoverage() {}

  /// The nodes with a ready agent of one of some plugins.
  static Set<String> covered(List<Found> plugins) {
    Set<String> nodes = new TreeSet<>();
    plugins.forEach(f -> f.agents().forEach(agent -> nodes.addAll(agent.nodes())));
    return nodes;
  }

  /// The nodes that pods are known to run on.
  static Set<String> nodesOf(List<Pod> pods) {
    Set<String> nodes = new TreeSet<>();
    pods.stream().map(Pod::nodeName).filter(Objects::nonNull).forEach(nodes::add);
    return nodes;
  }

  /// Those of some plugins that were seen to run and to be set up, and are not turned off: what a
  /// plugin that is turned off may stand beside.
  static List<Found> seenToEnforce(List<Found> plugins) {
    return plugins.stream()
        .filter(f -> !f.plugin().enforces().isEmpty())
        .filter(f -> f.isObserved() && f.turnedOffBy() == null)
        .filter(f -> f.plugin().isSetUp(f.settings()))
        .toList();
  }

  /// Whether agents of some plugins are known to be ready on every node that has one of these pods.
  /// A pod of which no node is known may run on any.
  ///
  /// @param pods none: nothing is known to be covered
  static boolean isEverywhere(List<Found> plugins, List<Pod> pods, Collection<Node> all) {
    Set<String> needed = nodesOf(pods);
    if (pods.stream().anyMatch(pod -> pod.nodeName() == null)) {
      if (all.isEmpty()) {
        return false;
      }
      all.forEach(node -> needed.add(node.name()));
    }
    return !needed.isEmpty() && covered(plugins).containsAll(needed);
  }
}
