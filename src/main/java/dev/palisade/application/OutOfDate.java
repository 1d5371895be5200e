package dev.palisade.application;

/// Somebody else was faster: what was to be replaced is not the newest any more.
public final class OutOfDate extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int current;

  OutOfDate(String message, int current) {
    super(message);
    this.current = current;
  }

  /// The newest version; 0 when there is none.
  public int current() {
    return current;
  }
}
