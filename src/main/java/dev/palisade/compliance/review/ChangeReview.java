package dev.palisade.compliance.review;

import dev.palisade.compliance.diff.Comparison;
import java.util.List;

/// The answer to a proposed change.
///
/// @param verdict the gravest that a reason calls for; ALLOW when there is none
/// @param reasons sorted, the gravest first
/// @param comparison what differs once the change is applied
public record ChangeReview(Verdict verdict, List<Reason> reasons, Comparison comparison) {
  public ChangeReview {
    reasons = reasons.stream().distinct().sorted().toList();
  }

  /// @param reasons in any order
  public static ChangeReview of(List<Reason> reasons, Comparison comparison) {
    Verdict verdict =
        reasons.stream().map(Reason::calls).min(Verdict::compareTo).orElse(Verdict.ALLOW);
    return new ChangeReview(verdict, reasons, comparison);
  }
}
