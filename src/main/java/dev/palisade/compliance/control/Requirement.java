package dev.palisade.compliance.control;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A requirement of a framework and the checks that it rests on.
///
/// @param framework the framework's id, e.g. `pci-dss`
/// @param rank whether it is one of those that come first in a report
/// @param subject what it is about, in our own words
/// @param primary checks that decide it
/// @param supporting checks that can leave it insufficient and never contradict it
/// @param note e.g. on numbering; null: none
/// @param references where other catalogues have the same subject, e.g. `NIST SP 800-53 rev. 5
///   SC-7`
public record Requirement(
    String framework,
    String id,
    Rank rank,
    String subject,
    List<CheckCall> primary,
    List<CheckCall> supporting,
    @Nullable String note,
    List<String> references) {

  /// Place in a report.
  public enum Rank {
    LEADING,
    FOLLOWING
  }

  public Requirement {
    primary = List.copyOf(primary);
    supporting = List.copyOf(supporting);
    references = List.copyOf(references);
    if (primary.isEmpty()) {
      throw new IllegalArgumentException(
          "requirement " + framework + " " + id + " has no primary check");
    }
  }

  /// Primary ones first.
  public List<CheckCall> checks() {
    List<CheckCall> all = new ArrayList<>(primary);
    all.addAll(supporting);
    return List.copyOf(all);
  }

  /// What follows from the checks' outcomes.
  /// - *contradicted*: a primary check is FAIL
  /// - *insufficient*: a primary check is INCONCLUSIVE, or a supporting one FAIL or INCONCLUSIVE
  /// - *supported*: all are PASS or NOT_APPLICABLE and at least one is PASS
  /// - *not applicable*: all are NOT_APPLICABLE
  ///
  /// @param outcomes of all of its checks
  public RequirementResult judge(Map<CheckCall, Outcome> outcomes) {
    List<String> names = checks().stream().map(CheckCall::toString).toList();
    return new RequirementResult(framework, id, conclusion(outcomes), names, note);
  }

  private Conclusion conclusion(Map<CheckCall, Outcome> outcomes) {
    List<Outcome> deciding = primary.stream().map(call -> outcome(call, outcomes)).toList();
    List<Outcome> beside = supporting.stream().map(call -> outcome(call, outcomes)).toList();
    if (deciding.contains(Outcome.FAIL)) {
      return Conclusion.CONTRADICTED;
    }
    if (deciding.contains(Outcome.INCONCLUSIVE)
        || beside.contains(Outcome.FAIL)
        || beside.contains(Outcome.INCONCLUSIVE)) {
      return Conclusion.INSUFFICIENT;
    }
    return deciding.contains(Outcome.PASS) || beside.contains(Outcome.PASS)
        ? Conclusion.SUPPORTED
        : Conclusion.NOT_APPLICABLE;
  }

  private Outcome outcome(CheckCall call, Map<CheckCall, Outcome> outcomes) {
    Outcome outcome = outcomes.get(call);
    if (outcome == null) {
      throw new IllegalArgumentException(
          "requirement "
              + framework
              + " "
              + id
              + " rests on "
              + call
              + ", which was not evaluated");
    }
    return outcome;
  }
}
