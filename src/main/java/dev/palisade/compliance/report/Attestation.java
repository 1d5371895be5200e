package dev.palisade.compliance.report;

import java.time.Instant;
import java.util.Locale;

/// What a person signed for, by name and time: recorded beside reports, and sealed as they are.
///
/// @param path tells it apart within the report: `note/2`
/// @param title what it is about, in one line
/// @param text the person's words
public record Attestation(
    Kind kind, String path, String title, String text, String by, Instant at) {
  /// Who states what.
  public enum Kind {
    /// Somebody who read the report, of the report: an assessor, or whoever is asked.
    REVIEWER,
    /// Who answers for a review campaign, of what was reviewed.
    CAMPAIGN_SIGN_OFF;

    /// `reviewer`, `campaign-sign-off`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
