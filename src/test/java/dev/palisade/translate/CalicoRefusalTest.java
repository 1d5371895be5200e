package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Snapshot;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What Calico's API server refuses (`libcalico-go/lib/validator/v3`, the rules of
/// `api/pkg/apis/projectcalico/v3`), with the place at fault.
class CalicoRefusalTest {

  record Case(String object, String pointer, String part) {
    @Override
    public String toString() {
      return part + " at " + pointer;
    }
  }

  private static Case global(String spec, String pointer, String part) {
    return new Case(CalicoPolicyTest.gnp("a", spec), "/spec" + pointer, part);
  }

  private static Case rule(String rule, String pointer, String part) {
    return global("{ingress: [" + rule + "]}", "/ingress/0" + pointer, part);
  }

  private static Case source(String entity, String pointer, String part) {
    return rule("{action: Allow, source: " + entity + "}", "/source" + pointer, part);
  }

  private static Case tier(String name, String spec, String pointer, String part) {
    return new Case(CalicoPolicyTest.tier(name, spec), pointer, part);
  }

  private static Case set(String spec, String labels, String pointer, String part) {
    return new Case(
        CalicoPolicyTest.object("GlobalNetworkSet", "", "s", spec, labels), pointer, part);
  }

  static Stream<Case> policies() {
    return Stream.of(
        global("{order: '10'}", "/order", "without quotes"),
        global("{order: []}", "/order", "must be a number"),
        global("{tier: nowhere}", "/tier", "there is no tier \"nowhere\""),
        global("{types: [ingress]}", "/types/0", "no type"),
        global("{types: [Ingress, Ingress]}", "/types/1", "twice"),
        global("{selector: 'app = 1'}", "/selector", ""),
        global("{selector: app}", "/selector", ""),
        global("{selector: global()}", "/selector", "global()"),
        global("{namespaceSelector: global()}", "/namespaceSelector", "global()"),
        global("{serviceAccountSelector: global()}", "/serviceAccountSelector", "global()"),
        global("{podSelector: {}}", "/podSelector", "\"selector\" is meant"),
        global("{policyTypes: []}", "/policyTypes", "\"types\" is meant"),
        global("{doNotTrack: true}", "/applyOnForward", "must be true"),
        global("{preDNAT: true}", "/applyOnForward", "must be true"),
        global(
            "{preDNAT: true, doNotTrack: true, applyOnForward: true}", "/preDNAT", "both be true"),
        global(
            "{preDNAT: true, applyOnForward: true, egress: [{action: Deny}]}",
            "/egress",
            "no egress rules"),
        global(
            "{preDNAT: true, applyOnForward: true, types: [Egress]}", "/types/0", "type Egress"));
  }

  static Stream<Case> rules() {
    return Stream.of(
        rule("{}", "/action", "needs an action"),
        rule("{action: allow}", "/action", "Allow is meant"),
        rule("{action: Reject}", "/action", "no action"),
        rule("{action: Allow, from: []}", "/from", "\"source\" is meant"),
        rule("{action: Allow, protocol: tcp}", "/protocol", "TCP is meant"),
        rule("{action: Allow, protocol: 0}", "/protocol", "no protocol"),
        rule("{action: Allow, protocol: 256}", "/protocol", "no protocol"),
        rule("{action: Allow, notProtocol: HTTP}", "/notProtocol", "no protocol"),
        rule("{action: Allow, ipVersion: 5}", "/ipVersion", "no IP version"),
        rule("{action: Allow, protocol: ICMP, ipVersion: 6}", "/ipVersion", "needs ipVersion 4"),
        rule("{action: Allow, protocol: 58, ipVersion: 4}", "/ipVersion", "needs ipVersion 6"),
        rule("{action: Allow, icmp: {type: 8}}", "/icmp", "needs a protocol"),
        rule("{action: Allow, protocol: TCP, icmp: {type: 8}}", "/icmp", "needs a protocol"),
        rule("{action: Allow, protocol: ICMP, icmp: {code: 8}}", "/icmp/code", "needs a type"),
        rule("{action: Allow, protocol: ICMP, icmp: {type: 255}}", "/icmp/type", "0 to 254"),
        rule(
            "{action: Allow, protocol: ICMP, icmp: {type: 1, code: 256}}",
            "/icmp/code",
            "0 to 255"),
        rule("{action: Deny, http: {methods: [GET]}}", "/http", "action Allow"),
        rule("{action: Allow, protocol: UDP, http: {}}", "/protocol", "TCP, or none"),
        rule("{action: Allow, http: {methods: [GET, GET]}}", "/http/methods", "twice"),
        rule("{action: Allow, http: {paths: [{}]}}", "/http/paths/0", "exactly one"),
        rule(
            "{action: Allow, http: {paths: [{exact: /a, prefix: /b}]}}",
            "/http/paths/0",
            "exactly one"),
        rule("{action: Allow, http: {paths: [{exact: a}]}}", "/http/paths/0", "no path"),
        rule("{action: Allow, http: {paths: [{exact: '/a?b'}]}}", "/http/paths/0", "no path"),
        rule(
            "{action: Allow, source: {nets: [10.0.0.0/8]}, destination: {nets: ['::/0']}}",
            "",
            "IPv4 and IPv6"),
        rule(
            "{action: Allow, ipVersion: 6, source: {nets: [10.0.0.0/8]}}",
            "/ipVersion",
            "not of IP version 6"),
        rule(
            "{action: Allow, destination: {services: {name: s, namespace: n}}}",
            "/destination/services",
            "source of an ingress rule"),
        global(
            "{egress: [{action: Allow, source: {services: {name: s, namespace: n}}}]}",
            "/egress/0/source/services",
            "destination of an egress rule"),
        global(
            "{egress: [{action: Allow, http: {methods: [GET]}}]}", "/egress/0/http", "an ingress"));
  }

