package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.translate.manifest.MapObstacle;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Kubernetes' concept page on network policies, rule by rule.
class NetworkPolicyTest {

  /// @param ingress pointer of the section that isolates for ingress; null: the policy does not
  ///   apply to ingress
  record Types(String name, String spec, @Nullable String ingress, @Nullable String egress) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Types> types() {
    return Stream.of(
        new Types("an empty spec isolates for ingress", "{}", "/spec", null),
        new Types(
            "null is absent", "{ingress: null, egress: null, policyTypes: null}", "/spec", null),
        new Types("policyTypes empty is absent", "{policyTypes: []}", "/spec", null),
        new Types("an empty egress section does not count", "{egress: []}", "/spec", null),
        new Types(
            "egress with rules counts, ingress always does",
            "{egress: [{}]}",
            "/spec",
            "/spec/egress"),
        new Types(
            "types named: egress alone", "{policyTypes: [Egress]}", null, "/spec/policyTypes/0"),
        new Types(
            "types named: rules of others do not count",
            "{policyTypes: [Egress], ingress: [{}]}",
            null,
            "/spec/policyTypes/0"),
        new Types(
            "types named: ingress alone",
            "{policyTypes: [Ingress], egress: [{}]}",
            "/spec/policyTypes/0",
            null),
        new Types(
            "both",
            "{policyTypes: [Ingress, Egress], ingress: []}",
            "/spec/ingress",
            "/spec/policyTypes/1"),
        new Types(
            "one named twice", "{policyTypes: [Ingress, Ingress]}", "/spec/policyTypes/0", null));
  }

  @ParameterizedTest
  @MethodSource
  void types(Types c) {
    Policy policy = policy(c.spec());
    assertThat(policy.ingress() == null ? null : policy.ingress().pointer()).isEqualTo(c.ingress());
    assertThat(policy.egress() == null ? null : policy.egress().pointer()).isEqualTo(c.egress());
  }

  @Test
  void policiesOnlyAllowAndAddUpInOneTier() {
    Translation t = Snapshots.translate(manifest("{ingress: [{}]}"));
    assertThat(t.policies().tiers()).extracting(Tier::name).containsExactly("networkpolicy");
    Tier tier = t.policies().tiers().getFirst();
    assertThat(tier.combination()).isEqualTo(Combination.DENY_OVERRIDES);
    Policy.Rules rules = tier.policies().getFirst().ingress();
    assertThat(rules.noMatch()).isEqualTo(NoMatch.DENY);
    assertThat(rules.rules()).extracting(Rule::action).containsExactly(Action.ALLOW);
  }

  /// @param peers the peers of the only rule's clauses
  record From(String name, String rule, List<Peer> peers) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<From> peers() {
    Selector web = Selector.equal("app", "web");
    NamespaceMatch own = NamespaceMatch.Named.of("shop");
    NamespaceMatch prod = new NamespaceMatch.Labelled(Selector.equal("env", "prod"));
    return Stream.of(
        new From("absent: everyone", "{}", List.of(Peer.ANYONE)),
        new From("a null rule: everyone", "null", List.of(Peer.ANYONE)),
        new From("null: everyone", "{from: null}", List.of(Peer.ANYONE)),
        new From("empty: everyone", "{from: []}", List.of(Peer.ANYONE)),
        new From(
            "podSelector alone: own namespace",
            "{from: [{podSelector: {matchLabels: {app: web}}}]}",
            List.of(pods(own, web))),
        new From(
            "podSelector {}: all pods of the own namespace",
            "{from: [{podSelector: {}}]}",
            List.of(pods(own, Selector.EVERYTHING))),
        new From(
            "namespaceSelector alone: all of their pods",
            "{from: [{namespaceSelector: {matchLabels: {env: prod}}}]}",
            List.of(pods(prod, Selector.EVERYTHING))),
        new From(
            "namespaceSelector {}: every pod",
            "{from: [{namespaceSelector: {}}]}",
            List.of(pods(new NamespaceMatch.Any(), Selector.EVERYTHING))),
        new From(
            "null beside it is absent",
            "{from: [{podSelector: null, namespaceSelector: {}}]}",
            List.of(pods(new NamespaceMatch.Any(), Selector.EVERYTHING))),
        new From(
            "both in one item: and",
            "{from: [{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {env: prod}}}]}",
            List.of(pods(prod, web))),
        new From(
            "two items: or",
            "{from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchLabels: {env: prod}}}]}",
            List.of(pods(own, web), pods(prod, Selector.EVERYTHING))),
        new From(
            "expressions",
            "{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}]}",
            List.of(pods(own, Selector.not(web)))),
        new From(
            "an address block",
            "{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}",
            List.of(addresses("10.0.0.0-10.255.255.255"))),
        new From(
            "its exceptions",
            "{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.192.0.0/10]}}]}",
            List.of(addresses("10.128.0.0-10.191.255.255"))),
        new From(
            "an exception holds in its item only",
            "{from: [{ipBlock: {cidr: 10.0.0.0/30, except: [10.0.0.0/31]}}, {ipBlock: {cidr: 10.0.0.0/32}}]}",
            List.of(addresses("10.0.0.2-10.0.0.3"), addresses("10.0.0.0-10.0.0.0"))),
        new From(
            "host bits are tolerated",
            "{from: [{ipBlock: {cidr: 192.168.242.213/24}}]}",
            List.of(addresses("192.168.242.0-192.168.242.255"))),
        new From(
            "IPv6",
            "{from: [{ipBlock: {cidr: '2001:db8::/126', except: ['2001:db8::/127']}}]}",
            List.of(addresses("2001:db8::2-2001:db8::3"))));
  }

