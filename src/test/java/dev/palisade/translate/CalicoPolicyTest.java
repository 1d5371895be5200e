package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What Calico's policies let through, asked of the set engine and of the one-flow evaluator.
class CalicoPolicyTest {

  /// @param policies YAML documents
  /// @param flows `SOURCE > DESTINATION TRAFFIC yes|no`
  record Case(String name, List<String> policies, List<String> flows) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, List<String> policies, String... flows) {
    return new Case(name, policies, List.of(flows));
  }

  static Stream<Case> tiersAndOrder() {
    String allow = "{selector: app == 'web', order: %s, ingress: [{action: Allow}]}";
    String deny = "{selector: app == 'web', order: %s, ingress: [{action: Deny}]}";
    String web = "bank/db > shop/web TCP 80 ";
    return Stream.of(
        of("no policy: the profiles allow", List.of(), web + "yes"),
        of(
            "lower order decides",
            List.of(gnp("a", deny.formatted(2)), gnp("b", allow.formatted(1.5))),
            web + "yes"),
        of(
            "no order is last",
            List.of(gnp("a", deny.replace("order: %s, ", "")), gnp("b", allow.formatted(1e9))),
            web + "yes"),
        of(
            "equal order: by name",
            List.of(gnp("b", allow.formatted(1)), gnp("a", deny.formatted(1))),
            web + "no"),
        of(
            "equal order: the prefix of the tier does not count",
            List.of(gnp("default.b", deny.formatted(1)), gnp("a", allow.formatted(1))),
            web + "yes"),
        of(
            "negative order is first",
            List.of(gnp("a", deny.formatted(0)), gnp("b", allow.formatted(-1))),
            web + "yes"),
        of(
            "selected and nothing matches: the tier's default action",
            List.of(gnp("a", "{selector: app == 'web', types: [Ingress]}")),
            web + "no",
            "shop/web > bank/db TCP 80 yes"),
        of(
            "default action Pass: the next tier decides, then the profiles",
            List.of(
                tier("t", "{order: 1, defaultAction: Pass}"),
                gnp("t.a", "{tier: t, selector: app == 'web', types: [Ingress]}")),
            web + "yes"),
        of(
            "an absent default action is Deny",
            List.of(
                tier("t", "{order: 1}"),
                gnp("t.a", "{tier: t, selector: app == 'web', types: [Ingress]}")),
            web + "no"),
        of(
            "a tier of which no policy selects the pod does not count",
            List.of(
                tier("t", "{order: 1}"),
                gnp("t.a", "{tier: t, selector: app == 'api', types: [Ingress]}")),
            web + "yes"),
        of(
            "a tier counts by direction",
            List.of(
                tier("t", "{order: 1}"),
                gnp("t.a", "{tier: t, selector: app == 'web', types: [Egress]}")),
            web + "yes",
            "shop/web > bank/db TCP 80 no"),
        of(
            "tiers by order, not by name",
            List.of(
                tier("a", "{order: 2}"),
                tier("b", "{order: 1}"),
                gnp("a.x", "{tier: a, ingress: [{action: Deny}]}"),
                gnp("b.x", "{tier: b, ingress: [{action: Allow}]}")),
            web + "yes"),
        of(
            "tiers of one order: by name",
            List.of(
                tier("a", "{order: 1}"),
                tier("b", "{order: 1}"),
                gnp("b.x", "{tier: b, ingress: [{action: Allow}]}"),
                gnp("a.x", "{tier: a, ingress: [{action: Deny}]}")),
            web + "no"),
        of(
            "a tier without order is after the default tier",
            List.of(
                tier("a", "{}"),
                gnp("a.x", "{tier: a, ingress: [{action: Allow}]}"),
                gnp("x", "{ingress: [{action: Deny}]}")),
            web + "no"),
        of(
            "Pass leaves the tier, also what would deny in it",
            List.of(
                tier("t", "{order: 1}"),
                gnp("t.a", "{tier: t, order: 1, ingress: [{action: Pass}]}"),
                gnp("t.b", "{tier: t, order: 2, ingress: [{action: Deny}]}")),
            web + "yes"),
        of(
            "Pass out of the last tier: the profiles allow",
            List.of(gnp("a", "{ingress: [{action: Pass}]}")),
            web + "yes"),
        of(
            "Log goes on to the next rule",
            List.of(gnp("a", "{ingress: [{action: Log}, {action: Allow}]}")),
            web + "yes"),
        of("Log alone is no match", List.of(gnp("a", "{ingress: [{action: Log}]}")), web + "no"),
        of(
            "Kubernetes' NetworkPolicy is of order 1000 in the default tier: before",
            List.of(knp("shop", "a", "{podSelector: {}}"), gnp("z", allow.formatted(999))),
            web + "yes"),
        of(
            "Kubernetes' NetworkPolicy is of order 1000 in the default tier: after",
            List.of(
                knp("shop", "a", "{podSelector: {}, ingress: [{}]}"),
                gnp("z", deny.formatted(1001))),
            web + "yes"),
        of(
            "one that isolates alone leaves what later policies allow",
            List.of(knp("shop", "a", "{podSelector: {}}"), gnp("z", allow.formatted(1001))),
            web + "yes"),
        of(
            "staged policies are not enforced",
            List.of(
                object("StagedGlobalNetworkPolicy", "", "s", "{ingress: [{action: Deny}]}"),
                object("StagedNetworkPolicy", "shop", "s", "{ingress: [{action: Deny}]}"),
                object("StagedKubernetesNetworkPolicy", "shop", "s", "{podSelector: {}}")),
            web + "yes"),
        of(
            "policies before connection tracking or translation are of hosts alone",
            List.of(
                gnp("a", "{doNotTrack: true, applyOnForward: true, ingress: [{action: Deny}]}"),
                gnp("b", "{preDNAT: true, applyOnForward: true, ingress: [{action: Deny}]}")),
            web + "yes"),
        of(
            "applyOnForward changes nothing for pods",
            List.of(gnp("a", "{applyOnForward: true, ingress: [{action: Deny}]}")),
            web + "no"),
        of(
            "the same policy stored and served is one",
            List.of(
                gnp("a", allow.formatted(1)),
                gnp("default.a", allow.formatted(1))
                    .replace("projectcalico.org/v3", "crd.projectcalico.org/v1")),
            web + "yes"));
  }

  static Stream<Case> typesAndSubjects() {
    return Stream.of(
        of(
            "no rules: ingress",
            List.of(gnp("a", "{selector: app == 'web'}")),
            "bank/db > shop/web TCP 80 no",
            "shop/web > bank/db TCP 80 yes"),
        of(
            "egress rules alone: egress",
            List.of(gnp("a", "{selector: app == 'web', egress: [{action: Deny}]}")),
            "bank/db > shop/web TCP 80 yes",
            "shop/web > bank/db TCP 80 no"),
        of(
            "rules of both: both",
            List.of(
                gnp(
                    "a",
                    "{selector: app == 'web', ingress: [{action: Deny}], egress: [{action: Deny}]}")),
            "bank/db > shop/web TCP 80 no",
            "shop/web > bank/db TCP 80 no"),
        of(
            "types named: rules of others do not count",
            List.of(
                gnp(
                    "a",
                    "{selector: app == 'web', types: [Ingress], ingress: [{action: Allow}], egress: [{action: Deny}]}")),
            "bank/db > shop/web TCP 80 yes",
            "shop/web > bank/db TCP 80 yes"),
        of(
            "a NetworkPolicy holds in its namespace",
            List.of(np("shop", "a", "{selector: app == 'web'}")),
            "bank/db > shop/web TCP 80 no",
            "bank/db > bank/web TCP 80 yes"),
        of(
            "an empty selector is all()",
            List.of(np("shop", "a", "{selector: ''}")),
            "bank/db > shop/api TCP 80 no"),
        of(
            "a GlobalNetworkPolicy holds in the namespaces that it selects",
            List.of(gnp("a", "{namespaceSelector: env == 'prod'}")),
            "bank/db > shop/web TCP 80 no",
            "shop/web > bank/db TCP 80 yes"),
        of(
            "namespaces have a label with their name",
            List.of(gnp("a", "{namespaceSelector: projectcalico.org/name == 'shop'}")),
            "bank/db > shop/web TCP 80 no",
            "shop/web > bank/db TCP 80 yes"),
        of(
            "by the labels of service accounts",
            List.of(gnp("a", "{serviceAccountSelector: role == 'data'}")),
            "shop/web > bank/db TCP 80 no",
            "bank/db > bank/web TCP 80 yes"),
        of(
            "by the labels that Calico gives",
            List.of(
                gnp(
                    "a",
                    "{selector: \"projectcalico.org/namespace == 'shop' && projectcalico.org/orchestrator == 'k8s' && projectcalico.org/serviceaccount == 'web'\"}")),
            "bank/db > shop/web TCP 80 no",
            "bank/db > shop/api TCP 80 yes"),
        of(
            "by the labels that a pod inherits",
            List.of(
                gnp("a", "{selector: pcns.env == 'prod' && app == 'web'}"),
                gnp("b", "{selector: pcsa.role == 'data'}")),
            "bank/db > shop/web TCP 80 no",
            "bank/db > shop/api TCP 80 yes",
            "shop/web > bank/db TCP 80 no"));
  }

  private static String ingress(String rule) {
    return np("shop", "a", "{selector: app == 'web', ingress: [%s]}".formatted(rule));
  }

  private static String globalIngress(String rule) {
    return gnp("a", "{selector: app == 'web', ingress: [%s]}".formatted(rule));
  }

  private static String egress(String rule) {
    return np("shop", "a", "{selector: app == 'web', egress: [%s]}".formatted(rule));
  }

  static Stream<Case> entities() {
    String sets =
        object("NetworkSet", "bank", "s", "{nets: [9.9.9.0/24]}", "app: partner")
            + "\n---\n"
            + object("GlobalNetworkSet", "", "g", "{nets: [8.8.8.8, 10.1.0.2/32]}", "app: partner");
    return Stream.of(
        of(
            "nothing given: anyone",
            List.of(ingress("{action: Allow}")),
            "bank/db > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 yes"),
        of(
            "a selector of a NetworkPolicy: its own namespace",
            List.of(ingress("{action: Allow, source: {selector: has(app)}}")),
            "shop/api > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 80 no",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "with a namespaceSelector: there",
            List.of(
                ingress(
                    "{action: Allow, source: {selector: has(app), namespaceSelector: env == 'test'}}")),
            "shop/api > shop/web TCP 80 no",
            "bank/db > shop/web TCP 80 yes"),
        of(
            "a namespaceSelector alone: all endpoints there",
            List.of(ingress("{action: Allow, source: {namespaceSelector: all()}}")),
            "shop/api > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "global(): endpoints without namespace",
            List.of(sets, ingress("{action: Allow, source: {namespaceSelector: global()}}")),
            "bank/db > shop/web TCP 80 no",
            "8.8.8.8 > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "a selector of a GlobalNetworkPolicy: everywhere",
            List.of(sets, globalIngress("{action: Allow, source: {selector: has(app)}}")),
            "bank/db > shop/web TCP 80 yes",
            "8.8.8.8 > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 yes",
            "7.7.7.7 > shop/web TCP 80 no"),
        of(
            "a positive selector does not mean unknown addresses",
            List.of(globalIngress("{action: Allow, source: {selector: '!has(nothing)'}}")),
            "bank/db > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "notSelector does",
            List.of(globalIngress("{action: Allow, source: {notSelector: app == 'db'}}")),
            "bank/db > shop/web TCP 80 no",
            "shop/api > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 yes"),
        of(
            "notSelector of a NetworkPolicy limits to its namespace",
            List.of(ingress("{action: Allow, source: {notSelector: app == 'api'}}")),
            "shop/api > shop/web TCP 80 no",
            "shop/cron > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 80 no",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "selector and notSelector",
            List.of(
                globalIngress(
                    "{action: Allow, source: {selector: has(app), notSelector: app == 'db'}}")),
            "bank/db > shop/web TCP 80 no",
            "bank/web > shop/web TCP 80 yes"),
        of(
            "network sets inherit the labels of their namespace",
            List.of(
                sets,
                globalIngress(
                    "{action: Allow, source: {selector: app == 'partner', namespaceSelector: env == 'test'}}")),
            "9.9.9.9 > shop/web TCP 80 yes",
            "8.8.8.8 > shop/web TCP 80 no"),
        of(
            "network sets are of the own namespace in a NetworkPolicy",
            List.of(sets, ingress("{action: Allow, source: {selector: app == 'partner'}}")),
            "9.9.9.9 > shop/web TCP 80 no",
            "8.8.8.8 > shop/web TCP 80 no"),
        of(
            "pods are matched by addresses of sets",
            List.of(sets, globalIngress("{action: Allow, source: {selector: app == 'partner'}}")),
            "bank/web > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 80 no"),
        of(
            "nets match pods too",
            List.of(ingress("{action: Allow, source: {nets: [10.1.0.0/16]}}")),
            "bank/db > shop/web TCP 80 yes",
            "shop/api > shop/web TCP 80 no"),
        of(
            "nets and notNets",
            List.of(
                ingress("{action: Allow, source: {nets: [10.0.0.0/8], notNets: [10.1.0.1/32]}}")),
            "bank/db > shop/web TCP 80 no",
            "bank/web > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 no"),
        of(
            "service accounts by name, of the own namespace",
            List.of(ingress("{action: Allow, source: {serviceAccounts: {names: [api, db]}}}")),
            "shop/api > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 80 no"),
        of(
            "service accounts by name and label",
            List.of(
                globalIngress(
                    "{action: Allow, source: {serviceAccounts: {names: [api, db], selector: role == 'data'}}}")),
            "shop/api > shop/web TCP 80 no",
            "bank/db > shop/web TCP 80 yes"),
        of(
            "the own side",
            List.of(
                np(
                    "shop",
                    "a",
                    "{ingress: [{action: Allow, destination: {selector: app == 'web'}}]}")),
            "bank/db > shop/web TCP 80 yes",
            "bank/db > shop/api TCP 80 no"),
        of(
            "ipVersion 4",
            List.of(ingress("{action: Allow, ipVersion: 4}")),
            "bank/db > shop/web TCP 80 yes",
            "9.9.9.9 > shop/web TCP 80 yes",
            "2001:db8::1 > shop/web TCP 80 no"),
        of(
            "ipVersion 6 is none of these addresses",
            List.of(ingress("{action: Allow, ipVersion: 6}")),
            "bank/db > shop/web TCP 80 no",
            "9.9.9.9 > shop/web TCP 80 no"));
  }

  static Stream<Case> traffic() {
    return Stream.of(
        of(
            "protocol by number",
            List.of(ingress("{action: Allow, protocol: 17}")),
            "bank/db > shop/web UDP 53 yes",
            "bank/db > shop/web TCP 53 no"),
        of(
            "protocol by digits",
            List.of(ingress("{action: Allow, protocol: '6', destination: {ports: ['80']}}")),
            "bank/db > shop/web TCP 80 yes",
            "bank/db > shop/web UDP 80 no"),
        of(
            "notProtocol",
            List.of(ingress("{action: Allow, notProtocol: TCP}")),
            "bank/db > shop/web UDP 53 yes",
            "bank/db > shop/web TCP 53 no",
            "bank/db > shop/web ICMP 8 yes"),
        of(
            "ranges and numbers",
            List.of(
                ingress("{action: Allow, protocol: TCP, destination: {ports: ['80:90', 443]}}")),
            "bank/db > shop/web TCP 80 yes",
            "bank/db > shop/web TCP 90 yes",
            "bank/db > shop/web TCP 91 no",
            "bank/db > shop/web TCP 443 yes"),
        of(
            "notPorts",
            List.of(
                ingress(
                    "{action: Allow, protocol: TCP, destination: {ports: ['80:90'], notPorts: [85, metrics]}}")),
            "bank/db > shop/web TCP 84 yes",
            "bank/db > shop/web TCP 85 no",
            "bank/db > shop/web TCP 88 no",
            "bank/db > shop/web UDP 84 no"),
        of(
            "source ports",
            List.of(ingress("{action: Allow, protocol: TCP, source: {ports: ['1000:2000']}}")),
            "bank/db > shop/web TCP 80/1500 yes",
            "bank/db > shop/web TCP 80/999 no"),
        of(
            "port names of both sides",
            List.of(
                ingress(
                    "{action: Allow, protocol: TCP, source: {ports: [http]}, destination: {ports: [http]}}")),
            "shop/api > shop/web TCP 80/8080 yes",
            "shop/api > shop/web TCP 80/80 no",
            "shop/api > shop/web TCP 8080/8080 no"),
        of(
            "a port name is one of the rule's protocol",
            List.of(ingress("{action: Allow, protocol: UDP, destination: {ports: [http, dns]}}")),
            "bank/db > shop/web UDP 80 no",
            "bank/db > shop/web UDP 53 yes"),
        of(
            "port names without protocol are those of TCP",
            List.of(ingress("{action: Allow, destination: {ports: [http, dns]}}")),
            "bank/db > shop/web TCP 80 yes",
            "bank/db > shop/web UDP 53 no"),
        of(
            "a port name means nothing at an address of a network set",
            List.of(
                object("GlobalNetworkSet", "", "g", "{nets: [10.1.0.2/32]}", "app: partner"),
                globalIngress(
                    "{action: Allow, protocol: TCP, source: {selector: \"app in {'partner', 'api'}\", ports: [http, 1000]}}")),
            "bank/web > shop/web TCP 80/80 no",
            "bank/web > shop/web TCP 80/1000 yes",
            "shop/api > shop/web TCP 80/8080 yes",
            "shop/api > shop/web TCP 80/1000 yes"),
        of(
            "ICMP only if a rule matches",
            List.of(ingress("{action: Allow, protocol: TCP}")),
            "bank/db > shop/web ICMP 8 no"),
        of(
            "ICMP by type",
            List.of(ingress("{action: Allow, protocol: ICMP, icmp: {type: 8}}")),
            "bank/db > shop/web ICMP 8 yes",
            "bank/db > shop/web ICMP 3 no"),
        of(
            "ICMP by type and code",
            List.of(ingress("{action: Allow, protocol: ICMP, icmp: {type: 8, code: 1}}")),
            "bank/db > shop/web ICMP 8 no"),
        of(
            "notICMP",
            List.of(ingress("{action: Allow, protocol: ICMP, notICMP: {type: 8}}")),
            "bank/db > shop/web ICMP 8 no",
            "bank/db > shop/web ICMP 3 yes"),
        of(
            "http narrows and does not close",
            List.of(ingress("{action: Allow, http: {methods: [GET]}}")),
            "bank/db > shop/web TCP 80 yes"));
  }

  static Stream<Case> services() {
    String service =
        """
        {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank},
         spec: {selector: {app: db}, ports: [{port: 80, targetPort: 5432}]}}""";
    String slice =
        """
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
         metadata: {name: s, namespace: bank, labels: {kubernetes.io/service-name: db}},
         addressType: IPv4, endpoints: [{addresses: [10.1.0.2]}, {addresses: [9.9.9.9], conditions: {ready: false}}],
         ports: [{port: 5433, protocol: TCP}]}""";
    String to = egress("{action: Allow, destination: {services: {name: db, namespace: bank}}}");
    String from =
        ingress(
            "{action: Allow, protocol: TCP, source: {services: {name: db, namespace: bank}, ports: [1000]}}");
    return Stream.of(
        of(
            "as a destination by slices: addresses and ports, ready or not",
            List.of(service, slice, to),
            "shop/web > bank/web TCP 5433 yes",
            "shop/web > 9.9.9.9 TCP 5433 yes",
            "shop/web > bank/web TCP 5432 no",
            "shop/web > bank/web UDP 53 no",
            "shop/web > bank/db TCP 5432 no"),
        of(
            "slices without a Service count",
            List.of(slice, to),
            "shop/web > bank/web TCP 5433 yes"),
        of(
            "as a destination without slices: what the selector and the ports will make",
            List.of(service, to),
            "shop/web > bank/db TCP 5432 yes",
            "shop/web > bank/db TCP 80 no"),
        of(
            "as a source: addresses alone",
            List.of(service, slice, from),
            "bank/web > shop/web TCP 80/1000 yes",
            "bank/web > shop/web TCP 80/1001 no",
            "bank/db > shop/web TCP 80/1000 no"),
        of(
            "as a source without slices",
            List.of(service, from),
            "bank/db > shop/web TCP 80/1000 yes",
            "bank/web > shop/web TCP 80/1000 no"),
        of(
            "of the policy's namespace where none is named",
            List.of(service, egress("{action: Allow, destination: {services: {name: db}}}")),
            "shop/web > bank/db TCP 5432 no"),
        of(
            "no such service: nothing",
            List.of(egress("{action: Allow, destination: {services: {name: none}}}")),
            "shop/web > bank/db TCP 5432 no"));
  }

  @ParameterizedTest
  @MethodSource({"tiersAndOrder", "typesAndSubjects", "entities", "traffic", "services"})
  void letsThrough(Case c) {
    CalicoWorld world = CalicoWorld.of(c.policies());
    assertThat(world.translation().refusals()).isEmpty();
    for (String flow : c.flows()) {
      boolean expected = flow.endsWith(" yes");
      assertThat(world.allowsBySets(flow)).as("%s by sets", flow).isEqualTo(expected);
      assertThat(world.allowsByWalk(flow)).as("%s by walk", flow).isEqualTo(expected);
    }
  }

  @Test
  void tiersWithoutPoliciesAreNotThere() {
    Translation t = CalicoWorld.of(List.of(tier("t", "{order: 1}"), gnp("a", "{}"))).translation();
    assertThat(t.policies().tiers()).extracting(Tier::name).containsExactly("default");
  }

  @Test
  void stagedPoliciesAreNamed() {
    Translation t =
        CalicoWorld.of(List.of(object("StagedNetworkPolicy", "shop", "s", "{}"))).translation();
    assertThat(t.policies().unenforced()).extracting(ResourceRef::name).containsExactly("s");
    assertThat(t.gaps()).isEmpty();
  }

  @Test
  void httpIsKept() {
    Translation t =
        CalicoWorld.of(
                List.of(
                    ingress(
                        "{action: Allow, http: {methods: [GET, PUT], paths: [{exact: /a.b}, {prefix: /c}]}}")))
            .translation();
    Policy policy = t.policies().policies().findFirst().orElseThrow();
    assertThat(policy.ingress().rules().getFirst().narrowing())
        .isEqualTo(
            new Layer7.Http(
                List.of(
                    new Layer7.Request("GET", "/a\\.b(?:[?#].*)?", null, List.of()),
                    new Layer7.Request("GET", "/c.*", null, List.of()),
                    new Layer7.Request("PUT", "/a\\.b(?:[?#].*)?", null, List.of()),
                    new Layer7.Request("PUT", "/c.*", null, List.of()))));
  }

  @Test
  void storedAndServedThatDifferAreNeither() {
    Translation t =
        CalicoWorld.of(
                List.of(
                    gnp("a", "{ingress: [{action: Deny}]}"),
                    gnp("a", "{ingress: [{action: Allow}]}")
                        .replace("projectcalico.org/v3", "crd.projectcalico.org/v1")))
            .translation();
    assertThat(t.refusals()).hasSize(2).extracting(Refusal::pointer).containsOnly("/metadata/name");
    assertThat(t.policies().policies()).isEmpty();
  }

  @Test
  void tieWithKubernetesIsDoubtful() {
    Translation t =
        CalicoWorld.of(
                List.of(
                    knp("shop", "a", "{podSelector: {}, ingress: [{}]}"),
                    gnp("z", "{order: 1000, ingress: [{action: Deny}]}")))
            .translation();
    assertThat(t.warnings())
        .filteredOn(w -> w.effect() == Effect.MAY_ALLOW)
        .extracting(Warning::pointer)
        .containsExactly("/spec/order");
  }

  @Test
  void hostEndpointsAreMatchedByAddressAndMayNarrow() {
    CalicoWorld world =
        CalicoWorld.of(
            List.of(
                object(
                    "HostEndpoint",
                    "",
                    "h",
                    "{node: n1, interfaceName: '*', expectedIPs: [172.18.0.2]}",
                    "role: host"),
                globalIngress("{action: Allow, source: {selector: role == 'host'}}")));
    assertThat(world.allowsByWalk("172.18.0.2 > shop/web TCP 80")).isTrue();
    assertThat(world.allowsByWalk("172.18.0.3 > shop/web TCP 80")).isFalse();
    assertThat(world.translation().warnings())
        .extracting(Warning::effect)
        .containsExactly(Effect.MAY_NARROW);
  }

  @Test
  void labelsOfStoredObjectsAreInTheirAnnotation() {
    String set =
        """
        {apiVersion: crd.projectcalico.org/v1, kind: GlobalNetworkSet,
         metadata: {name: g, annotations: {projectcalico.org/metadata: '{"labels":{"app":"partner"}}'}},
         spec: {nets: [8.8.8.8]}}""";
    CalicoWorld world =
        CalicoWorld.of(
            List.of(set, globalIngress("{action: Allow, source: {selector: app == 'partner'}}")));
    assertThat(world.allowsBySets("8.8.8.8 > shop/web TCP 80")).isTrue();
    assertThat(world.allowsBySets("8.8.8.9 > shop/web TCP 80")).isFalse();
  }

  @Test
  void unknownServiceAccountsAreDoubt() {
    Translation t =
        CalicoWorld.of(List.of(gnp("a", "{serviceAccountSelector: role == 'data'}"))).translation();
    assertThat(t.warnings())
        .extracting(Warning::effect, Warning::pointer)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                Effect.MAY_ALLOW, "/spec/serviceAccountSelector"));
  }

  @Test
  void underAnotherDialectTheyAreDoubt() {
    Translation t = Snapshots.translate(gnp("a", "{}"));
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_ALLOW);
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.policies().policies()).isEmpty();
  }

  static String gnp(String name, String spec) {
    return object("GlobalNetworkPolicy", "", name, spec);
  }

  static String np(String namespace, String name, String spec) {
    return object("NetworkPolicy", namespace, name, spec);
  }

  static String tier(String name, String spec) {
    return object("Tier", "", name, spec);
  }

  static String knp(String namespace, String name, String spec) {
    return np(namespace, name, spec).replace("projectcalico.org/v3", "networking.k8s.io/v1");
  }

  static String object(String kind, String namespace, String name, String spec) {
    return object(kind, namespace, name, spec, "");
  }

  static String object(String kind, String namespace, String name, String spec, String labels) {
    String in = namespace.isEmpty() ? "" : ", namespace: " + namespace;
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %s%s, labels: {%s}}, spec: %s}"
        .formatted(kind, name, in, labels, spec);
  }
}
