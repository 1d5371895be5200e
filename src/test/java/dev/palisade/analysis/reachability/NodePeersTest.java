package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.Clusters.namespace;
import static dev.palisade.analysis.reachability.Clusters.node;
import static dev.palisade.analysis.reachability.Clusters.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which peers that speak of nodes mean which endpoints, by both formulations. What may match
/// counts for the flow: an ALLOW holds, a DENY does not.
class NodePeersTest {

  private static final Packet POSTGRES = Packet.of(Protocol.TCP, 5432);
  private static final Pod DB = on("db", "k2", Pod.Network.OWN, "10.0.0.2");

  private static final Inventory CLUSTER =
      Clusters.inventory(
          List.of(namespace("shop", Labels.EMPTY)),
          List.of(
              DB,
              on("web", "k1", Pod.Network.OWN, "10.0.0.1"),
              on("agent", "k1", Pod.Network.HOST, "192.168.0.1"),
              on("drifter", null, Pod.Network.HOST, null),
              on("lost", "k9", Pod.Network.HOST, null)),
          List.of(
              node("k1", Labels.of("zone", "a"), IpAddress.parse("192.168.0.1")),
              node("k2", Labels.of("zone", "b"), IpAddress.parse("192.168.0.2"))));

  private static final Map<String, Peer> PEERS =
      new TreeMap<>(
          Map.of(
              "named k1", new Peer.NodesNamed(new TreeSet<>(Set.of("k1"))),
              "named k1 or k9", new Peer.NodesNamed(new TreeSet<>(Set.of("k1", "k9"))),
              "named none", new Peer.NodesNamed(new TreeSet<>()),
              "zone a", new Peer.Nodes(Selector.equal("zone", "a")),
              "every node", new Peer.Nodes(Selector.EVERYTHING),
              "no node", new Peer.Nodes(Selector.NOTHING),
              "local host", new Peer.HostOfPod(Peer.HostOfPod.Locality.LOCAL),
              "remote host", new Peer.HostOfPod(Peer.HostOfPod.Locality.REMOTE),
              "address",
                  new Peer.Addresses(
                      IpSet.of(Cidr.parse("192.168.0.1/32")), Peer.AddressReach.NODES)));

  private static Pod on(String name, String node, Pod.Network network, String address) {
    List<IpAddress> addresses = address == null ? List.of() : List.of(IpAddress.parse(address));
    return pod("shop", name, Labels.of("app", name), addresses, node, network, List.of());
  }

  @ParameterizedTest(name = "{0} from {1} is {3}, mode {2}")
  @CsvSource({
    "named k1, node k1, any, YES",
    "named k1, node k2, any, NO",
    "named k1, web, any, NO",
    "named k1, agent, any, YES",
    "named k1, lost, any, NO",
    "named k1, drifter, any, PERHAPS",
    "named k1 or k9, lost, any, YES",
    "named none, node k1, any, NO",
    "named none, agent, any, NO",
    "named none, drifter, any, NO",
    "zone a, node k1, any, YES",
    "zone a, node k2, any, NO",
    "zone a, web, any, NO",
    "zone a, agent, any, YES",
    "zone a, lost, any, PERHAPS",
    "zone a, drifter, any, PERHAPS",
    "every node, node k2, any, YES",
    "every node, agent, any, YES",
    "every node, lost, any, YES",
    "every node, drifter, any, YES",
    "every node, web, any, NO",
    "no node, node k1, any, NO",
    "no node, agent, any, NO",
    "no node, lost, any, NO",
    "no node, drifter, any, NO",
    "local host, node k1, any, NO",
    "local host, node k2, any, YES",
    "local host, agent, any, NO",
    "local host, lost, any, NO",
    "local host, drifter, any, PERHAPS",
    "local host, web, any, NO",
    "remote host, node k1, any, YES",
    "remote host, node k2, any, NO",
    "remote host, agent, any, YES",
    "remote host, lost, any, YES",
    "remote host, drifter, any, PERHAPS",
    "remote host, web, any, NO",
    "address, node k1, any, YES",
    "address, node k2, any, NO",
    "address, web, any, NO",
    "address, agent, policed, NO",
    "address, agent, exempt, YES",
    "address, agent, node, YES",
  })
  void peerMeans(String peer, String source, String mode, Answer answer) {
    for (String each : mode.equals("any") ? List.of("policed", "exempt", "node") : List.of(mode)) {
      DialectSettings settings =
          Clusters.KUBERNETES.with("node-to-local-pod", "policed").with("host-network-pods", each);
      assertThat(allows(settings, source, PEERS.get(peer), Action.ALLOW, NoMatch.DENY))
          .as("allowed by a rule that allows, mode %s", each)
          .isEqualTo(answer != Answer.NO);
      assertThat(allows(settings, source, PEERS.get(peer), Action.DENY, NoMatch.NEXT_TIER))
          .as("allowed in spite of a rule that denies, mode %s", each)
          .isEqualTo(answer != Answer.YES);
    }
  }

