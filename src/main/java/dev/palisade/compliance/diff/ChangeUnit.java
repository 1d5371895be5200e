package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import java.util.List;

/// What is put back or made as one when causes are sought: an object, or all that changed of a
/// workload's pods and of the objects that make them, which no one changes one by one.
///
/// @param workload whether it is a workload's, known by `name` alone in both states
record ChangeUnit(String name, String subject, boolean workload, List<Pair> pairs)
    implements Comparable<ChangeUnit> {
  private static final int MOST_OBJECTS = 5;

  ChangeUnit {
    pairs = List.copyOf(pairs);
  }

  CausingChange describe() {
    List<Changed> objects =
        pairs.stream()
            .limit(MOST_OBJECTS)
            .map(pair -> Changed.between(pair.before(), pair.after()))
            .toList();
    return new CausingChange(name, objects, pairs.size() - objects.size());
  }

  @Override
  public int compareTo(ChangeUnit other) {
    return name.compareTo(other.name);
  }
}
