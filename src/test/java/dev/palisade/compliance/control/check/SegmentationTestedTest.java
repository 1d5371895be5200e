package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Observed;
import dev.palisade.compliance.control.History.ProbeResult;
import dev.palisade.compliance.control.History.ProbeRun;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Proof;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.control.check.SegmentationTested.Agreement;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.Probe.Expected;
import dev.palisade.compliance.control.probe.ProbePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationTestedTest {
  private static final String CHECK = "segmentation-tested";
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");

  private static final ProbePlan PLAN = plan(World.wellBuilt());

  /// One an outcome.
  static List<OutcomesTest.Case> cases() {
    History kept = History.since(LONG_AGO);
    return List.of(
        OutcomesTest.passes(
            CHECK,
            "every probe agrees",
            w -> w.past(kept.with(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay)))),
        OutcomesTest.fails(
            CHECK,
            "no results in a record of two years",
            w -> w.past(kept.with(new ProbeRun(List.of())))),
        OutcomesTest.leavesDoubt(CHECK, "no results in a folder", w -> w));
  }

  private static ProbePlan plan(World world) {
    Examination x = world.examination();
    return ProbePlan.of(x.evidence().reachability(), x.zoning());
  }

  private static Observed asThePoliciesSay(Probe probe) {
    return probe.expected() == Expected.ALLOWED ? Observed.CONNECTED : Observed.TIMEOUT;
  }

  private static ProbeRun run(Instant at, Function<Probe, @Nullable Observed> observed) {
    List<ProbeResult> results = new ArrayList<>();
    for (Probe probe : PLAN.probes()) {
      Observed seen = observed.apply(probe);
      if (seen != null) {
        results.add(new ProbeResult(probe.id(), seen, at));
      }
    }
    return new ProbeRun(results);
  }

  private static CheckResult judged(History history) {
    return World.wellBuilt().past(history).judge(CHECK);
  }

  private static Probe first(Predicate<Probe> which) {
    return PLAN.probes().stream().filter(which).findFirst().orElseThrow();
  }

  private static Function<Probe, @Nullable Observed> except(Probe one, @Nullable Observed seen) {
    return probe -> probe.id().equals(one.id()) ? seen : asThePoliciesSay(probe);
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOWED, TCP, CONNECTED, AGREES",
    "ALLOWED, TCP, REFUSED, SILENT",
    "ALLOWED, TCP, TIMEOUT, CONTRADICTS",
    "ALLOWED, UDP, CONNECTED, AGREES",
    "ALLOWED, UDP, REFUSED, SILENT",
    "ALLOWED, UDP, TIMEOUT, SILENT",
    "DENIED, TCP, CONNECTED, CONTRADICTS",
    "DENIED, TCP, REFUSED, UNCLEAR",
    "DENIED, TCP, TIMEOUT, AGREES",
    "ALLOWED, TCP, AS_EXPECTED, AGREES",
    "DENIED, TCP, AS_EXPECTED, AGREES",
    "ALLOWED, TCP, NOT_AS_EXPECTED, CONTRADICTS",
    "DENIED, TCP, NOT_AS_EXPECTED, CONTRADICTS"
  })
  void whatAnObservationSays(Expected expected, String protocol, Observed seen, Agreement says) {
    Probe probe =
        first(
            p ->
                p.expected() == expected && p.packet().protocol().equals(Protocol.parse(protocol)));

    assertThat(SegmentationTested.agreement(probe, seen)).isEqualTo(says);
  }

  @Test
  void passesObservedWhereEveryProbeAgrees() {
    CheckResult result =
        judged(History.none().with(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay)));

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
    assertThat(result.proved()).isEqualTo(Proof.OBSERVED);
    assertThat(result.examined()).isEqualTo(PLAN.probes().size());
    assertThat(result.reasons()).anyMatch(r -> r.startsWith("not probed: internet -> any zone"));
  }

  @Test
  void passesWithoutThatProofWhereAProbeShowsNothing() {
    Probe udp = first(p -> p.packet().protocol().equals(Protocol.UDP));
    CheckResult result = judged(History.none().with(run(OCTOBER, except(udp, Observed.TIMEOUT))));

    assertThat(result.outcome()).isEqualTo(Outcome.PASS);
    assertThat(result.proved()).isEqualTo(Proof.DECLARED);
    assertThat(result.reasons()).anyMatch(r -> r.startsWith("1 probes of what is allowed"));
  }

  @Test
  void passesWithoutThatProofWherePoliciesChangedSince() {
    History history =
        History.since(LONG_AGO)
            .with(run(SUMMER, SegmentationTestedTest::asThePoliciesSay))
            .with(
                new Changes(
                    LONG_AGO,
                    OCTOBER,
                    2,
                    List.of(
                        new Change(
                            "NetworkPolicy cde/x", "created", SUMMER, OCTOBER, null, null, null)),
                    List.of(),
                    List.of()));

    assertThat(judged(history).proved()).isEqualTo(Proof.DECLARED);
  }

  @Test
  void failsOnAContradictionWithVerdictRulesAndObservation() {
    Probe denied = first(p -> p.from().equals("shop") && p.to().equals("cde"));
    CheckResult result =
        judged(History.none().with(run(OCTOBER, except(denied, Observed.CONNECTED))));

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.findings()).hasSize(1);
    Finding finding = result.findings().getFirst();
    assertThat(finding.summary())
        .contains(denied.id(), "is denied by the policies", "observed connected", OCTOBER + "");
    assertThat(finding.rules()).isNotEmpty().allMatch(rule -> rule.ref() != null);
    assertThat(finding.witness())
        .isInstanceOfSatisfying(
            FlowWitness.class,
            flow -> assertThat(flow.traffic().contains(denied.packet())).isTrue());
  }

  @Test
  void failsWhereWhatIsAllowedDoesNotPass() {
    Probe allowed =
        first(p -> p.expected() == Expected.ALLOWED && p.packet().protocol().equals(Protocol.TCP));
    CheckResult result =
        judged(History.none().with(run(OCTOBER, except(allowed, Observed.TIMEOUT))));

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.findings().getFirst().summary()).contains("is allowed by the policies");
  }

  @Test
  void aContradictionStaysOneBesideProbesThatWereNotMade() {
    Probe denied = first(p -> p.expected() == Expected.DENIED);
    CheckResult result =
        judged(
            History.none()
                .with(run(OCTOBER, p -> p.id().equals(denied.id()) ? Observed.CONNECTED : null)));

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.reasons()).anyMatch(r -> r.contains("planned probes have no result"));
  }

  @Test
  void theLastResultOfAProbeCounts() {
    Probe denied = first(p -> p.expected() == Expected.DENIED);
    List<ProbeResult> results =
        new ArrayList<>(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay).results());
    results.add(new ProbeResult(denied.id(), Observed.CONNECTED, SUMMER));

    assertThat(judged(History.none().with(new ProbeRun(results))).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void leavesDoubt() {
    Probe denied = first(p -> p.expected() == Expected.DENIED);
    Map<String, History> cases =
        Map.of(
            "no results of probes were handed in",
            History.none(),
            "no result of a probe is of",
            History.none().with(new ProbeRun(List.of())),
            "1 of " + PLAN.probes().size() + " planned probes have no result",
            History.none().with(run(OCTOBER, except(denied, null))),
            "was refused: either",
            History.none().with(run(OCTOBER, except(denied, Observed.REFUSED))),
            "nothing is kept of the past",
            History.none().with(run(LONG_AGO, SegmentationTestedTest::asThePoliciesSay)),
            "results are of after",
            History.none()
                .with(run(World.AS_OF.plusSeconds(1), SegmentationTestedTest::asThePoliciesSay)));
    cases.forEach(
        (reason, history) -> {
          CheckResult result = judged(history);
          assertThat(result.outcome()).as(reason).isEqualTo(Outcome.INCONCLUSIVE);
          assertThat(result.reasons()).as(reason).anyMatch(r -> r.contains(reason));
        });
  }

  @Test
  void leavesDoubtWherePoliciesWereNotListed() {
    World unlisted =
        World.wellBuilt()
            .gap("NetworkPolicy")
            .past(History.none().with(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay)));

    assertThat(unlisted.judge(CHECK).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void failsWhereNothingWasHandedInThroughoutThePeriod() {
    CheckResult none = judged(History.since(LONG_AGO).with(new ProbeRun(List.of())));
    CheckResult old =
        judged(
            History.since(LONG_AGO).with(run(LONG_AGO, SegmentationTestedTest::asThePoliciesSay)));

    assertThat(none.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(old.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(old.findings().getFirst().summary()).contains("the last 12 months");
    assertThat(judged(History.since(OCTOBER).with(new ProbeRun(List.of()))).outcome())
        .as("a record that is younger")
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void liftsWhatProbesObserveAndNothingElse() {
    Assessment assessment =
        SettingOutcomesTest.withCalico("n1", "n2")
            .past(History.none().with(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay)))
            .assess();
    Map<Proof, List<String>> proofs = new EnumMap<>(Proof.class);
    assessment
        .checks()
        .forEach(
            c -> {
              if (c.proved() != null) {
                proofs.computeIfAbsent(c.proved(), p -> new ArrayList<>()).add(c.id());
              }
            });

    assertThat(proofs.get(Proof.OBSERVED))
        .contains("namespace-isolation", "default-deny", CHECK)
        .doesNotContain("internet-exposure", "pod-security", "enforcement");
    assertThat(proofs.get(Proof.ENFORCED)).contains("internet-exposure", "enforcement");
  }

  @Test
  void liftsNothingWhereEnforcementIsNotProved() {
    Assessment assessment =
        World.wellBuilt()
            .past(History.none().with(run(OCTOBER, SegmentationTestedTest::asThePoliciesSay)))
            .assess();

    assertThat(assessment.checks()).noneMatch(c -> c.proved() == Proof.OBSERVED);
  }
}
