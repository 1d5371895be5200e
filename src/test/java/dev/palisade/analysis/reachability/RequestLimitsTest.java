package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which requests rules let pass, by what stands before them in their tier.
class RequestLimitsTest {

  private static final Pod WEB = Clusters.pod("shop", "web", Labels.of("app", "web"));
  private static final Pod DB = Clusters.pod("shop", "db", Labels.of("app", "db"));
  private static final Inventory CLUSTER =
      Clusters.inventory(
          List.of(Clusters.namespace("shop", Labels.EMPTY)), List.of(WEB, DB), List.of());
  private static final Peer ONLY_WEB = new Peer.PodsNamed(new TreeSet<>(Set.of("shop/web")));
  private static final Peer ONLY_DB = new Peer.PodsNamed(new TreeSet<>(Set.of("shop/db")));

  private static Layer7 get(String path) {
    return new Layer7.Http(List.of(new Layer7.Request("GET", path, null, List.of())));
  }

  /// `allow`, `deny`, `pass` everything from web; `get` allows GET /a, `post` GET /b; with `other`
  /// before it, of another source.
  private static Rule rule(String word) {
    Peer peer = word.startsWith("other ") ? ONLY_DB : ONLY_WEB;
    String last = word.substring(word.lastIndexOf(' ') + 1);
    Layer7 narrowing =
        switch (last) {
          case "a", "denied-a" -> get("/a");
          case "b" -> get("/b");
          default -> null;
        };
    Action action =
        switch (last) {
          case "deny", "denied-a" -> Action.DENY;
          case "pass" -> Action.PASS;
          default -> Action.ALLOW;
        };
    return new Rule(
        "/r",
        action,
        List.of(new Rule.Clause("/r", peer, Peer.ANYONE, TrafficMatch.ALL)),
        narrowing);
  }

  private static RequestLimits ingress(Combination combination, String words) {
    List<Rule> rules = new ArrayList<>();
    for (String word : words.split(";")) {
      rules.add(rule(word));
    }
    Policy policy =
        new Policy(
            Clusters.ref("Policy", "shop", "db"),
            ONLY_DB,
            new Policy.Rules(rules, NoMatch.DENY, "/spec"),
            null);
    Tier tier = new Tier("tier", combination, List.of(policy));
    return FlowEvaluator.of(CLUSTER, new PolicySet(List.of(tier), List.of()), Clusters.KUBERNETES)
        .limits(
            new Endpoint.PodEndpoint(WEB),
            new Endpoint.PodEndpoint(DB),
            Packet.of(Protocol.TCP, 80))
        .get(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERED, a, HTTP GET /a",
    "ORDERED, b;a, HTTP GET /a or HTTP GET /b",
    "ORDERED, a;a, HTTP GET /a",
    "ORDERED, allow, every request",
    "ORDERED, a;allow, every request",
    "ORDERED, deny;a, no request",
    "ORDERED, a;deny;b, HTTP GET /a",
    "ORDERED, other deny;a, HTTP GET /a",
    "ORDERED, other a;b, HTTP GET /b",
    "ORDERED, denied-a;b, HTTP GET /b",
    "DENY_OVERRIDES, a, HTTP GET /a",
    "DENY_OVERRIDES, b;a, HTTP GET /a or HTTP GET /b",
    "DENY_OVERRIDES, a;deny, no request",
    "DENY_OVERRIDES, a;other deny, HTTP GET /a",
    "DENY_OVERRIDES, a;allow, every request",
    "DENY_OVERRIDES, other a, no request",
  })
  void rulesLetPass(Combination combination, String rules, String requests) {
    assertThat(ingress(combination, rules)).hasToString(requests);
  }

  @Test
  void whereAllIsOpenNothingIsListed() {
    RequestLimits limits = new RequestLimits(Direction.INGRESS, true, List.of(get("/a")));
    assertThat(limits.only()).isEmpty();
    assertThat(limits).isEqualTo(new RequestLimits(Direction.INGRESS, true, List.of()));
  }
}
