package dev.palisade.compliance.control;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The smallest change of policies found that closes a finding, and takes no registered flow away.
/// The engine was run on the cluster so changed: nothing is proposed that was not proved.
///
/// @param objects what is changed or added, `Kind namespace/name`; empty for NONE
/// @param yaml the objects as they are to be applied, whole; null for NONE
/// @param proof sentences: what was computed, and what else the change does; for NONE why there is
///   no proposal
public record Remedy(Kind kind, List<String> objects, @Nullable String yaml, List<String> proof) {

  /// What is to be done.
  public enum Kind {
    /// Policies that are there are changed.
    CHANGE,
    /// Policies are added, none is changed.
    ADD,
    /// No change was proved to close it.
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Remedy {
    objects = List.copyOf(objects);
    proof = List.copyOf(proof);
    if ((kind == Kind.NONE) != (yaml == null)) {
      throw new IllegalArgumentException("a remedy has a text exactly if there is one: " + kind);
    }
  }

  public static Remedy none(String reason) {
    return new Remedy(Kind.NONE, List.of(), null, List.of(reason));
  }
}