  @ParameterizedTest
  @MethodSource
  void peers(From c) {
    Rule rule = policy("{ingress: [" + c.rule() + "]}").ingress().rules().getFirst();
    assertThat(rule.clauses()).extracting(Clause::peer).containsExactlyElementsOf(c.peers());
    assertThat(rule.clauses()).extracting(Clause::self).containsOnly(Peer.ANYONE);
  }

  record Ports(String name, String ports, TrafficMatch match) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ports> ports() {
    NamedPort http = new NamedPort(Protocol.TCP, "http", Side.DESTINATION);
    return Stream.of(
        new Ports("null: all", "null", TrafficMatch.ALL),
        new Ports("empty: all", "[]", TrafficMatch.ALL),
        new Ports("a null item: all of TCP", "[null]", exactly(TrafficSet.of(Protocol.TCP))),
        new Ports(
            "protocol alone: all of its ports",
            "[{protocol: UDP}]",
            exactly(TrafficSet.of(Protocol.UDP))),
        new Ports("TCP is meant without protocol", "[{port: 80}]", exactly(tcp(80, 80))),
        new Ports("a range", "[{port: 80, endPort: 90}]", exactly(tcp(80, 90))),
        new Ports("a range of one", "[{port: 80, endPort: 80}]", exactly(tcp(80, 80))),
        new Ports(
            "items add up",
            "[{port: 80}, {port: 81}, {protocol: SCTP, port: 9}]",
            exactly(tcp(80, 81).union(TrafficSet.of(Protocol.SCTP, PortSet.of(9))))),
        new Ports("a name", "[{port: http}]", http),
        new Ports(
            "a name beside a number",
            "[{port: http}, {port: 80}]",
            new TrafficMatch.AnyOf(List.of(exactly(tcp(80, 80)), http))));
  }

  @ParameterizedTest
  @MethodSource
  void ports(Ports c) {
    Rule rule =
        policy("{ingress: [{from: [{podSelector: {}}], ports: " + c.ports() + "}]}")
            .ingress()
            .rules()
            .getFirst();
    assertThat(rule.clauses()).extracting(Clause::traffic).containsExactly(c.match());
  }

  @Test
  void rulesAndClausesSayWhereTheyStand() {
    Policy policy =
        policy(
            "{egress: [{}, {to: [{podSelector: {}}, {namespaceSelector: {}}]}], policyTypes: [Egress]}");
    List<Rule> rules = policy.egress().rules();
    assertThat(rules).extracting(Rule::pointer).containsExactly("/spec/egress/0", "/spec/egress/1");
    assertThat(rules.get(0).clauses())
        .extracting(Clause::pointer)
        .containsExactly("/spec/egress/0");
    assertThat(rules.get(1).clauses())
        .extracting(Clause::pointer)
        .containsExactly("/spec/egress/1/to/0", "/spec/egress/1/to/1");
  }

  @Test
  void subjectIsOfTheOwnNamespaceAndWithoutSelectorAllOfIt() {
    NamespaceMatch own = NamespaceMatch.Named.of("shop");
    assertThat(policy("{podSelector: {matchLabels: {app: web}}}").subject())
        .isEqualTo(pods(own, Selector.equal("app", "web")));
    assertThat(policy("{podSelector: {}}").subject()).isEqualTo(pods(own, Selector.EVERYTHING));
    assertThat(policy("{podSelector: null}").subject()).isEqualTo(pods(own, Selector.EVERYTHING));
    assertThat(policy("{}").subject()).isEqualTo(pods(own, Selector.EVERYTHING));
  }

