package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of advice, given where it should be and nowhere else.
class LintManifestsTest {

  /// Two namespaces with a pod each and the cluster's DNS, all with addresses of the pod network.
  private static final String CLUSTER =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: sales}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: ops}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: empty}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: kube-system}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      spec: {podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24]}
      status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: shop, name: web, labels: {app: web}}
      spec: {nodeName: n1, containers: [{name: c, image: web, ports: [{name: http, containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.244.0.10}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: ops, name: probe, labels: {app: probe}}
      spec: {nodeName: n1, containers: [{name: c, image: probe}]}
      status: {phase: Running, podIP: 10.244.0.11}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {namespace: kube-system, name: coredns, labels: {k8s-app: kube-dns}}
      spec: {nodeName: n1, containers: [{name: c, image: coredns, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]}]}
      status: {phase: Running, podIP: 10.244.0.12}
      ---
      """;

  private static final String DNS =
      "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}";

  /// @param advice `topic pointer`, sorted by pointer
  record Case(String name, String policies, String... advice) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String policy(String spec) {
    return policy("shop", spec);
  }

  private static String policy(String namespace, String spec) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: p}
        spec: %s
        """
        .formatted(namespace, spec);
  }

  /// A policy on web that is closed for ingress, and open for the egress rules and DNS alone.
  private static String egress(String rules) {
    return policy(
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], egress: [%s, %s]}"
            .formatted(DNS, rules));
  }

  private static String ingress(String rules) {
    return policy(
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], ingress: [%s], egress: [%s]}"
            .formatted(rules, DNS));
  }

  private static String calico(String kind, String metadata, String spec) {
    return """
        apiVersion: projectcalico.org/v3
        kind: %s
        metadata: {%s}
        spec: %s
        """
        .formatted(kind, metadata, spec);
  }

  private static String cilium(String spec) {
    return """
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: {namespace: shop, name: p}
        spec: %s
        """
        .formatted(spec);
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    isolation(cases);
    selections(cases);
    rules(cases);
    addresses(cases);
    words(cases);
    return cases;
  }

  private static void isolation(List<Case> cases) {
    String everyPod = "podSelector: {}, policyTypes: ";
    cases.add(
        new Case(
            "closed in both directions, with DNS",
            policy("{" + everyPod + "[Ingress, Egress], egress: [" + DNS + "]}")));
    cases.add(
        new Case(
            "a rule on every pod of a system namespace",
            policy(
                "kube-system",
                "{"
                    + everyPod
                    + "[Ingress, Egress], ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 53}, {port: 53, protocol: UDP}]}]}"),
            "opens-every-namespace /spec/ingress/0/from/0",
            "blanket-selector /spec/podSelector"));
    cases.add(
        new Case(
            "a pure default deny in a system namespace is no blanket selector",
            policy("kube-system", "{" + everyPod + "[Egress]}")));
    cases.add(
        new Case(
            "ingress only",
            policy("{" + everyPod + "[Ingress]}"),
            "ingress-only /spec/policyTypes/0"));
    cases.add(
        new Case(
            "no policyTypes and no egress rules: ingress only",
            policy("{podSelector: {matchLabels: {app: web}}, ingress: []}"),
            "ingress-only /spec/ingress"));
    cases.add(
        new Case(
            "ingress by one policy, egress by another",
            policy("{" + everyPod + "[Ingress]}")
                + "---\n"
                + policy("{" + everyPod + "[Egress], egress: [" + DNS + "]}")
                    .replace("name: p", "name: q")));
    cases.add(
        new Case(
            "DNS forgotten",
            policy("{" + everyPod + "[Ingress, Egress]}"),
            "dns-forgotten /spec/policyTypes/1"));
    cases.add(
        new Case(
            "UDP alone",
            policy(
                "{"
                    + everyPod
                    + "[Ingress, Egress], egress: ["
                    + DNS.replace(", {port: 53, protocol: TCP}", "")
                    + "]}"),
            "one-dns-protocol /spec/egress"));
    cases.add(
        new Case(
            "DNS pods closed to the others",
            policy(
                "kube-system",
                "{podSelector: {matchLabels: {k8s-app: kube-dns}}, policyTypes: [Ingress, Egress]}"),
            "dns-closed /spec/policyTypes/0"));
    cases.add(
        new Case(
            "Calico: TCP alone, and default deny by a Deny rule",
            calico(
                "NetworkPolicy",
                "namespace: shop, name: p",
                "{selector: app == 'web', types: [Ingress, Egress], egress: [{action: Allow, protocol: TCP, destination: {ports: [53]}}, {action: Deny}]}"),
            "one-dns-protocol /spec/egress/1"));
    cases.add(
        new Case(
            "Calico: a rule on every pod of every namespace",
            calico(
                "GlobalNetworkPolicy",
                "name: p",
                "{types: [Ingress, Egress], ingress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}, {action: Allow, protocol: TCP, destination: {ports: [53]}}], egress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}, {action: Allow, protocol: TCP, destination: {ports: [53]}}]}"),
            "blanket-selector /spec/selector"));
    cases.add(
        new Case(
            "Cilium: DNS forgotten",
            cilium(
                "{endpointSelector: {matchLabels: {app: web}}, ingress: [{}], egress: [{toEndpoints: [{matchLabels: {app: web}}]}]}"),
            "dns-forgotten /spec/egress"));
  }

  private static void selections(List<Case> cases) {
    cases.add(
        new Case(
            "selects nothing",
            policy("{podSelector: {matchLabels: {app: wbe}}, policyTypes: [Ingress]}"),
            "selects-nothing /spec"));
    cases.add(
        new Case(
            "a default deny in an empty namespace waits for pods",
            policy("empty", "{podSelector: {}, policyTypes: [Ingress, Egress]}")));
    cases.add(
        new Case(
            "a default deny in a namespace that is not there",
            policy("shpo", "{podSelector: {}, policyTypes: [Ingress, Egress]}"),
            "selects-nothing /spec"));
    cases.add(
        new Case(
            "a namespace's name written as a label",
            ingress(
                "{from: [{namespaceSelector: {matchLabels: {name: ops}}}], ports: [{port: 8080}]}"),
            "peer-matches-nothing /spec/ingress/0/from/0"));
    cases.add(
        new Case(
            "pods of another namespace",
            ingress("{from: [{podSelector: {matchLabels: {app: probe}}}], ports: [{port: 8080}]}"),
            "peer-matches-nothing /spec/ingress/0/from/0"));
    cases.add(
        new Case(
            "Calico: a peer that is not there",
            calico(
                "NetworkPolicy",
                "namespace: shop, name: p",
                "{selector: app == 'web', types: [Ingress, Egress], ingress: [{action: Allow, source: {selector: app == 'prob', namespaceSelector: projectcalico.org/name == 'ops'}}], egress: [{action: Allow}]}"),
            "opens-everything /spec/egress/0",
            "peer-matches-nothing /spec/ingress/0"));
    cases.add(
        new Case(
            "Cilium: a peer that is not there",
            cilium(
                "{endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: kube-system}}]}], ingress: [{fromEndpoints: [{matchLabels: {app: wbe}}]}]}"),
            "peer-matches-nothing /spec/ingress/0/fromEndpoints/0"));
    cases.add(
        new Case(
            "a port name that nobody declares",
            ingress(
                "{from: [{namespaceSelector: {matchLabels: {team: sales}}}], ports: [{port: htp}]}"),
            "missing-port-name /spec/ingress/0"));
    cases.add(
        new Case(
            "a port name that the pods declare",
            ingress(
                "{from: [{namespaceSelector: {matchLabels: {team: sales}}}], ports: [{port: http}]}")));
  }

  private static void rules(List<Case> cases) {
    cases.add(new Case("an empty rule", ingress("{}"), "opens-everything /spec/ingress/0"));
    cases.add(
        new Case(
            "an empty list of peers",
            egress("{to: []}"),
            "redundant-rule /spec/egress/0",
            "opens-everything /spec/egress/1"));
    cases.add(
        new Case(
            "every namespace",
            egress("{to: [{namespaceSelector: {}}], ports: [{port: 443}]}"),
            "opens-every-namespace /spec/egress/1/to/0"));
    cases.add(
        new Case(
            "a label that any team may set",
            ingress(
                "{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: probe}}}], ports: [{port: 8080}]}"),
            "settable-label /spec/ingress/0/from/0"));
    cases.add(
        new Case(
            "a label within a named namespace",
            ingress(
                "{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}, podSelector: {matchLabels: {app: probe}}}], ports: [{port: 8080}]}")));
    cases.add(
        new Case(
            "AdminNetworkPolicy: a denial that one evades by leaving a label away",
            """
            apiVersion: policy.networking.k8s.io/v1alpha1
            kind: AdminNetworkPolicy
            metadata: {name: p}
            spec:
              priority: 10
              subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: probe}}}}
              egress: [{name: none, action: Deny, to: [{namespaces: {matchLabels: {team: sales}}}]}]
            """,
            "settable-label /spec"));
    cases.add(
        new Case(
            "a rule that another one of the policy covers",
            ingress(
                "{from: [{podSelector: {}}], ports: [{port: 8080}]}, {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}"),
            "redundant-rule /spec/ingress/1"));
    cases.add(
        new Case(
            "of two rules that do the same the first is kept",
            ingress(
                "{from: [{podSelector: {}}], ports: [{port: 8080}]}, {from: [{podSelector: {}}], ports: [{port: 8080}]}"),
            "redundant-rule /spec/ingress/1"));
    cases.add(
        new Case(
            "a rule that is idle only with the pods of today",
            ingress(
                "{from: [{namespaceSelector: {matchLabels: {team: sales}}}], ports: [{port: 8080}]}, {from: [{podSelector: {}}], ports: [{port: 8080}]}")));
    cases.add(
        new Case(
            "Calico: a permission behind a denial of the same",
            calico(
                "NetworkPolicy",
                "namespace: shop, name: p",
                "{selector: app == 'web', types: [Ingress, Egress], egress: [{action: Allow}], ingress: [{action: Deny, source: {selector: app == 'web'}}, {action: Allow, source: {selector: app == 'web'}}]}"),
            "opens-everything /spec/egress/0",
            "shadowed-rule /spec/ingress/1"));
    cases.add(
        new Case(
            "Calico: a global rule without anything",
            calico(
                "GlobalNetworkPolicy",
                "name: p",
                "{selector: app == 'web', types: [Egress], egress: [{action: Allow}]}"),
            "opens-everything /spec/egress/0"));
  }

  private static void addresses(List<Case> cases) {
    cases.add(
        new Case(
            "all addresses",
            egress("{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}"),
            "ip-block-covers-pods /spec/egress/1/to/0"));
    cases.add(
        new Case(
            "all addresses but the pod network",
            egress(
                "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.244.0.0/16]}}], ports: [{port: 443}]}")));
    cases.add(
        new Case(
            "Cilium: a block of the pod network means nobody",
            cilium(
                "{endpointSelector: {matchLabels: {app: web}}, ingress: [{fromCIDR: [10.244.0.10/32]}], egress: [{toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: kube-system}}]}]}"),
            "ip-block-misses-pods /spec/ingress/0/fromCIDR/0"));
    cases.add(
        new Case(
            "an exception that another peer of the same rule allows",
            egress(
                "{to: [{ipBlock: {cidr: 198.51.100.0/24, except: [198.51.100.128/25]}}, {ipBlock: {cidr: 198.51.100.192/26}}, {ipBlock: {cidr: 198.51.100.128/25}}], ports: [{port: 443}]}"),
            "except-excludes-nothing /spec/egress/1/to/0/ipBlock/except/0",
            "redundant-rule /spec/egress/1/to/1"));
    cases.add(
        new Case(
            "an exception that no other rule allows",
            egress(
                "{to: [{ipBlock: {cidr: 198.51.100.0/24, except: [198.51.100.128/25]}}, {ipBlock: {cidr: 198.51.100.192/26}}], ports: [{port: 443}]}")));
    cases.add(
        new Case(
            "Calico: notNets outside nets",
            calico(
                "NetworkPolicy",
                "namespace: shop, name: p",
                "{selector: app == 'web', types: [Ingress], ingress: [{action: Allow, source: {nets: [198.51.100.0/24], notNets: [203.0.113.0/24]}}]}"),
            "ingress-only /spec/ingress",
            "except-excludes-nothing /spec/ingress/0/source/notNets/0"));
  }

  private static void words(List<Case> cases) {
    cases.add(
        new Case(
            "a misspelt field",
            policy("{podSelctor: {}, policyType: [Ingress]}"),
            "refused /spec/podSelctor",
            "refused /spec/policyType"));
    cases.add(
        new Case(
            "Calico: ports without a protocol",
            calico(
                "NetworkPolicy",
                "namespace: shop, name: p",
                "{selector: app == 'web', ingress: [{action: Allow, destination: {ports: [80]}}]}"),
            "refused /spec/ingress/0/destination/ports"));
    cases.add(
        new Case(
            "Cilium: toPorts without ports",
            cilium(
                "{endpointSelector: {}, ingress: [{toPorts: [{port: \"80\", rules: {http: [{allowedHeaders: [A]}]}}]}]}"),
            "refused /spec/ingress/0/toPorts/0/port",
            "refused /spec/ingress/0/toPorts/0/rules/http/0/allowedHeaders"));
    cases.add(
        new Case(
            "a field of Calico's",
            policy(
                "{podSelector: {}, order: 100, policyTypes: [Ingress, Egress], egress: ["
                    + DNS
                    + "]}"),
            "not-understood /spec/order"));
    cases.add(
        new Case(
            "rules of a direction that policyTypes does not name",
            policy(
                "{podSelector: {}, policyTypes: [Egress], ingress: [{from: [{podSelector: {}}]}], egress: ["
                    + DNS
                    + "]}"),
            "remark /spec/ingress"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void adviceIsGivenWhereItShouldBe(Case given, @TempDir Path folder) throws IOException {
    LintManifests lint = lint(folder, CLUSTER + given.policies());

    assertThat(lint.messages()).isEmpty();
    assertThat(lint.hygiene().advice())
        .extracting(advice -> advice.topic() + " " + advice.pointer())
        .containsExactly(given.advice());
    assertThat(lint.isClean()).isEqualTo(given.advice().length == 0);
  }

  @Test
  void everyTopicHasACase() {
    Set<Topic> topics = EnumSet.allOf(Topic.class);
    cases()
        .forEach(
            given -> {
              for (String advice : given.advice()) {
                topics.removeIf(t -> t.toString().equals(advice.split(" ")[0]));
              }
            });

    assertThat(topics).isEmpty();
  }

  @Test
  void pureDefaultDenyIsExemptAndTheReasonIsSaid(@TempDir Path folder) throws IOException {
    LintManifests lint =
        lint(folder, CLUSTER + policy("kube-system", "{podSelector: {}, policyTypes: [Egress]}"));

    assertThat(lint.hygiene().remarks())
        .anyMatch(remark -> remark.contains("kube-system/p") && remark.contains("default deny"));
  }

  /// @param base to which what is suggested for the topic is added
  record Mending(String name, Topic topic, String base, String insertAt) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mending> mendings() {
    String closed = policy("{podSelector: {}, policyTypes: [Ingress, Egress]}");
    return List.of(
        new Mending("a policy beside a default deny", Topic.DNS_FORGOTTEN, closed, ""),
        new Mending(
            "a rule in a policy on some pods",
            Topic.DNS_FORGOTTEN,
            policy("")
                + """
                  podSelector: {matchLabels: {app: web}}
                  policyTypes: [Ingress, Egress]
                  egress:
                """,
            "    "),
        new Mending(
            "a rule of Calico's",
            Topic.DNS_FORGOTTEN,
            calico("NetworkPolicy", "namespace: shop, name: p", "")
                + """
                  selector: all()
                  types: [Ingress, Egress]
                  egress:
                """,
            "    "),
        new Mending(
            "a rule of Cilium's",
            Topic.DNS_FORGOTTEN,
            cilium("")
                + """
                  endpointSelector: {}
                  ingress: [{}]
                  egress:
                    - toEndpoints: [{matchLabels: {app: web}}]
                """,
            "    "),
        new Mending(
            "egress too",
            Topic.INGRESS_ONLY,
            policy("{podSelector: {}, policyTypes: [Ingress]}"),
            ""),
        new Mending(
            "the DNS pods opened",
            Topic.DNS_CLOSED,
            policy("kube-system", "{podSelector: {}, policyTypes: [Ingress]}"),
            ""));
  }

  @ParameterizedTest
  @MethodSource("mendings")
  void whatIsSuggestedMendsIt(Mending mending, @TempDir Path folder) throws IOException {
    List<Advice> before = of(lint(folder, CLUSTER + mending.base()), mending.topic());
    assertThat(before).hasSize(1);
    String suggestion = Objects.requireNonNull(before.getFirst().suggestion());
    String added =
        mending.insertAt().isEmpty()
            ? "---\n" + suggestion
            : suggestion
                .lines()
                .map(line -> mending.insertAt() + line)
                .collect(Collectors.joining("\n"));

    LintManifests after = lint(folder, CLUSTER + mending.base() + added + "\n");

    assertThat(of(after, mending.topic())).isEmpty();
    assertThat(of(after, Topic.REFUSED)).isEmpty();
    assertThat(of(after, Topic.ONE_DNS_PROTOCOL)).isEmpty();
  }

  @Test
  void dnsIsImaginedWhereManifestsHoldNone(@TempDir Path folder) throws IOException {
    String app =
        """
        apiVersion: v1
        kind: Pod
        metadata: {namespace: shop, name: web, labels: {app: web}}
        spec: {containers: [{name: c, image: web}]}
        ---
        """;

    LintManifests forgotten =
        lint(folder, app + policy("{podSelector: {}, policyTypes: [Ingress, Egress]}"));
    LintManifests allowed =
        lint(
            folder,
            app
                + policy(
                    "{podSelector: {}, policyTypes: [Ingress, Egress], egress: [" + DNS + "]}"));

    assertThat(of(forgotten, Topic.DNS_FORGOTTEN)).hasSize(1);
    assertThat(allowed.hygiene().advice()).isEmpty();
    assertThat(allowed.hygiene().remarks()).anyMatch(remark -> remark.contains("imagined"));
  }

  @Test
  void policiesAloneSayNothingOfWhomTheySelect(@TempDir Path folder) throws IOException {
    LintManifests lint =
        lint(folder, policy("{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}"));

    assertThat(lint.hygiene().advice()).isEmpty();
    assertThat(lint.hygiene().remarks()).anyMatch(remark -> remark.contains("no pod"));
  }

  @Test
  void unreadableFileIsAnErrorBesideTheAdvice(@TempDir Path folder) throws IOException {
    LintManifests lint =
        lint(
            folder,
            CLUSTER + policy("{podSelector: {}, policyTypes: [Ingress]}") + "---\nkind: [\n");

    assertThat(lint.messages()).extracting(Message::severity).contains(Message.Severity.ERROR);
    assertThat(lint.isClean()).isFalse();
  }

  @Test
  void nothingToReadIsUnusable(@TempDir Path folder) {
    assertThatExceptionOfType(UnusableInput.class)
        .isThrownBy(
            () ->
                LintManifests.of(
                    new LintManifests.Request(
                        List.of(folder.resolve("none")), DialectChoice.BY_MANIFESTS, null)));
  }

  private static List<Advice> of(LintManifests lint, Topic topic) {
    return lint.hygiene().advice().stream().filter(a -> a.topic() == topic).toList();
  }

  private static LintManifests lint(Path folder, String yaml) throws IOException {
    Path file = folder.resolve("manifests.yaml");
    Files.writeString(file, yaml, UTF_8);
    return LintManifests.of(
        new LintManifests.Request(List.of(file), DialectChoice.BY_MANIFESTS, null));
  }
}
