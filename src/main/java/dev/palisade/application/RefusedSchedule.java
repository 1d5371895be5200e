package dev.palisade.application;

/// What the present state of a schedule does not allow: somebody else owns it.
public final class RefusedSchedule extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedSchedule(String message) {
    super(message);
  }
}
