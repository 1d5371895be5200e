package dev.palisade.translate.manifest;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.label.LabelSelector.Operator;
import dev.palisade.analysis.label.LabelSelector.Requirement;
import dev.palisade.analysis.label.LabelSyntax;
import dev.palisade.document.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Kubernetes label selectors (`metav1.LabelSelector`, `ValidateLabelSelector`).
public final class Selectors {
  private static final KnownFields REQUIREMENT = KnownFields.of("key", "operator", "values");

  private Selectors() {}

  /// The selector at a place; everything when it is absent, null or empty.
  public static LabelSelector read(Candidate candidate, Cursor selector) {
    fields(candidate, selector);
    SortedMap<String, String> labels = new TreeMap<>();
    selector
        .get("matchLabels")
        .fields()
        .forEach(
            (key, value) -> {
              candidate.refuseAll(value, LabelSyntax.keyProblems(key));
              candidate.refuseAll(value, LabelSyntax.valueProblems(value.text("")));
              labels.put(key, value.text(""));
            });
    List<Requirement> requirements = new ArrayList<>();
    for (Cursor item : selector.get("matchExpressions").items()) {
      Requirement requirement = requirement(candidate, item);
      if (requirement != null) {
        requirements.add(requirement);
      }
    }
    return new LabelSelector(labels, requirements);
  }

  private static void fields(Candidate candidate, Cursor selector) {
    KnownFields known = KnownFields.of("matchLabels", "matchExpressions");
    for (var field : selector.fields().entrySet()) {
      // `podSelector: {app: web}` would select everything, since the API drops what it does not
      // know
      if (field.getValue().isString()) {
        known = known.confused(field.getKey(), "matchLabels");
      }
    }
    known.check(candidate, selector);
  }

  /// @return null when it was refused
  private static @Nullable Requirement requirement(Candidate candidate, Cursor item) {
    REQUIREMENT.check(candidate, item);
    String key = item.get("key").text("");
    candidate.refuseAll(item.get("key"), LabelSyntax.keyProblems(key));
    Operator operator = operator(candidate, item.get("operator"));
    if (operator == null) {
      return null;
    }
    Set<String> values = new LinkedHashSet<>();
    for (Cursor value : item.get("values").items()) {
      candidate.refuseAll(value, LabelSyntax.valueProblems(value.text("")));
      values.add(value.text(""));
    }
    if (operator.takesValues() && values.isEmpty()) {
      candidate.refuse(item.get("values"), "the operator " + operator + " needs values");
      return null;
    }
    if (!operator.takesValues() && !values.isEmpty()) {
      candidate.refuse(item.get("values"), "the operator " + operator + " takes no values");
      return null;
    }
    return new Requirement(key, operator, values);
  }

  private static @Nullable Operator operator(Candidate candidate, Cursor at) {
    try {
      return Operator.parse(at.text(""));
    } catch (IllegalArgumentException e) {
      candidate.refuse(at, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
