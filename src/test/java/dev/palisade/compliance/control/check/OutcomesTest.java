package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check against the well-built cluster with one thing changed.
class OutcomesTest {

  /// @param findings `source -> destination: traffic` or `subject direction`, sorted; for
  ///   INCONCLUSIVE and NOT_APPLICABLE a piece of a reason each
  record Case(
      String name,
      String check,
      UnaryOperator<World> change,
      Outcome outcome,
      List<String> findings) {
    @Override
    public String toString() {
      return check + ": " + name;
    }
  }

  static Case fails(String check, String name, UnaryOperator<World> change, String... findings) {
    return new Case(name, check, change, Outcome.FAIL, List.of(findings));
  }

  static Case leavesDoubt(
      String check, String name, UnaryOperator<World> change, String... reasons) {
    return new Case(name, check, change, Outcome.INCONCLUSIVE, List.of(reasons));
  }

  static Case doesNotApply(
      String check, String name, UnaryOperator<World> change, String... reasons) {
    return new Case(name, check, change, Outcome.NOT_APPLICABLE, List.of(reasons));
  }

  static Case passes(String check, String name, UnaryOperator<World> change) {
    return new Case(name, check, change, Outcome.PASS, List.of());
  }

  static String ingress(String namespace, String name, String app, String from, String ports) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s}
        spec: {podSelector: {matchLabels: {app: %s}}, policyTypes: [Ingress], ingress: [{from: %s%s}]}
        """
        .formatted(namespace, name, app, from, ports.isEmpty() ? "" : ", ports: " + ports);
  }

  static String egress(String namespace, String name, String app, String to, String ports) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s}
        spec: {podSelector: {matchLabels: {app: %s}}, policyTypes: [Egress], egress: [{to: %s%s}]}
        """
        .formatted(namespace, name, app, to, ports.isEmpty() ? "" : ", ports: " + ports);
  }

  static final String SHOP =
      "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]";
  static final String KUBE_SYSTEM =
      "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]";
  static final String CDE = "[{namespaceSelector: {matchLabels: {palisade.dev/zone: cde}}}]";

  static String hostPod(String namespace, String node) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {namespace: %s, name: agent, labels: {app: agent}}
        spec: {hostNetwork: true, %scontainers: [{name: c, image: agent}]}
        """
        .formatted(namespace, node.isEmpty() ? "" : "nodeName: " + node + ", ");
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cardholder(cases);
    isolation(cases);
    ports(cases);
    internet(cases);
    dns(cases);
    hygiene(cases);
    gaps(cases);
    return cases;
  }

  private static void cardholder(List<Case> cases) {
    String in = "cardholder-ingress";
    String out = "cardholder-egress";
    cases.add(
        fails(
            in,
            "a rule lets the shop in, and the shop is open for egress to it",
            w ->
                w.with(ingress("cde", "leak", "vault", SHOP, "[{port: 8443}]"))
                    .with(egress("shop", "leak", "web", CDE, "")),
            "shop/web[Pod] -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        passes(
            in,
            "a rule lets the shop in, but the shop may not go there",
            w -> w.with(ingress("cde", "leak", "vault", SHOP, "[{port: 8443}]"))));
    cases.add(
        fails(
            in,
            "more ports than registered",
            w ->
                w.scope("traffic: [TCP/8443], justification", "traffic: [TCP/8444], justification"),
            "payments/gateway[Pod] -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        fails(
            in,
            "an address block lets the internet in",
            w ->
                w.with(
                        ingress(
                            "cde",
                            "leak",
                            "vault",
                            "[{ipBlock: {cidr: 0.0.0.0/0}}]",
                            "[{port: 8443}]"))
                    .without("Node n1", "Node n2"),
            "acquirer -> cde/vault[Pod]: TCP 8443",
            "internet -> cde/vault[Pod]: TCP 8443",
            "kube-system/coredns[Pod] -> cde/vault[Pod]: TCP 8443",
            "merchants -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        fails(
            in,
            "a hostNetwork pod of another zone on the same node reaches every pod there",
            w -> w.with(hostPod("shop", "n1")),
            "shop/agent[Pod] -> cde/vault[Pod]: All Connections"));
    cases.add(
        fails(
            in,
            "a hostNetwork pod of which the node is not known is taken to share it",
            w -> w.with(hostPod("shop", "")),
            "shop/agent[Pod] -> cde/db[Pod]: All Connections",
            "shop/agent[Pod] -> cde/vault[Pod]: All Connections"));
    cases.add(
        passes(
            in,
            "system pods in their node's network are not counted",
            w -> w.with(hostPod("kube-system", "n1"))));
    cases.add(
        fails(
            in,
            "a remote node is let in by its address; the local one is not counted",
            w ->
                w.with(
                    ingress(
                        "cde",
                        "nodes",
                        "vault",
                        "[{ipBlock: {cidr: 10.0.0.2/32}}, {ipBlock: {cidr: 10.0.0.1/32}}]",
                        "[{port: 8443}]")),
            "node/n2 -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        leavesDoubt(
            in,
            "no zone of category cardholder-data",
            w -> w.scope("category: cardholder-data", "category: trusted"),
            "nothing is declared in scope"));
    cases.add(
        doesNotApply(
            in,
            "the officer says that there is no cardholder data",
            w ->
                w.scope("cardholderData: present", "cardholderData: none")
                    .scope("category: cardholder-data", "category: trusted"),
            "no cardholder data"));
    cases.add(
        leavesDoubt(
            in,
            "the zone has no pods",
            w -> w.without("Pod cde/vault", "Pod cde/db"),
            "nothing was found to examine"));
    cases.add(
        fails(
            out,
            "a rule lets the vault reach the shop, which is open",
            w ->
                w.with(egress("cde", "leak", "vault", SHOP, "[{port: 8080}]"))
                    .without("NetworkPolicy shop/default-deny"),
            "cde/vault[Pod] -> shop/web[Pod]: TCP 8080"));
    cases.add(
        fails(
            out,
            "the DNS is not registered implicitly",
            w -> w.scopeLine("cluster: {implicitDns: false}"),
            "cde/db[Pod] -> kube-system/coredns[Pod]: TCP 53,UDP 53",
            "cde/vault[Pod] -> kube-system/coredns[Pod]: TCP 53,UDP 53"));
    cases.add(
        fails(
            out,
            "a private block outside the cluster",
            w ->
                w.with(
                    egress(
                        "cde",
                        "leak",
                        "vault",
                        "[{ipBlock: {cidr: 192.168.7.0/24}}]",
                        "[{port: 443}]")),
            "cde/vault[Pod] -> 192.168.7.0/24: TCP 443"));
    cases.add(
        doesNotApply(
            out,
            "the officer says that there is no cardholder data",
            w ->
                w.scope("cardholderData: present", "cardholderData: none")
                    .scope("category: cardholder-data", "category: trusted"),
            "no cardholder data"));
    cases.add(
        leavesDoubt(
            out,
            "no zone of category cardholder-data",
            w -> w.scope("category: cardholder-data", "category: trusted"),
            "nothing is declared in scope"));
  }

  private static void isolation(List<Case> cases) {
    String deny = "default-deny";
    cases.add(
        fails(
            deny,
            "the policy selects by label, so a future pod without it would be open",
            w ->
                w.with(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: shop, name: default-deny}
                    spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}
                    """),
            "shop egress",
            "shop ingress"));
    cases.add(
        fails(
            deny,
            "ingress only",
            w ->
                w.with(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: shop, name: default-deny}
                    spec: {podSelector: {}, policyTypes: [Ingress]}
                    """),
            "shop egress",
            "shop/web[Pod] egress"));
    cases.add(
        fails(
            deny,
            "a namespace without pods and without policies",
            w -> w.with("{apiVersion: v1, kind: Namespace, metadata: {name: default}}"),
            "default egress",
            "default ingress"));
    cases.add(
        passes(
            deny,
            "only the zones that the scope lists need it",
            w ->
                w.with("{apiVersion: v1, kind: Namespace, metadata: {name: default}}")
                    .scopeLine("defaultDeny: {zones: [cde, payments]}")));
    cases.add(
        fails(
            deny,
            "a pod in its node's network is not held by policies",
            w -> w.with(hostPod("shop", "n1")),
            "shop/agent[Pod] egress",
            "shop/agent[Pod] ingress"));
    cases.add(
        leavesDoubt(
            deny,
            "nothing needs it",
            w -> w.scopeLine("defaultDeny: {zones: []}"),
            "nothing was found to examine"));
    String zones = "namespace-isolation";
    cases.add(
        fails(
            zones,
            "an untrusted pod reaches a connected zone",
            w ->
                w.with(ingress("payments", "leak", "gateway", SHOP, "[{port: 8080}]"))
                    .with(
                        egress(
                            "shop", "leak", "web", "[{namespaceSelector: {}}]", "[{port: 8080}]")),
            "shop/web[Pod] -> kube-system/coredns[Pod]: TCP 8080",
            "shop/web[Pod] -> payments/gateway[Pod]: TCP 8080"));
    cases.add(
        fails(
            zones,
            "a pod in no zone counts as untrusted",
            w ->
                w.with("{apiVersion: v1, kind: Namespace, metadata: {name: lost}}")
                    .with(
                        "{apiVersion: v1, kind: Pod, metadata: {namespace: lost, name: stray}, spec: {containers: [{name: c, image: i}]}}"),
            "lost/stray[Pod] -> kube-system/coredns[Pod]: SCTP 1-65535,TCP 1-52,54-65535,UDP 1-52,54-65535"));
    cases.add(
        doesNotApply(
            zones,
            "no untrusted zone and no pod without a zone",
            w -> w.scope("category: untrusted", "category: trusted"),
            "no untrusted zone"));
    cases.add(
        leavesDoubt(
            zones,
            "the untrusted zone has no pods",
            w -> w.without("Pod shop/web"),
            "nothing was found to examine"));
    String need = "need-to-know";
    cases.add(
        fails(
            need,
            "a pod of the own zone that is not registered",
            w ->
                w.with(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {namespace: cde, name: batch, labels: {app: batch}}
                        spec: {nodeName: n1, containers: [{name: c, image: batch}]}
                        """)
                    .with(ingress("cde", "batch", "db", "[{podSelector: {}}]", "[{port: 5432}]"))
                    .with(
                        egress(
                            "cde", "batch-out", "batch", "[{podSelector: {}}]", "[{port: 5432}]")),
            "cde/batch[Pod] -> cde/db[Pod]: TCP 5432"));
    cases.add(
        doesNotApply(
            need,
            "no zone has data stores",
            w -> w.scope(", dataStores: {matchLabels: {tier: data}}", ""),
            "no zone of the scope has data stores"));
    cases.add(
        leavesDoubt(
            need,
            "no pod is a data store",
            w -> w.scope("{matchLabels: {tier: data}}", "{matchLabels: {tier: none}}"),
            "nothing was found to examine"));
  }

  private static void ports(List<Case> cases) {
    String allow = "explicit-allow";
    cases.add(
        fails(
            allow,
            "no peer",
            w -> w.with(ingress("cde", "open", "vault", "[]", "[{port: 8443}]")),
            "NetworkPolicy cde/open /spec/ingress/0 ingress"));
    cases.add(
        fails(
            allow,
            "no ports",
            w -> w.with(ingress("cde", "open", "vault", SHOP, "")),
            "NetworkPolicy cde/open /spec/ingress/0 ingress"));
    cases.add(
        fails(
            allow,
            "pods of every namespace",
            w ->
                w.with(
                    ingress(
                        "cde",
                        "open",
                        "vault",
                        "[{namespaceSelector: {}, podSelector: {matchLabels: {app: x}}}]",
                        "[{port: 8443}]")),
            "NetworkPolicy cde/open /spec/ingress/0 ingress"));
    cases.add(
        fails(
            allow,
            "a CIDR of prefix 0 with exceptions",
            w ->
                w.with(
                    egress(
                        "payments",
                        "open",
                        "gateway",
                        "[{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]",
                        "[{port: 443}]")),
            "NetworkPolicy payments/open /spec/egress/0 egress"));
    cases.add(
        fails(
            allow,
            "all ports by range",
            w -> w.with(ingress("cde", "open", "vault", SHOP, "[{port: 1, endPort: 65535}]")),
            "NetworkPolicy cde/open /spec/ingress/0 ingress"));
    cases.add(
        passes(
            allow,
            "an empty podSelector alone is the own namespace",
            w -> w.with(ingress("cde", "own", "vault", "[{podSelector: {}}]", "[{port: 8443}]"))));
    cases.add(
        passes(
            allow,
            "rules on pods out of scope are not judged",
            w -> w.with(ingress("shop", "open", "web", "[]", ""))));
    cases.add(
        leavesDoubt(
            allow,
            "nothing is allowed at all",
            w ->
                w.without(
                    "NetworkPolicy cde/vault",
                    "NetworkPolicy cde/db",
                    "NetworkPolicy cde/dns",
                    "NetworkPolicy payments/dns",
                    "NetworkPolicy payments/gateway"),
            "nothing was found to examine"));
    String necessary = "necessary-ports";
    cases.add(
        fails(
            necessary,
            "a port that nobody serves",
            w ->
                w.with(
                        ingress(
                            "cde",
                            "more",
                            "db",
                            "[{podSelector: {matchLabels: {app: vault}}}]",
                            "[{port: 22}]"))
                    .with(
                        egress(
                            "cde",
                            "more-out",
                            "vault",
                            "[{podSelector: {matchLabels: {app: db}}}]",
                            "[{port: 22}]")),
            "cde/vault[Pod] -> cde/db[Pod]: TCP 22"));
    cases.add(
        passes(
            necessary,
            "a port that a service leads to",
            w ->
                w.with(
                        ingress(
                            "cde",
                            "more",
                            "db",
                            "[{podSelector: {matchLabels: {app: vault}}}]",
                            "[{port: 22}]"))
                    .with(
                        egress(
                            "cde",
                            "more-out",
                            "vault",
                            "[{podSelector: {matchLabels: {app: db}}}]",
                            "[{port: 22}]"))
                    .with(
                        "{apiVersion: v1, kind: Service, metadata: {namespace: cde, name: db}, spec: {selector: {app: db}, ports: [{port: 22}]}}")));
    cases.add(
        leavesDoubt(
            necessary,
            "nothing is in scope",
            w ->
                w.scope("category: cardholder-data", "category: untrusted")
                    .scope("category: connected", "category: untrusted"),
            "nothing was found to examine"));
    String restricted = "restricted-ports";
    cases.add(
        fails(
            restricted,
            "telnet to a partner, registered or not",
            w ->
                w.with(
                        egress(
                            "payments",
                            "telnet",
                            "gateway",
                            "[{ipBlock: {cidr: 203.0.113.0/24}}]",
                            "[{port: 23}]"))
                    .scope(
                        "to: {network: acquirer}, traffic: [TCP/443]",
                        "to: {network: acquirer}, traffic: [TCP/443, TCP/23]"),
            "payments/gateway[Pod] -> acquirer: TCP 23"));
    cases.add(
        fails(
            restricted,
            "what the scope adds",
            w -> w.scopeLine("restrictedServices: [{traffic: TCP/8443, reason: test}]"),
            "payments/gateway[Pod] -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        passes(
            restricted,
            "within a zone",
            w -> w.scopeLine("restrictedServices: [{traffic: TCP/5432, reason: test}]")));
    cases.add(
        doesNotApply(
            restricted,
            "the list is replaced by nothing",
            w -> w.scopeLine("restrictedServices: {replace: []}"),
            "restricts no service"));
    cases.add(
        leavesDoubt(
            restricted,
            "nothing is in scope",
            w ->
                w.scope("category: cardholder-data", "category: untrusted")
                    .scope("category: connected", "category: untrusted"),
            "nothing was found to examine"));
  }

  private static void internet(List<Case> cases) {
    String exposure = "internet-exposure";
    cases.add(
        fails(
            exposure,
            "a load balancer to a pod that lets everyone in",
            w ->
                w.with(
                    ingress(
                        "payments",
                        "open",
                        "gateway",
                        "[{ipBlock: {cidr: 0.0.0.0/0}}]",
                        "[{port: 8080}]")),
            "acquirer -> payments/gateway[Pod]: TCP 8080",
            "internet -> payments/gateway[Pod]: TCP 8080"));
    cases.add(
        passes(
            exposure,
            "open by policy, and nothing leads there",
            w ->
                w.with(
                        ingress(
                            "payments",
                            "open",
                            "gateway",
                            "[{ipBlock: {cidr: 0.0.0.0/0}}]",
                            "[{port: 8080}]"))
                    .without("Service payments/gateway")));
    cases.add(
        fails(
            exposure,
            "a data store is not to be reached at all, exposed or not",
            w ->
                w.with(
                    ingress(
                        "cde",
                        "open",
                        "db",
                        "[{ipBlock: {cidr: 198.51.100.0/24}}]",
                        "[{port: 5432}]")),
            "merchants -> cde/db[Pod]: TCP 5432"));
    String proxy =
        "apiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata: {namespace: payments, name: b}\nspec: {routes: [{services: [{name: gateway, port: 8080}]}]}\n";
    cases.add(
        leavesDoubt(exposure, "a way in that is not modelled", w -> w.with(proxy), "not modelled"));
    cases.add(
        passes(
            "cardholder-ingress",
            "a way in that is not modelled ends at a proxy, whose traffic is judged",
            w -> w.with(proxy)));
    cases.add(
        leavesDoubt(
            exposure,
            "an Ingress of an unknown controller",
            w -> w.with(INGRESS),
            "its controller"));
    cases.add(
        fails(
            exposure,
            "an Ingress whose controller lets the internet in, both legs open",
            w ->
                w.with(INGRESS)
                    .with(CONTROLLER)
                    .with(ingress("payments", "edge", "gateway", EDGE, "[{port: 8080}]")),
            "acquirer -> payments/gateway[Pod]: TCP 8080",
            "internet -> payments/gateway[Pod]: TCP 8080"));
    cases.add(
        passes(
            exposure,
            "an Ingress whose second leg is closed",
            w -> w.with(INGRESS).with(CONTROLLER)));
    cases.add(
        fails(
            exposure,
            "an Ingress whose controller is in its node's network, which no policy keeps from pods there",
            w ->
                w.with(INGRESS)
                    .with(
                        CONTROLLER.replace(
                            "spec:\n  containers", "spec:\n  hostNetwork: true\n  containers"))
                    .scope(
                        "  - {name: shop,",
                        "  - {name: edge, category: system, namespaces: {names: [ingress-nginx]}}\n  - {name: shop,"),
            "acquirer -> payments/gateway[Pod]: TCP 8080",
            "internet -> payments/gateway[Pod]: TCP 8080"));
    cases.add(
        passes(
            exposure,
            "an Ingress of which each leg is registered",
            w ->
                w.with(INGRESS)
                    .with(CONTROLLER)
                    .with(ingress("payments", "edge", "gateway", EDGE, "[{port: 8080}]"))
                    .scope(
                        "  - {name: shop,",
                        "  - {name: edge, category: connected, namespaces: {names: [ingress-nginx]}}\n  - {name: shop,")
                    .scopeLine(
                        "  - {id: F-005, from: {network: internet}, to: {zone: edge}, traffic: [TCP/80, TCP/443]}")
                    .scopeLine(
                        "  - {id: F-006, from: {zone: edge}, to: {zone: payments}, traffic: [TCP/8080]}")
                    .scopeLine(
                        "  - {id: F-007, from: {network: acquirer}, to: {zone: edge}, traffic: [TCP/80, TCP/443]}")
                    .scopeLine(
                        "  - {id: F-008, from: {network: merchants}, to: {zone: edge}, traffic: [TCP/80, TCP/443]}")));
    cases.add(
        leavesDoubt(
            exposure,
            "nothing is in scope",
            w ->
                w.scope("category: cardholder-data", "category: untrusted")
                    .scope("category: connected", "category: untrusted"),
            "nothing was found to examine"));
    String stores = "internet-exposure(data-stores)";
    cases.add(
        fails(
            stores,
            "a registered flow from outside does not excuse it",
            w ->
                w.with(
                        ingress(
                            "cde",
                            "open",
                            "db",
                            "[{ipBlock: {cidr: 198.51.100.0/24}}]",
                            "[{port: 5432}]"))
                    .scopeLine(
                        "  - {id: F-005, from: {network: merchants}, to: {zone: cde}, traffic: [TCP/5432]}"),
            "merchants -> cde/db[Pod]: TCP 5432"));
    cases.add(
        passes(
            stores,
            "an exposed pod that is no data store",
            w ->
                w.with(
                    ingress(
                        "payments",
                        "open",
                        "gateway",
                        "[{ipBlock: {cidr: 0.0.0.0/0}}]",
                        "[{port: 8080}]"))));
    cases.add(
        doesNotApply(
            stores,
            "no zone has data stores",
            w -> w.scope(", dataStores: {matchLabels: {tier: data}}", ""),
            "no zone of the scope has data stores"));
    String egress = "internet-egress";
    cases.add(
        fails(
            egress,
            "web and mail to everyone",
            w ->
                w.with(
                    egress(
                        "payments",
                        "open",
                        "gateway",
                        "[{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]",
                        "[{port: 8443}]")),
            "payments/gateway[Pod] -> acquirer: TCP 8443",
            "payments/gateway[Pod] -> internet: TCP 8443",
            "payments/gateway[Pod] -> merchants: TCP 8443"));
    cases.add(
        passes(
            egress,
            "an untrusted zone is not in scope",
            w ->
                w.with(
                    egress(
                        "shop",
                        "open",
                        "web",
                        "[{ipBlock: {cidr: 0.0.0.0/0}}]",
                        "[{port: 443}]"))));
    cases.add(
        leavesDoubt(
            egress,
            "nothing is in scope",
            w ->
                w.scope("category: cardholder-data", "category: untrusted")
                    .scope("category: connected", "category: untrusted"),
            "nothing was found to examine"));
  }

  private static void dns(List<Case> cases) {
    String dns = "dns-egress";
    cases.add(
        fails(
            dns,
            "UDP alone",
            w ->
                w.with(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: payments, name: dns}
                    spec:
                      podSelector: {}
                      policyTypes: [Egress]
                      egress:
                        - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
                          ports: [{port: 53, protocol: UDP}]
                    """),
            "payments/gateway[Pod] egress"));
    cases.add(
        fails(
            dns,
            "a cardholder pod asks elsewhere too",
            w ->
                w.with(
                    egress(
                        "cde",
                        "dns-out",
                        "vault",
                        "[{ipBlock: {cidr: 192.168.7.53/32}}]",
                        "[{port: 53, protocol: UDP}]")),
            "cde/vault[Pod] -> 192.168.7.53/32: UDP 53"));
    cases.add(
        leavesDoubt(
            dns,
            "no DNS in the cluster",
            w -> w.without("Pod kube-system/coredns", "Service kube-system/kube-dns"),
            "the cluster's DNS was not found"));
    cases.add(
        leavesDoubt(
            dns,
            "no pod is isolated for egress",
            w ->
                w.scope("category: cardholder-data", "category: trusted")
                    .without(
                        "NetworkPolicy cde/default-deny",
                        "NetworkPolicy cde/dns",
                        "NetworkPolicy cde/vault",
                        "NetworkPolicy payments/default-deny",
                        "NetworkPolicy payments/dns",
                        "NetworkPolicy payments/gateway"),
            "nothing was found to examine"));
    cases.add(
        passes(
            dns,
            "a DNS that serves on another port behind its service",
            w ->
                w.with(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {namespace: kube-system, name: kube-dns}
                        spec: {selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 5353}, {name: tcp, port: 53, targetPort: 5353}]}
                        """)
                    .with(DNS_5353.formatted("cde"))
                    .with(DNS_5353.formatted("payments"))));
    cases.add(
        fails(
            dns,
            "a pod that only calls itself DNS",
            w ->
                w.with(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {namespace: shop, name: web, labels: {k8s-app: kube-dns}}
                        spec: {containers: [{name: c, image: web}]}
                        """)
                    .with(egress("cde", "dns-out", "vault", SHOP, "[{port: 53, protocol: UDP}]"))
                    .without("NetworkPolicy shop/default-deny"),
            "cde/vault[Pod] -> shop/web[Pod]: UDP 53"));
  }

  static final String DNS_5353 =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: %s, name: dns}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
            ports: [{port: 5353, protocol: UDP}, {port: 5353, protocol: TCP}]
      """;

  static final String EDGE =
      "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]";
  static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {namespace: payments, name: pay}
      spec:
        ingressClassName: nginx
        rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: gateway, port: {number: 443}}}}]}}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {namespace: payments, name: edge-only}
      spec:
        podSelector: {matchLabels: {app: gateway}}
        policyTypes: [Ingress]
        ingress: [{from: [{namespaceSelector: {matchLabels: {edge: "yes"}}}], ports: [{port: 8080}]}]
      """;
  static final String CONTROLLER =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: nginx}
      spec: {controller: k8s.io/ingress-nginx}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: ingress-nginx}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: ingress-nginx, name: controller, labels: {app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}}
      spec:
        containers: [{name: controller, image: ingress-nginx/controller:v1.11.0, args: [/nginx-ingress-controller, --controller-class=k8s.io/ingress-nginx], ports: [{containerPort: 80}, {containerPort: 443}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {namespace: ingress-nginx, name: controller, labels: {app.kubernetes.io/name: ingress-nginx}}
      spec: {type: LoadBalancer, selector: {app.kubernetes.io/name: ingress-nginx}, ports: [{name: http, port: 80}, {name: https, port: 443}]}
      """;

  private static void hygiene(List<Case> cases) {
    String hygiene = "policy-hygiene";
    cases.add(
        fails(
            hygiene,
            "a rule names a namespace by a label that it has not",
            w ->
                tidy(w)
                    .with(
                        ingress(
                            "cde",
                            "late",
                            "vault",
                            "[{namespaceSelector: {matchLabels: {name: payments}}}]",
                            "[{port: 8443}]")),
            "peer-matches-nothing NetworkPolicy cde/late /spec/ingress/0/from/0 null"));
    cases.add(
        fails(
            hygiene,
            "a rule on every pod of a system namespace that closes the DNS",
            w ->
                tidy(w)
                    .with(
                        """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: kube-system, name: own}
                    spec: {podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {}}]}]}
                    """),
            "blanket-selector NetworkPolicy kube-system/own /spec/podSelector null",
            "dns-closed NetworkPolicy kube-system/own /spec/ingress null"));
    cases.add(
        passes(
            hygiene,
            "a default deny of a system namespace is what default-deny asks for",
            w ->
                tidy(w)
                    .with(
                        """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: kube-system, name: default-deny}
                    spec: {podSelector: {}, policyTypes: [Egress]}
                    """)));
    cases.add(
        leavesDoubt(
            hygiene,
            "no policy at all",
            w ->
                tidy(w)
                    .without(
                        "NetworkPolicy cde/default-deny",
                        "NetworkPolicy cde/dns",
                        "NetworkPolicy cde/vault",
                        "NetworkPolicy cde/db",
                        "NetworkPolicy payments/default-deny",
                        "NetworkPolicy payments/dns",
                        "NetworkPolicy payments/gateway",
                        "NetworkPolicy shop/default-deny",
                        "NetworkPolicy shop/dns"),
            "nothing was found to examine"));
    cases.add(
        passes(hygiene, "the well-built cluster, whose shop resolves names", OutcomesTest::tidy));
    cases.add(
        leavesDoubt(
            hygiene,
            "policies could not be listed",
            w -> tidy(w).gap("NetworkPolicy"),
            "listing NetworkPolicy was refused"));
  }

  /// The well-built cluster closes the shop without its DNS, which is allowed and seldom meant.
  private static World tidy(World world) {
    return world.with(
        egress("shop", "dns", "web", KUBE_SYSTEM, "[{port: 53, protocol: UDP}, {port: 53}]"));
  }

  private static void gaps(List<Case> cases) {
    for (String check : WellBuiltTest.checks()) {
      cases.add(
          leavesDoubt(
              check,
              "policies could not be listed",
              w -> w.gap("NetworkPolicy"),
              "listing NetworkPolicy was refused"));
      cases.add(
          leavesDoubt(
              check,
              "something of unknown kind was lost",
              w -> w.gap("*"),
              "listing * was refused"));
      cases.add(passes(check, "roles could not be listed", w -> w.gap("ClusterRoleBinding")));
    }
    cases.add(
        leavesDoubt(
            "internet-exposure",
            "gateways could not be listed",
            w -> w.gap("Gateway"),
            "listing Gateway was refused"));
    cases.add(passes("internet-egress", "gateways do not matter to it", w -> w.gap("Gateway")));
    cases.add(
        leavesDoubt(
            "default-deny",
            "a policy kind of a dialect to come",
            w -> w.gap("MysteryNetworkPolicy"),
            "listing Mystery"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changeLeadsTo(Case c) {
    CheckResult result = c.change().apply(World.wellBuilt()).judge(c.check());

    assertThat(result.outcome()).as(result.toString()).isEqualTo(c.outcome());
    if (c.outcome() == Outcome.FAIL) {
      assertThat(result.findings().stream().map(OutcomesTest::text).sorted())
          .isEqualTo(c.findings());
      assertThat(result.findings()).allSatisfy(f -> assertThat(f.rules()).isNotEmpty());
    } else {
      assertThat(result.findings()).isEmpty();
      for (String reason : c.findings()) {
        assertThat(String.join("\n", result.reasons())).contains(reason);
      }
    }
  }

  /// Every case that fails, passes once each of its findings is excepted; with an exception that
  /// ran out it fails on.
  @ParameterizedTest
  @MethodSource("cases")
  void exceptionsCoverFindingsUntilTheyEnd(Case c) {
    if (c.outcome() != Outcome.FAIL || c.findings().size() != 1) {
      return;
    }
    World world = c.change().apply(World.wellBuilt());
    Finding finding = world.judge(c.check()).findings().getFirst();
    var traffic = finding.witness() instanceof FlowWitness flow ? flow.traffic() : null;
    Waiver waiver =
        new Waiver(
            "E-1",
            c.check(),
            finding.fingerprint(),
            traffic,
            World.AS_OF.minus(Duration.ofDays(1)),
            World.AS_OF.plusNanos(1));

    CheckResult excepted = world.waive(waiver).judge(c.check());
    assertThat(excepted.outcome()).as(excepted.toString()).isEqualTo(Outcome.PASS);
    assertThat(excepted.findings().getFirst().status()).isEqualTo(Finding.Status.EXCEPTED);
    assertThat(excepted.findings().getFirst().exception()).isEqualTo("E-1");

    Waiver over =
        new Waiver("E-1", c.check(), finding.fingerprint(), traffic, waiver.from(), World.AS_OF);
    assertThat(world.waive(over).judge(c.check()).outcome()).isEqualTo(Outcome.FAIL);
  }

  static String text(Finding finding) {
    return switch (finding.witness()) {
      case FlowWitness(var source, var destination, var traffic, var exposure) ->
          source
              + " -> "
              + destination
              + ": "
              + traffic
                  .toString()
                  .replace("SCTP 1-65535,TCP 1-65535,UDP 1-65535", "All Connections");
      case SubjectWitness(var subject, var direction) -> subject + " " + direction;
    };
  }
}
