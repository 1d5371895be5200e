package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.snapshot.ResourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every policy on what is in scope was reviewed, and the review signed off, within the window. One
/// that is younger than the window is not due yet. What it reads of the past, sign-offs and when
/// objects stood, is kept for good: no pruning of contents can hide a policy from it.
public final class ReviewCurrent implements Check {
  @Override
  public String id() {
    return "review-current";
  }

  @Override
  public String question() {
    return "Was a review of every policy on what is in scope signed off within the interval that the requirement asks for?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public Set<String> parameters() {
    return Window.PARAMETERS;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "policies in namespaces in scope, and others that apply to pods in scope");
    Window window = Window.of(x);
    History history = x.history();
    List<ResourceRef> overdue = new ArrayList<>();
    int examined = 0;
    for (ResourceRef policy : PoliciesInScope.of(x)) {
      examined++;
      SignOff last = last(history, policy, x.asOf());
      if (last != null && window.holds(last.at())) {
        judgement.closedBy(
            "review " + last.campaign() + ", signed off by " + last.by() + " on " + last.at());
        continue;
      }
      Instant known = history.firstSeen().getOrDefault(policy.lineage(), history.recordedSince());
      if (known != null && !window.holds(known)) {
        overdue.add(policy);
      } else if (history.firstSeen().containsKey(policy.lineage())) {
        judgement.closedBy(policy + " is younger than the interval: first seen " + known);
      } else {
        judgement.doubt(
            history.recordedSince() == null
                ? "nothing is kept of the past: whether a review was signed off in "
                    + window
                    + " is not known"
                : "the record begins on "
                    + history.recordedSince()
                    + " and holds no review of every policy: whether there was one in "
                    + window
                    + " is not known");
      }
    }
    judgement.examined(examined);
    report(judgement, x, overdue, examined, window);
    return judgement.conclude();
  }

  /// One finding where nothing at all was reviewed, else one a policy.
  private static void report(
      Judgement judgement, Examination x, List<ResourceRef> overdue, int examined, Window window) {
    History history = x.history();
    Instant asOf = x.asOf();
    if (!overdue.isEmpty() && overdue.size() == examined) {
      SignOff newest = newest(history, asOf);
      judgement.violation(
          violation(
              "review of the policies in scope",
              "no review of the policies in scope was signed off in "
                  + window
                  + (newest == null
                      ? "; none is known at all"
                      : "; the last was signed off by " + newest.by() + " on " + newest.at())));
      return;
    }
    PolicyNames names = PolicyNames.of(x);
    for (ResourceRef policy : overdue) {
      SignOff last = last(history, policy, asOf);
      judgement.violation(
          violation(
              names.of(policy),
              names.of(policy)
                  + " was in no review that was signed off in "
                  + window
                  + (last == null ? "" : "; the last was on " + last.at())));
    }
  }

  private static Violation violation(String subject, String summary) {
    return new Violation(
        summary,
        new SubjectWitness(subject, null),
        List.of(),
        "Run a review campaign over the policies in scope and have it signed off.");
  }

  private static @Nullable SignOff newest(History history, Instant asOf) {
    return history.signOffs().stream()
        .filter(s -> s.subject() == SignOff.Subject.POLICIES && !s.at().isAfter(asOf))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable SignOff last(History history, ResourceRef policy, Instant asOf) {
    return history.signOffs().stream()
        .filter(s -> s.subject() == SignOff.Subject.POLICIES && !s.at().isAfter(asOf))
        .filter(s -> s.objects().contains(policy.lineage()))
        .findFirst()
        .orElse(null);
  }
}
