package dev.palisade.compliance.control.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Covers a set by few of its subsets: each time the one that covers most of what is left, then
/// whatever turned out to be superfluous is dropped. Within the logarithm of the best (Chvátal
/// 1979), and the best itself where no two classes overlap in more than one way.
final class Cover {
  private Cover() {}

  /// @param candidates among those that cover equally much, the first in `order` is taken
  /// @return in the order in which they were taken
  static <C, E> List<C> of(List<C> candidates, Function<C, Set<E>> covered, Comparator<C> order) {
    Set<E> left = new HashSet<>();
    candidates.forEach(c -> left.addAll(covered.apply(c)));
    List<C> sorted = candidates.stream().sorted(order).toList();
    List<C> taken = new ArrayList<>();
    while (!left.isEmpty()) {
      C best = null;
      long most = 0;
      for (C candidate : sorted) {
        long gain = covered.apply(candidate).stream().filter(left::contains).count();
        if (gain > most) {
          best = candidate;
          most = gain;
        }
      }
      if (best == null) {
        throw new IllegalStateException("nothing covers " + left);
      }
      taken.add(best);
      left.removeAll(covered.apply(best));
    }
    return withoutSuperfluous(taken, covered);
  }

  private static <C, E> List<C> withoutSuperfluous(List<C> taken, Function<C, Set<E>> covered) {
    List<C> needed = new ArrayList<>(taken);
    for (C candidate : taken) {
      Set<E> by = new HashSet<>();
      needed.stream().filter(c -> c != candidate).forEach(c -> by.addAll(covered.apply(c)));
      if (by.containsAll(covered.apply(candidate))) {
        needed.removeIf(c -> c == candidate);
      }
    }
    return needed;
  }
}
