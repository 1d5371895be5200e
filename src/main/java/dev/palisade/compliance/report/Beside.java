package dev.palisade.compliance.report;

import java.util.List;

/// What is known beside a report when it is shown, and was not when it was made: it stands in no
/// report, whose bytes stay what they were.
///
/// @param attestations in the order in which they are shown
public record Beside(Standing standing, List<Attestation> attestations) {
  /// What was issued just now, or never is.
  public static final Beside NOTHING = new Beside(new Standing.Issued(), List.of());

  public Beside {
    attestations = List.copyOf(attestations);
  }
}
