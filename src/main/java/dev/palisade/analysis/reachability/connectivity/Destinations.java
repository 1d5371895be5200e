package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.reachability.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The destinations of a map, grouped: those whose pods are of the same classes have the same
/// traffic from anywhere.
final class Destinations {
  private static final int SEVERAL = -1;

  private final List<MapEnd> ends;
  private final int[] groupOf;
  private final List<List<Integer>> classesOfGroup;
  private final int[] onlyClassOf;

  Destinations(Reachability reachability, List<MapEnd> ends) {
    this.ends = ends;
    this.groupOf = new int[ends.size()];
    Map<List<Integer>, Integer> groups = new LinkedHashMap<>();
    for (int i = 0; i < groupOf.length; i++) {
      List<Integer> classes = classes(reachability, ends.get(i));
      Integer group = groups.putIfAbsent(classes, groups.size());
      groupOf[i] = group == null ? groups.size() - 1 : group;
    }
    this.classesOfGroup = new ArrayList<>(groups.keySet());
    this.onlyClassOf =
        classesOfGroup.stream().mapToInt(c -> c.size() == 1 ? c.getFirst() : SEVERAL).toArray();
  }

  /// The distinct classes of an end's endpoints, ascending.
  static List<Integer> classes(Reachability reachability, MapEnd end) {
    return Arrays.stream(
            end.endpoints().ids().map(reachability::classOf).sorted().distinct().toArray())
        .boxed()
        .toList();
  }

  List<MapEnd> ends() {
    return ends;
  }

  int groupOf(int destination) {
    return groupOf[destination];
  }

  int groups() {
    return classesOfGroup.size();
  }

  /// The class of a group that has one; negative for a group of several.
  int onlyClassOf(int group) {
    return onlyClassOf[group];
  }

  List<Integer> classesOfGroup(int group) {
    return classesOfGroup.get(group);
  }
}