  @Test
  void settingSaysWhetherAddressBlocksMeanPods() {
    DialectSettings outside =
        DialectSettings.of(Dialect.KUBERNETES, DialectSettings.Use.MANIFESTS)
            .with("ip-block-matches-pods", "false");
    Translation t =
        Translator.translate(
            Snapshots.of(manifest("{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}")),
            outside);
    Policy policy = t.policies().policies().toList().getFirst();
    assertThat(policy.ingress().rules().getFirst().clauses().getFirst().peer())
        .isEqualTo(
            new Peer.Addresses(IpSet.parse("10.0.0.0-10.255.255.255"), AddressReach.OUTSIDE_ONLY));
  }

  @Test
  void oldGroupIsReadAlike() {
    Translation t =
        Snapshots.translate(
            manifest("{ingress: [{}]}").replace("networking.k8s.io/v1", "extensions/v1beta1"));
    assertThat(t.policies().policies()).hasSize(1);
    assertThat(t.gaps()).isEmpty();
  }

  /// @param pointer of the advice
  record Advised(String spec, String pointer, String part) {}

  static Stream<Advised> advice() {
    return Stream.of(
        new Advised("{}", "/spec/podSelector", "every pod"),
        new Advised(
            "{podSelector: {}, policyTypes: [Egress], ingress: [{}]}",
            "/spec/ingress",
            "no effect"),
        new Advised("{podSelector: {}, ingress: [null]}", "/spec/ingress/0", "allows all ingress"),
        new Advised(
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1/8}}]}]}",
            "/spec/ingress/0/from/0/ipBlock/cidr",
            "10.0.0.0/8"),
        new Advised(
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9]}}]}]}",
            "/spec/ingress/0/from/0/ipBlock",
            "no address"),
        new Advised(
            "{podSelector: {}, ingress: [{ports: [{port: web}]}]}",
            "/spec/ingress/0",
            "\"web\" for TCP"),
        new Advised(
            "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: http}]}]}",
            "/spec/egress/0/ports/0/port",
            "ipBlock"));
  }

  @ParameterizedTest
  @MethodSource
  void advice(Advised c) {
    Translation t = Snapshots.translate(POD, manifest(c.spec()));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings())
        .anySatisfy(
            w -> {
              assertThat(w.effect()).isEqualTo(Effect.ADVICE);
              assertThat(w.pointer()).isEqualTo(c.pointer());
              assertThat(w.message()).contains(c.part());
            });
  }

  @Test
  void nothingIsAdvisedOfWhatIsPlain() {
    Translation t =
        Snapshots.translate(
            POD,
            manifest(
                "{podSelector: {}, ingress: [{ports: [{port: http}], from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}"),
            manifest(
                    "{podSelector: {}, egress: [{to: [{podSelector: {}}], ports: [{port: http}]}]}")
                .replace("name: p", "name: q"));
    assertThat(t.warnings()).isEmpty();
    assertThat(t.mapObstacles()).isEmpty();
  }

  @Test
  void portNameTowardsAddressesIsAFatalObstacleOfMaps() {
    Translation t =
        Snapshots.translate(
            POD,
            manifest(
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: http}]}]}"));
    assertThat(t.mapObstacles())
        .extracting(MapObstacle::kind)
        .containsExactly(MapObstacle.Kind.NAMED_PORT_TO_ADDRESSES);
    assertThat(t.mapObstacles().getFirst().kind().isFatal()).isTrue();
    assertThat(t.mapObstacles().getFirst().toString())
        .startsWith("in.yaml:")
        .contains(": NetworkPolicy shop/p: /spec/egress/0/ports/0/port: ");
  }

  @Test
  void ipv6IsLeftOutOfMapsAndSaidSo() {
    Translation t =
        Snapshots.translate(
            manifest("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '2001:db8::/32'}}]}]}"));
    assertThat(t.mapObstacles())
        .extracting(MapObstacle::kind)
        .containsExactly(MapObstacle.Kind.IPV6_ADDRESSES);
    assertThat(t.mapObstacles().getFirst().kind().isFatal()).isFalse();
    assertThat(t.warnings()).isEmpty();
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: c, ports: [{name: http, containerPort: 80}]}]}
      """;

  private static Policy policy(String spec) {
    Translation t = Snapshots.translate(manifest(spec));
    assertThat(t.refusals()).isEmpty();
    return t.policies().policies().toList().getFirst();
  }

  static String manifest(String spec) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: shop}
        spec: %s
        """
        .formatted(spec);
  }

  private static Peer pods(NamespaceMatch namespaces, Selector pods) {
    return new Peer.Pods(namespaces, pods, HostNetworkPods.BY_SETTING);
  }

  private static Peer addresses(String ranges) {
    return new Peer.Addresses(IpSet.parse(ranges), AddressReach.PODS_AND_NODES);
  }

  private static TrafficMatch exactly(TrafficSet traffic) {
    return new TrafficMatch.Exactly(traffic);
  }

  private static TrafficSet tcp(int first, int last) {
    return TrafficSet.of(Protocol.TCP, PortSet.of(new PortRange(first, last)));
  }
}
