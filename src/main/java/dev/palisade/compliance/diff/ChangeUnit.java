package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import java.util.List;
import java.util.Objects;

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
    List<Changed> objects = pairs.stream().limit(MOST_OBJECTS).map(ChangeUnit::changed).toList();
    return new CausingChange(name, objects, pairs.size() - objects.size());
  }

  private static Changed changed(Pair pair) {
    return new Changed(
        pair.change(),
        pair.ref().apiVersion(),
        pair.ref().kind(),
        pair.ref().namespace().isEmpty() ? null : pair.ref().namespace(),
        pair.ref().name(),
        pair.change() == Change.CHANGED
            ? ObjectComparison.fields(
                    Objects.requireNonNull(pair.before()), Objects.requireNonNull(pair.after()))
                .stream()
                .map(ObjectChange.FieldChange::pointer)
                .toList()
            : List.of());
  }

  @Override
  public int compareTo(ChangeUnit other) {
    return name.compareTo(other.name);
  }
}
