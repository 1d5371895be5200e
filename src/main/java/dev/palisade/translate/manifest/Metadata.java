package dev.palisade.translate.manifest;

import dev.palisade.analysis.label.LabelSyntax;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `metadata` of an object or of a pod template (`ValidateObjectMeta` of
/// `k8s.io/apimachinery/pkg/api/validation`).
public final class Metadata {
  private Metadata() {}

  /// Examines name, namespace, labels and annotations of the object itself.
  public static void check(Candidate candidate, ObjectName rule) {
    Cursor metadata = candidate.root().get("metadata");
    candidate.refuseAll(metadata.get("name"), rule.problems(candidate.ref().name()));
    rest(candidate, metadata);
  }

  /// As [#check], for a policy: since names of policies mean nothing to traffic, one with a bad
  /// name is taken as it is written. Whether it is in force is doubtful, and what it forbids cannot
  /// be relied on.
  public static void checkPolicy(Candidate candidate, ObjectName rule) {
    Cursor metadata = candidate.root().get("metadata");
    for (String problem : rule.problems(candidate.ref().name())) {
      candidate.warn(
          metadata.get("name"), Effect.MAY_ALLOW, problem + "; an API server refuses the policy");
    }
    rest(candidate, metadata);
  }

  private static void rest(Candidate candidate, Cursor metadata) {
    if (!candidate.ref().namespace().isEmpty()) {
      candidate.refuseAll(
          metadata.get("namespace"), ObjectName.LABEL.problems(candidate.ref().namespace()));
    }
    labels(candidate, metadata);
    annotations(candidate, metadata);
  }

  /// The labels under `metadata`; none when absent or null.
  public static Labels labels(Candidate candidate, Cursor metadata) {
    return labels(candidate, metadata, "labels");
  }

  /// The same of labels under another name.
  public static Labels labels(Candidate candidate, Cursor holder, String field) {
    Map<String, String> read = new TreeMap<>();
    holder
        .get(field)
        .fields()
        .forEach(
            (key, value) -> {
              // null is the empty string to the API's decoder
              String text = value.text("");
              candidate.refuseAll(value, LabelSyntax.keyProblems(key));
              candidate.refuseAll(value, LabelSyntax.valueProblems(text));
              read.put(key, text);
            });
    return Labels.of(read);
  }

  /// The fields of an object of texts, such as a service's selector; none when absent or null.
  public static Labels texts(Cursor at) {
    Map<String, String> read = new TreeMap<>();
    at.fields().forEach((key, value) -> read.put(key, value.text("")));
    return Labels.of(read);
  }

  /// Examines the annotations under `metadata`, of an object or of anything that has some.
  public static void annotations(Candidate candidate, Cursor metadata) {
    metadata
        .get("annotations")
        .fields()
        .forEach(
            (key, value) -> {
              // keys of annotations may have capitals in their prefix
              candidate.refuseAll(value, LabelSyntax.keyProblems(key.toLowerCase(Locale.ROOT)));
              value.text("");
            });
  }
}
