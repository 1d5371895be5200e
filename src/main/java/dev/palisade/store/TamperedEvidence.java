package dev.palisade.store;

/// Stored evidence is not what was stored. Nothing may be concluded from it.
public final class TamperedEvidence extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what the row or object concerned and what is wrong with it
  public TamperedEvidence(String what) {
    super(what);
  }
}