  @Test
  void whereOneOfTwoPoliciesThatAskForTheHostGoesTheOtherStillAsks() {
    DialectSettings policed = Clusters.KUBERNETES.with("node-to-local-pod", "policed");
    Policy onDb = fromOwnHost("db");
    Reachability both =
        Reachability.of(CLUSTER, Clusters.additive(onDb, fromOwnHost("web")), policed);
    Reachability one =
        both.with(Change.between(both.state(), new Change.State(CLUSTER, Clusters.additive(onDb))));
    for (Reachability reachability : List.of(both, one)) {
      Endpoints endpoints = reachability.endpoints();
      int db = endpoints.idOf(DB);
      assertThat(reachability.traffic(number(endpoints, "node k2"), db).contains(POSTGRES))
          .isTrue();
      assertThat(reachability.traffic(number(endpoints, "node k1"), db).contains(POSTGRES))
          .isFalse();
    }
  }

  private static Policy fromOwnHost(String pod) {
    Peer host = new Peer.HostOfPod(Peer.HostOfPod.Locality.LOCAL);
    Rule rule =
        new Rule(
            "/r",
            Action.ALLOW,
            List.of(new Rule.Clause("/r", host, Peer.ANYONE, TrafficMatch.ALL)),
            null);
    return new Policy(
        Clusters.ref("Policy", "shop", pod),
        new Peer.PodsNamed(new TreeSet<>(Set.of("shop/" + pod))),
        new Policy.Rules(List.of(rule), NoMatch.DENY, "/spec"),
        null);
  }

  private static boolean allows(
      DialectSettings settings, String source, Peer peer, Action action, NoMatch noMatch) {
    Rule rule =
        new Rule(
            "/r",
            action,
            List.of(new Rule.Clause("/r", peer, Peer.ANYONE, TrafficMatch.ALL)),
            null);
    Policy policy =
        new Policy(
            Clusters.ref("Policy", "shop", "onlyOne"),
            new Peer.PodsNamed(new TreeSet<>(Set.of("shop/db"))),
            new Policy.Rules(List.of(rule), noMatch, "/spec"),
            null);
    PolicySet policies =
        new PolicySet(
            List.of(new Tier("tier", Tier.Combination.ORDERED, List.of(policy))), List.of());
    Reachability reachability = Reachability.of(CLUSTER, policies, settings);
    Endpoints endpoints = reachability.endpoints();
    int from = number(endpoints, source);
    int to = endpoints.idOf(DB);
    boolean bySets = reachability.traffic(from, to).contains(POSTGRES);
    boolean byWalk =
        FlowEvaluator.of(CLUSTER, policies, settings)
            .evaluate(endpoints.get(from), endpoints.get(to), POSTGRES)
            .allowed();
    assertThat(bySets).as("by sets, against by walk").isEqualTo(byWalk);
    return bySets;
  }

  private static int number(Endpoints endpoints, String name) {
    if (name.startsWith("node ")) {
      return endpoints.idOfNode(name.equals("node k1") ? 0 : 1);
    }
    return endpoints.idOf(
        CLUSTER.pods().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow());
  }
}
