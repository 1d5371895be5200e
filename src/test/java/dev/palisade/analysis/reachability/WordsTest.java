package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.label.CalicoSelector;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Peers, traffic, requests and what a selector misses, in words.
class WordsTest {

  @Test
  void peersAreSaid() {
    Peer web =
        new Peer.Pods(
            NamespaceMatch.Named.of("shop"), Selector.has("app"), Peer.HostNetworkPods.BY_SETTING);
    Peer all =
        new Peer.Pods(new NamespaceMatch.Any(), Selector.EVERYTHING, Peer.HostNetworkPods.NEVER);
    Map<Peer, String> words =
        Map.ofEntries(
            Map.entry(Peer.ANYONE, "everyone"),
            Map.entry(Peer.NOBODY, "nobody"),
            Map.entry(new Peer.AllOf(List.of()), "everyone"),
            Map.entry(web, "pods with has(app) of namespace shop"),
            Map.entry(all, "all pods of all namespaces"),
            Map.entry(new Peer.Nodes(Selector.EVERYTHING), "all nodes"),
            Map.entry(new Peer.Nodes(Selector.NOTHING), "no nodes"),
            Map.entry(new Peer.NodesNamed(new TreeSet<>(Set.of("a", "b"))), "nodes a, b"),
            Map.entry(new Peer.PodsNamed(new TreeSet<>(Set.of("n/a"))), "pods n/a"),
            Map.entry(new Peer.HostOfPod(Peer.HostOfPod.Locality.LOCAL), "the pod's own node"),
            Map.entry(new Peer.HostOfPod(Peer.HostOfPod.Locality.REMOTE), "other nodes"),
            Map.entry(new Peer.DomainNames(List.of("a.b")), "domain names a.b"),
            Map.entry(new Peer.Not(web), "all but pods with has(app) of namespace shop"),
            Map.entry(
                new Peer.AnyOf(List.of(all, new Peer.Nodes(Selector.EVERYTHING))),
                "all pods of all namespaces or all nodes"),
            Map.entry(
                new Peer.AllOf(List.of(all, new Peer.Not(web))),
                "all pods of all namespaces that are also all but pods with has(app) of namespace"
                    + " shop"));
    words.forEach((peer, text) -> assertThat(PeerText.of(peer)).isEqualTo(text));
  }

  @Test
  void trafficIsSaid() {
    TrafficMatch http = new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(80)));
    TrafficMatch from = new TrafficMatch.NamedPort(Protocol.TCP, "web", TrafficMatch.Side.SOURCE);
    TrafficMatch to =
        new TrafficMatch.NamedPort(Protocol.UDP, "dns", TrafficMatch.Side.DESTINATION);
    assertThat(PeerText.of(http)).isEqualTo("TCP 80");
    assertThat(PeerText.of(from)).isEqualTo("TCP port \"web\" of the source");
    assertThat(PeerText.of(to)).isEqualTo("UDP port \"dns\" of the destination");
    assertThat(PeerText.of(new TrafficMatch.AnyOf(List.of()))).isEqualTo("no traffic");
    assertThat(PeerText.of(new TrafficMatch.AllOf(List.of()))).isEqualTo("all traffic");
    assertThat(PeerText.of(new TrafficMatch.AnyOf(List.of(http, from))))
        .isEqualTo("TCP 80 or TCP port \"web\" of the source");
    assertThat(PeerText.of(new TrafficMatch.AllOf(List.of(http, new TrafficMatch.Not(to)))))
        .isEqualTo("TCP 80 and not (UDP port \"dns\" of the destination)");
  }

  @Test
  void requestsAreSaid() {
    Layer7 http =
        new Layer7.Http(
            List.of(
                new Layer7.Request("GET", "/a", null, List.of()),
                new Layer7.Request(null, null, "shop", List.of("X: y", "Z")),
                new Layer7.Request("GET", "/a", null, List.of()),
                new Layer7.Request(null, null, null, List.of())));
    assertThat(RequestText.of(http))
        .isEqualTo("HTTP GET /a, of host shop with X: y and Z, any request");
    assertThat(RequestText.of(new Layer7.Dns(List.of("a.b", "*.c")))).isEqualTo("DNS a.b, *.c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "has(b)~1~label b is missing",
        "app == 'db'~1~label app is \"web\", wanted: app == \"db\"",
        "tier == 'db'~1~label tier is missing, wanted: tier == \"db\"",
        "app starts with 'x'~1~label app is \"web\", wanted: app starts with \"x\"",
        "app ends with 'x'~1~label app is \"web\", wanted: app ends with \"x\"",
        "app contains 'x'~1~label app is \"web\", wanted: app contains \"x\"",
        "!has(app)~1~label app is \"web\", excluded by: !has(app)",
        "!(has(app) && zone == 'a')~1~label app is \"web\" and label zone is \"a\", excluded by: !(has(app) && zone == \"a\")",
        "has(b) && has(c)~2~label b is missing; label c is missing",
        "has(app) && has(c)~1~label c is missing",
        "(has(b) && has(c)) || has(d)~1~label d is missing",
        "app in {}~1~nothing is selected",
        "app == 'web'~0~``",
      })
  void whatASelectorMissesIsSaid(String selector, int distance, String lacks) {
    Labels labels = Labels.of(new TreeMap<>(Map.of("app", "web", "zone", "a")));
    Miss miss = Miss.ofSelector(CalicoSelector.parse(selector).expression(), labels);
    assertThat(miss.distance()).isEqualTo(distance);
    assertThat(miss).hasToString(lacks);
  }

  @Test
  void whereNoLabelIsToBlameNoneIsNamed() {
    Selector neither = Selector.not(Selector.not(Selector.has("b")));
    assertThat(Miss.ofSelector(neither, Labels.EMPTY)).hasToString("label b is missing");
    Selector or = Selector.or(Selector.has("a"), Selector.not(Selector.has("b")));
    assertThat(Miss.ofSelector(Selector.not(or), Labels.EMPTY))
        .hasToString("labels, excluded by: !(!has(b) || has(a))");
  }
}
