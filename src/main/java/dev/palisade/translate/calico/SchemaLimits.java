package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Limits;
import java.util.HashSet;
import java.util.Set;

/// The limits of the schemas of Calico's kinds (`+kubebuilder:validation` of
/// `api/pkg/apis/projectcalico/v3`). Versions before them take more, so that an object that an API
/// server has taken (it has a UID) is not held to them.
final class SchemaLimits {
  static final int RULES = 1024;
  static final int NETS = 256;
  static final int PORTS = 50;
  static final int SELECTOR = 1024;
  static final int REQUESTS = 20;
  static final int PATH = 1024;
  static final int NAME = 253;

  private final Candidate candidate;
  private final boolean taken;

  SchemaLimits(Candidate candidate) {
    this.candidate = candidate;
    this.taken = candidate.ref().uid() != null;
  }

  void items(Cursor list, int most) {
    if (!taken) {
      Limits.items(candidate, list, most);
    }
  }

  void length(Cursor text, int most) {
    if (!taken) {
      Limits.length(candidate, text, most);
    }
  }

  /// Doubts an item that is there before: it means nothing, and an API server that holds lists to
  /// be sets refuses the object for it, while Calico's own datastore takes it.
  void distinct(Cursor list) {
    Set<String> seen = new HashSet<>();
    for (Cursor item : list.items()) {
      if (!seen.add(item.text("")) && !taken) {
        candidate.warn(
            item,
            Effect.MAY_ALLOW,
            "\"" + item.text("") + "\" is there twice, which an API server refuses: write it once");
      }
    }
  }
}
