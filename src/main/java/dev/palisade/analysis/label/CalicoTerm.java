package dev.palisade.analysis.label;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Part of a Calico selector that has been read: what it means in each of the places where it may
/// stand, and its normal form. The normal form keeps the structure of the text (`!(!a)` stays), so
/// it cannot be had from the simplified expressions.
///
/// @param expression over an endpoint's labels
/// @param namespaces over a namespace's labels
/// @param withoutNamespace over the labels of a namespace where there is none
record CalicoTerm(
    Selector expression,
    Selector namespaces,
    Selector withoutNamespace,
    String text,
    Set<Scope> scopes) {

  /// The two terms that speak of namespaces.
  enum Scope {
    ALL,
    GLOBAL
  }

  static final CalicoTerm ALL =
      new CalicoTerm(
          Selector.EVERYTHING, Selector.EVERYTHING, Selector.NOTHING, "all()", Set.of(Scope.ALL));
  static final CalicoTerm GLOBAL =
      new CalicoTerm(
          Selector.EVERYTHING,
          Selector.NOTHING,
          Selector.EVERYTHING,
          "global()",
          Set.of(Scope.GLOBAL));

  private static CalicoTerm ofLabel(Selector selector, String text) {
    return new CalicoTerm(selector, selector, selector, text, Set.of());
  }

  static CalicoTerm has(String key) {
    return ofLabel(Selector.has(key), "has(" + key + ")");
  }

  static CalicoTerm equal(String key, String value) {
    return ofLabel(Selector.equal(key, value), key + " == " + quoted(value));
  }

  static CalicoTerm notEqual(String key, String value) {
    return ofLabel(Selector.not(Selector.equal(key, value)), key + " != " + quoted(value));
  }

  static CalicoTerm in(String key, Collection<String> values) {
    return ofLabel(Selector.in(key, values), key + " in " + set(values));
  }

  static CalicoTerm notIn(String key, Collection<String> values) {
    return ofLabel(Selector.not(Selector.in(key, values)), key + " not in " + set(values));
  }

  static CalicoTerm contains(String key, String value) {
    return ofLabel(Selector.contains(key, value), key + " contains " + quoted(value));
  }

  static CalicoTerm startsWith(String key, String value) {
    return ofLabel(Selector.startsWith(key, value), key + " starts with " + quoted(value));
  }

  static CalicoTerm endsWith(String key, String value) {
    return ofLabel(Selector.endsWith(key, value), key + " ends with " + quoted(value));
  }

  CalicoTerm negated() {
    return new CalicoTerm(
        Selector.not(expression),
        Selector.not(namespaces),
        Selector.not(withoutNamespace),
        "!" + text,
        scopes);
  }

  static CalicoTerm and(List<CalicoTerm> terms) {
    return terms.size() == 1 ? terms.getFirst() : joined(terms, Selector::and, " && ");
  }

  static CalicoTerm or(List<CalicoTerm> terms) {
    return terms.size() == 1 ? terms.getFirst() : joined(terms, Selector::or, " || ");
  }

  private static CalicoTerm joined(
      List<CalicoTerm> terms, Function<Collection<Selector>, Selector> join, String operator) {
    return new CalicoTerm(
        join.apply(terms.stream().map(CalicoTerm::expression).toList()),
        join.apply(terms.stream().map(CalicoTerm::namespaces).toList()),
        join.apply(terms.stream().map(CalicoTerm::withoutNamespace).toList()),
        terms.stream().map(CalicoTerm::text).collect(Collectors.joining(operator, "(", ")")),
        terms.stream()
            .flatMap(term -> term.scopes.stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean uses(Scope scope) {
    return scopes.contains(scope);
  }

  private static String set(Collection<String> values) {
    SortedSet<String> sorted = new TreeSet<>(values);
    return sorted.stream().map(CalicoTerm::quoted).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String value) {
    return value.indexOf('"') >= 0 ? "'" + value + "'" : "\"" + value + "\"";
  }
}
