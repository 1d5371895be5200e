package dev.palisade.application;

/// The store holds something else than was put into it. The message names the row.
public final class AlteredEvidence extends RuntimeException {
  private static final long serialVersionUID = 1;

  AlteredEvidence(String message, Throwable cause) {
    super(message, cause);
  }
}
