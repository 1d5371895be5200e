package dev.palisade.application;

import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What cannot be said of the past, since contents of objects are not kept any more. Of changes
/// themselves spans tell for good, and of reviews and sign-offs their own rows; what needs contents
/// is whether a change decides on traffic, what a policy selected by, and which ticket an object
/// named.
final class LostContents {
  private static final int NAMED = 5;

  private final SortedSet<String> approvals = new TreeSet<>();
  private final SortedSet<String> labels = new TreeSet<>();
  private final SortedSet<String> selectors = new TreeSet<>();

  /// Whether a change of this object has an approval is not known.
  void approval(ResourceRef object) {
    approvals.add(object.toString());
  }

  /// Whether labels of this object changed is not known.
  void labels(ResourceRef object) {
    labels.add(object.toString());
  }

  /// What this policy selected by is not known.
  void selector(ResourceRef policy) {
    selectors.add(policy.toString());
  }

  /// Empty when nothing was missing.
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    add(reasons, approvals, "whether changes were approved is not known");
    add(reasons, labels, "whether labels that policies select by changed is not known");
    add(reasons, selectors, "which labels policies selected by is not known");
    return reasons;
  }

  private static void add(List<String> reasons, SortedSet<String> objects, String unknown) {
    if (!objects.isEmpty()) {
      int more = objects.size() - NAMED;
      reasons.add(
          unknown
              + ", as contents are not kept any more: of "
              + String.join(", ", objects.stream().limit(NAMED).toList())
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }
}
