package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A Kubernetes and a Calico NetworkPolicy of one namespace and name are two policies.
class NamesakesTest {
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");
  private static final String KUBERNETES = "networking.k8s.io/NetworkPolicy cde/vault";
  private static final String CALICO = "projectcalico.org/NetworkPolicy cde/vault";

  private static final World BOTH =
      World.wellBuilt()
          .beside(
              """
              apiVersion: projectcalico.org/v3
              kind: NetworkPolicy
              metadata: {namespace: cde, name: vault}
              spec: {order: 10, types: [Ingress], ingress: [{action: Allow}]}
              """);

  private static CheckResult reviewed(String... lineages) {
    SortedSet<String> all = new TreeSet<>();
    PoliciesInScope.of(BOTH.examination()).forEach(policy -> all.add(policy.lineage()));
    assertThat(all).contains(KUBERNETES, CALICO);
    all.removeAll(List.of(KUBERNETES, CALICO));
    all.addAll(List.of(lineages));
    SignOff signOff =
        new SignOff(SignOff.Subject.POLICIES, "C", "mary", SUMMER, new TreeSet<>(all), null);
    return BOTH.past(History.since(LONG_AGO).with(List.of(signOff)))
        .judge("review-current(12 months)");
  }

  private static List<String> subjects(CheckResult result) {
    return result.findings().stream()
        .map(finding -> ((SubjectWitness) finding.witness()).subject())
        .toList();
  }

  @Test
  void theReviewOfOneIsNotThatOfTheOther() {
    assertThat(reviewed(KUBERNETES, CALICO).outcome()).isEqualTo(Outcome.PASS);
    assertThat(subjects(reviewed(KUBERNETES)))
        .containsExactly("NetworkPolicy cde/vault (projectcalico.org)");
    assertThat(subjects(reviewed(CALICO)))
        .containsExactly("NetworkPolicy cde/vault (networking.k8s.io)");
  }

  @Test
  void theFirstSightOfOneIsNotThatOfTheOther() {
    SortedSet<String> others = new TreeSet<>();
    PoliciesInScope.of(BOTH.examination()).forEach(policy -> others.add(policy.lineage()));
    others.removeAll(List.of(KUBERNETES, CALICO));
    History past =
        History.since(LONG_AGO)
            .with(List.of(new SignOff(SignOff.Subject.POLICIES, "C", "mary", SUMMER, others, null)))
            .firstSeen(Map.of(KUBERNETES, SUMMER));

    assertThat(subjects(BOTH.past(past).judge("review-current(12 months)")))
        .containsExactly("NetworkPolicy cde/vault (projectcalico.org)");
  }

  @Test
  void eachHasFindingsOfItsOwn() {
    assertThat(subjects(BOTH.judge("rationale")))
        .contains(
            "NetworkPolicy cde/vault (networking.k8s.io)",
            "NetworkPolicy cde/vault (projectcalico.org)",
            "NetworkPolicy cde/db")
        .doesNotContain("NetworkPolicy cde/vault");
  }

  @Test
  void theChangeOfOneIsNotThatOfTheOther() {
    Change change =
        new Change("NetworkPolicy cde/vault", "changed", LONG_AGO, SUMMER, null, null, null);
    Changes changes =
        new Changes(
            LONG_AGO,
            SUMMER,
            2,
            List.of(change, change),
            List.of(),
            List.of(new Stretch(LONG_AGO, SUMMER)));

    assertThat(
            subjects(
                World.wellBuilt()
                    .past(History.since(LONG_AGO).with(changes))
                    .judge("change-authorised")))
        .containsExactly(
            "NetworkPolicy cde/vault at " + SUMMER,
            "NetworkPolicy cde/vault at " + SUMMER + " (2)");
  }

  @Test
  void aloneAPolicyIsNamedWithoutItsGroup() {
    assertThat(subjects(World.wellBuilt().judge("rationale"))).contains("NetworkPolicy cde/vault");
  }
}
