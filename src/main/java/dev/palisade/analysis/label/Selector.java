package dev.palisade.analysis.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// A boolean expression over labels, the same for every vendor.
///
/// Make them by the factories, which keep the form small: constants folded, nested conjunctions and
/// disjunctions flattened, operands sorted and distinct, double negation gone. Equal selectors
/// select the same; not every two that select the same are equal.
public sealed interface Selector {

  Selector EVERYTHING = new Everything();
  Selector NOTHING = new Nothing();

  boolean matches(Labels labels);

  /// Any labels, none too.
  record Everything() implements Selector {
    @Override
    public boolean matches(Labels labels) {
      return true;
    }

    @Override
    public String toString() {
      return "everything";
    }
  }

  /// No labels.
  record Nothing() implements Selector {
    @Override
    public boolean matches(Labels labels) {
      return false;
    }

    @Override
    public String toString() {
      return "nothing";
    }
  }

  /// The key is there, whatever its value.
  record Has(String key) implements Selector {
    @Override
    public boolean matches(Labels labels) {
      return labels.has(key);
    }

    @Override
    public String toString() {
      return "has(" + key + ")";
    }
  }

  /// The key is there with one of these values; without values it never is.
  record In(String key, Set<String> values) implements Selector {
    public In {
      // A sorted set, so that what is written does not depend on hashing.
      values = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(values)));
    }

    @Override
    public boolean matches(Labels labels) {
      String value = labels.get(key);
      return value != null && values.contains(value);
    }

    @Override
    public String toString() {
      return values.size() == 1
          ? key + " == " + quoted(values.iterator().next())
          : key
              + values.stream()
                  .map(Selector::quoted)
                  .collect(Collectors.joining(", ", " in {", "}"));
    }
  }

  /// The key is there and its value begins so.
  record StartsWith(String key, String text) implements Selector {
    @Override
    public boolean matches(Labels labels) {
      String value = labels.get(key);
      return value != null && value.startsWith(text);
    }

    @Override
    public String toString() {
      return key + " starts with " + quoted(text);
    }
  }

  /// The key is there and its value ends so.
  record EndsWith(String key, String text) implements Selector {
    @Override
    public boolean matches(Labels labels) {
      String value = labels.get(key);
      return value != null && value.endsWith(text);
    }

    @Override
    public String toString() {
      return key + " ends with " + quoted(text);
    }
  }

  /// The key is there and its value holds this text.
  record Contains(String key, String text) implements Selector {
    @Override
    public boolean matches(Labels labels) {
      String value = labels.get(key);
      return value != null && value.contains(text);
    }

    @Override
    public String toString() {
      return key + " contains " + quoted(text);
    }
  }

  /// All of them; without operands, everything.
  record And(List<Selector> operands) implements Selector {
    public And {
      operands = canonical(operands);
    }

    @Override
    public boolean matches(Labels labels) {
      for (Selector operand : operands) {
        if (!operand.matches(labels)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return operands.stream()
          .map(Selector::toString)
          .collect(Collectors.joining(" && ", "(", ")"));
    }
  }

  /// At least one of them; without operands, nothing.
  record Or(List<Selector> operands) implements Selector {
    public Or {
      operands = canonical(operands);
    }

    @Override
    public boolean matches(Labels labels) {
      for (Selector operand : operands) {
        if (operand.matches(labels)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return operands.stream()
          .map(Selector::toString)
          .collect(Collectors.joining(" || ", "(", ")"));
    }
  }

  /// Whatever the operand does not select; so a label that is absent is *not* one of any values.
  record Not(Selector operand) implements Selector {
    @Override
    public boolean matches(Labels labels) {
      return !operand.matches(labels);
    }

    @Override
    public String toString() {
      return "!" + operand;
    }
  }

  static Selector has(String key) {
    return new Has(key);
  }

  static Selector in(String key, Collection<String> values) {
    return values.isEmpty() ? NOTHING : new In(key, Set.copyOf(values));
  }

  static Selector equal(String key, String value) {
    return new In(key, Set.of(value));
  }

  static Selector startsWith(String key, String text) {
    return text.isEmpty() ? new Has(key) : new StartsWith(key, text);
  }

  static Selector endsWith(String key, String text) {
    return text.isEmpty() ? new Has(key) : new EndsWith(key, text);
  }

  static Selector contains(String key, String text) {
    return text.isEmpty() ? new Has(key) : new Contains(key, text);
  }

  static Selector not(Selector operand) {
    return switch (operand) {
      case Everything e -> NOTHING;
      case Nothing n -> EVERYTHING;
      case Not inner -> inner.operand();
      case Has h -> new Not(h);
      case In i -> i.values().isEmpty() ? EVERYTHING : new Not(i);
      case StartsWith s -> new Not(s);
      case EndsWith s -> new Not(s);
      case Contains s -> new Not(s);
      case And a -> new Not(a);
      case Or o -> new Not(o);
    };
  }

  static Selector and(Selector... operands) {
    return and(Arrays.asList(operands));
  }

  static Selector and(Collection<Selector> operands) {
    List<Selector> flat = new ArrayList<>();
    for (Selector operand : operands) {
      flat.addAll(operand instanceof And inner ? inner.operands() : List.of(operand));
    }
    flat.removeIf(EVERYTHING::equals);
    return flat.contains(NOTHING) ? NOTHING : single(canonical(flat), EVERYTHING, new And(flat));
  }

  static Selector or(Selector... operands) {
    return or(Arrays.asList(operands));
  }

  static Selector or(Collection<Selector> operands) {
    List<Selector> flat = new ArrayList<>();
    for (Selector operand : operands) {
      flat.addAll(operand instanceof Or inner ? inner.operands() : List.of(operand));
    }
    flat.removeIf(NOTHING::equals);
    return flat.contains(EVERYTHING) ? EVERYTHING : single(canonical(flat), NOTHING, new Or(flat));
  }

  private static Selector single(List<Selector> operands, Selector none, Selector many) {
    return operands.isEmpty() ? none : operands.size() == 1 ? operands.getFirst() : many;
  }

  private static List<Selector> canonical(Collection<Selector> operands) {
    return operands.stream().distinct().sorted(Comparator.comparing(Selector::toString)).toList();
  }

  private static String quoted(String text) {
    return text.indexOf('"') >= 0 ? "'" + text + "'" : "\"" + text + "\"";
  }

  /// Every key that the answer may depend on, ascending.
  default SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>();
    visit(this, (key, atom) -> keys.add(key));
    return Collections.unmodifiableSortedSet(keys);
  }

  /// By key, the values that are compared for equality; a key that is only asked for its presence
  /// or by part of its value has none.
  ///
  /// For a key that is not in [#opaqueKeys], labels that agree in whether it is absent, which of
  /// these values it has, or that it has some other, cannot be told apart.
  default SortedMap<String, SortedSet<String>> mentionedValues() {
    SortedMap<String, SortedSet<String>> values = new TreeMap<>();
    visit(
        this,
        (key, atom) -> {
          SortedSet<String> ofKey = values.computeIfAbsent(key, k -> new TreeSet<>());
          if (atom instanceof In in) {
            ofKey.addAll(in.values());
          }
        });
    values.replaceAll((key, ofKey) -> Collections.unmodifiableSortedSet(ofKey));
    return Collections.unmodifiableSortedMap(values);
  }

  /// The keys whose every value matters, since part of it is looked at.
  default SortedSet<String> opaqueKeys() {
    SortedSet<String> keys = new TreeSet<>();
    visit(
        this,
        (key, atom) -> {
          if (atom instanceof StartsWith || atom instanceof EndsWith || atom instanceof Contains) {
            keys.add(key);
          }
        });
    return Collections.unmodifiableSortedSet(keys);
  }

  private static void visit(Selector selector, BiConsumer<String, Selector> atoms) {
    switch (selector) {
      case Everything e -> {}
      case Nothing n -> {}
      case Has has -> atoms.accept(has.key(), has);
      case In in -> atoms.accept(in.key(), in);
      case StartsWith startsWith -> atoms.accept(startsWith.key(), startsWith);
      case EndsWith endsWith -> atoms.accept(endsWith.key(), endsWith);
      case Contains contains -> atoms.accept(contains.key(), contains);
      case And and -> and.operands().forEach(operand -> visit(operand, atoms));
      case Or or -> or.operands().forEach(operand -> visit(operand, atoms));
      case Not not -> visit(not.operand(), atoms);
    }
  }
}
