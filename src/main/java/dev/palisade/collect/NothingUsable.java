package dev.palisade.collect;

/// There is nothing to make a snapshot of: a path that does not exist, a folder without a single
/// usable object, a cluster that does not answer. The message names it.
public final class NothingUsable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NothingUsable(String message) {
    super(message);
  }

  public NothingUsable(String message, Throwable cause) {
    super(message, cause);
  }
}
