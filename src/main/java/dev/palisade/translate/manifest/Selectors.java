package dev.palisade.translate.manifest;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.label.LabelSelector.Operator;
import dev.palisade.analysis.label.LabelSelector.Requirement;
import dev.palisade.analysis.label.LabelSyntax;
import dev.palisade.analysis.policy.Warning.Effect;
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

  /// What keys of labels may be.
  public enum Keys {
    /// As the API says.
    KUBERNETES,
    /// With a source before them too, as Cilium writes them (`k8s:app`, `reserved:host`). Such a
    /// key is doubted: what it selects is not modelled.
    WITH_SOURCES,
    /// As Cilium's selectors of identities have them: a label of Kubernetes with `k8s:` or `any:`
    /// before it is the label itself, and `reserved:` is kept. Other sources are doubted.
    OF_IDENTITIES
  }

  /// The selector at a place; everything when it is absent, null or empty.
  public static LabelSelector read(Candidate candidate, Cursor selector) {
    return read(candidate, selector, Keys.KUBERNETES);
  }

  /// The same where keys may be more than the API says.
  public static LabelSelector read(Candidate candidate, Cursor selector, Keys keys) {
    fields(candidate, selector);
    SortedMap<String, String> labels = new TreeMap<>();
    List<Requirement> requirements = new ArrayList<>();
    selector
        .get("matchLabels")
        .fields()
        .forEach(
            (key, value) -> {
              checkKey(candidate, value, key, keys);
              candidate.refuseAll(value, LabelSyntax.valueProblems(value.text("")));
              String name = name(key, keys);
              String before = labels.putIfAbsent(name, value.text(""));
              if (before != null) {
                requirements.add(new Requirement(name, Operator.IN, Set.of(value.text(""))));
              }
            });
    for (Cursor item : selector.get("matchExpressions").items()) {
      Requirement requirement = requirement(candidate, item, keys);
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
  private static @Nullable Requirement requirement(Candidate candidate, Cursor item, Keys keys) {
    REQUIREMENT.check(candidate, item);
    String key = item.get("key").text("");
    checkKey(candidate, item.get("key"), key, keys);
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
    return new Requirement(name(key, keys), operator, values);
  }

  private static void checkKey(Candidate candidate, Cursor at, String key, Keys keys) {
    if (keys == Keys.OF_IDENTITIES && isOfIdentity(key)) {
      candidate.refuseAll(at, LabelSyntax.keyProblems(key.substring(key.indexOf(':') + 1)));
    } else if (keys != Keys.KUBERNETES && key.contains(":")) {
      candidate.warn(
          at,
          Effect.MAY_ALLOW,
          "the label key \"" + key + "\" has a source, which is not modelled here");
    } else {
      candidate.refuseAll(at, LabelSyntax.keyProblems(key));
    }
  }

  private static boolean isOfIdentity(String key) {
    return key.startsWith("k8s:") || key.startsWith("any:") || key.startsWith("reserved:");
  }

  /// The key as labels have it.
  private static String name(String key, Keys keys) {
    boolean source = key.startsWith("k8s:") || key.startsWith("any:");
    return keys == Keys.OF_IDENTITIES && source ? key.substring("k8s:".length()) : key;
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
