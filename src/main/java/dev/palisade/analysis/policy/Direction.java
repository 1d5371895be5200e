package dev.palisade.analysis.policy;

/// The side of a pod that a rule is about.
public enum Direction {
  INGRESS,
  EGRESS;

  /// `ingress` or `egress`, as manifests spell it.
  @Override
  public String toString() {
    return this == INGRESS ? "ingress" : "egress";
  }

  public Direction opposite() {
    return this == INGRESS ? EGRESS : INGRESS;
  }
}
