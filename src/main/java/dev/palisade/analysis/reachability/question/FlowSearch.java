package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.reachability.Block;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks for flows that one of two worlds allows, or both: pairs of classes first, which stand for
/// most pairs of endpoints, then the pairs on one node. Ends when one of each sort is found.
final class FlowSearch {

  /// Endpoints of one class in the first world and one in the second.
  private record Unit(int first, int second, boolean addresses, List<Integer> members) {}

  /// What two sets of traffic have that is sought.
  private record Parts(boolean onlyFirst, boolean onlySecond, boolean both) {}

  private final Reachability first;
  private final Reachability second;
  private final Slice slice;
  private final SharedEndpoints shared;
  private final boolean[] from;
  private final boolean[] to;
  private final boolean selfCounts;
  private final IdentityHashMap<TrafficSet, IdentityHashMap<TrafficSet, Parts>> known =
      new IdentityHashMap<>();

  private @Nullable Flow onlyFirst;
  private @Nullable Flow onlySecond;
  private @Nullable Flow both;

  FlowSearch(Reachability first, Reachability second, Slice slice) {
    this.first = first;
    this.second = second;
    this.slice = slice;
    this.shared = new SharedEndpoints(first, second);
    this.selfCounts = !first.settings().selfTrafficOpen() || !second.settings().selfTrafficOpen();
    this.from = new boolean[shared.size()];
    this.to = new boolean[shared.size()];
    for (int i = 0; i < shared.size(); i++) {
      from[i] = slice.from().test(shared.get(i));
      to[i] = slice.to().test(shared.get(i));
    }
  }

  PolicyComparison search() {
    searchClasses();
    first.forEachLocalPair((s, d, traffic) -> tryPair(shared.ofFirst(s), shared.ofFirst(d)));
    second.forEachLocalPair((s, d, traffic) -> tryPair(shared.ofSecond(s), shared.ofSecond(d)));
    return new PolicyComparison(onlyFirst, onlySecond, both, shared.unshared());
  }

  private boolean isDone() {
    return onlyFirst != null && onlySecond != null && both != null;
  }

  private List<Unit> units(boolean[] which) {
    Map<Long, Unit> units = new LinkedHashMap<>();
    for (int i = 0; i < which.length; i++) {
      if (which[i]) {
        int one = first.classOf(shared.inFirst(i));
        int other = second.classOf(shared.inSecond(i));
        boolean addresses = shared.isAddress(i);
        units
            .computeIfAbsent(
                ((long) one << 32) | other,
                key -> new Unit(one, other, addresses, new ArrayList<>()))
            .members
            .add(i);
      }
    }
    return List.copyOf(units.values());
  }

  private void searchClasses() {
    List<Unit> destinations = units(to);
    TrafficSet[] now = none(first);
    TrafficSet[] then = none(second);
    for (Unit source : units(from)) {
      fill(now, first, source.first);
      fill(then, second, source.second);
      for (Unit destination : destinations) {
        Parts parts = parts(now[destination.first], then[destination.second]);
        if (isWanted(parts) && !(source.addresses && destination.addresses)) {
          find(source, destination, parts);
        }
      }
      if (isDone()) {
        return;
      }
    }
  }

  private static TrafficSet[] none(Reachability reachability) {
    return new TrafficSet[reachability.classCount()];
  }

  private static void fill(TrafficSet[] traffic, Reachability reachability, int source) {
    Arrays.fill(traffic, TrafficSet.NONE);
    for (Block block : reachability.blocksFrom(source)) {
      block.destinations().forEach(c -> traffic[c] = block.traffic());
    }
  }

  /// A pair of the two that shows what their classes promise: any but those on one node.
  private void find(Unit source, Unit destination, Parts promised) {
    for (int s : source.members) {
      for (int d : destination.members) {
        tryPair(s, d);
        if (!isWanted(promised)) {
          return;
        }
      }
    }
  }

  private void tryPair(int source, int destination) {
    if (source == SharedEndpoints.ABSENT
        || destination == SharedEndpoints.ABSENT
        || !from[source]
        || !to[destination]
        || (source == destination && !selfCounts)) {
      return;
    }
    TrafficSet one = first.traffic(shared.inFirst(source), shared.inFirst(destination));
    TrafficSet other = second.traffic(shared.inSecond(source), shared.inSecond(destination));
    Parts parts = parts(one, other);
    if (!isWanted(parts)) {
      return;
    }
    TrafficSet left = one.intersect(slice.traffic());
    TrafficSet right = other.intersect(slice.traffic());
    if (parts.onlyFirst && onlyFirst == null) {
      onlyFirst = flow(source, destination, left.minus(right));
    }
    if (parts.onlySecond && onlySecond == null) {
      onlySecond = flow(source, destination, right.minus(left));
    }
    if (parts.both && both == null) {
      both = flow(source, destination, left.intersect(right));
    }
  }

  private Flow flow(int source, int destination, TrafficSet traffic) {
    return new Flow(shared.get(source), shared.get(destination), traffic);
  }

  private boolean isWanted(Parts parts) {
    return (parts.onlyFirst && onlyFirst == null)
        || (parts.onlySecond && onlySecond == null)
        || (parts.both && both == null);
  }

  /// The two worlds have few sets of traffic, each one object: what they have in common is computed
  /// once.
  private Parts parts(TrafficSet one, TrafficSet other) {
    return known
        .computeIfAbsent(one, t -> new IdentityHashMap<>())
        .computeIfAbsent(other, t -> compute(one, t));
  }

  private Parts compute(TrafficSet one, TrafficSet other) {
    TrafficSet left = one.intersect(slice.traffic());
    TrafficSet right = other.intersect(slice.traffic());
    return new Parts(
        !right.contains(left), !left.contains(right), !left.intersect(right).isEmpty());
  }
}
