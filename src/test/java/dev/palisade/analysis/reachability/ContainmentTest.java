package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.question.Containment;
import dev.palisade.analysis.reachability.question.FuturePod;
import dev.palisade.analysis.reachability.question.ImaginedPods;
import dev.palisade.analysis.reachability.question.PolicyComparison;
import dev.palisade.analysis.reachability.question.PolicyComparison.Relation;
import dev.palisade.analysis.reachability.question.Slice;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which of two sets of policies allows more, and for whom that is said.
class ContainmentTest {

  private static final Selector WEB = Selector.equal("app", "web");
  private static final Selector NOT_DB = Selector.not(Selector.equal("app", "db"));

  private record Case(String name, PolicySet first, PolicySet second, Relation relation) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("itself", lets(WEB, 80), lets(WEB, 80), Relation.EQUIVALENT),
        new Case(
            "a rule in two halves",
            lets(WEB, 80, 81),
            Clusters.additive(policy("a", WEB, 80), policy("b", WEB, 81)),
            Relation.EQUIVALENT),
        new Case("one port less", lets(WEB, 80, 81), lets(WEB, 80), Relation.FIRST_CONTAINS_SECOND),
        new Case("one port more", lets(WEB, 80), lets(WEB, 80, 81), Relation.SECOND_CONTAINS_FIRST),
        new Case("one port each", lets(WEB, 80, 81), lets(WEB, 81, 82), Relation.OVERLAPPING),
        new Case("other ports", lets(WEB, 80), lets(WEB, 81), Relation.DISJOINT),
        new Case(
            "none against one",
            lets(Selector.NOTHING, 80),
            lets(WEB, 80),
            Relation.SECOND_CONTAINS_FIRST));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void relationIsThatOfTheTrafficToTheDatabase(Case example) {
    Slice toDatabase =
        new Slice(
            end -> end.toString().equals("shop/web"),
            end -> end.toString().equals("shop/db"),
            TrafficSet.of(Protocol.TCP));
    assertThat(
            PolicyComparison.between(world(example.first), world(example.second), toDatabase)
                .relation())
        .isEqualTo(example.relation);
  }

  @Test
  void podsThatMayComeAreToldApartWherePresentOnesAreNot() {
    Containment containment = Containment.between(world(lets(WEB, 80)), world(lets(NOT_DB, 80)));
    assertThat(containment.asRead().relation()).isEqualTo(Relation.EQUIVALENT);
    assertThat(containment.allowsNothingNew()).isFalse();
    assertThat(containment.losesNothing()).isTrue();
    assertThat(containment.sentences())
        .containsExactly(
            "after allows nothing that before does not",
            "before allows nothing that after does not",
            "for pods that may come, after allows what before does not: shop/imagined#0 to shop/db"
                + " on TCP 80",
            "for pods that may come, before allows nothing that after does not");
  }

  @Test
  void podsThatMayComeAreLeftOutWhereTheirLabelsCannotBeListed() {
    Containment containment =
        Containment.between(
            world(lets(WEB, 80)), world(lets(Selector.startsWith("app", "we"), 80)));
    assertThat(containment.imagined()).isNull();
    assertThat(containment.sentences())
        .endsWith(
            "this is said only for the pods that exist: a selector looks at part of the value of"
                + " label app");
  }

  @Test
  void tooManyCombinationsAreOutOfReach() {
    List<Selector> keys =
        IntStream.range(0, 12).mapToObj(i -> Selector.equal("k" + i, "v")).toList();
    PolicySet policies = lets(Selector.and(keys), 80);
    assertThat(ImaginedPods.of(inventory(), List.of(policies), ImaginedPods.LIMIT))
        .isInstanceOfSatisfying(
            ImaginedPods.OutOfReach.class,
            out -> assertThat(out.because()).contains("more than 4096 ways"));
  }

  @Test
  void podsOfOneWorkloadThatDifferAreLinesOfTheirOwn() {
    List<Pod> pods = new ArrayList<>();
    for (String app : List.of("web", "db")) {
      Pod pod = Clusters.pod("shop", app + "-0", Labels.of("app", app));
      pods.add(
          new Pod(
              pod.ref(),
              pod.namespace(),
              pod.name(),
              pod.labels(),
              pod.selectorLabels(),
              pod.serviceAccount(),
              pod.addresses(),
              null,
              pod.network(),
              pod.life(),
              pod.origin(),
              new Workload("shop", "all", "StatefulSet"),
              pod.ports(),
              new TreeMap<>()));
    }
    Reachability reachability =
        Reachability.of(inventory().withPods(pods), lets(WEB, 80), Clusters.KUBERNETES);
    Pod future = Clusters.pod("shop", "new", Labels.of("app", "db"));
    assertThat(FuturePod.of(reachability, future).sources())
        .containsExactly(
            new FuturePod.Line("shop/web-0[Pod]", TrafficSet.of(Protocol.TCP, PortSet.of(80))));
    assertThat(FuturePod.of(reachability, future).ingress().isolated()).isTrue();
  }

  private static Reachability world(PolicySet policies) {
    return Reachability.of(inventory(), policies, Clusters.KUBERNETES);
  }

  private static Inventory inventory() {
    return Clusters.inventory(
        List.of(Clusters.namespace("shop", Labels.EMPTY)),
        List.of(
            Clusters.pod("shop", "web", Labels.of("app", "web")),
            Clusters.pod("shop", "db", Labels.of("app", "db"))),
        List.of());
  }

  private static PolicySet lets(Selector from, int... ports) {
    return Clusters.additive(policy("a", from, ports));
  }

  private static Policy policy(String name, Selector from, int... ports) {
    PortSet all = PortSet.NONE;
    for (int port : ports) {
      all = all.union(PortSet.of(port));
    }
    Rule rule =
        new Rule(
            "/spec/ingress/0",
            Action.ALLOW,
            List.of(
                new Rule.Clause(
                    "/spec/ingress/0",
                    pods(from),
                    Peer.ANYONE,
                    new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, all)))),
            null);
    return new Policy(
        Clusters.ref("Policy", "shop", name),
        pods(Selector.equal("app", "db")),
        new Policy.Rules(List.of(rule), Policy.NoMatch.DENY, "/spec/ingress"),
        null);
  }

  private static Peer pods(Selector selector) {
    return new Peer.Pods(
        NamespaceMatch.Named.of("shop"), selector, Peer.HostNetworkPods.BY_SETTING);
  }
}
