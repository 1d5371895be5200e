package dev.palisade.compliance.control;

import java.util.Set;

/// One question that is asked of a cluster's evidence. A check is one class, has one card
/// (`docs/controls/<id>.md`) and stands in [dev.palisade.compliance.control.check.Checks]. It keeps
/// no state: the same examination gives the same result.
public interface Check {

  /// The id that the catalogue, reports and exceptions name it by, e.g. `cardholder-ingress`.
  String id();

  /// What it asks, as one sentence for people; the card has the same.
  String question();

  /// The kinds of objects that it cannot pass without having seen in full: a gap of one of them
  /// makes it INCONCLUSIVE.
  Set<String> dependsOn();

  /// Parameters that a mapping may give it, each a word such as `data-stores`. None for most
  /// checks.
  default Set<String> parameters() {
    return Set.of();
  }

  /// What its outcome counts for.
  enum Weight {
    /// Requirements may rest on it.
    VERDICT,
    /// It helps whoever writes policies, and changes no requirement and no verdict on a change.
    ADVICE
  }

  default Weight weight() {
    return Weight.VERDICT;
  }

  /// Judges. What it finds goes through a [Judgement], which knows the order of outcomes.
  CheckResult evaluate(Examination examination);
}
