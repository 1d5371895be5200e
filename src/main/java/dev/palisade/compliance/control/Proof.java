package dev.palisade.compliance.control;

import java.util.Locale;

/// How far a PASS was proved.
public enum Proof {
  /// The policies say so.
  DECLARED,
  /// The network plugin on every node is known to implement every feature used.
  ENFORCED,
  /// Probe results were imported and agree.
  OBSERVED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
