package dev.palisade.application;

/// What was asked for is not there.
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotFound(String message) {
    super(message);
  }
}
