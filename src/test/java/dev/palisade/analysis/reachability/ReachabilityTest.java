package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.Clusters.namespace;
import static dev.palisade.analysis.reachability.Clusters.node;
import static dev.palisade.analysis.reachability.Clusters.pod;
import static dev.palisade.analysis.reachability.Clusters.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each part of the neutral model means. Every verdict is asked of both formulations.
class ReachabilityTest {

  private static final Labels WEB = Labels.of("app", "web");
  private static final Labels DB = Labels.of("app", "db");
  private static final Pod WEB_POD = onNode("web", WEB, "10.0.0.1", "k1", Pod.Network.OWN);
  private static final Pod DB_POD = onNode("db", DB, "10.0.0.2", "k2", Pod.Network.OWN);
  private static final Pod AGENT_POD = onNode("agent", WEB, "192.168.0.1", "k1", Pod.Network.HOST);
  private static final Inventory CLUSTER =
      Clusters.inventory(
          List.of(namespace("shop", Labels.EMPTY)),
          List.of(WEB_POD, DB_POD, AGENT_POD),
          List.of(
              node("k1", Labels.of("zone", "a"), IpAddress.parse("192.168.0.1")),
              node("k2", Labels.of("zone", "b"), IpAddress.parse("192.168.0.2"))));
  private static final Packet POSTGRES = Packet.of(Protocol.TCP, 5432);

  private static Pod onNode(
      String name, Labels labels, String address, String node, Pod.Network network) {
    return pod(
        "shop",
        name,
        labels,
        List.of(IpAddress.parse(address)),
        node,
        network,
        List.of(port("pg", Protocol.TCP, 5432)));
  }

  private static Peer labelled(String app) {
    return new Peer.Pods(
        NamespaceMatch.Named.of("shop"), Selector.equal("app", app), HostNetworkPods.BY_SETTING);
  }

  private static Rule rule(Action action, Peer peer, TrafficMatch traffic) {
    return new Rule("/r", action, List.of(new Rule.Clause("/r", peer, Peer.ANYONE, traffic)), null);
  }

  private static Policy.Rules rules(NoMatch noMatch, Rule... rules) {
    return new Policy.Rules(List.of(rules), noMatch, "/spec");
  }

  private static Policy ingress(String name, Peer subject, NoMatch noMatch, Rule... rules) {
    return new Policy(Clusters.ref("Policy", "shop", name), subject, rules(noMatch, rules), null);
  }

  private static Policy egress(String name, Peer subject, NoMatch noMatch, Rule... rules) {
    return new Policy(Clusters.ref("Policy", "shop", name), subject, null, rules(noMatch, rules));
  }

  private static PolicySet tiers(Tier... tiers) {
    return new PolicySet(List.of(tiers), List.of());
  }

  private static Tier ordered(Policy... policies) {
    return new Tier("ordered", Combination.ORDERED, List.of(policies));
  }

  private static Tier additive(Policy... policies) {
    return new Tier("additive", Combination.DENY_OVERRIDES, List.of(policies));
  }

  private static boolean allows(
      PolicySet policies, DialectSettings settings, Endpoint from, Endpoint to, Packet packet) {
    Reachability reachability = Reachability.of(CLUSTER, policies, settings);
    boolean bySets =
        reachability.traffic(number(reachability, from), number(reachability, to)).contains(packet);
    boolean byWalk =
        FlowEvaluator.of(CLUSTER, policies, settings).evaluate(from, to, packet).allowed();
    assertThat(bySets).as("by sets, against by walk").isEqualTo(byWalk);
    return bySets;
  }

  private static boolean allows(PolicySet policies, Endpoint from, Endpoint to) {
    return allows(policies, Clusters.KUBERNETES, from, to, POSTGRES);
  }

  private static int number(Reachability reachability, Endpoint endpoint) {
    Endpoints endpoints = reachability.endpoints();
    return switch (endpoint) {
      case Endpoint.PodEndpoint p -> endpoints.idOf(p.pod());
      case Endpoint.NodeEndpoint n -> endpoints.idOfNode(endpoints.nodeList().indexOf(n.node()));
      case Endpoint.AddressEndpoint a -> endpoints.addressesIn(IpSet.of(a.range())).first();
    };
  }

