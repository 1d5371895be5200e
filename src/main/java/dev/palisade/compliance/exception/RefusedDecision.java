package dev.palisade.compliance.exception;

/// A decision on an exception that its state or the person who decides does not allow.
public final class RefusedDecision extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedDecision(String message) {
    super(message);
  }
}
