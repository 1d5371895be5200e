package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a check came to.
///
/// @param question what it asks, in one sentence; null when the catalogue does not know the check
/// @param proved how far a PASS was proved (`declared`, `enforced`, `observed`); null unless it
///   passed
/// @param population what was to be examined, in words
/// @param examined how many members of it were
/// @param reasons why the outcome is what it is
/// @param findings open ones first
/// @param proof for a PASS what closes the population; null unless it passed
/// @param certificate for a PASS on flows, class by class, what closes it and why no rule opens it,
///   so that it can be verified without the engine; null where there is none
public record JudgedCheck(
    String id,
    @Nullable String question,
    Outcome outcome,
    @Nullable String proved,
    String population,
    long examined,
    List<String> reasons,
    List<JudgedFinding> findings,
    @Nullable List<String> proof,
    @Nullable List<CertifiedClass> certificate) {
  public JudgedCheck {
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
    proof = proof == null ? null : List.copyOf(proof);
    certificate = certificate == null ? null : List.copyOf(certificate);
  }

  /// @param ages by fingerprint
  JudgedCheck with(Map<String, FindingAge> ages) {
    return new JudgedCheck(
        id,
        question,
        outcome,
        proved,
        population,
        examined,
        reasons,
        findings.stream()
            .map(
                finding -> {
                  FindingAge age = ages.get(finding.fingerprint());
                  return age == null ? finding : finding.with(age);
                })
            .toList(),
        proof,
        certificate);
  }

  /// The findings that count.
  public long open() {
    return findings.stream().filter(f -> f.status() == Finding.Status.OPEN).count();
  }

  /// The findings that an exception in force covers.
  public long excepted() {
    return findings.size() - open();
  }
}