  private static final Endpoint FROM_WEB = new Endpoint.PodEndpoint(WEB_POD);
  private static final Endpoint TO_DB = new Endpoint.PodEndpoint(DB_POD);
  private static final Endpoint AGENT = new Endpoint.PodEndpoint(AGENT_POD);
  private static final Endpoint NODE_1 = new Endpoint.NodeEndpoint(CLUSTER.nodes().get(0));
  private static final Endpoint NODE_2 = new Endpoint.NodeEndpoint(CLUSTER.nodes().get(1));

  private static Endpoint address(String text) {
    return new Endpoint.AddressEndpoint(IpRange.of(IpAddress.parse(text)));
  }

  @Nested
  class Tiers {

    private final Rule allowWeb = rule(Action.ALLOW, labelled("web"), TrafficMatch.ALL);
    private final Rule denyWeb = rule(Action.DENY, labelled("web"), TrafficMatch.ALL);
    private final Rule passWeb = rule(Action.PASS, labelled("web"), TrafficMatch.ALL);

    private boolean webReachesDb(Tier... tiers) {
      return allows(tiers(tiers), FROM_WEB, TO_DB);
    }

    private Policy onDb(NoMatch noMatch, Rule... rules) {
      return ingress("db", labelled("db"), noMatch, rules);
    }

    @Test
    void withoutPoliciesAllIsAllowed() {
      assertThat(webReachesDb()).isTrue();
    }

    @Test
    void inAnOrderedTierTheFirstMatchDecides() {
      assertThat(webReachesDb(ordered(onDb(NoMatch.DENY, allowWeb, denyWeb)))).isTrue();
      assertThat(webReachesDb(ordered(onDb(NoMatch.DENY, denyWeb, allowWeb)))).isFalse();
    }

    @Test
    void whereDenyOverridesTheOrderDoesNotMatter() {
      assertThat(webReachesDb(additive(onDb(NoMatch.DENY, allowWeb, denyWeb)))).isFalse();
      assertThat(webReachesDb(additive(onDb(NoMatch.DENY, denyWeb, allowWeb)))).isFalse();
    }

    @Test
    void passLeavesTheTierEvenWhereItIsolates() {
      assertThat(webReachesDb(ordered(onDb(NoMatch.DENY, passWeb, denyWeb)))).isTrue();
      assertThat(webReachesDb(additive(onDb(NoMatch.DENY, passWeb)))).isTrue();
      assertThat(
              webReachesDb(
                  additive(onDb(NoMatch.DENY, passWeb)), ordered(onDb(NoMatch.NEXT_TIER, denyWeb))))
          .isFalse();
    }

    @Test
    void afterAPassNothingElseOfAnOrderedTierCounts() {
      Tier denies = ordered(onDb(NoMatch.NEXT_TIER, denyWeb));
      Tier allows = ordered(onDb(NoMatch.NEXT_TIER, allowWeb));
      assertThat(webReachesDb(ordered(onDb(NoMatch.DENY, passWeb, allowWeb)), denies)).isFalse();
      assertThat(webReachesDb(ordered(onDb(NoMatch.DENY, passWeb, denyWeb)), allows)).isTrue();
      assertThat(
              webReachesDb(
                  ordered(onDb(NoMatch.DENY, passWeb), onDb(NoMatch.DENY, allowWeb)), denies))
          .isFalse();
    }

    @Test
    void allowOutweighsPassWhereDenyOverrides() {
      Tier denies = ordered(onDb(NoMatch.NEXT_TIER, denyWeb));
      assertThat(webReachesDb(additive(onDb(NoMatch.DENY, passWeb, allowWeb)), denies)).isTrue();
    }

    @Test
    void unmatchedTrafficIsDroppedWhereOnePolicyIsolates() {
      assertThat(webReachesDb(additive(onDb(NoMatch.NEXT_TIER)))).isTrue();
      assertThat(webReachesDb(additive(onDb(NoMatch.NEXT_TIER), onDb(NoMatch.DENY)))).isFalse();
    }

    @Test
    void aTierWithoutPoliciesForTheEndpointDoesNotCount() {
      Policy ofOthers = ingress("web", labelled("web"), NoMatch.DENY);
      assertThat(webReachesDb(ordered(ofOthers), additive(onDb(NoMatch.DENY, allowWeb)))).isTrue();
    }

