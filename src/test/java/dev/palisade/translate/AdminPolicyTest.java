package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The types of network-policy-api, field by field.
class AdminPolicyTest {
  private static final String NODE = "{apiVersion: v1, kind: Node, metadata: {name: k1}}";
  private static final String TO_ALL = "to: [{namespaces: {}}]";

  @Test
  void tiersDecideInTheOrderOfTheSpecifications() {
    String rule = "ingress: [{action: Deny, from: [{namespaces: {}}]}]";
    Translation t =
        Snapshots.translate(
            banp(rule),
            cnp("b", "Baseline", 1, rule),
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: o}, spec: {podSelector: {}}}",
            cnp("a", "Admin", 1, rule),
            anp("o", 1, rule));
    assertThat(t.policies().tiers())
        .extracting(Tier::name, Tier::combination)
        .containsExactly(
            tuple("adminnetworkpolicy", Combination.ORDERED),
            tuple("clusternetworkpolicy-admin", Combination.ORDERED),
            tuple("networkpolicy", Combination.DENY_OVERRIDES),
            tuple("clusternetworkpolicy-baseline", Combination.ORDERED),
            tuple("baselineadminnetworkpolicy", Combination.ORDERED));
    assertThat(t.policies().policies().map(p -> p.ingress().noMatch()))
        .containsExactly(
            NoMatch.NEXT_TIER,
            NoMatch.NEXT_TIER,
            NoMatch.DENY,
            NoMatch.NEXT_TIER,
            NoMatch.NEXT_TIER);
    assertThat(t.gaps()).isEmpty();
    assertThat(t.warnings())
        .extracting(Warning::message)
        .allMatch(message -> message.endsWith("which of them decide first is not defined"));
  }

  @Test
  void lowestPriorityIsFirstAndNumbersAreNoTexts() {
    Translation t =
        Snapshots.translate(
            anp("a", 100, ""), anp("b", 9, ""), anp("c", 0, ""), anp("d", 1000, ""));
    assertThat(t.policies().policies().map(p -> p.ref().name()))
        .containsExactly("c", "b", "a", "d");
  }

  @Test
  void samePriorityInOneTierIsRefused() {
    Translation t =
        Snapshots.translate(
            anp("a", 5, ""),
            anp("b", 5, ""),
            cnp("a", "Admin", 5, ""),
            cnp("b", "Baseline", 5, ""),
            cnp("c", "Baseline", 5, ""));
    assertThat(t.refusals())
        .extracting(r -> r.ref().toString(), r -> r.pointer())
        .containsExactly(
            tuple("AdminNetworkPolicy a", "/spec/priority"),
            tuple("AdminNetworkPolicy b", "/spec/priority"),
            tuple("ClusterNetworkPolicy b", "/spec/priority"),
            tuple("ClusterNetworkPolicy c", "/spec/priority"));
    assertThat(t.policies().policies().map(p -> p.ref().toString()))
        .containsExactly("ClusterNetworkPolicy a");
    assertThat(t.gaps()).hasSize(4);
  }

  @Test
  void samePriorityMayBeTakenByName() {
    Translation t =
        Translator.translate(
            Snapshots.of(anp("b", 5, ""), anp("a", 5, "")),
            Snapshots.MAPS.with("same-priority", "by-name"));
    assertThat(t.policies().policies().map(p -> p.ref().name())).containsExactly("a", "b");
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings()).extracting(Warning::pointer).containsOnly("/spec/priority");
  }

  @Test
  void directionWithoutRulesIsNotAffected() {
    Policy policy = only(anp("o", 1, "ingress: [], egress: [{action: Deny, " + TO_ALL + "}]"));
    assertThat(policy.ingress()).isNull();
    assertThat(policy.egress().pointer()).isEqualTo("/spec/egress");
  }

  @ParameterizedTest
  @CsvSource({"Allow, ALLOW", "Deny, DENY", "Pass, PASS"})
  void actions(String word, Action action) {
    assertThat(rule(anp("o", 1, "egress: [{action: " + word + ", " + TO_ALL + "}]")).action())
        .isEqualTo(action);
  }

  @Test
  void acceptOfVersionTwoAllows() {
    assertThat(rule(cnp("o", "Admin", 1, "egress: [{action: Accept, " + TO_ALL + "}]")).action())
        .isEqualTo(Action.ALLOW);
  }

  record Meant(String peer, Peer expected) {
    @Override
    public String toString() {
      return peer;
    }
  }

  static Stream<Meant> peers() {
    NamespaceMatch prod = new NamespaceMatch.Labelled(Selector.equal("env", "prod"));
    Selector web = Selector.equal("app", "web");
    return Stream.of(
        new Meant("{namespaces: {}}", pods(new NamespaceMatch.Any(), Selector.EVERYTHING)),
        new Meant("{namespaces: {matchLabels: {env: prod}}}", pods(prod, Selector.EVERYTHING)),
        new Meant(
            "{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}",
            pods(new NamespaceMatch.Any(), web)),
        new Meant(
            "{pods: {namespaceSelector: {matchLabels: {env: prod}}, podSelector: {}}}",
            pods(prod, Selector.EVERYTHING)),
        new Meant("{nodes: {}}", new Peer.Nodes(Selector.EVERYTHING)),
        new Meant(
            "{networks: [10.0.0.0/8, 'fd00::/8']}",
            new Peer.Addresses(
                IpSet.of(Cidr.parse("10.0.0.0/8")).union(IpSet.of(Cidr.parse("fd00::/8"))),
                AddressReach.PODS_AND_NODES)),
        new Meant(
            "{domainNames: ['*.example.org', example.com.]}",
            new Peer.DomainNames(List.of("*.example.org", "example.com."))));
  }

  @ParameterizedTest
  @MethodSource
  void peers(Meant c) {
    for (String policy :
        List.of(
            anp("o", 1, "egress: [{action: Allow, to: [" + c.peer() + "]}]"),
            cnp("o", "Admin", 1, "egress: [{action: Accept, to: [" + c.peer() + "]}]"))) {
      Translation t = Snapshots.translate(NODE, policy);
      assertThat(t.refusals()).isEmpty();
      assertThat(t.policies().policies().toList().getFirst().egress().rules().getFirst().clauses())
          .containsExactly(
              new Clause("/spec/egress/0/to/0", c.expected(), Peer.ANYONE, TrafficMatch.ALL));
    }
  }

  @Test
  void subjectNeverMeansPodsOfTheirNodesNetwork() {
    assertThat(only(anp("o", 1, "")).subject())
        .isEqualTo(pods(new NamespaceMatch.Any(), Selector.EVERYTHING));
  }

  record Ports(String anp, String cnp, TrafficMatch expected) {
    @Override
    public String toString() {
      return anp + " " + cnp;
    }
  }

  static Stream<Ports> ports() {
    TrafficSet udp53 = TrafficSet.of(Protocol.UDP, PortSet.of(new PortRange(53, 53)));
    TrafficSet sctp = TrafficSet.of(Protocol.SCTP, PortSet.of(new PortRange(100, 200)));
    TrafficMatch web =
        new TrafficMatch.AnyOf(
            List.of(
                new NamedPort(Protocol.TCP, "web", Side.DESTINATION),
                new NamedPort(Protocol.UDP, "web", Side.DESTINATION),
                new NamedPort(Protocol.SCTP, "web", Side.DESTINATION)));
    return Stream.of(
        new Ports("null", "null", TrafficMatch.ALL),
        new Ports(
            "[{portNumber: {protocol: UDP, port: 53}}]",
            "[{udp: {destinationPort: {number: 53}}}]",
            new TrafficMatch.Exactly(udp53)),
        new Ports(
            "[{portRange: {protocol: SCTP, start: 100, end: 200}}]",
            "[{sctp: {destinationPort: {range: {start: 100, end: 200}}}}]",
            new TrafficMatch.Exactly(sctp)),
        new Ports("[{namedPort: web}]", "[{destinationNamedPort: web}]", web),
        new Ports(
            "[{namedPort: web}, {portNumber: {protocol: UDP, port: 53}}]",
            "[{destinationNamedPort: web}, {udp: {destinationPort: {number: 53}}}]",
            new TrafficMatch.AnyOf(List.of(new TrafficMatch.Exactly(udp53), web))));
  }

  @ParameterizedTest
  @MethodSource
  void ports(Ports c) {
    String anp = anp("o", 1, "egress: [{action: Deny, ports: " + c.anp() + ", " + TO_ALL + "}]");
    String cnp =
        cnp(
            "o",
            "Admin",
            1,
            "egress: [{action: Deny, protocols: " + c.cnp() + ", " + TO_ALL + "}]");
    assertThat(rule(anp).clauses()).extracting(Clause::traffic).containsExactly(c.expected());
    assertThat(rule(cnp).clauses()).extracting(Clause::traffic).containsExactly(c.expected());
  }

  @Test
  void protocolIsTcpUnlessNamed() {
    Rule rule =
        rule(
            anp(
                "o",
                1,
                "egress: [{action: Deny, ports: [{portNumber: {port: 5}}], " + TO_ALL + "}]"));
    assertThat(rule.clauses())
        .extracting(Clause::traffic)
        .containsExactly(
            new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(new PortRange(5, 5)))));
  }

  /// What an unknown choice makes of a rule: the action that is left, and how many clauses.
  @ParameterizedTest
  @CsvSource({"Accept, ALLOW, 1", "Deny, DENY, 1", "Pass, DENY, 1"})
  void unknownPeerFailsClosed(String word, Action action, int clauses) {
    Translation t =
        Snapshots.translate(
            cnp(
                "o",
                "Admin",
                1,
                "ingress: [{action: " + word + ", from: [{galaxies: {}}, {namespaces: {}}]}]"));
    Rule rule = t.policies().policies().toList().getFirst().ingress().rules().getFirst();
    assertThat(rule.action()).isEqualTo(action);
    assertThat(rule.clauses()).hasSize(clauses);
    if (!word.equals("Accept")) {
      assertThat(rule.clauses().getFirst().peer()).isEqualTo(Peer.ANYONE);
      assertThat(rule.clauses().getFirst().traffic()).isEqualTo(TrafficMatch.ALL);
    } else {
      assertThat(rule.clauses().getFirst().pointer()).isEqualTo("/spec/ingress/0/from/1");
    }
    assertThat(t.warnings()).extracting(Warning::effect).containsOnly(Effect.MAY_ALLOW);
    assertThat(t.warnings()).extracting(Warning::pointer).contains("/spec/ingress/0/from/0");
  }

  @Test
  void unknownPortFailsClosedToo() {
    String policy =
        cnp(
            "o",
            "Admin",
            1,
            "ingress: [{action: Deny, protocols: [{icmp: {}}], from: [{namespaces: {matchLabels: {a: b}}}]}]");
    assertThat(rule(policy).clauses()).extracting(Clause::peer).containsExactly(Peer.ANYONE);
  }

  @ParameterizedTest
  @CsvSource({"Allow, MAY_ALLOW", "Pass, MAY_ALLOW", "Deny, MAY_NARROW"})
  void nodesWithoutAnyNodeAreDoubted(String action, Effect effect) {
    String policy = anp("o", 1, "egress: [{action: " + action + ", to: [{nodes: {}}]}]");
    assertThat(Snapshots.translate(policy).warnings())
        .extracting(Warning::effect, Warning::pointer)
        .containsExactly(tuple(effect, "/spec/egress/0/to/0/nodes"));
    assertThat(Snapshots.translate(NODE, policy).warnings()).isEmpty();
  }

  @Test
  void portNameThatNobodyDeclaresIsRemarkedOnceWhateverTheProtocol() {
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, ports: [{name: web, containerPort: 80, protocol: UDP}]}]}}";
    String known =
        anp(
            "o",
            1,
            "ingress: [{action: Deny, ports: [{namedPort: web}], from: [{namespaces: {}}]}]");
    String unknown =
        anp(
            "o",
            1,
            "ingress: [{action: Deny, ports: [{namedPort: wob}], from: [{namespaces: {}}]}]");
    assertThat(Snapshots.translate(pod, known).warnings()).isEmpty();
    assertThat(Snapshots.translate(pod, unknown).warnings())
        .extracting(Warning::message)
        .containsExactly(
            "no pod that the rule could mean declares the port name \"wob\": it matches nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "AdminNetworkPolicy, v1alpha2",
    "BaselineAdminNetworkPolicy, v1beta1",
    "ClusterNetworkPolicy, v1alpha1",
    "ClusterNetworkPolicy, v2"
  })
  void otherVersionsAreGaps(String kind, String version) {
    Translation t =
        Snapshots.translate(
            "{apiVersion: policy.networking.k8s.io/"
                + version
                + ", kind: "
                + kind
                + ", metadata: {name: default}, spec: {}}");
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_ALLOW);
  }

  /// Cilium's own labels are seen by these policies too.
  @Test
  void keysWithSourcesAreDoubtedInTheDialectOfCiliumAndRefusedElsewhere() {
    String policy =
        anp("o", 1, "ingress: [{action: Deny, from: [{namespaces: {matchLabels: {'k8s:a': b}}}]}]");
    Translation cilium =
        Translator.translate(
            Snapshots.of(policy), DialectSettings.of(Dialect.CILIUM, Use.MANIFESTS));
    assertThat(cilium.refusals()).isEmpty();
    assertThat(cilium.warnings()).extracting(Warning::effect).containsOnly(Effect.MAY_ALLOW);
    assertThat(Snapshots.translate(policy).refusals()).hasSize(1);
  }

  private static Peer pods(NamespaceMatch namespaces, Selector pods) {
    return new Peer.Pods(namespaces, pods, HostNetworkPods.NEVER);
  }

  private static Rule rule(String policy) {
    Policy only = only(policy);
    return (only.egress() == null ? only.ingress() : only.egress()).rules().getFirst();
  }

  private static Policy only(String policy) {
    Translation t = Snapshots.translate(NODE, policy);
    assertThat(t.refusals()).isEmpty();
    return t.policies().policies().toList().getFirst();
  }

  static String anp(String name, int priority, String rules) {
    return object("v1alpha1, kind: AdminNetworkPolicy", name, "priority: " + priority, rules);
  }

  static String banp(String rules) {
    return object("v1alpha1, kind: BaselineAdminNetworkPolicy", "default", "", rules);
  }

  static String cnp(String name, String tier, int priority, String rules) {
    return object(
        "v1alpha2, kind: ClusterNetworkPolicy",
        name,
        "tier: " + tier + ", priority: " + priority,
        rules);
  }

  private static String object(String kind, String name, String place, String rules) {
    return "{apiVersion: policy.networking.k8s.io/"
        + kind
        + ", metadata: {name: "
        + name
        + "}, spec: {"
        + (place.isEmpty() ? "" : place + ", ")
        + "subject: {namespaces: {}}"
        + (rules.isEmpty() ? "" : ", " + rules)
        + "}}";
  }
}
