package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tree of sentences for one flow.
class ExplanationTest {

  private static final Pod WEB = Clusters.pod("shop", "web", Labels.of("app", "web"));
  private static final Pod DB = Clusters.pod("pay", "db", Labels.of("app", "db"));
  private static final Inventory CLUSTER =
      Clusters.inventory(
          List.of(
              Clusters.namespace("shop", Labels.of("team", "shop")),
              Clusters.namespace("pay", Labels.EMPTY)),
          List.of(WEB, DB),
          List.of());
  private static final Packet POSTGRES = Packet.of(Protocol.TCP, 5432);
  private static final Policy FROM_SHOPS_API =
      policy(
          new Rule.Clause(
              "/spec/ingress/0/from/0",
              new Peer.Pods(
                  new NamespaceMatch.Labelled(Selector.equal("team", "shop")),
                  Selector.equal("app", "api"),
                  Peer.HostNetworkPods.BY_SETTING),
              Peer.ANYONE,
              new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(5432)))));

  private static Policy policy(Rule.Clause clause) {
    return new Policy(
        Clusters.ref("NetworkPolicy", "pay", "db"),
        new Peer.Pods(
            NamespaceMatch.Named.of("pay"),
            Selector.equal("app", "db"),
            Peer.HostNetworkPods.BY_SETTING),
        new Policy.Rules(
            List.of(new Rule("/spec/ingress/0", Action.ALLOW, List.of(clause), null)),
            NoMatch.DENY,
            "/spec/policyTypes/0"),
        null);
  }

  private static Explanation explain(Policy policy, Endpoint source, Packet packet) {
    return FlowEvaluator.of(CLUSTER, Clusters.additive(policy), Clusters.KUBERNETES)
        .explain(source, new Endpoint.PodEndpoint(DB), packet);
  }

  @Test
  void aRefusalNamesThePolicyTheRuleAndWhatTheNearestSelectorMissed() {
    assertThat(explain(FROM_SHOPS_API, new Endpoint.PodEndpoint(WEB), POSTGRES).toString())
        .isEqualTo(
            """
            shop/web to pay/db on TCP 5432 is denied
              egress of shop/web is allowed: no policy selects shop/web for egress
              ingress of pay/db is denied: NetworkPolicy pay/db: it isolates for ingress, and no rule of tier policies matches (NetworkPolicy pay/db /spec/policyTypes/0)
                tier policies: 1 policy applies; it is denied here
                  NetworkPolicy pay/db selects pay/db (pods with app == "db" of namespace pay) and isolates it for ingress; none of its rules matches (NetworkPolicy pay/db /spec/policyTypes/0)
                    rule /spec/ingress/0 (allow) does not match: source shop/web: label app is "web", wanted: app == "api" (NetworkPolicy pay/db /spec/ingress/0)
            """);
  }

  @Test
  void aMatchNamesTheClauseByItsPointer() {
    Pod api = Clusters.pod("shop", "api", Labels.of("app", "api"));
    Explanation explanation = explain(FROM_SHOPS_API, new Endpoint.PodEndpoint(api), POSTGRES);
    assertThat(explanation.verdict()).isEqualTo(Verdict.ALLOWED);
    Explanation ingress = explanation.children().get(1);
    assertThat(ingress.ref()).isEqualTo(FROM_SHOPS_API.ref());
    assertThat(ingress.pointer()).isEqualTo("/spec/ingress/0/from/0");
    assertThat(leaf(ingress).sentence())
        .isEqualTo(
            "rule /spec/ingress/0 (allow) matches: source shop/api is among pods with app == \"api\" of namespaces with"
                + " team == \"shop\", and the traffic is TCP 5432");
  }

  @Test
  void aPeerThatMatchesLeavesTheTrafficToBlame() {
    Pod api = Clusters.pod("shop", "api", Labels.of("app", "api"));
    Explanation explanation =
        explain(FROM_SHOPS_API, new Endpoint.PodEndpoint(api), Packet.of(Protocol.TCP, 80));
    assertThat(leaf(explanation.children().get(1)).sentence())
        .isEqualTo("rule /spec/ingress/0 (allow) does not match: TCP 80 is not within TCP 5432");
  }

  @Test
  void theNamespaceIsNamedWhereItIsWhatMisses() {
    Pod stranger = Clusters.pod("pay", "api", Labels.of("app", "api"));
    Explanation explanation = explain(FROM_SHOPS_API, new Endpoint.PodEndpoint(stranger), POSTGRES);
    assertThat(leaf(explanation.children().get(1)).sentence())
        .endsWith("source pay/api: namespace pay: label team is missing, wanted: team == \"shop\"");
  }

  @Test
  void whereNoPolicySelectsThePodTheNearestOneIsNamed() {
    Pod other = Clusters.pod("pay", "queue", Labels.of("app", "queue"));
    Explanation explanation =
        FlowEvaluator.of(CLUSTER, Clusters.additive(FROM_SHOPS_API), Clusters.KUBERNETES)
            .explain(new Endpoint.PodEndpoint(WEB), new Endpoint.PodEndpoint(other), POSTGRES);
    Explanation ingress = explanation.children().get(1);
    assertThat(ingress.sentence())
        .isEqualTo("ingress of pay/queue is allowed: no policy selects pay/queue for ingress");
    assertThat(leaf(ingress).sentence())
        .isEqualTo(
            "NetworkPolicy pay/db comes nearest, but does not select it: label app is \"queue\", wanted: app == \"db\"");
  }

  @Test
  void addressesOutsideHaveNoPolicies() {
    Endpoint outside = new Endpoint.AddressEndpoint(IpRange.of(IpAddress.parse("8.8.8.8")));
    Explanation explanation = explain(FROM_SHOPS_API, outside, POSTGRES);
    assertThat(explanation.children().get(0).sentence())
        .contains("is outside the cluster, where no policy holds");
    assertThat(leaf(explanation.children().get(1)).sentence()).endsWith("it is no pod");
  }

  @Test
  void citationsNameBothSides() {
    FlowVerdict verdict =
        FlowEvaluator.of(CLUSTER, Clusters.additive(FROM_SHOPS_API), Clusters.KUBERNETES)
            .evaluate(new Endpoint.PodEndpoint(WEB), new Endpoint.PodEndpoint(DB), POSTGRES);
    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.citations())
        .containsExactly(
            new Citation(
                Direction.EGRESS, null, "", Action.ALLOW, "no policy selects shop/web for egress"),
            new Citation(
                Direction.INGRESS,
                FROM_SHOPS_API.ref(),
                "/spec/policyTypes/0",
                Action.DENY,
                "it isolates for ingress, and no rule of tier policies matches"));
  }

  private static Explanation leaf(Explanation explanation) {
    return explanation.children().isEmpty() ? explanation : leaf(explanation.children().getLast());
  }
}
