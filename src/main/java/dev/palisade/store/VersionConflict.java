package dev.palisade.store;

/// Somebody else was faster: what was to be replaced is not the newest any more.
public final class VersionConflict extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int current;

  VersionConflict(String what, int expected, int current) {
    super(what + " is at version " + current + ", not " + expected);
    this.current = current;
  }

  /// The newest version; 0 when there is none.
  public int current() {
    return current;
  }
}
