package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a change leaves of the engine's parts as it was.
class EngineTest {

  private static final Pod WEB = pod("web");
  private static final Pod DB = pod("db");
  private static final Pod JOB = pod("job");
  private static final Inventory CLUSTER =
      Clusters.inventory(List.of(), List.of(WEB, DB, JOB), List.of());

  private static final Policy ON_WEB = allowing("on-web", "web", pods("db"));
  private static final Policy ON_DB = allowing("on-db", "db", pods("web"));

  private static Pod pod(String name) {
    return Clusters.pod("n", name, Labels.of("app", name).with("pod", name));
  }

  private static Peer pods(String app) {
    return labelled("app", app);
  }

  private static Peer labelled(String key, String value) {
    return new Peer.Pods(
        new NamespaceMatch.Any(), Selector.equal(key, value), Peer.HostNetworkPods.BY_SETTING);
  }

  private static Policy allowing(String name, String subject, Peer source) {
    Rule rule =
        new Rule(
            "/spec/ingress/0",
            Action.ALLOW,
            List.of(new Rule.Clause("/spec/ingress/0", source, Peer.ANYONE, TrafficMatch.ALL)),
            null);
    return new Policy(
        Clusters.ref("Policy", "n", name),
        pods(subject),
        new Policy.Rules(List.of(rule), Policy.NoMatch.DENY, "/spec/ingress"),
        null);
  }

  private static Engine engine() {
    PolicySet policies = Clusters.additive(ON_WEB, ON_DB);
    Engine engine = Engine.of(CLUSTER, policies, Clusters.KUBERNETES, List.of());
    engine.pairs().forEachBlock(block -> {});
    return engine;
  }

  private static Engine after(Engine before, Inventory inventory, Policy... policies) {
    return before.after(
        Change.between(
            new Change.State(before.inventory(), before.policies()),
            new Change.State(inventory, Clusters.additive(policies))));
  }

  private static Row ingressOf(Engine engine, Pod pod) {
    return engine.ingress().ofClass(engine.classes().classOf(engine.endpoints().idOf(pod)));
  }

  @Test
  void rowsOfClassesThatAChangedPolicyDoesNotSelectAreTakenOver() {
    Engine before = engine();
    Engine after = after(before, CLUSTER, ON_WEB, allowing("on-db", "db", pods("job")));
    assertThat(after.classes().steps()).isZero();
    assertThat(ingressOf(after, WEB)).isSameAs(ingressOf(before, WEB));
    assertThat(ingressOf(after, DB)).isNotSameAs(ingressOf(before, DB));
  }

  @Test
  void aPeerThatOnlyPartsWhatIsApartMakesNoOtherClasses() {
    Engine before = engine();
    Engine after = after(before, CLUSTER, ON_WEB, allowing("on-db", "db", labelled("pod", "job")));
    assertThat(after.classes()).isSameAs(before.classes());
  }

  @Test
  void aPeerThatPartsAClassMakesClassesThatFollowOnThoseBefore() {
    Pod twin = Clusters.pod("n", "twin", Labels.of("app", "web").with("pod", "twin"));
    Inventory twins = Clusters.inventory(List.of(), List.of(WEB, DB, twin), List.of());
    Engine before =
        Engine.of(twins, Clusters.additive(ON_WEB, ON_DB), Clusters.KUBERNETES, List.of());
    Engine after = after(before, twins, ON_WEB, allowing("on-db", "db", labelled("pod", "web")));
    assertThat(after.classes().steps()).isOne();
    assertThat(after.classes().classOf(after.endpoints().idOf(WEB)))
        .isNotEqualTo(after.classes().classOf(after.endpoints().idOf(twin)));
  }

  @Test
  void aBlockThatIsNotCutYetMakesClassesThatFollowOnThoseBefore() {
    Engine before = engine();
    Peer block =
        new Peer.Addresses(
            IpSet.of(Cidr.parse("203.0.113.0/24")), Peer.AddressReach.PODS_AND_NODES);
    Engine after = after(before, CLUSTER, ON_WEB, allowing("on-db", "db", block));
    assertThat(after.classes().steps()).isOne();
    assertThat(after.endpoints().addressList()).hasSize(4);
    Engine without = after(after, CLUSTER, ON_WEB, ON_DB);
    assertThat(without.classes().steps()).isEqualTo(2);
    assertThat(without.endpoints().addressList()).hasSize(2);
  }

  @Test
  void anAlteredPodIsLookedAtAfreshAndAnotherNodeBeginsAnew() {
    Engine before = engine();
    Pod relabelled = Clusters.pod("n", "job", Labels.of("app", "db"));
    Engine after = after(before, CLUSTER.withPods(List.of(WEB, DB, relabelled)), ON_WEB, ON_DB);
    assertThat(after.classes().steps()).isOne();
    Engine anew =
        after(
            after,
            Clusters.inventory(
                List.of(), List.of(WEB, DB, JOB), List.of(Clusters.node("k", Labels.EMPTY))),
            ON_WEB,
            ON_DB);
    assertThat(anew.classes().steps()).isZero();
  }

  @Test
  void aLongHistoryIsBegunAnewNowAndThen() {
    Engine engine = engine();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      engine =
          after(
              engine,
              CLUSTER.withPods(
                  List.of(WEB, DB, Clusters.pod("n", "job", Labels.of("app", "v" + i)))),
              ON_WEB,
              ON_DB);
      steps.add(engine.classes().steps());
    }
    assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3);
  }
}
