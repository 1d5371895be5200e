package dev.palisade.analysis.reachability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Disjoint groups of endpoints, cut by class: what a class has in one group is a unit, of which no
/// policy tells the members apart. Mostly each class is one.
final class GroupUnits {

  private static final int[] NONE = {};
  private static final int NOWHERE = -1;

  /// Takes the units of a pair of endpoints, and the number of their traffic.
  @FunctionalInterface
  interface LocalPairConsumer {
    void accept(int sourceUnit, int destinationUnit, int traffic);
  }

  private record UnitPair(int source, int destination) {}

  private final Pairs pairs;
  private final int[] unitOf;
  private final List<Integer> classOf = new ArrayList<>();
  private final List<Integer> groupOf = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final int[][] ofClass;
  private final int[] byGroup;
  private final Map<Integer, List<Integer>> passedOver = new HashMap<>();

  private GroupUnits(Pairs pairs, List<EndpointSet> groups) {
    this.pairs = pairs;
    this.unitOf = new int[pairs.endpoints().size()];
    this.ofClass = new int[pairs.layout().members()][];
    this.byGroup = new int[groups.size()];
    Arrays.fill(unitOf, NOWHERE);
    Arrays.fill(ofClass, NONE);
  }

  /// @throws IllegalArgumentException if two groups share an endpoint
  static GroupUnits of(Pairs pairs, List<EndpointSet> groups) {
    GroupUnits units = new GroupUnits(pairs, groups);
    for (int group = 0; group < groups.size(); group++) {
      units.gather(group, groups.get(group));
    }
    units.findPassedOver();
    return units;
  }

  private void gather(int group, EndpointSet members) {
    Map<Integer, Integer> unitOfClass = new HashMap<>();
    members.forEach(
        endpoint -> {
          if (unitOf[endpoint] != NOWHERE) {
            throw new IllegalArgumentException(
                "%s is in group %d and in group %d"
                    .formatted(
                        pairs.endpoints().get(endpoint), groupOf.get(unitOf[endpoint]), group));
          }
          int unit = unitOfClass.computeIfAbsent(pairs.classOf(endpoint), c -> create(c, group));
          unitOf[endpoint] = unit;
          sizes.set(unit, sizes.get(unit) + 1);
        });
  }

  private int create(int classNumber, int group) {
    int unit = classOf.size();
    classOf.add(classNumber);
    groupOf.add(group);
    sizes.add(0);
    int[] known = ofClass[classNumber];
    ofClass[classNumber] = Arrays.copyOf(known, known.length + 1);
    ofClass[classNumber][known.length] = unit;
    byGroup[group]++;
    return unit;
  }

  /// Pairs of units of which every pair of members is one of an endpoint with itself, or local.
  private void findPassedOver() {
    Map<UnitPair, Long> special = new HashMap<>();
    for (int unit = 0; unit < count(); unit++) {
      special.put(new UnitPair(unit, unit), (long) sizes.get(unit));
    }
    forEachLocalPair(
        (source, destination, traffic) ->
            special.merge(new UnitPair(source, destination), 1L, Long::sum));
    special.forEach(
        (pair, count) -> {
          if (count == (long) sizes.get(pair.source) * sizes.get(pair.destination)) {
            passedOver.computeIfAbsent(pair.source, s -> new ArrayList<>()).add(pair.destination);
          }
        });
  }

  /// The pairs of different endpoints for which their classes do not speak.
  void forEachLocalPair(LocalPairConsumer consumer) {
    for (int source = 0; source < unitOf.length; source++) {
      int from = source;
      if (unitOf[from] != NOWHERE) {
        pairs
            .near(from)
            .forEach(
                (org.roaringbitmap.IntConsumer)
                    to -> {
                      if (to != from && unitOf[to] != NOWHERE) {
                        consumer.accept(unitOf[from], unitOf[to], pairs.traffic(from, to));
                      }
                    });
      }
    }
  }

  int count() {
    return classOf.size();
  }

  int classOf(int unit) {
    return classOf.get(unit);
  }

  int groupOf(int unit) {
    return groupOf.get(unit);
  }

  /// The units of a class. Must not be changed.
  int[] ofClass(int classNumber) {
    return ofClass[classNumber];
  }

  /// Fills in how many units each group has.
  void countByGroup(int[] counts) {
    System.arraycopy(byGroup, 0, counts, 0, counts.length);
  }

  /// The units with which a unit has only pairs for which classes do not speak.
  void forEachPassedOver(int unit, IntConsumer consumer) {
    passedOver.getOrDefault(unit, List.of()).forEach(consumer::accept);
  }
}
