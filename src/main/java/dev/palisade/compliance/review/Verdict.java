package dev.palisade.compliance.review;

import java.util.Locale;

/// What is to become of a proposed change, the gravest first.
public enum Verdict {
  /// It opens what no requirement allows, or cannot be applied.
  BLOCK,
  /// A person must look.
  REVIEW,
  ALLOW;

  /// `block`, `review`, `allow`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
