package dev.palisade.analysis.reachability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Lays a list over an earlier one: which items stayed, in their order. What moved past others that
/// stayed is not among them.
final class Alignment {

  static final int NEW = -1;

  private Alignment() {}

  /// For each item of the later list, its place in the earlier one, ascending; [#NEW] for the
  /// others.
  ///
  /// @param name what items of a list can be found by
  /// @param same whether an item stayed what it was
  static <T> int[] of(
      List<T> before, List<T> after, Function<T, Object> name, BiPredicate<T, T> same) {
    int[] places = new int[after.size()];
    Arrays.fill(places, NEW);
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && same.test(before.get(start), after.get(start))) {
      places[start] = start;
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && same.test(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
      places[after.size() - end] = before.size() - end;
    }
    between(before, after, start, end, name, same, places);
    return places;
  }

  private static <T> void between(
      List<T> before,
      List<T> after,
      int start,
      int end,
      Function<T, Object> name,
      BiPredicate<T, T> same,
      int[] places) {
    int last = before.size() - end;
    if (start == last || start == after.size() - end) {
      return;
    }
    Map<Object, Integer> byName = new HashMap<>();
    for (int i = start; i < last; i++) {
      byName.putIfAbsent(name.apply(before.get(i)), i);
    }
    int[] found = new int[after.size() - end - start];
    for (int i = 0; i < found.length; i++) {
      T item = after.get(start + i);
      Integer place = byName.get(name.apply(item));
      found[i] = place != null && same.test(before.get(place), item) ? place : NEW;
    }
    for (int i : longestAscending(found)) {
      places[start + i] = found[i];
    }
  }

  /// The indices of a longest strictly ascending subsequence, [#NEW] left out.
  private static List<Integer> longestAscending(int[] numbers) {
    List<Integer> ends = new ArrayList<>();
    int[] previous = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != NEW) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
          int middle = (low + high) >>> 1;
          if (numbers[ends.get(middle)] < numbers[i]) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        previous[i] = low == 0 ? NEW : ends.get(low - 1);
        if (low == ends.size()) {
          ends.add(i);
        } else {
          ends.set(low, i);
        }
      }
    }
    List<Integer> longest = new ArrayList<>();
    for (int i = ends.isEmpty() ? NEW : ends.getLast(); i != NEW; i = previous[i]) {
      longest.add(i);
    }
    return longest;
  }
}
