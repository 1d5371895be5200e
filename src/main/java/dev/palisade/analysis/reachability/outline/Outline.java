package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The allowed traffic of a cluster with as few boxes and arrows as say the same.
///
/// Workloads of a zone that have the same traffic with everyone stand as one node. Where all of a
/// zone may send the same to all of another, one arrow goes between the zones. Nothing that the map
/// has is left out, and nothing is added: an arrow whose extent is [Extent#EVERY] stands for every
/// pair of what it joins.
///
/// @param view how much of the map is shown
/// @param sources outside ends that send, in their order
/// @param destinations outside ends that receive
/// @param coverage whether an end without arrows really has no traffic
/// @param workloads how many ends within the cluster there are; zones without a line in a limited
///   map are not drawn
public record Outline(
    View view,
    Division.Kind kind,
    List<Box> boxes,
    List<Node> sources,
    List<Node> destinations,
    List<Arrow> arrows,
    Coverage coverage,
    int workloads) {

  /// What of the map is in it.
  public enum Coverage {
    WHOLE,
    /// Some sources or destinations only.
    LIMITED
  }

  /// How much is shown.
  public enum View {
    /// Zones and what is in them.
    WORKLOADS,
    /// Zones alone, since there is too much in them for a picture.
    ZONES,
    /// Zones alone, and so many arrows that a table is easier to read.
    MATRIX
  }

  /// Whether an arrow speaks of all that it joins.
  public enum Extent {
    /// Every member of the one may send exactly this to every member of the other.
    EVERY,
    /// Some member of the one may send some of this to some member of the other.
    SOME
  }

  /// A zone, or several that behave alike.
  ///
  /// @param names of the zones; at least one
  /// @param category empty: not said
  /// @param nodes at least one; exactly one where the view shows no workloads
  /// @param among what its workloads may send to each other, where that is one thing for all of
  ///   them; null otherwise, and where there is nothing to say
  public record Box(List<String> names, String category, List<Node> nodes, @Nullable Among among) {
    public Box {
      names = List.copyOf(names);
      nodes = List.copyOf(nodes);
    }

    public int workloads() {
      return nodes.stream().mapToInt(node -> node.members().size()).sum();
    }
  }

  /// Ends that behave alike.
  ///
  /// @param name of the network, for addresses; empty: none has a name
  /// @param members names of ends as in the map, sorted
  /// @param addresses of ends outside; empty for others
  /// @param among what the members may send to each other; null: nothing to say here
  public record Node(String name, List<String> members, IpSet addresses, @Nullable Among among) {
    public Node {
      members = List.copyOf(members);
    }
  }

  /// Traffic within a box or node.
  public record Among(TrafficSet traffic, Extent extent) {}

  /// Where an arrow begins or ends.
  public sealed interface Tip {
    /// Every workload of the cluster.
    record Everyone() implements Tip {}

    /// All of a box, by its index.
    record OfBox(int box) implements Tip {}

    /// One node in a box, by their indices.
    record OfNode(int box, int node) implements Tip {}

    /// All ranges of addresses of [Outline#sources] or [Outline#destinations]: there are several.
    record AllOutside() implements Tip {}

    /// One of [Outline#sources] or [Outline#destinations], by its index.
    record Outside(int index) implements Tip {}
  }

  /// Traffic from one to the other.
  public record Arrow(Tip from, Tip to, TrafficSet traffic, Extent extent) {}

  public Outline {
    boxes = List.copyOf(boxes);
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    arrows = List.copyOf(arrows);
  }

  /// Whether no arrow has to do with a node: nothing may reach it, and it may reach nothing.
  public boolean isIsolated(int box, int node) {
    Box around = boxes.get(box);
    return coverage == Coverage.WHOLE
        && around.among() == null
        && around.nodes().get(node).among() == null
        && arrows.stream()
            .flatMap(arrow -> Stream.of(arrow.from(), arrow.to()))
            .noneMatch(
                tip ->
                    switch (tip) {
                      case Tip.Everyone everyone -> true;
                      case Tip.OfBox(int touched) -> touched == box;
                      case Tip.OfNode(int in, int touched) -> in == box && touched == node;
                      case Tip.AllOutside all -> false;
                      case Tip.Outside outside -> false;
                    });
  }

  /// The most detailed outline of a map that a page can hold.
  public static Outline of(ConnectivityMap map, Division division) {
    return new Outlining(map, division).outline();
  }
}
