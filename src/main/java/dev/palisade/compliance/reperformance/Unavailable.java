package dev.palisade.compliance.reperformance;

import java.util.Locale;

/// That something is not there to be looked at.
///
/// @param message what was said of it
public record Unavailable(State state, String message) {

  /// What became of it.
  public enum State {
    /// Retention took it, and left its digest.
    PRUNED,
    /// It is not what was stored.
    ALTERED,
    /// It is there, and cannot be judged.
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isAltered() {
    return state == State.ALTERED;
  }
}