  static Stream<Case> entities() {
    return Stream.of(
        rule(
            "{action: Allow, destination: {ports: [8080]}}", "/destination/ports", "protocol: TCP"),
        rule(
            "{action: Allow, destination: {notPorts: [http, 80]}}",
            "/destination/notPorts",
            "need a protocol"),
        rule(
            "{action: Allow, protocol: ICMP, destination: {ports: [80]}}",
            "/destination/ports",
            "cannot stand with the protocol ICMP"),
        rule(
            "{action: Allow, protocol: UDPLite, source: {ports: [http]}}",
            "/source/ports",
            "cannot stand with the protocol UDPLite"),
        rule("{action: Allow, protocol: TCP, source: {ports: [0]}}", "/source/ports/0", "no port"),
        rule(
            "{action: Allow, protocol: TCP, source: {ports: [65536]}}",
            "/source/ports/0",
            "no port"),
        rule(
            "{action: Allow, protocol: TCP, source: {ports: ['90:80']}}",
            "/source/ports/0",
            "ends before"),
        rule(
            "{action: Allow, protocol: TCP, source: {ports: ['80:99999999999']}}",
            "/source/ports/0",
            "no port"),
        rule(
            "{action: Allow, protocol: TCP, source: {ports: ['80,90']}}",
            "/source/ports/0",
            "no port"),
        source("{nets: [10.0.0.1/8]}", "/nets/0", "10.0.0.0/8 is meant"),
        source("{nets: [example.com]}", "/nets/0", "no CIDR"),
        source("{notNets: [10.0.0.0/33]}", "/notNets/0", "no CIDR"),
        source("{selector: 'global()'}", "/selector", "global()"),
        source("{namespaceSelector: 'global() || x'}", "/namespaceSelector", ""),
        source(
            "{namespaceSelector: \"global() || x == 'y'\"}",
            "/namespaceSelector",
            "cannot be combined"),
        source("{notSelector: 'a =='}", "/notSelector", ""),
        source("{serviceAccounts: {selector: 'a'}}", "/serviceAccounts/selector", ""),
        source("{podSelector: {}}", "/podSelector", "\"selector\" is meant"),
        source("{services: {namespace: n}}", "/services/name", "needs the name"),
        source("{services: {name: s}}", "/services/namespace", "needs a namespace"),
        source(
            "{services: {name: s, namespace: n}, selector: all()}",
            "/selector",
            "cannot stand with services"),
        source(
            "{services: {name: s, namespace: n}, notSelector: all()}",
            "/notSelector",
            "cannot stand with services"),
        source(
            "{services: {name: s, namespace: n}, namespaceSelector: all()}",
            "/namespaceSelector",
            "cannot stand with services"),
        source(
            "{services: {name: s, namespace: n}, serviceAccounts: {}}",
            "/serviceAccounts",
            "cannot stand with services"),
        source(
            "{services: {name: s, namespace: n}, nets: [10.0.0.0/8]}",
            "/nets",
            "cannot stand with services"),
        global(
            "{egress: [{action: Allow, protocol: TCP, destination: {services: {name: s, namespace: n}, ports: [80]}}]}",
            "/egress/0/destination/ports",
            "cannot stand with services"));
  }

