package dev.palisade.compliance.diff;

import static dev.palisade.compliance.diff.Cluster.deployment;
import static dev.palisade.compliance.diff.Cluster.namespace;
import static dev.palisade.compliance.diff.Cluster.pod;
import static dev.palisade.compliance.diff.Cluster.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is named as cause of one flow, the ways with ` or `, their changes with ` and `.
class CausesTest {
  private static final String WEB = "shop/web[Deployment]";
  private static final String CARDS = "vault/cards[Deployment]";
  private static final List<String> BOTH =
      List.of(deployment("shop", "web"), deployment("vault", "cards"));
  private static final String SHOP = namespace("shop");
  private static final String LABELLED = namespace("shop", "team: shop");
  private static final String VAULT = namespace("vault");
  private static final String IN_CLOSED = policy("vault", "closed", "policyTypes: [Ingress]");
  private static final String OUT_CLOSED = policy("shop", "closed", "policyTypes: [Egress]");
  private static final String ANY_OUT =
      policy("shop", "out", "policyTypes: [Egress], egress: [{}]");

  record Case(
      String name,
      Dialect dialect,
      List<String> before,
      List<String> after,
      String source,
      String destination,
      String reasons,
      List<String> necessary) {}

  private static String in(String name, String rule) {
    return policy("vault", name, "policyTypes: [Ingress], ingress: [" + rule + "]");
  }

  private static String fromShop(String name) {
    return in(name, "{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}");
  }

  private static String fromTier(String name, String tier) {
    return in(
        name,
        "{from: [{namespaceSelector: {}, podSelector: {matchLabels: {tier: %s}}}]}"
            .formatted(tier));
  }

  private static String networkSet(String net) {
    return "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: partners, labels: {role: partner}}, spec: {nets: [%s]}}"
        .formatted(net);
  }

  private static final String TO_PARTNERS =
      "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: out, namespace: shop}, spec: {types: [Egress], egress: [{action: Allow, destination: {selector: role == 'partner', namespaceSelector: global()}}]}}";

  private static String group(String cidr) {
    return "{apiVersion: cilium.io/v2, kind: CiliumCIDRGroup, metadata: {name: partners}, spec: {externalCIDRs: [%s]}}"
        .formatted(cidr);
  }

  private static final String TO_GROUP =
      "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: out, namespace: shop}, spec: {endpointSelector: {}, egress: [{toCIDRSet: [{cidrGroupRef: partners}]}]}}";

  private static String service(String app) {
    return "{apiVersion: v1, kind: Service, metadata: {name: cards, namespace: vault}, spec: {selector: {app: %s}, ports: [{port: 80}]}}"
        .formatted(app);
  }

  private static final String TO_SERVICE =
      "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: out, namespace: shop}, spec: {endpointSelector: {}, egress: [{toServices: [{k8sService: {serviceName: cards, namespace: vault}}]}]}}";

  private static String tier(int order) {
    return "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: guard}, spec: {order: %d}}"
        .formatted(order);
  }

  private static String global(String name, String tier, String action) {
    return "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: %s}, spec: {tier: %s, order: 1, selector: app == 'cards', types: [Ingress], ingress: [{action: %s}]}}"
        .formatted(name, tier, action);
  }

