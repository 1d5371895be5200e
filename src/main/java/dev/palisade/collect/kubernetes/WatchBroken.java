package dev.palisade.collect.kubernetes;

/// A watch that cannot go on, or did not begin.
final class WatchBroken extends Exception {
  private static final long serialVersionUID = 1;

  /// Where a watch can go on from.
  enum Next {
    /// From the version that it had reached.
    RESUME,
    /// From a new list only: the version is too old, or something that was said is not understood.
    RELIST
  }

  private final Next next;

  WatchBroken(Next next, String reason) {
    super(reason);
    this.next = next;
  }

  Next next() {
    return next;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
