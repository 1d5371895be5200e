package dev.palisade.analysis.reachability;

/// Whether something matches one flow. The order is that of confidence.
enum Answer {
  NO,
  PERHAPS,
  YES;

  static Answer of(boolean matches) {
    return matches ? YES : NO;
  }

  Answer and(Answer other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Answer or(Answer other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Answer not() {
    return switch (this) {
      case NO -> YES;
      case PERHAPS -> PERHAPS;
      case YES -> NO;
    };
  }
}
