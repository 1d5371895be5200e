package dev.palisade.compliance.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a check came to.
///
/// @param id the check's id, with its parameters in brackets where it has some:
///   `internet-exposure(data-stores)`
/// @param proved how far a PASS was proved; null unless `outcome` is PASS
/// @param population what was to be examined, in words: `pods of zone cde x all other endpoints`
/// @param examined how many members of the population were examined
/// @param reasons sentences on why the outcome is what it is: gaps that touch it, what is missing,
///   what was left out
/// @param doubts those of the reasons that stand in the way of a PASS
/// @param findings sorted; excepted ones too
/// @param closedBy for a PASS what closes the population, one sentence a class (which policies
///   isolate it); empty otherwise
/// @param certificates for a PASS of a check on flows the same so that it can be verified without
///   the engine; empty otherwise
public record CheckResult(
    String id,
    Outcome outcome,
    @Nullable Proof proved,
    String population,
    long examined,
    List<String> reasons,
    List<String> doubts,
    List<Finding> findings,
    List<String> closedBy,
    List<Certificate> certificates) {

  public CheckResult {
    reasons = List.copyOf(reasons);
    doubts = List.copyOf(doubts);
    findings = findings.stream().sorted().toList();
    closedBy = List.copyOf(closedBy);
    certificates = List.copyOf(certificates);
  }

  /// The same but that a PASS is INCONCLUSIVE, for a reason outside the check.
  public CheckResult withoutPass(String reason) {
    if (outcome != Outcome.PASS) {
      return this;
    }
    List<String> all = new ArrayList<>(reasons);
    all.addFirst(reason);
    return new CheckResult(
        id,
        Outcome.INCONCLUSIVE,
        null,
        population,
        examined,
        all,
        List.of(reason),
        findings,
        List.of(),
        List.of());
  }

  public CheckResult withProof(Proof proof) {
    return outcome == Outcome.PASS
        ? new CheckResult(
            id,
            outcome,
            proof,
            population,
            examined,
            reasons,
            doubts,
            findings,
            closedBy,
            certificates)
        : this;
  }

  /// The same with other findings of the same violations.
  CheckResult with(List<Finding> others) {
    return new CheckResult(
        id, outcome, proved, population, examined, reasons, doubts, others, closedBy, certificates);
  }
}
