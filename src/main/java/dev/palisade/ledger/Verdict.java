package dev.palisade.ledger;

import java.util.List;

/// Whether evidence is what was issued.
public sealed interface Verdict {
  /// Intact, and something from outside vouches for it.
  ///
  /// @param by what vouches
  record Verified(String by) implements Verdict {}

  /// Not what was issued.
  ///
  /// @param findings at least one
  record Tampered(List<Finding> findings) implements Verdict {
    public Tampered {
      findings = List.copyOf(findings);
    }
  }

  /// Intact, and nothing outside vouches for it: whoever could make a bundle could have made this
  /// one.
  ///
  /// @param why what was asked for and is not there
  record Unanchored(String why) implements Verdict {}

  /// @param where a file of the bundle; the archive's own name where it is no file
  record Finding(String where, String what) {
    @Override
    public String toString() {
      return where + ": " + what;
    }
  }
}
