package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What Cilium's policies mean, by both formulations, where no given case shows it
/// (docs.cilium.io/en/stable/security/policy; `pkg/policy/api`).
class CiliumPolicyTest {
  private static final DialectSettings SETTINGS = DialectSettings.of(Dialect.CILIUM, Use.MANIFESTS);

  private static final String CLUSTER =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {env: prod}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {env: test}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 172.18.0.3}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank, labels: {tier: data}},
       spec: {selector: {app: db}, ports: [{port: 1}]}}
      ---
      {apiVersion: cilium.io/v2, kind: CiliumCIDRGroup, metadata: {name: partners, labels: {of: partners}}, spec: {externalCIDRs: [192.0.2.0/24]}}
      ---
      """
          + pod("shop", "web", "10.0.0.1", "{name: http, containerPort: 80}")
          + pod("shop", "api", "10.0.0.2", "{name: http, containerPort: 8080}")
          + pod("bank", "db", "10.1.0.1", "");

  private static String pod(String namespace, String name, String address, String ports) {
    return """
        {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: %s, labels: {app: %s, pod-template-hash: x}},
         spec: {nodeName: n1, serviceAccountName: %s, containers: [{name: c, image: i, ports: [%s]}]},
         status: {phase: Running, podIP: %s}}
        ---
        """
        .formatted(name, namespace, name, name, ports, address);
  }

  static String cnp(String name, String spec) {
    return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: "
        + name
        + ", namespace: shop}, spec: "
        + spec
        + "}";
  }

  static String ccnp(String name, String spec) {
    return "{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: "
        + name
        + "}, spec: "
        + spec
        + "}";
  }

  static Translation translate(String... policies) {
    List<String> documents = new ArrayList<>(List.of(CLUSTER));
    documents.addAll(List.of(policies));
    return Translator.translate(Snapshots.of(documents.toArray(String[]::new)), SETTINGS);
  }

  record Case(String policy, List<String> allowed, List<String> denied) {
    @Override
    public String toString() {
      return policy;
    }
  }

  private static Case ingress(String rule, List<String> allowed, List<String> denied) {
    return new Case(
        cnp("a", "{endpointSelector: {matchLabels: {app: web}}, ingress: [" + rule + "]}"),
        allowed,
        denied);
  }

  private static Case egress(String rule, List<String> allowed, List<String> denied) {
    return new Case(
        cnp("a", "{endpointSelector: {matchLabels: {'k8s:app': web}}, egress: [" + rule + "]}"),
        allowed,
        denied);
  }

  private static final String API = "shop/api > shop/web TCP 80";
  private static final String DB = "bank/db > shop/web TCP 80";
  private static final String WORLD = "192.0.2.1 > shop/web TCP 80";
  private static final String LOCAL = "172.18.0.2 > shop/web TCP 80";
  private static final String REMOTE = "172.18.0.3 > shop/web TCP 80";

  static Stream<Case> peers() {
    return Stream.of(
        ingress("{fromEndpoints: [{}]}", List.of(API, LOCAL), List.of(DB, WORLD, REMOTE)),
        ingress(
            "{fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.env': test}}]}",
            List.of(DB),
            List.of(API, WORLD, REMOTE)),
        ingress("{fromEndpoints: [{matchLabels: {'any:app': db}}]}", List.of(), List.of(API, DB)),
        ingress(
            "{fromEndpoints: [{matchLabels: {pod-template-hash: x}}]}", List.of(), List.of(API)),
        ingress(
            "{fromEndpoints: [{matchLabels: {'reserved:remote-node': ''}}]}",
            List.of(REMOTE),
            List.of(API, WORLD)),
        // a requirement that holds without the label holds for what is no pod
        ingress(
            "{fromEndpoints: [{matchExpressions: [{key: 'k8s:io.kubernetes.pod.namespace', operator: NotIn, values: [bank]}]}]}",
            List.of(API, WORLD, REMOTE),
            List.of(DB)),
        ingress("{fromEntities: [cluster]}", List.of(API, DB, REMOTE), List.of(WORLD)),
        ingress("{fromEntities: [none]}", List.of(LOCAL), List.of(API, WORLD, REMOTE)),
        ingress("{fromEntities: [world-ipv6]}", List.of(), List.of(API, WORLD)),
        ingress("{fromEntities: [remote-node]}", List.of(REMOTE), List.of(API, WORLD)),
        ingress("{fromCIDR: [0.0.0.0/0]}", List.of(WORLD), List.of(API, REMOTE)),
        ingress("{fromCIDR: [192.0.2.1]}", List.of(WORLD), List.of("192.0.2.2 > shop/web TCP 80")),
        ingress(
            "{fromCIDRSet: [{cidr: 192.0.0.0/8, except: [192.0.2.0/24]}]}",
            List.of("192.0.3.1 > shop/web TCP 80"),
            List.of(WORLD)),
        ingress("{fromCIDRSet: [{cidrGroupRef: partners}]}", List.of(WORLD), List.of(API)),
        ingress("{fromCIDRSet: [{cidrGroupRef: others}]}", List.of(), List.of(WORLD)),
        egress(
            "{toServices: [{k8sService: {serviceName: db, namespace: bank}}]}",
            List.of("shop/web > bank/db TCP 9"),
            List.of("shop/web > shop/api TCP 9")),
        egress(
            "{toServices: [{k8sServiceSelector: {selector: {matchLabels: {tier: data}}}}]}",
            List.of("shop/web > bank/db TCP 9"),
            List.of("shop/web > 192.0.2.1 TCP 9")),
        egress(
            "{toFQDNs: [{matchPattern: '*.example.org'}]}",
            List.of("shop/web > 192.0.2.1 TCP 9"),
            List.of("shop/web > bank/db TCP 9", "shop/web > 172.18.0.3 TCP 9")));
  }

  static Stream<Case> ports() {
    return Stream.of(
        ingress(
            "{toPorts: [{ports: [{port: '80'}]}]}",
            List.of(API, WORLD, "shop/api > shop/web UDP 80"),
            List.of(
                "shop/api > shop/web SCTP 80",
                "shop/api > shop/web TCP 81",
                "shop/api > shop/web ICMP 8")),
        ingress(
            "{toPorts: [{ports: [{port: '80', endPort: 90, protocol: TCP}]}]}",
            List.of("shop/api > shop/web TCP 90"),
            List.of("shop/api > shop/web TCP 91", "shop/api > shop/web UDP 90")),
        ingress(
            "{toPorts: [{ports: [{port: http, protocol: TCP}]}]}",
            List.of(API),
            List.of("shop/api > shop/web TCP 8080")),
        ingress(
            "{toPorts: [{ports: [{port: '0', protocol: TCP}]}]}",
            List.of("shop/api > shop/web TCP 65535"),
            List.of("shop/api > shop/web UDP 1")),
        ingress(
            "{icmps: [{fields: [{type: EchoRequest}]}]}",
            List.of("shop/api > shop/web ICMP 8"),
            List.of(API, "shop/api > shop/web ICMP 0")),
        ingress(
            "{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{method: GET}]}}, {ports: [{port: '81', protocol: TCP}]}]}",
            List.of(API, "shop/api > shop/web TCP 81"),
            List.of("shop/api > shop/web TCP 82")));
  }

  static Stream<Case> policies() {
    String web = "{endpointSelector: {matchLabels: {app: web}}";
    return Stream.of(
        // no rules, no isolation
        new Case(cnp("a", web + ", ingress: []}"), List.of(API), List.of()),
        new Case(
            cnp(
                "a",
                "{endpointSelector: {matchLabels: {io.kubernetes.pod.namespace: bank}}, ingress: [{}]}"),
            List.of("shop/web > bank/db TCP 1"),
            List.of(API)),
        new Case(
            ccnp(
                "a",
                "{endpointSelector: {}, ingressDeny: [{fromEntities: [world]}], enableDefaultDeny: {ingress: false}}"),
            List.of(API, "shop/web > bank/db TCP 1"),
            List.of(WORLD, "192.0.2.1 > bank/db TCP 1")),
        new Case(
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: a, namespace: shop}, specs: ["
                + web
                + ", ingress: [{fromEntities: [world]}]}, {endpointSelector: {matchLabels: {app: api}}, ingress: [{}]}]}",
            List.of(WORLD),
            List.of(API, "shop/web > shop/api TCP 1")),
        // Cilium's labels in a NetworkPolicy
        new Case(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {matchLabels: {'k8s:app': web}}, ingress: [{from: [{podSelector: {matchLabels: {io.cilium.k8s.policy.serviceaccount: api}}}, {ipBlock: {cidr: 0.0.0.0/0}}]}]}}",
            List.of(API, WORLD),
            List.of(DB)),
        // a baseline decides only where nothing else isolates
        new Case(
            "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: b}, spec: {tier: Baseline, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}\n---\n"
                + cnp("a", web + ", ingress: [{fromEndpoints: [{}]}]}"),
            List.of(API),
            List.of(DB, "shop/web > shop/api TCP 1")));
  }

  @ParameterizedTest
  @MethodSource({"peers", "ports", "policies"})
  void flowsAreAsThePolicySays(Case given) {
    Translation translation = translate(given.policy());
    assertThat(translation.refusals()).isEmpty();
    Reachability sets = Reachability.of(translation.inventory(), translation.policies(), SETTINGS);
    FlowEvaluator walk =
        FlowEvaluator.of(translation.inventory(), translation.policies(), SETTINGS);
    for (String flow : given.allowed()) {
      assertThat(bySets(sets, flow)).as("%s by sets", flow).isTrue();
      assertThat(byWalk(walk, sets, flow)).as("%s by walk", flow).isTrue();
    }
    for (String flow : given.denied()) {
      assertThat(bySets(sets, flow)).as("%s by sets", flow).isFalse();
      assertThat(byWalk(walk, sets, flow)).as("%s by walk", flow).isFalse();
    }
  }

  private static boolean bySets(Reachability sets, String flow) {
    String[] words = flow.split(" ");
    return sets.traffic(number(sets, words[0]), number(sets, words[2])).contains(packet(words));
  }

  private static boolean byWalk(FlowEvaluator walk, Reachability sets, String flow) {
    String[] words = flow.split(" ");
    return walk.evaluate(endpoint(sets, words[0]), endpoint(sets, words[2]), packet(words))
        .allowed();
  }

  private static Packet packet(String[] words) {
    Protocol protocol = Protocol.parse(words[3]);
    int number = Integer.parseInt(words[4]);
    return protocol.hasIcmpTypes() ? Packet.icmp(protocol, number, 0) : Packet.of(protocol, number);
  }

  private static int number(Reachability sets, String text) {
    List<Pod> pods = sets.endpoints().podList();
    for (Pod pod : pods) {
      if (pod.toString().equals(text)) {
        return sets.endpoints().idOf(pod);
      }
    }
    IpAddress address = IpAddress.tryParse(text).orElseThrow();
    List<Node> nodes = sets.endpoints().nodeList();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).addresses().contains(address)) {
        return sets.endpoints().idOfNode(i);
      }
    }
    return sets.endpoints().addressesIn(IpSet.of(address)).first();
  }

  private static Endpoint endpoint(Reachability sets, String text) {
    Endpoint found = sets.endpoints().get(number(sets, text));
    return found instanceof Endpoint.AddressEndpoint
        ? new Endpoint.AddressEndpoint(IpRange.of(IpAddress.tryParse(text).orElseThrow()))
        : found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nodeSelector: {}, ingress: [{}]} | MAY_NARROW | /spec/nodeSelector",
        "{endpointSelector: {}, ingress: [{fromEntities: [kube-apiserver]}]} | MAY_ALLOW | /spec/ingress/0/fromEntities/0",
        "{endpointSelector: {}, ingress: [{fromEntities: [world], authentication: {mode: required}}]} | MAY_NARROW | /spec/ingress/0/authentication",
        "{endpointSelector: {}, ingress: [{fromEndpoints: []}]} | ADVICE | /spec/ingress/0/fromEndpoints",
        "{endpointSelector: {}, egress: [{toGroups: [{aws: {}}]}]} | MAY_ALLOW | /spec/egress/0/toGroups/0",
        "{endpointSelector: {matchLabels: {'container:a': b}}, egress: [{}]} | MAY_ALLOW | /spec/endpointSelector/matchLabels/container:a"
      })
  void whatIsNotModelledIsDoubted(String spec, Effect effect, String pointer) {
    assertThat(translate(ccnp("a", spec)).warnings())
        .filteredOn(w -> w.pointer().equals(pointer))
        .extracting(Warning::effect)
        .containsExactly(effect);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fromEntities: [ingress] | Ingress | 1",
        "fromEndpoints: [{matchLabels: {'reserved:ingress': ''}}] | Ingress | 1",
        "fromEntities: [ingress] | Route | 0",
        "fromEndpoints: [{matchLabels: {'reserved:world': ''}}] | Ingress | 0",
        "fromEntities: [unmanaged] | Route | 1",
        "fromEntities: [health] | Ingress | 0"
      })
  void theProxyStandsForWhomItLeadsIn(String peers, String kind, int doubts) {
    Translation translation =
        translate(
            "{apiVersion: networking.k8s.io/v1, kind: "
                + kind
                + ", metadata: {name: i, namespace: bank}, spec: {}}",
            ccnp("a", "{endpointSelector: {}, ingress: [{" + peers + "}]}"));
    assertThat(translation.warnings())
        .filteredOn(w -> w.effect() == Effect.MAY_ALLOW)
        .hasSize(doubts);
  }

  @Test
  void aServiceWhoseEndpointsWereNotReadIsDoubted() {
    Translation translation =
        translate(
            "{apiVersion: v1, kind: Service, metadata: {name: outside, namespace: bank}, spec: {ports: [{port: 1}]}}",
            ccnp(
                "a",
                "{endpointSelector: {}, egress: [{toServices: [{k8sService: {serviceName: outside, namespace: bank}}]}]}"));
    assertThat(translation.warnings())
        .filteredOn(w -> w.pointer().equals("/spec/egress/0/toServices/0"))
        .extracting(Warning::effect)
        .containsExactly(Effect.MAY_ALLOW);
  }

  @Test
  void aServiceWithMalformedLabelsIsRefusedAlone() {
    Translation translation =
        translate(
            "{apiVersion: v1, kind: Service, metadata: {name: odd, namespace: bank, labels: [a]}, spec: {ports: [{port: 1}]}}",
            ccnp("a", "{endpointSelector: {}, ingress: [{}]}"));
    assertThat(translation.refusals()).extracting(r -> r.ref().name()).containsOnly("odd");
    assertThat(translation.policies().policies()).hasSize(1);
  }

  @Test
  void policiesThatCiliumDoesNotKnowAreNotEnforced() {
    Translation translation =
        translate(
            "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}");
    assertThat(translation.policies().policies()).isEmpty();
    assertThat(translation.policies().unenforced()).hasSize(1);
    assertThat(translation.warnings()).extracting(Warning::effect).containsOnly(Effect.MAY_ALLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [{}]} | /spec | exactly one of endpointSelector",
        "{podSelector: {}, ingress: [{}]} | /spec/podSelector | \"endpointSelector\" is meant",
        "{endpointSelector: {}, nodeSelector: {}, ingress: [{}]} | /spec | exactly one",
        "{nodeSelector: {}, ingress: [{}]} | /spec/nodeSelector | CiliumClusterwideNetworkPolicy alone",
        "{endpointSelector: {matchLabels: {'k8s:a@b': c}}, ingress: [{}]} | /spec/endpointSelector/matchLabels/k8s:a@b | label key",
        "{endpointSelector: {}, ingress: [{toEndpoints: [{}]}]} | /spec/ingress/0/toEndpoints | \"fromEndpoints\" is meant",
        "{endpointSelector: {}, ingress: [{fromEndpoints: [{}], fromEntities: [all]}]} | /spec/ingress/0 | cannot stand in one rule",
        "{endpointSelector: {}, ingress: [{fromEntities: [everyone]}]} | /spec/ingress/0/fromEntities/0 | no entity",
        "{endpointSelector: {}, ingress: [{fromCIDR: [10.0.0.0/33]}]} | /spec/ingress/0/fromCIDR/0 | no CIDR",
        "{endpointSelector: {}, ingress: [{fromCIDRSet: [{cidr: 10.0.0.0/8, except: [11.0.0.0/8]}]}]} | /spec/ingress/0/fromCIDRSet/0/except/0 | must lie within",
        "{endpointSelector: {}, ingress: [{fromCIDRSet: [{except: [11.0.0.0/8]}]}]} | /spec/ingress/0/fromCIDRSet/0 | exactly one of cidr",
        "{endpointSelector: {}, ingress: [{toPorts: [{port: '80', protocol: TCP}]}]} | /spec/ingress/0/toPorts/0/port | \"ports\" is meant",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: 80}]}]}]} | /spec/ingress/0/toPorts/0/ports/0/port | in quotes",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80', protocol: tcp}]}]}]} | /spec/ingress/0/toPorts/0/ports/0/protocol | TCP is meant",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80', endPort: 70}]}]}]} | /spec/ingress/0/toPorts/0/ports/0/endPort | must be 80 to 65535",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], rules: {http: [{allowedHeaders: [a]}]}}]}]} | /spec/ingress/0/toPorts/0/rules/http/0/allowedHeaders | \"headers\" is meant",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], rules: {http: [{path: '['}]}}]}]} | /spec/ingress/0/toPorts/0/rules/http/0/path | no regular expression",
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '53'}], rules: {dns: [{matchName: a}]}}]}]} | /spec/ingress/0/toPorts/0/rules/dns | egress alone",
        "{endpointSelector: {}, ingressDeny: [{toPorts: [{ports: [{port: '80'}], rules: {http: [{}]}}]}]} | /spec/ingressDeny/0/toPorts/0/rules | cannot stand in ingressDeny",
        "{endpointSelector: {}, egressDeny: [{toFQDNs: [{matchName: a.b}]}]} | /spec/egressDeny/0/toFQDNs/0 | cannot stand in egressDeny",
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchName: '*.b'}]}]} | /spec/egress/0/toFQDNs/0/matchName | matchPattern is meant",
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b}], toEntities: [world]}]} | /spec/egress/0 | cannot stand in one rule",
        "{endpointSelector: {}, egress: [{icmps: [{fields: [{type: Ping}]}]}]} | /spec/egress/0/icmps/0/fields/0/type | an ICMP type",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '8', protocol: ICMP}]}]}]} | /spec/egress/0/toPorts/0/ports/0/protocol | write icmps",
        "{endpointSelector: {}, egress: [{toServices: [{}]}]} | /spec/egress/0/toServices/0 | exactly one of k8sService"
      })
  void whatAnAgentWouldNotTakeIsRefused(String spec, String pointer, String part) {
    Translation translation = translate(cnp("a", spec));
    assertThat(translation.refusals())
        .anySatisfy(
            refusal -> {
              assertThat(refusal.pointer()).isEqualTo(pointer);
              assertThat(refusal.problem()).contains(part);
            });
    assertThat(translation.gaps()).hasSize(1);
    assertThat(translation.policies().policies()).isEmpty();
  }
}
