package dev.palisade.application;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.snapshot.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a person must look at though no outcome and no open finding tells it: a change of a cluster
/// of which something is not known may do what nobody sees.
final class NewDoubts {
  private final Assessment before;
  private final Assessment after;
  private final Set<String> touched;
  private final List<String> doubts = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private NewDoubts(Assessment before, Assessment after, ProposedChange change) {
    this.before = before;
    this.after = after;
    this.touched = new TreeSet<>();
    change.apply().forEach(manifest -> touched.add(manifest.ref().kind()));
    change.delete().forEach(target -> touched.add(target.kind()));
  }

  /// Sentences.
  /// - What is not understood or not modelled after the change, and was before.
  /// - What a check that could not pass before either does not know in addition.
  /// - What was missing before and still is, where it may decide on what the change does: that an
  ///   outcome stays INCONCLUSIVE says nothing for the change.
  /// - Findings that are new and that an exception happens to cover.
  static List<String> of(Assessment before, Assessment after, ProposedChange change) {
    NewDoubts found = new NewDoubts(before, after, change);
    found.notUnderstood(before.evidence(), after.evidence());
    found.inChecks();
    found.missing();
    found.excepted();
    return List.copyOf(found.doubts);
  }

  private void notUnderstood(Evidence old, Evidence young) {
    for (Gap gap : young.gaps()) {
      if (!old.gaps().contains(gap)) {
        doubts.add("not understood: " + gap.message());
        told.add("missing evidence: " + gap.message());
      }
    }
    for (Warning warning : young.warnings()) {
      if (warning.effect() == Warning.Effect.MAY_ALLOW && !old.warnings().contains(warning)) {
        doubts.add(
            "not modelled, and may allow traffic: " + warning.ref() + ": " + warning.message());
        told.add(
            "not modelled, and may allow traffic: "
                + warning.ref()
                + " "
                + warning.pointer()
                + ": "
                + warning.message());
      }
    }
  }

  private void inChecks() {
    Map<String, CheckResult> old = new HashMap<>();
    before.checks().forEach(check -> old.put(check.id(), check));
    for (CheckResult check : after.checks()) {
      CheckResult was = old.get(check.id());
      // where the outcome differs, that calls for a look
      if (was == null || was.outcome() != check.outcome() || isAdvice(check)) {
        continue;
      }
      for (String doubt : check.doubts()) {
        if (!was.doubts().contains(doubt) && !told.contains(doubt)) {
          doubts.add("check " + check.id() + " stays " + check.outcome() + ", and: " + doubt);
        }
      }
    }
  }

  /// Exposures that were not seen are not among it: what comes to flow through one, the policies
  /// let through, and that is told.
  private void missing() {
    boolean traffic = touched.stream().anyMatch(Kinds::mayDecideOnTraffic);
    boolean access = touched.stream().anyMatch(Kinds::mayDecideOnAccess);
    for (Gap gap : after.evidence().gaps()) {
      boolean decides =
          (traffic && Kinds.mayDecideOnTraffic(gap.kind()))
              || (access && Kinds.mayDecideOnAccess(gap.kind()));
      if (decides && before.evidence().gaps().contains(gap)) {
        doubts.add("what was not seen may decide on what the change does: " + gap.message());
      }
    }
  }

  private void excepted() {
    Set<String> known = new HashSet<>();
    before.checks().forEach(c -> c.findings().forEach(f -> known.add(f.fingerprint())));
    for (CheckResult check : after.checks()) {
      for (Finding finding : check.findings()) {
        if (finding.status() == Finding.Status.EXCEPTED
            && !isAdvice(check)
            && !known.contains(finding.fingerprint())) {
          doubts.add(
              "new finding of %s, which exception %s covers: %s"
                  .formatted(check.id(), finding.exception(), finding.summary()));
        }
      }
    }
  }

  private static boolean isAdvice(CheckResult result) {
    String id = CheckCall.parse(result.id()).check();
    return Checks.all().stream()
        .anyMatch(one -> one.weight() == Check.Weight.ADVICE && one.id().equals(id));
  }
}
