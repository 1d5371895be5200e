package dev.palisade.compliance.review.campaign;

/// A step that where the campaign stands, or the person, does not allow.
public final class RefusedStep extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RefusedStep(String message) {
    super(message);
  }
}
