package dev.palisade.compliance.control;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.Map;
import java.util.TreeMap;

/// What a finding is known by from one assessment to the next: SHA-256 over the canonical JSON of
/// `check`, `cluster` and either `source` and `destination`, or `subject` and, where it has one,
/// `direction`. Traffic, rules and pods are no part of it.
public final class Fingerprint {
  private Fingerprint() {}

  /// @param check the check's name with its parameters
  /// @param cluster the cluster's name
  public static String of(String check, String cluster, Witness witness) {
    Map<String, Node> fields = new TreeMap<>();
    fields.put("check", Node.text(check));
    fields.put("cluster", Node.text(cluster));
    switch (witness) {
      case Witness.FlowWitness flow -> {
        fields.put("source", Node.text(flow.source()));
        fields.put("destination", Node.text(flow.destination()));
      }
      case Witness.SubjectWitness subject -> {
        fields.put("subject", Node.text(subject.subject()));
        if (subject.direction() != null) {
          fields.put("direction", Node.text(subject.direction().toString()));
        }
      }
    }
    return CanonicalJson.digest(Node.object(fields));
  }
}
