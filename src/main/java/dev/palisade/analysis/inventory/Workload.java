package dev.palisade.analysis.inventory;

import java.util.Comparator;

/// What runs a set of like pods: a Deployment, StatefulSet, Job …, or a bare Pod that stands for
/// itself.
public record Workload(String namespace, String name, String kind) implements Comparable<Workload> {
  private static final Comparator<Workload> ORDER = Comparator.comparing(Workload::toString);

  @Override
  public int compareTo(Workload other) {
    return ORDER.compare(this, other);
  }

  /// `namespace/name[Kind]`.
  @Override
  public String toString() {
    return namespace + "/" + name + "[" + kind + "]";
  }
}
