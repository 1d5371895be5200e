package dev.palisade.store;

/// Evidence was kept as long as was demanded, and is gone by rule. Its digests are still there.
public final class PrunedEvidence extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what the snapshot, object or report
  public PrunedEvidence(String what) {
    super(what);
  }
}
