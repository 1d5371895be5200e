package dev.palisade.compliance.report.group;

import static dev.palisade.compliance.report.group.SomeGroup.IDENTITY;
import static dev.palisade.compliance.report.group.SomeGroup.concluded;
import static dev.palisade.compliance.report.group.SomeGroup.named;
import static dev.palisade.compliance.report.group.SomeGroup.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.SomeReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupReportTest {
  private static final Report ONE = SomeReport.withOneOfEverything();

  private static Part all(String cluster, Conclusion conclusion, Outcome outcome) {
    return reported(concluded(named(cluster, ONE), conclusion, outcome));
  }

  @ParameterizedTest
  @CsvSource({
    "SUPPORTED, PASS, SUPPORTED, PASS, SUPPORTED, PASS",
    "SUPPORTED, PASS, CONTRADICTED, FAIL, CONTRADICTED, FAIL",
    "INSUFFICIENT, INCONCLUSIVE, CONTRADICTED, FAIL, CONTRADICTED, FAIL",
    "SUPPORTED, PASS, INSUFFICIENT, INCONCLUSIVE, INSUFFICIENT, INCONCLUSIVE",
    "NOT_APPLICABLE, NOT_APPLICABLE, INSUFFICIENT, INCONCLUSIVE, INSUFFICIENT, INCONCLUSIVE",
    "NOT_APPLICABLE, NOT_APPLICABLE, SUPPORTED, PASS, SUPPORTED, PASS",
    "NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE"
  })
  void theGravestOfTheClustersIsThatOfTheGroup(
      Conclusion a, Outcome checkOfA, Conclusion b, Outcome checkOfB, Conclusion all, Outcome of) {
    for (List<Part> parts :
        List.of(
            List.of(all("a", a, checkOfA), all("b", b, checkOfB)),
            List.of(all("b", a, checkOfA), all("a", b, checkOfB)))) {
      GroupReport group = GroupReport.of(IDENTITY, null, parts);
      assertThat(group.requirements()).isNotEmpty().allMatch(r -> r.outcome() == all);
      assertThat(group.checks()).isNotEmpty().allMatch(c -> c.outcome() == of);
    }
  }

  @Test
  void aClusterWithoutAReportSupportsNothingAndSaysWhy() {
    GroupReport group =
        GroupReport.of(
            IDENTITY,
            null,
            List.of(
                all("a", Conclusion.SUPPORTED, Outcome.PASS),
                new Part.Unreported("b", "no snapshot was taken")));

    assertThat(group.requirements())
        .isNotEmpty()
        .allMatch(r -> r.outcome() == Conclusion.INSUFFICIENT)
        .allMatch(
            r ->
                r.clusters()
                    .contains(
                        new GroupRequirement.Standing(
                            "b", Conclusion.INSUFFICIENT, "no snapshot was taken")));
    assertThat(group.checks()).allMatch(c -> c.outcome() == Outcome.INCONCLUSIVE);
    assertThat(group.members().getLast()).isEqualTo(new Member("b", "no snapshot was taken", null));
  }

  @Test
  void whatOneReportDoesNotJudgeIsInsufficientThere() {
    Report whole = concluded(named("a", ONE), Conclusion.SUPPORTED, Outcome.PASS);
    JudgedRequirement left = whole.requirements().getFirst();
    Report without =
        new Report(
            whole.identity(),
            whole.cluster(),
            whole.coverage(),
            whole.method(),
            whole.asOf(),
            whole.frameworks(),
            whole.scope(),
            whole.requirements().subList(1, whole.requirements().size()),
            whole.checks().subList(1, whole.checks().size()),
            whole.exceptions(),
            whole.matrix(),
            whole.policies(),
            whole.objects(),
            whole.changes(),
            whole.history());
    GroupReport group =
        GroupReport.of(
            IDENTITY, null, List.of(reported(named("b", whole)), reported(named("a", without))));

    GroupRequirement requirement =
        group.requirements().stream()
            .filter(r -> r.name().equals(left.name()))
            .findFirst()
            .orElseThrow();
    assertThat(requirement.outcome()).isEqualTo(Conclusion.INSUFFICIENT);
    assertThat(requirement.clusters().getFirst().reason())
        .isEqualTo("the report on the cluster does not judge " + left.name());
    assertThat(group.checks())
        .filteredOn(c -> c.id().equals(whole.checks().getFirst().id()))
        .singleElement()
        .returns(Outcome.INCONCLUSIVE, GroupCheck::outcome);
  }

  @Test
  void findingsOfTheSameNamesInSeveralClustersStandTogether() {
    GroupReport group = SomeGroup.ofFour();

    assertThat(group.clusters()).containsExactly("east", "north", "south", "west");
    assertThat(group.shared()).isNotEmpty();
    assertThat(group.shared())
        .allSatisfy(
            finding ->
                assertThat(finding.clusters())
                    .extracting(SharedFinding.Stand::cluster)
                    .containsExactly("east", "west"));
    assertThat(group.open()).isEqualTo(2 * ONE.checks().stream().mapToLong(c -> c.open()).sum());
    assertThat(group.excepted())
        .isEqualTo(2 * ONE.checks().stream().mapToLong(c -> c.excepted()).sum());
    // the exception of each cluster is its own
    assertThat(group.exceptions())
        .extracting(GroupException::cluster, GroupException::id)
        .contains(
            org.assertj.core.groups.Tuple.tuple("east", "EX-7"),
            org.assertj.core.groups.Tuple.tuple("west", "EX-7"));
  }

  @Test
  void theOrderInWhichClustersAreGivenSaysNothing() {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                reported(named("a", ONE)),
                reported(named("b", ONE)),
                new Part.Unreported("c", "no scope")));
    GroupReport group = GroupReport.of(IDENTITY, null, parts);

    assertThat(GroupReport.of(IDENTITY, null, parts.reversed())).isEqualTo(group);
  }

  @Test
  void whatIsNoGroupIsRefused() {
    Part one = reported(named("a", ONE));
    assertThatThrownBy(() -> GroupReport.of(IDENTITY, null, List.of(one, one)))
        .hasMessage("a cluster stands in a group once");
    assertThatThrownBy(
            () -> GroupReport.of(IDENTITY, null, List.of(new Part.Unreported("a", "no scope"))))
        .hasMessage("no cluster of the group has a report");
    ReportIdentity period =
        new ReportIdentity(IDENTITY.id(), IDENTITY.number(), 1, null, ReportIdentity.Kind.PERIOD);
    assertThatThrownBy(() -> GroupReport.of(period, null, List.of(one)))
        .hasMessage("SAMPLE-ALL-2026-0003 is no report of the kind period");
  }
}
