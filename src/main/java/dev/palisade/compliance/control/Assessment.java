package dev.palisade.compliance.control;

import dev.palisade.compliance.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The catalogue evaluated on evidence: the conclusions that a report is made of.
///
/// @param asOf the instant at which expiries were judged
/// @param requirements in the catalogue's order
/// @param checks sorted by id
/// @param notExamined what the judgement does not rest on, and why
public record Assessment(
    Evidence evidence,
    Scope scope,
    Instant asOf,
    CatalogueIdentity catalogue,
    List<RequirementResult> requirements,
    List<CheckResult> checks,
    List<NotExamined> notExamined) {

  /// Which catalogue judged.
  public record CatalogueIdentity(String version, String digest) {}

  /// @param affects ids of the checks that would look at it
  public record NotExamined(String what, String why, List<String> affects) {
    public NotExamined {
      affects = List.copyOf(affects);
    }
  }

  public Assessment {
    requirements = List.copyOf(requirements);
    checks = List.copyOf(checks);
    notExamined = List.copyOf(notExamined);
  }

  /// The same with what was found to close findings, by their fingerprints.
  public Assessment with(Map<String, Remedy> remedies) {
    return new Assessment(
        evidence,
        scope,
        asOf,
        catalogue,
        requirements,
        checks.stream().map(check -> check.with(cured(check, remedies))).toList(),
        notExamined);
  }

  private static List<Finding> cured(CheckResult check, Map<String, Remedy> remedies) {
    return check.findings().stream()
        .map(
            finding -> {
              Remedy remedy = remedies.get(finding.fingerprint());
              return remedy == null ? finding : finding.with(remedy);
            })
        .toList();
  }
}
