package dev.palisade.collect.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The fields of an object of the API, as far down as verdicts read them.
///
/// @param known all fields that the specification has here
/// @param telling those of them that a verdict may turn on
/// @param inside what the objects in some of them have, or the items of an array
record FieldTree(Set<String> known, Set<String> telling, Map<String, FieldTree> inside) {
  FieldTree {
    known = Set.copyOf(known);
    telling = Set.copyOf(telling);
    inside = Map.copyOf(inside);
  }

  /// @param telling separated by blanks
  /// @param others likewise: known, and no verdict turns on them
  static FieldTree of(String telling, String others) {
    Set<String> all = words(telling);
    all.addAll(words(others));
    return new FieldTree(all, words(telling), Map.of());
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(text.isBlank() ? Set.of() : Set.of(text.strip().split("\\s+")));
  }

  /// The same, where a telling field holds objects with fields of their own.
  FieldTree with(String name, FieldTree tree) {
    Set<String> all = new TreeSet<>(known);
    all.add(name);
    Set<String> more = new TreeSet<>(telling);
    more.add(name);
    Map<String, FieldTree> deeper = new HashMap<>(inside);
    deeper.put(name, tree);
    return new FieldTree(all, more, deeper);
  }

  /// What verdicts may turn on, here and further down.
  Set<String> allTelling() {
    Set<String> all = new TreeSet<>(telling);
    inside.values().forEach(tree -> all.addAll(tree.allTelling()));
    return all;
  }
}
