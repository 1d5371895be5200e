package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.WorkloadName;
import java.util.SortedSet;
import java.util.TreeSet;

/// Pods that one piece of advice is about: how many, and an example.
final class Group {
  private final SortedSet<String> workloads = new TreeSet<>();
  private int size;

  /// @param count pods like this one, itself among them
  void add(Pod pod, int count) {
    workloads.add(WorkloadName.of(pod));
    size += count;
  }

  int size() {
    return size;
  }

  /// `shop/web[Deployment] is`, `12 pods, such as shop/web[Deployment], are`.
  String words() {
    return size == 1
        ? workloads.first() + " is"
        : size + " pods, such as " + workloads.first() + ", are";
  }

  /// The same with another verb.
  String words(String singular, String plural) {
    return size == 1
        ? workloads.first() + " " + singular
        : size + " pods, such as " + workloads.first() + ", " + plural;
  }
}
