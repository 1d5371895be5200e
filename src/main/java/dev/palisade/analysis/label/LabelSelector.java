package dev.palisade.analysis.label;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A Kubernetes label selector (`metav1.LabelSelector`): every label of `matchLabels` and every
/// requirement must hold. The empty one selects everything. Absent is another thing than empty, and
/// no value of this type: the field that holds it says what it means.
///
/// The keys and values are not checked against [LabelSyntax] here, since Cilium's carry prefixes
/// such as `k8s:`.
public record LabelSelector(
    SortedMap<String, String> matchLabels, List<Requirement> matchExpressions) {

  public static final LabelSelector EVERYTHING = new LabelSelector(new TreeMap<>(), List.of());

  public LabelSelector {
    matchLabels = Collections.unmodifiableSortedMap(new TreeMap<>(matchLabels));
    // Their order has no meaning, nor has a repetition.
    matchExpressions = matchExpressions.stream().distinct().sorted(Requirement.ORDER).toList();
  }

  public static LabelSelector ofLabels(Map<String, String> matchLabels) {
    return new LabelSelector(new TreeMap<>(matchLabels), List.of());
  }

  /// How a requirement looks at its key (`metav1.LabelSelectorOperator`).
  public enum Operator {
    IN("In"),
    /// True without the key, too.
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /// Reads the word of the manifest, in its own case.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Operator parse(String text) {
      for (Operator operator : values()) {
        if (operator.text.equals(text)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an operator: expected In, NotIn, Exists or DoesNotExist");
    }

    /// Whether it needs values; the others must have none.
    public boolean takesValues() {
      return this == IN || this == NOT_IN;
    }

    /// The word of the manifest.
    @Override
    public String toString() {
      return text;
    }
  }

  /// One of `matchExpressions`.
  public record Requirement(String key, Operator operator, Set<String> values) {

    private static final Comparator<Requirement> ORDER =
        Comparator.comparing(Requirement::key)
            .thenComparing(Requirement::operator)
            .thenComparing(Requirement::toString);

    /// @throws IllegalArgumentException if values are missing where the operator needs them, or
    ///   there where it takes none
    public Requirement {
      if (operator.takesValues() == values.isEmpty()) {
        throw new IllegalArgumentException(
            "the operator "
                + operator
                + " of the key \""
                + key
                + (values.isEmpty()
                    ? "\" needs values"
                    : "\" takes no values, yet there are " + new TreeSet<>(values)));
      }
      values = Collections.unmodifiableSet(new TreeSet<>(values));
    }

    public boolean matches(Labels labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }

    public Selector toSelector() {
      return switch (operator) {
        case IN -> Selector.in(key, values);
        case NOT_IN -> Selector.not(Selector.in(key, values));
        case EXISTS -> Selector.has(key);
        case DOES_NOT_EXIST -> Selector.not(Selector.has(key));
      };
    }

    /// `tier in (a,b)`, `tier notin (a,b)`, `tier`, `!tier`.
    @Override
    public String toString() {
      return switch (operator) {
        case IN -> key + " in (" + String.join(",", values) + ")";
        case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }
  }

  public boolean matches(Labels labels) {
    for (Map.Entry<String, String> label : matchLabels.entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    for (Requirement requirement : matchExpressions) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /// Whether it asks for nothing, and so selects everything.
  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  public Selector toSelector() {
    List<Selector> parts = new ArrayList<>();
    matchLabels.forEach((key, value) -> parts.add(Selector.equal(key, value)));
    matchExpressions.forEach(requirement -> parts.add(requirement.toSelector()));
    return Selector.and(parts);
  }

  /// What is wrong with the keys and values by the rules of Kubernetes ([LabelSyntax]), a sentence
  /// each; empty when all is well.
  public List<String> problems() {
    List<String> problems = new ArrayList<>(Labels.of(matchLabels).problems());
    for (Requirement requirement : matchExpressions) {
      problems.addAll(LabelSyntax.keyProblems(requirement.key()));
      requirement.values().forEach(value -> problems.addAll(LabelSyntax.valueProblems(value)));
    }
    return List.copyOf(problems);
  }

  /// As `kubectl` writes it, `app=web,tier in (a,b),!x`; `{}` for the empty one.
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    matchLabels.forEach((key, value) -> parts.add(key + "=" + value));
    matchExpressions.forEach(requirement -> parts.add(requirement.toString()));
    return parts.isEmpty() ? "{}" : String.join(",", parts);
  }
}
