package dev.palisade.compliance.control;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.snapshot.Gap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collects what a check sees and draws the conclusion: FAIL before INCONCLUSIVE before PASS. Gaps
/// and unmodelled objects are brought in here, so that no check can forget them, and a PASS is only
/// what nothing speaks against.
public final class Judgement {
  /// More findings than anyone reads: no check lists more of them.
  public static final int MOST_FINDINGS = 2000;

  private final Check check;
  private final Examination examination;
  private final String name;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> fingerprints = new LinkedHashSet<>();
  private final Set<String> doubts = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> closedBy = new LinkedHashSet<>();
  private Function<List<Finding>, List<Certificate>> certificates = findings -> List.of();
  private String population = "";
  private long examined;
  private @Nullable EndpointSet endpoints;
  private @Nullable String unlisted;

  private Judgement(Check check, Examination examination) {
    this.check = check;
    this.examination = examination;
    this.name = examination.nameOf(check);
  }

  /// @param population what is to be examined, in words
  public static Judgement of(Check check, Examination examination, String population) {
    Judgement judgement = new Judgement(check, examination);
    judgement.population = population;
    return judgement;
  }

  /// The endpoints whose traffic the verdict rests on: unmodelled objects that may allow traffic of
  /// one of them leave a doubt. Without this, none does.
  public Judgement restsOn(EndpointSet some) {
    endpoints = endpoints == null ? some : endpoints.or(some);
    return this;
  }

  /// Adds members of the population that were looked at.
  public Judgement examined(long count) {
    examined += count;
    return this;
  }

  /// A violation; an approved exception in force turns it into an excepted finding. The second with
  /// one fingerprint is ignored.
  public void violation(Violation violation) {
    String fingerprint =
        Fingerprint.of(
            name, examination.evidence().snapshot().cluster().name(), violation.witness());
    if (!fingerprints.add(fingerprint)) {
      return;
    }
    Waiver waiver =
        examination.waivers().covering(name, fingerprint, violation.witness(), examination.asOf());
    findings.add(
        new Finding(
            fingerprint,
            waiver == null ? Finding.Status.OPEN : Finding.Status.EXCEPTED,
            violation.summary(),
            violation.witness(),
            violation.rules(),
            waiver == null ? null : waiver.exception(),
            violation.fix(),
            null));
  }

  /// There are more violations than findings are made of: they stay open, whatever exceptions cover
  /// the listed ones.
  public void unlisted(String reason) {
    unlisted = reason;
  }

  /// Something that stands in the way of a verdict.
  public void doubt(String reason) {
    doubts.add(reason);
  }

  /// Something that the reader should know and that changes nothing.
  public void note(String reason) {
    notes.add(reason);
  }

  /// What closes a part of the population; printed with a PASS.
  public void closedBy(String sentence) {
    closedBy.add(sentence);
  }

  /// How a PASS can be verified. Asked for only if it is one.
  ///
  /// @param by given the findings, which are then all excepted
  public void certified(Function<List<Finding>, List<Certificate>> by) {
    certificates = by;
  }

  /// The scope says that there is nothing to examine.
  public CheckResult notApplicable(String reason) {
    return new CheckResult(
        name,
        Outcome.NOT_APPLICABLE,
        null,
        population,
        0,
        List.of(reason),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// Draws the conclusion from what was collected.
  public CheckResult conclude() {
    List<String> reasons = new ArrayList<>();
    if (unlisted != null) {
      reasons.add(unlisted);
    }
    long open = findings.stream().filter(f -> f.status() == Finding.Status.OPEN).count();
    long excepted = findings.size() - open;
    if (excepted > 0) {
      reasons.add(
          excepted == 1
              ? "1 finding is excepted by an exception in force"
              : excepted + " findings are excepted by exceptions in force");
    }
    if (examined == 0 && findings.isEmpty() && doubts.isEmpty()) {
      doubts.add("nothing was found to examine: " + population);
    }
    for (Gap gap : examination.evidence().gaps()) {
      if (Kinds.touches(gap, check)) {
        doubts.add("missing evidence: " + gap.message());
      }
    }
    warningsThatMayAllow();
    reasons.addAll(doubts);
    reasons.addAll(notes);
    Outcome outcome =
        open > 0 || unlisted != null
            ? Outcome.FAIL
            : doubts.isEmpty() ? Outcome.PASS : Outcome.INCONCLUSIVE;
    boolean passed = outcome == Outcome.PASS;
    return new CheckResult(
        name,
        outcome,
        passed ? Proof.DECLARED : null,
        population,
        examined,
        reasons,
        List.copyOf(doubts),
        findings,
        passed ? List.copyOf(closedBy) : List.of(),
        passed ? certificates.apply(findings) : List.of());
  }

  private void warningsThatMayAllow() {
    if (endpoints == null) {
      return;
    }
    for (Warning warning : examination.evidence().warnings()) {
      if (warning.effect() == Warning.Effect.MAY_ALLOW
          && MayTouch.of(warning.touches(), endpoints, examination.evidence().reachability())) {
        doubts.add(
            "not modelled, and may allow traffic: "
                + warning.ref()
                + " "
                + warning.pointer()
                + ": "
                + warning.message());
      }
    }
  }
}