  private static String cards(String labels) {
    return pod("vault", "card", labels);
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "two policies that are needed together",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, IN_CLOSED, OUT_CLOSED),
              with(BOTH, SHOP, VAULT, IN_CLOSED, OUT_CLOSED, ANY_OUT, in("open", "{}")),
              WEB,
              CARDS,
              "NetworkPolicy shop/out and NetworkPolicy vault/open",
              List.of("NetworkPolicy shop/out", "NetworkPolicy vault/open")),
          new Case(
              "a namespace's label alone, no policy changed",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, fromShop("open")),
              with(BOTH, LABELLED, VAULT, fromShop("open")),
              WEB,
              CARDS,
              "Namespace shop (/metadata/labels/team)",
              List.of("Namespace shop")),
          new Case(
              "a namespace's label and a policy",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, IN_CLOSED),
              with(BOTH, LABELLED, VAULT, IN_CLOSED, fromShop("open")),
              WEB,
              CARDS,
              "Namespace shop (/metadata/labels/team) and NetworkPolicy vault/open",
              List.of("Namespace shop", "NetworkPolicy vault/open")),
          new Case(
              "two policies each of which is enough",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, IN_CLOSED),
              with(BOTH, SHOP, VAULT, IN_CLOSED, in("one", "{}"), in("two", "{}")),
              WEB,
              CARDS,
              "NetworkPolicy vault/one or NetworkPolicy vault/two",
              List.of()),
          new Case(
              "a policy removed that alone allowed, beside one that changed nothing",
              Dialect.KUBERNETES,
              with(BOTH, LABELLED, VAULT, IN_CLOSED, fromShop("a"), fromTier("b", "x")),
              with(BOTH, LABELLED, VAULT, IN_CLOSED),
              WEB,
              CARDS,
              "NetworkPolicy vault/a",
              List.of("NetworkPolicy vault/a")),
          new Case(
              "both policies that allowed are gone: neither alone closes",
              Dialect.KUBERNETES,
              with(BOTH, LABELLED, VAULT, IN_CLOSED, fromShop("a"), in("b", "{}")),
              with(BOTH, LABELLED, VAULT, IN_CLOSED),
              WEB,
              CARDS,
              "NetworkPolicy vault/a and NetworkPolicy vault/b",
              List.of("NetworkPolicy vault/a", "NetworkPolicy vault/b")),
          new Case(
              "a policy replaced by a wider one of another name",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, fromShop("narrow")),
              with(BOTH, SHOP, VAULT, in("wide", "{}")),
              WEB,
              CARDS,
              "NetworkPolicy vault/narrow or NetworkPolicy vault/wide",
              List.of()),
          new Case(
              "a pod's label",
              Dialect.KUBERNETES,
              with(
                  List.of(cards("app: cards"), deployment("shop", "web")),
                  SHOP,
                  VAULT,
                  "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: vault, name: guarded}, spec: {podSelector: {matchLabels: {guarded: 'yes'}}, policyTypes: [Ingress]}}"),
              with(
                  List.of(cards("app: cards, guarded: 'yes'"), deployment("shop", "web")),
                  SHOP,
                  VAULT,
                  "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: vault, name: guarded}, spec: {podSelector: {matchLabels: {guarded: 'yes'}}, policyTypes: [Ingress]}}"),
              WEB,
              "vault/card[Pod]",
              "pods of vault/card[Pod] (/metadata/labels/guarded)",
              List.of("pods of vault/card[Pod]")),
          new Case(
              "the label of a workload's template",
              Dialect.KUBERNETES,
              with(BOTH, SHOP, VAULT, fromTier("tier", "front")),
              with(
                  List.of(
                      deployment("shop", "web")
                          .replace("labels: {app: web}", "labels: {app: web, tier: front}"),
                      deployment("vault", "cards")),
                  SHOP,
                  VAULT,
                  fromTier("tier", "front")),
              WEB,
              CARDS,
              "Deployment shop/web (/spec/template/metadata/labels/tier)",
              List.of("Deployment shop/web")),
          new Case(
              "a network set of Calico",
              Dialect.CALICO,
              with(BOTH, SHOP, VAULT, TO_PARTNERS, networkSet("192.0.2.0/28")),
              with(
                  BOTH,
                  namespace("shop", "a: b"),
                  VAULT,
                  TO_PARTNERS,
                  networkSet("198.51.100.0/28")),
              WEB,
              "198.51.100.0-198.51.100.15",
              "GlobalNetworkSet partners (/spec/nets/0)",
              List.of("GlobalNetworkSet partners")),
          new Case(
              "the order of a tier of Calico",
              Dialect.CALICO,
              with(
                  BOTH,
                  SHOP,
                  VAULT,
                  tier(2_000_000),
                  global("guard.deny", "guard", "Deny"),
                  global("allow", "default", "Allow"),
                  namespace("other")),
              with(
                  BOTH,
                  SHOP,
                  VAULT,
                  tier(10),
                  global("guard.deny", "guard", "Deny"),
                  global("allow", "default", "Allow"),
                  namespace("other", "app: cards")),
              WEB,
              CARDS,
              "Tier guard (/spec/order)",
              List.of("Tier guard")),
          new Case(
              "a CIDR group of Cilium",
              Dialect.CILIUM,
              with(BOTH, SHOP, VAULT, TO_GROUP, group("192.0.2.0/28")),
              with(BOTH, SHOP, VAULT, TO_GROUP, group("198.51.100.0/28"), IN_CLOSED),
              WEB,
              "192.0.2.0-192.0.2.15",
              "CiliumCIDRGroup partners (/spec/externalCIDRs/0)",
              List.of("CiliumCIDRGroup partners")),
          new Case(
              "the selector of a service that a policy of Cilium names",
              Dialect.CILIUM,
              with(BOTH, SHOP, VAULT, TO_SERVICE, service("other")),
              with(BOTH, SHOP, VAULT, TO_SERVICE, service("cards"), in("open", "{}")),
              WEB,
              CARDS,
              "Service vault/cards (/spec/selector/app)",
              List.of("Service vault/cards")),
          new Case(
              "a label of a namespace that a policy of Cilium reads through its prefix",
              Dialect.CILIUM,
              with(BOTH, SHOP, VAULT, ciliumFromTeam()),
              with(
                  BOTH, LABELLED, VAULT, ciliumFromTeam(), OUT_CLOSED.replace("shop", "elsewhere")),
              WEB,
              CARDS,
              "Namespace shop (/metadata/labels/team)",
              List.of("Namespace shop")));

  private static String ciliumFromTeam() {
    return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: in, namespace: vault}, spec: {endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.team': shop}}]}]}}";
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> causes() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(Case c) {
    FlowChange flow =
        flow(
            Cluster.compare(DialectSettings.of(c.dialect(), Use.MANIFESTS), c.before(), c.after()),
            c.source(),
            c.destination());
    assertThat(String.join(" or ", flow.reasons())).isEqualTo(c.reasons());
    assertThat(flow.attribution().necessary()).isEqualTo(c.necessary());
    assertThat(flow.attribution().minimality()).isEqualTo(FlowChange.Causes.Minimality.SMALLEST);
  }

  private static FlowChange flow(Comparison comparison, String source, String destination) {
    return comparison.flows().stream()
        .filter(f -> f.source().equals(source) && f.destination().equals(destination))
        .findFirst()
        .orElseThrow(() -> new AssertionError(comparison.flows().toString()));
  }

  @Test
  void oneOfTwoPoliciesThatAllowTheSameMayGoWithoutEffect() {
    Comparison comparison =
        Cluster.compare(
            DialectSettings.of(Dialect.KUBERNETES, Use.MANIFESTS),
            with(BOTH, SHOP, VAULT, in("a", "{}"), in("b", "{}")),
            with(BOTH, SHOP, VAULT, in("a", "{}")));

    assertThat(comparison.flows()).isEmpty();
    assertThat(comparison.objects()).hasSize(1);
  }

  @Test
  void manyChangesThatMustAllBeMadeAreNarrowedDown() {
    // twelve policies allowed the same, and all are gone; thirty others changed beside them
    List<String> before = new ArrayList<>(with(BOTH, SHOP, VAULT, IN_CLOSED));
    List<String> after = new ArrayList<>(before);
    IntStream.range(0, 12).forEach(i -> before.add(in("same-%02d".formatted(i), "{}")));
    IntStream.range(0, 30).forEach(i -> after.add(fromTier("other-%02d".formatted(i), "t" + i)));

    FlowChange flow =
        flow(
            Cluster.compare(DialectSettings.of(Dialect.KUBERNETES, Use.MANIFESTS), before, after),
            WEB,
            CARDS);

    assertThat(flow.attribution().minimality()).isEqualTo(FlowChange.Causes.Minimality.IRREDUCIBLE);
    assertThat(flow.causes())
        .hasSize(12)
        .allMatch(cause -> cause.startsWith("NetworkPolicy vault/same-"));
    assertThat(flow.attribution().necessary()).hasSize(12);
  }

  @Test
  void statesThatAreJudgedByDifferentSettingsSayWhereNoObjectIsTheCause() {
    List<String> before = with(BOTH, SHOP, VAULT, IN_CLOSED);
    DialectSettings settings = DialectSettings.of(Dialect.KUBERNETES, Use.MANIFESTS);
    DialectSettings others = settings.with("icmp-when-isolated", "denied");
    Comparison comparison =
        Comparison.between(
            Cluster.judged(settings, before),
            Cluster.judged(others, before),
            Cluster.recompute(others));

    assertThat(comparison.flows())
        .isNotEmpty()
        .allSatisfy(flow -> assertThat(flow.reasons()).isEmpty());
    assertThat(comparison.attribution()).contains("judged by different settings");
  }
}
