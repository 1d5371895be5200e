package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.reachability.Block;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one source reaches: is filled for one source after the other. Of an end with several
/// endpoints, what any of them reaches, or is reached by, counts.
final class MapRow {
  private final Reachability reachability;
  private final Destinations destinations;
  private final LocalPairs localPairs;
  private final Unions unions = new Unions();
  private final TrafficSet[] ofClass;
  private final @Nullable TrafficSet[] ofGroup;
  private List<Integer> filledFor = List.of();
  private Map<Integer, LocalPairs.Entry> local = Map.of();
  private int sourceSize;

  MapRow(Reachability reachability, Destinations destinations, LocalPairs localPairs) {
    this.reachability = reachability;
    this.destinations = destinations;
    this.localPairs = localPairs;
    this.ofClass = new TrafficSet[reachability.classCount()];
    this.ofGroup = new TrafficSet[destinations.groups()];
  }

  void fill(MapEnd source) {
    local = localPairs.of(source);
    sourceSize = source.endpoints().size();
    List<Integer> classes = Destinations.classes(reachability, source);
    if (classes.equals(filledFor)) {
      return;
    }
    Arrays.fill(ofClass, TrafficSet.NONE);
    Arrays.fill(ofGroup, null);
    for (int c : classes) {
      for (Block block : reachability.blocksFrom(c)) {
        block.destinations().forEach(d -> ofClass[d] = unions.of(ofClass[d], block.traffic()));
      }
    }
    filledFor = classes;
  }

  /// The traffic to a destination, by its index.
  TrafficSet to(int destination) {
    TrafficSet elsewhere = ofGroup(destinations.groupOf(destination));
    LocalPairs.Entry onOneNode = local.isEmpty() ? null : local.get(destination);
    if (onOneNode == null) {
      return elsewhere;
    }
    long pairs = (long) sourceSize * destinations.ends().get(destination).endpoints().size();
    return onOneNode.pairs() == pairs
        ? onOneNode.traffic()
        : unions.of(onOneNode.traffic(), elsewhere);
  }

  private TrafficSet ofGroup(int group) {
    int only = destinations.onlyClassOf(group);
    if (only >= 0) {
      return ofClass[only];
    }
    TrafficSet known = ofGroup[group];
    if (known == null) {
      known = TrafficSet.NONE;
      for (int c : destinations.classesOfGroup(group)) {
        known = unions.of(known, ofClass[c]);
      }
      ofGroup[group] = known;
    }
    return known;
  }
}
