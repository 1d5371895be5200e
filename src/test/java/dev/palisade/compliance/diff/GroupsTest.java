package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static FlowChange flow(String source, String destination, String after, String cause) {
    return new FlowChange(
        FlowChange.Kind.GAINED,
        source,
        destination,
        null,
        after,
        after,
        null,
        FlowChange.Ends.BOTH_STAYED,
        null,
        List.of(cause),
        null);
  }

  @Test
  void flowsThatAreAlikeStandTogetherInTheLargerGroup() {
    List<FlowGroup> groups =
        FlowGroup.of(
            List.of(
                flow("a", "x", "TCP 80", "p"),
                flow("a", "y", "TCP 80", "p"),
                flow("b", "y", "TCP 80", "p"),
                flow("c", "y", "TCP 80", "p")));

    assertThat(groups)
        .extracting(FlowGroup::sources, FlowGroup::destinations)
        .containsExactly(
            tuple(List.of("a"), List.of("x")), tuple(List.of("a", "b", "c"), List.of("y")));
  }

  @Test
  void anotherTrafficOrCauseIsAnotherGroup() {
    List<FlowGroup> groups =
        FlowGroup.of(
            List.of(
                flow("a", "x", "TCP 80", "p"),
                flow("a", "y", "TCP 81", "p"),
                flow("a", "z", "TCP 80", "q")));

    assertThat(groups).hasSize(3);
  }

  @Test
  void everyFlowIsInOneGroup() {
    List<FlowChange> flows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 9; j++) {
        flows.add(flow("s" + i, "d" + j, "TCP " + (i * j % 3 + 1), "p" + i % 2));
      }
    }

    List<String> pairs = new ArrayList<>();
    for (FlowGroup group : FlowGroup.of(flows)) {
      group.sources().forEach(s -> group.destinations().forEach(d -> pairs.add(s + " " + d)));
    }

    assertThat(pairs)
        .containsExactlyInAnyOrderElementsOf(
            flows.stream().map(f -> f.source() + " " + f.destination()).toList());
  }

  private static FindingChange finding(FindingChange.Kind kind, String check, int number) {
    return new FindingChange(kind, check, "f" + number, "finding " + number, null, null);
  }

  @Test
  void manyFindingsThatStayedAreCountedByCheckAndOthersStandAlone() {
    List<FindingChange> findings = new ArrayList<>();
    findings.add(finding(FindingChange.Kind.NEW, "default-deny", 0));
    findings.add(finding(FindingChange.Kind.NEW, "default-deny", 1));
    for (int i = 2; i < 60; i++) {
      findings.add(
          finding(FindingChange.Kind.STILL_OPEN, i % 2 == 0 ? "rationale" : "default-deny", i));
    }

    assertThat(FindingGroup.of(findings))
        .extracting(g -> g.example().check(), FindingGroup::count)
        .containsExactly(
            tuple("default-deny", 1),
            tuple("default-deny", 1),
            tuple("rationale", 29),
            tuple("default-deny", 29));
    assertThat(FindingGroup.counts(findings)).isEqualTo("2 new, 58 still open.");
    assertThat(FindingGroup.of(findings.subList(0, 30))).hasSize(30);
  }
}