    @Test
    void aPolicyWithoutASectionDoesNotApplyToItsDirection() {
      assertThat(
              allows(tiers(additive(egress("db", labelled("db"), NoMatch.DENY))), FROM_WEB, TO_DB))
          .isTrue();
      assertThat(
              allows(tiers(additive(egress("db", labelled("db"), NoMatch.DENY))), TO_DB, FROM_WEB))
          .isFalse();
    }

    @Test
    void bothSidesMustAllow() {
      Policy out = egress("web", labelled("web"), NoMatch.DENY);
      assertThat(allows(tiers(additive(out, onDb(NoMatch.DENY, allowWeb))), FROM_WEB, TO_DB))
          .isFalse();
    }

    @Test
    void aRuleWithoutClausesMatchesNothing() {
      Rule empty = new Rule("/r", Action.ALLOW, List.of(), null);
      assertThat(webReachesDb(additive(onDb(NoMatch.DENY, empty)))).isFalse();
    }

    @Test
    void ownSideOfAClauseNarrowsWhomItHoldsFor() {
      Rule onlyForWeb =
          new Rule(
              "/r",
              Action.DENY,
              List.of(new Rule.Clause("/r", Peer.ANYONE, labelled("web"), TrafficMatch.ALL)),
              null);
      Policy everywhere = ingress("all", Peer.ANYONE, NoMatch.NEXT_TIER, onlyForWeb);
      assertThat(allows(tiers(additive(everywhere)), TO_DB, FROM_WEB)).isFalse();
      assertThat(allows(tiers(additive(everywhere)), FROM_WEB, TO_DB)).isTrue();
    }
  }

  @Nested
  class Doubt {

    private final IpSet any = IpSet.ALL;

    private boolean reachesOutside(Rule... rules) {
      Policy policy = egress("web", labelled("web"), NoMatch.DENY, rules);
      return allows(tiers(ordered(policy)), FROM_WEB, address("8.8.8.8"));
    }

    private Rule named(Action action) {
      return rule(action, new Peer.DomainNames(List.of("*.example.org")), TrafficMatch.ALL);
    }

    private Rule addressed(Action action) {
      return rule(action, new Peer.Addresses(any, AddressReach.OUTSIDE_ONLY), TrafficMatch.ALL);
    }

    @Test
    void domainNamesMayBeAnyAddressForAnAllow() {
      assertThat(reachesOutside(named(Action.ALLOW))).isTrue();
      assertThat(reachesOutside(named(Action.ALLOW), addressed(Action.DENY))).isTrue();
    }

    @Test
    void domainNamesCloseNothing() {
      assertThat(reachesOutside(named(Action.DENY), addressed(Action.ALLOW))).isTrue();
    }

    @Test
    void whatMayHavePassedIsNotDeniedFurtherDown() {
      assertThat(reachesOutside(named(Action.PASS), addressed(Action.DENY))).isTrue();
      assertThat(reachesOutside(named(Action.PASS))).isTrue();
      assertThat(reachesOutside(addressed(Action.DENY), named(Action.PASS))).isFalse();
    }

    @Test
    void domainNamesNeverMeanPods() {
      Policy policy = egress("web", labelled("web"), NoMatch.DENY, named(Action.ALLOW));
      assertThat(allows(tiers(ordered(policy)), FROM_WEB, TO_DB)).isFalse();
    }
  }

  @Nested
  class HostNetwork {

    private DialectSettings mode(String value) {
      return Clusters.KUBERNETES.with("host-network-pods", value);
    }

