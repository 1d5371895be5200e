package dev.palisade.analysis.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The labels of an object: keys with a value each, sorted by key. A key with the empty value is
/// there; an absent key is not.
public final class Labels {

  public static final Labels EMPTY = new Labels(new String[0], new String[0]);

  /// Sorted.
  private final String[] keys;

  /// The value of the key at the same place.
  private final String[] values;

  private final int hash;

  private Labels(String[] keys, String[] values) {
    this.keys = keys;
    this.values = values;
    this.hash = 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  public static Labels of(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return EMPTY;
    }
    SortedMap<String, String> sorted = new TreeMap<>(labels);
    return new Labels(
        sorted.keySet().toArray(String[]::new), sorted.values().toArray(String[]::new));
  }

  public static Labels of(String key, String value) {
    return new Labels(new String[] {key}, new String[] {value});
  }

  /// The value of a key; null when it is absent.
  public @Nullable String get(String key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? null : values[at];
  }

  public boolean has(String key) {
    return Arrays.binarySearch(keys, key) >= 0;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  public int size() {
    return keys.length;
  }

  /// The keys, ascending.
  public List<String> keys() {
    return List.of(keys);
  }

  /// With one label added, or its value replaced.
  public Labels with(String key, String value) {
    return plus(of(key, value));
  }

  /// With others added; where both have a key, the other's value holds.
  public Labels plus(Labels other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Map<String, String> all = new TreeMap<>(asMap());
    all.putAll(other.asMap());
    return of(all);
  }

  /// By key, ascending.
  public SortedMap<String, String> asMap() {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], values[i]);
    }
    return Collections.unmodifiableSortedMap(map);
  }

  /// What is wrong with these labels by the rules of Kubernetes ([LabelSyntax]), a sentence each;
  /// empty when all is well.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      problems.addAll(LabelSyntax.keyProblems(keys[i]));
      problems.addAll(LabelSyntax.valueProblems(values[i]));
    }
    return List.copyOf(problems);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Labels that
            && hash == that.hash
            && Arrays.equals(keys, that.keys)
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// `app=web,tier=front`; the empty text for none.
  @Override
  public String toString() {
    return asMap().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