  static Stream<Case> others() {
    return Stream.of(
        tier("a.b", "{}", "/metadata/name", "cannot be a name"),
        tier("t", "{order: '1'}", "/spec/order", "without quotes"),
        tier("t", "{defaultAction: Allow}", "/spec/defaultAction", "Deny or Pass"),
        tier("default", "{order: 5}", "/spec/order", "must be 1000000"),
        tier(
            "default",
            "{order: 1000000, defaultAction: Pass}",
            "/spec/defaultAction",
            "must be Deny"),
        tier("kube-admin", "{order: 1000, defaultAction: Deny}", "/spec/defaultAction", "be Pass"),
        set("{nets: [x]}", "", "/spec/nets/0", "no CIDR"),
        set("{}", "projectcalico.org/namespace: n", "/metadata/labels", "Calico's own"),
        new Case(
            CalicoPolicyTest.object("HostEndpoint", "", "h", "{interfaceName: eth0}"),
            "/spec/node",
            "needs a node"),
        new Case(
            CalicoPolicyTest.object("HostEndpoint", "", "h", "{node: n}"),
            "/spec",
            "interfaceName or expectedIPs"),
        new Case(
            CalicoPolicyTest.object("StagedNetworkPolicy", "n", "s", "{stagedAction: Apply}"),
            "/spec/stagedAction",
            "no staged action"));
  }

  @ParameterizedTest
  @MethodSource({"policies", "rules", "entities", "others"})
  void isRefused(Case c) {
    Translation t = translate(c.object());
    assertThat(t.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.pointer()).isEqualTo(c.pointer());
              assertThat(refusal.problem()).contains(c.part());
              assertThat(refusal.line()).isPositive();
              assertThat(refusal.file()).isEqualTo("in.yaml");
            });
    assertThat(t.policies().policies()).isEmpty();
    assertThat(t.gaps()).extracting(Gap::reason).containsExactly(Gap.Reason.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [{action: Allow, destination: {ports: [http]}}]}",
        "{ingress: [{action: Allow, source: {nets: [10.0.0.1]}}]}",
        "{ingress: [{action: Allow, protocol: 1, icmp: {type: 8}}]}",
        "{ingress: [{action: Allow, protocol: 6, http: {methods: [GET]}}]}",
        "{ingress: [{action: Allow, source: {namespaceSelector: 'global( )'}}]}",
        "{types: [], selector: '', order: 1.5, performanceHints: [AssumeNeededOnEveryNode]}",
        "{ingress: [{action: Allow, metadata: {annotations: {a: b}}}]}"
      })
  void isTaken(String spec) {
    Translation t = translate(CalicoPolicyTest.gnp("a", spec));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.policies().policies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [{action: Allow, protocol: TCP, destination: {ports: [8080-8090]}}]} | ADVICE",
        "{types: [Ingress], egress: [{action: Deny}]} | ADVICE",
        "{ingress: [{action: Allow, notICMP: {type: 8}}]} | MAY_ALLOW",
        "{unheardOf: 1} | MAY_ALLOW"
      })
  void isDoubtful(String spec, Effect effect) {
    Translation t = translate(CalicoPolicyTest.gnp("a", spec));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings()).extracting(Warning::effect).contains(effect);
  }

  @Test
  void policyOfATierWithoutItsNameIsDoubtful() {
    Translation t =
        translate(CalicoPolicyTest.tier("t", "{order: 1}"), CalicoPolicyTest.gnp("a", "{tier: t}"));
    assertThat(t.warnings())
        .extracting(Warning::effect, Warning::pointer)
        .containsExactly(org.assertj.core.api.Assertions.tuple(Effect.MAY_ALLOW, "/metadata/name"));
  }

  @Test
  void policyThatAnApiServerTookIsNotDoubtfulByItsName() {
    Translation t =
        translate(
            CalicoPolicyTest.tier("t", "{order: 1}"),
            CalicoPolicyTest.gnp("a", "{tier: t}").replace("name: a", "name: a, uid: u-1"));
    assertThat(t.warnings()).isEmpty();
  }

  @Test
  void networkSetMayHaveBitsBeyondItsPrefix() {
    Translation t =
        translate(CalicoPolicyTest.object("GlobalNetworkSet", "", "s", "{nets: [10.0.0.1/8]}"));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.ADVICE);
  }

  private static Translation translate(String... documents) {
    Snapshot snapshot = Snapshots.of(documents);
    return Translator.translate(snapshot, CalicoWorld.SETTINGS);
  }
}
