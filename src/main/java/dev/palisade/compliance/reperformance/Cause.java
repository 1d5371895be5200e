package dev.palisade.compliance.reperformance;

import java.util.Locale;

/// Why a conclusion is not what it was.
///
/// @param detail for people: what exactly is not the same
public record Cause(Kind cause, String detail) implements Comparable<Cause> {

  /// What can differ between two judgements of one snapshot.
  public enum Kind {
    /// Other checks or mappings.
    CATALOGUE,
    /// Another version of the program.
    ENGINE,
    /// Settings of the dialect.
    SETTINGS,
    /// What the officer declared.
    SCOPE,
    /// What was excepted.
    EXCEPTIONS,
    /// The instant of the judgement: what expired, and what became known of the past meanwhile.
    INSTANT,
    /// The conclusion rests on what was known of the past, of which more may have arrived since.
    HISTORY,
    /// None of these: a fault of Palisade, or somebody changed something.
    UNEXPLAINED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Cause other) {
    int byKind = cause.compareTo(other.cause);
    return byKind == 0 ? detail.compareTo(other.detail) : byKind;
  }
}
