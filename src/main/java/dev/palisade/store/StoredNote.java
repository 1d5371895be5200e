package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;

/// What somebody said of an issued report.
///
/// @param name the report's number and version: `SAMPLE-ALL-2026-0001-v1`
/// @param position 1, 2, … within the report
public record StoredNote(
    String cluster,
    UUID report,
    String name,
    int position,
    Kind kind,
    String text,
    String author,
    Instant at) {

  /// What it is.
  public enum Kind {
    NOTE,
    /// A statement that its author signs for.
    ATTESTATION
  }
}
