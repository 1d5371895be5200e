package dev.palisade.compliance.review;

import static dev.palisade.compliance.review.Verdict.ALLOW;
import static dev.palisade.compliance.review.Verdict.BLOCK;
import static dev.palisade.compliance.review.Verdict.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.review.Effects.Starved;
import dev.palisade.compliance.review.Place.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewRulesTest {
  private static final Comparison.Moment SOME =
      new Comparison.Moment("c", 1L, Instant.EPOCH, "d".repeat(64));

  /// What the vault is called in scope; the shop and its web are not.
  private static final Map<String, Place> PLACES =
      Map.of(
          "cde/vault[Deployment]", new Place("cde", Standing.IN_SCOPE),
          "cde/db[Deployment]", new Place("cde", Standing.IN_SCOPE),
          "shop/web[Deployment]", new Place("shop", Standing.OUT_OF_SCOPE),
          "shop/cart[Deployment]", new Place("shop", Standing.OUT_OF_SCOPE),
          "support/desk[Deployment]", new Place("support", Standing.OUT_OF_SCOPE));

  record Case(String name, Effects effects, Verdict verdict, @Nullable String sentence) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Effects effects(
      List<FlowChange> flows, List<OutcomeChange> outcomes, List<FindingChange> findings) {
    return new Effects(
        new Comparison(SOME, SOME, List.of(), flows, "", outcomes, findings),
        List.of(),
        List.of(),
        List.of(),
        PLACES,
        List.of());
  }

  private static Effects outcome(@Nullable String before, @Nullable String after) {
    return effects(
        List.of(), List.of(new OutcomeChange("check", "default-deny", before, after)), List.of());
  }

  private static Effects finding(
      FindingChange.Kind kind, @Nullable String before, @Nullable String after) {
    return effects(
        List.of(),
        List.of(),
        List.of(new FindingChange(kind, "cardholder-ingress", "f", "a to b", before, after)));
  }

  private static Effects gained(String from, String to) {
    return effects(List.of(flow(from, to, "TCP 80", null)), List.of(), List.of());
  }

  private static FlowChange flow(
      String from, String to, @Nullable String gained, @Nullable String lost) {
    return new FlowChange(
        FlowChange.Kind.CHANGED,
        from,
        to,
        "TCP 1",
        "TCP 2",
        gained,
        lost,
        FlowChange.Ends.BOTH_STAYED,
        null,
        List.of(),
        null);
  }

  private static Effects with(List<String> refused, List<String> mismatches, List<String> doubts) {
    Effects none = effects(List.of(), List.of(), List.of());
    return new Effects(none.comparison(), refused, mismatches, doubts, PLACES, List.of());
  }

  static List<Case> cases() {
    FindingChange.Kind stillOpen = FindingChange.Kind.STILL_OPEN;
    return List.of(
        new Case("nothing differs", effects(List.of(), List.of(), List.of()), ALLOW, null),
        new Case(
            "a check becomes FAIL",
            outcome("PASS", "FAIL"),
            BLOCK,
            "check default-deny becomes FAIL, was PASS"),
        new Case("FAIL where there was no judgement", outcome(null, "FAIL"), BLOCK, null),
        new Case("a check becomes INCONCLUSIVE", outcome("PASS", "INCONCLUSIVE"), REVIEW, null),
        new Case("FAIL gives way to doubt", outcome("FAIL", "INCONCLUSIVE"), REVIEW, null),
        new Case(
            "nothing is left to examine",
            outcome("PASS", "NOT_APPLICABLE"),
            REVIEW,
            "check default-deny becomes NOT_APPLICABLE, was PASS"),
        new Case("a check is judged no more", outcome("PASS", null), REVIEW, null),
        new Case("a check becomes PASS", outcome("FAIL", "PASS"), ALLOW, null),
        new Case(
            "a policy has no papers where all had theirs",
            effects(
                List.of(),
                List.of(new OutcomeChange("check", "rationale", "PASS", "FAIL")),
                List.of(
                    new FindingChange(
                        FindingChange.Kind.NEW, "rationale", "f", "no owner", null, null))),
            REVIEW,
            "check rationale becomes FAIL, was PASS"),
        new Case(
            "a policy has no papers, as others",
            effects(
                List.of(),
                List.of(),
                List.of(
                    new FindingChange(
                        FindingChange.Kind.NEW, "rationale", "f", "no owner", null, null))),
            ALLOW,
            null),
        new Case(
            "advice turns up",
            effects(
                List.of(),
                List.of(new OutcomeChange("check", "policy-hygiene", "PASS", "FAIL")),
                List.of(
                    new FindingChange(
                        FindingChange.Kind.NEW,
                        "policy-hygiene",
                        "f",
                        "ingress-only",
                        null,
                        null))),
            ALLOW,
            null),
        new Case(
            "a requirement alone says nothing new",
            effects(
                List.of(),
                List.of(
                    new OutcomeChange("requirement", "soc2 CC6.1", "supported", "contradicted")),
                List.of()),
            ALLOW,
            null),
        new Case("a new finding", finding(FindingChange.Kind.NEW, null, "TCP 80"), BLOCK, null),
        new Case(
            "what was excepted is open",
            finding(FindingChange.Kind.REOPENED, "TCP 80", "TCP 80,81"),
            BLOCK,
            null),
        new Case("an open finding stays", finding(stillOpen, "TCP 80", "TCP 80"), ALLOW, null),
        new Case("it has no traffic", finding(stillOpen, null, null), ALLOW, null),
        new Case("it shrinks", finding(stillOpen, "TCP 80,81", "TCP 80"), ALLOW, null),
        new Case(
            "it grows",
            finding(stillOpen, "TCP 80", "TCP 80-81"),
            BLOCK,
            "wider finding of cardholder-ingress: a to b (TCP 80-81, was TCP 80)"),
        new Case("it moves", finding(stillOpen, "TCP 80", "TCP 81"), BLOCK, null),
        new Case(
            "a finding is closed", finding(FindingChange.Kind.CLOSED, "TCP 80", null), ALLOW, null),
        new Case(
            "traffic within a zone out of scope",
            gained("shop/web[Deployment]", "shop/cart[Deployment]"),
            ALLOW,
            null),
        new Case(
            "traffic within a zone in scope",
            gained("cde/vault[Deployment]", "cde/db[Deployment]"),
            REVIEW,
            "TCP 80 becomes possible from cde/vault[Deployment] (cde) to cde/db[Deployment] (cde), which touches a zone in scope"),
        new Case(
            "traffic across a border out of scope",
            gained("shop/web[Deployment]", "support/desk[Deployment]"),
            REVIEW,
            null),
        new Case(
            "traffic from an end that nobody knows",
            gained("what", "shop/web[Deployment]"),
            REVIEW,
            null),
        new Case("between two of them", gained("what", "else"), REVIEW, null),
        new Case(
            "traffic that is only lost",
            effects(
                List.of(flow("shop/web[Deployment]", "cde/db[Deployment]", null, "TCP 80")),
                List.of(),
                List.of()),
            ALLOW,
            null),
        new Case(
            "what an API server refuses",
            with(List.of("NetworkPolicy a/b: /spec: no"), List.of(), List.of()),
            BLOCK,
            "an API server would refuse NetworkPolicy a/b: /spec: no"),
        new Case(
            "a mismatch",
            with(List.of(), List.of("made for another state"), List.of()),
            REVIEW,
            null),
        new Case("a doubt", with(List.of(), List.of(), List.of("not modelled")), REVIEW, null));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGravestReasonDecides(Case c) {
    ChangeReview review = ReviewRules.judge(c.effects());
    assertThat(review.verdict()).isEqualTo(c.verdict());
    assertThat(review.reasons()).hasSize(c.verdict() == ALLOW ? 0 : 1);
    if (c.sentence() != null) {
      assertThat(review.reasons()).containsExactly(new Reason(c.verdict(), c.sentence()));
    }
  }

  @Test
  void outcomesThatWereNotJudgedNeedAPerson() {
    Effects unjudged =
        new Effects(
            new Comparison(SOME, SOME, List.of(), List.of(), "", null, null),
            List.of(),
            List.of(),
            List.of(),
            PLACES,
            List.of());
    assertThat(ReviewRules.judge(unjudged).verdict()).isEqualTo(REVIEW);
  }

  @Test
  void aStarvedRegisterEntryIsNamedAndReasonsAreSortedGravestFirst() {
    Effects none = outcome("PASS", "FAIL");
    ChangeReview review =
        ReviewRules.judge(
            new Effects(
                none.comparison(),
                List.of(),
                List.of("b", "a", "a"),
                List.of(),
                PLACES,
                List.of(new Starved("F-001", "p/x[Pod]", "q/y[Pod]", "TCP 8443"))));
    assertThat(review.verdict()).isEqualTo(BLOCK);
    assertThat(review.reasons())
        .extracting(Reason::sentence)
        .containsExactly(
            "check default-deny becomes FAIL, was PASS",
            "F-001 of the register needs TCP 8443 from p/x[Pod] to q/y[Pod], which is lost",
            "a",
            "b");
  }
}
