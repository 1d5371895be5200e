package dev.palisade.compliance.review;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.OutcomeChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The verdict on a proposed change.
/// - BLOCK: an API server would refuse a part of it; a check becomes FAIL; a finding is new, open
///   again, or wider than it was.
/// - REVIEW: a check becomes INCONCLUSIVE, or ceases to be judged; something is not known or not
///   modelled that was, or is not known that may decide on what the change does; a finding is new
///   and an exception covers it; traffic becomes possible that touches a zone in scope or crosses
///   the border of any, though the register may name it; a register entry loses traffic; the change
///   does not fit the state that it is for.
/// - ALLOW: none of these.
///
/// What is advice plays no part.
public final class ReviewRules {
  private static final String FAIL = "FAIL";
  private static final String INCONCLUSIVE = "INCONCLUSIVE";
  private static final String PASS = "PASS";

  /// Opens nothing: where all policies had their papers before, somebody is to look why this one
  /// has none; where they had none, one more says nothing about the change.
  private static final String PAPERS = "rationale";

  private final Effects effects;
  private final List<Reason> reasons = new ArrayList<>();

  private ReviewRules(Effects effects) {
    this.effects = effects;
  }

  public static ChangeReview judge(Effects effects) {
    ReviewRules rules = new ReviewRules(effects);
    effects.refused().forEach(text -> rules.block("an API server would refuse " + text));
    effects.mismatches().forEach(rules::review);
    effects.doubts().forEach(rules::review);
    rules.outcomes();
    rules.findings();
    effects.comparison().flows().forEach(rules::flow);
    rules.starved();
    return ChangeReview.of(rules.reasons, effects.comparison());
  }

  private void block(String sentence) {
    reasons.add(new Reason(Verdict.BLOCK, sentence));
  }

  private void review(String sentence) {
    reasons.add(new Reason(Verdict.REVIEW, sentence));
  }

  private void outcomes() {
    List<OutcomeChange> outcomes = effects.comparison().outcomes();
    if (outcomes == null) {
      review("outcomes were not judged, neither before nor after the change");
      return;
    }
    for (OutcomeChange change : outcomes) {
      // a requirement follows from its checks
      if (change.subject().equals("check") && !isAdvice(change.name())) {
        check(change);
      }
    }
  }

  private void check(OutcomeChange change) {
    String after = change.after();
    if (FAIL.equals(after) && change.name().equals(PAPERS)) {
      review("check " + change.name() + " becomes FAIL" + was(change));
    } else if (FAIL.equals(after)) {
      block("check " + change.name() + " becomes FAIL" + was(change));
    } else if (INCONCLUSIVE.equals(after)) {
      review("check " + change.name() + " becomes INCONCLUSIVE" + was(change));
    } else if (!PASS.equals(after)) {
      // what is no longer examined may have been what was wrong
      review(
          "check "
              + change.name()
              + " becomes "
              + (after == null ? "unjudged" : after)
              + was(change));
    }
  }

  private static String was(OutcomeChange change) {
    return change.before() == null ? "" : ", was " + change.before();
  }

  private void findings() {
    List<FindingChange> findings = effects.comparison().findings();
    if (findings == null) {
      return;
    }
    for (FindingChange finding : findings) {
      if (isAdvice(finding.check()) || finding.check().equals(PAPERS)) {
        continue;
      }
      String name = finding.check() + ": " + finding.summary();
      switch (finding.change()) {
        case NEW -> block("new finding of " + name);
        case REOPENED -> block("no exception covers any more the finding of " + name);
        case STILL_OPEN -> {
          if (isWider(finding.before(), finding.after())) {
            block(
                "wider finding of "
                    + name
                    + " ("
                    + finding.after()
                    + ", was "
                    + finding.before()
                    + ")");
          }
        }
        // granting an exception is not part of a change of manifests
        case NEWLY_EXCEPTED, STILL_EXCEPTED, CLOSED -> {}
      }
    }
  }

  private static boolean isAdvice(String check) {
    return Checks.all().stream()
        .anyMatch(one -> one.weight() == Check.Weight.ADVICE && one.id().equals(check));
  }

  private static boolean isWider(@Nullable String before, @Nullable String after) {
    if (after == null || after.equals(before)) {
      return false;
    }
    return before == null
        || !TrafficNotation.parse(before, TrafficSet.ALL)
            .contains(TrafficNotation.parse(after, TrafficSet.ALL));
  }

  private void flow(FlowChange flow) {
    if (flow.gained() == null) {
      return;
    }
    Place from = effects.placeOf(flow.source());
    Place to = effects.placeOf(flow.destination());
    boolean inScope =
        from.standing() == Place.Standing.IN_SCOPE || to.standing() == Place.Standing.IN_SCOPE;
    if (inScope || from.isApartFrom(to)) {
      review(
          flow.gained()
              + " becomes possible from "
              + flow.source()
              + from
              + " to "
              + flow.destination()
              + to
              + (inScope
                  ? ", which touches a zone in scope"
                  : ", which crosses the border of a zone"));
    }
  }

  private void starved() {
    for (Effects.Starved lost : effects.starved()) {
      review(
          lost.entry()
              + " of the register needs "
              + lost.traffic()
              + " from "
              + lost.source()
              + " to "
              + lost.destination()
              + ", which is lost");
    }
  }
}
