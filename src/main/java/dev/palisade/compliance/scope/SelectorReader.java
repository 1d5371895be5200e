package dev.palisade.compliance.scope;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.label.LabelSelector.Operator;
import dev.palisade.analysis.label.LabelSelector.Requirement;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.document.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads selections of pods and namespaces in a scope document.
final class SelectorReader {
  private static final Set<String> SELECTOR_KEYS = Set.of("matchLabels", "matchExpressions");
  private static final Set<String> NAMESPACE_KEYS =
      Set.of("names", "matchLabels", "matchExpressions");
  private static final Set<String> REQUIREMENT_KEYS = Set.of("key", "operator", "values");

  private final ScopeProblems problems;

  SelectorReader(ScopeProblems problems) {
    this.problems = problems;
  }

  /// A Kubernetes LabelSelector; null when absent, or not readable, which is then noted. The empty
  /// one selects everything.
  @Nullable LabelSelector selector(Cursor at) {
    if (!at.isPresent()) {
      return null;
    }
    problems.requireKnownKeys(at, SELECTOR_KEYS);
    return problems.attempt(() -> labels(at));
  }

  /// `{names: […]}`, or a label selector on namespaces; null when it is missing or not readable,
  /// which is then noted.
  @Nullable NamespaceMatch namespaces(Cursor zone) {
    Cursor at = zone.get("namespaces");
    if (!at.isPresent()) {
      problems.addMissing(zone, "namespaces");
      return null;
    }
    problems.requireKnownKeys(at, NAMESPACE_KEYS);
    return problems.attempt(() -> namespaceMatch(at));
  }

  private @Nullable NamespaceMatch namespaceMatch(Cursor at) {
    Map<String, Cursor> fields = at.fields();
    boolean byLabel = fields.containsKey("matchLabels") || fields.containsKey("matchExpressions");
    if (fields.containsKey("names") == byLabel) {
      problems.add(at, "expected either names, or matchLabels and matchExpressions");
      return null;
    }
    if (byLabel) {
      return new NamespaceMatch.Labelled(labels(at).toSelector());
    }
    List<String> names = at.get("names").texts();
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      problems.add(
          at.get("names"), "expected the name of at least one namespace, and no empty one");
      return null;
    }
    return new NamespaceMatch.Named(new TreeSet<>(names));
  }

  private LabelSelector labels(Cursor at) {
    List<Requirement> requirements = new ArrayList<>();
    for (Cursor item : at.get("matchExpressions").items()) {
      problems.requireKnownKeys(item, REQUIREMENT_KEYS);
      try {
        requirements.add(
            new Requirement(
                item.get("key").requiredText(),
                Operator.parse(item.get("operator").requiredText()),
                Set.copyOf(item.get("values").texts())));
      } catch (IllegalArgumentException e) {
        problems.add(item, String.valueOf(e.getMessage()));
      }
    }
    LabelSelector selector =
        new LabelSelector(new java.util.TreeMap<>(at.get("matchLabels").textMap()), requirements);
    selector.problems().forEach(problem -> problems.add(at, problem));
    return selector;
  }
}