    @ParameterizedTest
    @CsvSource({"policed, false", "exempt, true", "node, true"})
    void onlyWhereTheFlagIsIgnoredAPolicySelectsThem(String mode, boolean open) {
      Policy isolates = ingress("web", labelled("web"), NoMatch.DENY);
      assertThat(allows(tiers(additive(isolates)), mode(mode), TO_DB, AGENT, POSTGRES))
          .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"policed, true", "exempt, false", "node, false"})
    void onlyWhereTheFlagIsIgnoredALabelMeansThem(String mode, boolean matched) {
      Rule fromWeb = rule(Action.ALLOW, labelled("web"), TrafficMatch.ALL);
      Policy policy = ingress("db", labelled("db"), NoMatch.DENY, fromWeb);
      assertThat(allows(tiers(additive(policy)), mode(mode), AGENT, TO_DB, POSTGRES))
          .isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource({"policed", "exempt", "node"})
    void someDialectsNeverMeanThemByLabel(String mode) {
      Peer web =
          new Peer.Pods(
              new NamespaceMatch.Any(), Selector.equal("app", "web"), HostNetworkPods.NEVER);
      Policy policy =
          ingress("db", labelled("db"), NoMatch.DENY, rule(Action.ALLOW, web, TrafficMatch.ALL));
      assertThat(allows(tiers(additive(policy)), mode(mode), AGENT, TO_DB, POSTGRES)).isFalse();
      assertThat(allows(tiers(additive(policy)), mode(mode), FROM_WEB, TO_DB, POSTGRES)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"policed, false", "exempt, true", "node, true"})
    void withoutAnAddressOfTheirOwnTheyHaveTheirNodes(String mode, boolean matched) {
      Pod bare = pod("shop", "bare", Labels.EMPTY, List.of(), "k1", Pod.Network.HOST, List.of());
      Inventory cluster = Clusters.inventory(List.of(), List.of(DB_POD, bare), CLUSTER.nodes());
      Peer block =
          new Peer.Addresses(IpSet.of(Cidr.parse("192.168.0.1/32")), AddressReach.PODS_AND_NODES);
      Policy policy =
          ingress("db", labelled("db"), NoMatch.DENY, rule(Action.ALLOW, block, TrafficMatch.ALL));
      PolicySet policies = tiers(additive(policy));
      Reachability r = Reachability.of(cluster, policies, mode(mode));
      int from = r.endpoints().idOf(bare);
      int to = r.endpoints().idOf(DB_POD);
      assertThat(r.traffic(from, to).contains(POSTGRES)).isEqualTo(matched);
      assertThat(
              FlowEvaluator.of(cluster, policies, mode(mode))
                  .evaluate(r.endpoints().get(from), r.endpoints().get(to), POSTGRES)
                  .allowed())
          .isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource({"policed", "exempt", "node"})
    void theyAreMeantThroughTheirNodeAndByAddress(String mode) {
      Peer nodes = new Peer.Nodes(Selector.equal("zone", "a"));
      Peer block =
          new Peer.Addresses(IpSet.of(Cidr.parse("192.168.0.1/32")), AddressReach.PODS_AND_NODES);
      for (Peer peer : List.of(nodes, block)) {
        Policy policy =
            ingress("db", labelled("db"), NoMatch.DENY, rule(Action.ALLOW, peer, TrafficMatch.ALL));
        assertThat(allows(tiers(additive(policy)), mode(mode), AGENT, TO_DB, POSTGRES)).isTrue();
      }
    }
  }

  @Nested
  class Nodes {

    private final Tier isolated =
        additive(
            ingress("web", labelled("web"), NoMatch.DENY),
            ingress("db", labelled("db"), NoMatch.DENY));

    @Test
    void aNodeReachesItsOwnPodsAlone() {
      assertThat(allows(tiers(isolated), NODE_1, FROM_WEB)).isTrue();
      assertThat(allows(tiers(isolated), NODE_2, FROM_WEB)).isFalse();
    }

    @Test
    void unlessTheSettingSaysThatItIsPoliced() {
      DialectSettings policed = Clusters.KUBERNETES.with("node-to-local-pod", "policed");
      assertThat(allows(tiers(isolated), policed, NODE_1, FROM_WEB, POSTGRES)).isFalse();
    }

    @Test
    void theLocalHostIsSeenFromThePodUnderPolicy() {
      DialectSettings policed = Clusters.KUBERNETES.with("node-to-local-pod", "policed");
      Peer local = new Peer.HostOfPod(Peer.HostOfPod.Locality.LOCAL);
      Policy policy =
          ingress("all", Peer.ANYONE, NoMatch.DENY, rule(Action.ALLOW, local, TrafficMatch.ALL));
      assertThat(allows(tiers(additive(policy)), policed, NODE_1, FROM_WEB, POSTGRES)).isTrue();
      assertThat(allows(tiers(additive(policy)), policed, NODE_2, FROM_WEB, POSTGRES)).isFalse();
      assertThat(allows(tiers(additive(policy)), policed, NODE_2, TO_DB, POSTGRES)).isTrue();
      assertThat(allows(tiers(additive(policy)), policed, AGENT, FROM_WEB, POSTGRES)).isTrue();
    }

    @Test
    void policiesHoldForANodeWhereTheirSubjectSelectsIt() {
      Policy policy = ingress("nodes", new Peer.Nodes(Selector.equal("zone", "a")), NoMatch.DENY);
      assertThat(allows(tiers(additive(policy)), TO_DB, NODE_1)).isFalse();
      assertThat(allows(tiers(additive(policy)), TO_DB, NODE_2)).isTrue();
    }

    @Test
    void noPolicyHoldsForAddressesOutside() {
      Policy policy = egress("all", Peer.ANYONE, NoMatch.DENY);
      assertThat(allows(tiers(additive(policy)), address("8.8.8.8"), TO_DB)).isTrue();
    }
  }

  @Nested
  class SelfTraffic {

    private final PolicySet isolated = tiers(additive(ingress("all", Peer.ANYONE, NoMatch.DENY)));

    @Test
    void isOpenByDefault() {
      assertThat(allows(isolated, TO_DB, TO_DB)).isTrue();
    }

    @Test
    void isLikeAnyOtherWherePoliced() {
      DialectSettings policed = Clusters.KUBERNETES.with("self-traffic", "policed");
      assertThat(allows(isolated, policed, TO_DB, TO_DB, POSTGRES)).isFalse();
    }
  }

  @Nested
  class Traffic {

    private boolean dbTakes(TrafficMatch traffic, Packet packet) {
      Rule allow = rule(Action.ALLOW, labelled("web"), traffic);
      return allows(
          tiers(additive(ingress("db", labelled("db"), NoMatch.DENY, allow))),
          Clusters.KUBERNETES,
          FROM_WEB,
          TO_DB,
          packet);
    }

    @Test
    void aNamedPortIsLookedUpInThePodOnItsSide() {
      TrafficMatch destination = new TrafficMatch.NamedPort(Protocol.TCP, "pg", Side.DESTINATION);
      TrafficMatch source = new TrafficMatch.NamedPort(Protocol.TCP, "pg", Side.SOURCE);
      assertThat(dbTakes(destination, POSTGRES)).isTrue();
      assertThat(dbTakes(destination, Packet.of(Protocol.UDP, 5432))).isFalse();
      assertThat(dbTakes(source, POSTGRES)).isFalse();
      assertThat(dbTakes(source, Packet.of(Protocol.TCP, 5432, 80))).isTrue();
    }

    @Test
    void aNameThatNoContainerDeclaresMatchesNothing() {
      TrafficMatch unknown = new TrafficMatch.NamedPort(Protocol.TCP, "http", Side.DESTINATION);
      assertThat(dbTakes(unknown, POSTGRES)).isFalse();
      assertThat(dbTakes(new TrafficMatch.Not(unknown), POSTGRES)).isTrue();
    }

    @Test
    void unionAndIntersectionOfNothingAreNothingAndEverything() {
      assertThat(dbTakes(new TrafficMatch.AnyOf(List.of()), POSTGRES)).isFalse();
      assertThat(dbTakes(new TrafficMatch.AllOf(List.of()), POSTGRES)).isTrue();
    }

    @Test
    void verdictsSpeakOnlyOfWhatTheSettingsCover() {
      Packet ping = Packet.icmp(Protocol.ICMP, 8, 0);
      DialectSettings calico = DialectSettings.of(Dialect.CALICO, DialectSettings.Use.MANIFESTS);
      assertThat(allows(tiers(), Clusters.KUBERNETES, FROM_WEB, TO_DB, ping)).isFalse();
      assertThat(allows(tiers(), calico, FROM_WEB, TO_DB, ping)).isTrue();
    }
  }

  @Test
  void rangesAreCutAtTheEndsOfAllBlocksAndOfTheScopes() {
    Peer block = new Peer.Addresses(IpSet.of(Cidr.parse("10.0.0.0/8")), AddressReach.OUTSIDE_ONLY);
    Policy policy =
        ingress("db", labelled("db"), NoMatch.DENY, rule(Action.ALLOW, block, TrafficMatch.ALL));
    Reachability reachability =
        Reachability.of(
            CLUSTER,
            tiers(additive(policy)),
            Clusters.KUBERNETES,
            List.of(IpSet.of(Cidr.parse("172.16.0.0/12"))));
    assertThat(reachability.endpoints().addressList().stream().map(Object::toString))
        .containsExactly(
            "0.0.0.0-9.255.255.255",
            "10.0.0.0-10.255.255.255",
            "11.0.0.0-172.15.255.255",
            "172.16.0.0-172.31.255.255",
            "172.32.0.0-255.255.255.255",
            "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    // the scope's cut divides endpoints, not classes
    assertThat(reachability.endpoints().allAddresses().ids().map(reachability::classOf).distinct())
        .hasSize(2);
  }

  @Test
  void podsThatNoPolicyTellsApartShareAClass() {
    Inventory replicas =
        Clusters.inventory(
            List.of(),
            List.of(
                pod("shop", "a", WEB.with("hash", "1")),
                pod("shop", "b", WEB.with("hash", "2")),
                pod("other", "c", Labels.of("app", "else")),
                pod("shop", "d", Labels.of("app", "another")),
                pod("shop", "e", DB)),
            List.of());
    Policy policy =
        ingress(
            "db",
            labelled("db"),
            NoMatch.DENY,
            rule(Action.ALLOW, labelled("web"), TrafficMatch.ALL));
    Reachability r = Reachability.of(replicas, tiers(additive(policy)), Clusters.KUBERNETES);
    List<Integer> classes =
        replicas.pods().stream().map(p -> r.classOf(r.endpoints().idOf(p))).toList();
    // by name: other/c, shop/a, shop/b, shop/d, shop/e
    assertThat(classes).containsExactly(0, 1, 1, 0, 2);
  }

  @Test
  void isolationNamesThePoliciesThatIsolateAndAllThatApply() {
    Policy isolates = ingress("isolates", labelled("db"), NoMatch.DENY);
    Policy applies = ingress("applies", Peer.ANYONE, NoMatch.NEXT_TIER);
    Policy other = egress("other", labelled("db"), NoMatch.DENY);
    Reachability r =
        Reachability.of(CLUSTER, tiers(additive(isolates, applies, other)), Clusters.KUBERNETES);
    Isolation isolation = r.isolation(DB_POD, Direction.INGRESS);
    assertThat(isolation.isolated()).isTrue();
    assertThat(isolation.by()).containsExactly(isolates);
    assertThat(isolation.applying()).containsExactly(isolates, applies);
    assertThat(r.isolation(WEB_POD, Direction.INGRESS).isolated()).isFalse();
  }

  @Test
  void isolationOfAPodThatDoesNotExistYet() {
    Policy defaultDeny =
        ingress(
            "default-deny",
            new Peer.Pods(
                NamespaceMatch.Named.of("shop"), Selector.EVERYTHING, HostNetworkPods.BY_SETTING),
            NoMatch.DENY);
    Reachability r = Reachability.of(CLUSTER, tiers(additive(defaultDeny)), Clusters.KUBERNETES);
    assertThat(r.isolation(pod("shop", "future", Labels.EMPTY), Direction.INGRESS).isolated())
        .isTrue();
    assertThat(r.isolation(pod("shop", "future", Labels.EMPTY), Direction.EGRESS).isolated())
        .isFalse();
    assertThat(r.isolation(pod("fresh", "future", Labels.EMPTY), Direction.INGRESS).isolated())
        .isFalse();
  }

  @Test
  void trafficIsTheIntersectionOfBothSides() {
    Rule out =
        rule(
            Action.ALLOW,
            labelled("db"),
            new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.parse("1-100"))));
    Rule in =
        rule(
            Action.ALLOW,
            labelled("web"),
            new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.parse("80-200"))));
    Reachability r =
        Reachability.of(
            CLUSTER,
            tiers(
                additive(
                    egress("web", labelled("web"), NoMatch.DENY, out),
                    ingress("db", labelled("db"), NoMatch.DENY, in))),
            Clusters.KUBERNETES);
    assertThat(r.traffic(r.endpoints().idOf(WEB_POD), r.endpoints().idOf(DB_POD)))
        .isEqualTo(TrafficSet.of(Protocol.TCP, PortSet.parse("80-100")));
  }
}
