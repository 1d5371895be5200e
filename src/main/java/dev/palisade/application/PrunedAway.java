package dev.palisade.application;

/// It was there, and is older than evidence is kept. Its digests are still there.
public final class PrunedAway extends RuntimeException {
  private static final long serialVersionUID = 1;

  PrunedAway(String message) {
    super(message);
  }
}
