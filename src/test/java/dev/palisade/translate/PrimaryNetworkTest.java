package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.FlowVerdict;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Primary networks of OVN-Kubernetes.
class PrimaryNetworkTest {
  private static final String LABEL = "k8s.ovn.org/primary-user-defined-network: ''";
  private static final Packet WEB = Packet.of(Protocol.TCP, 80);

  @Test
  void podsTalkOnlyWithinTheirPrimaryNetwork() {
    List<String> allowed =
        allowed(
            namespace("a", LABEL),
            namespace("b", LABEL),
            namespace("c", LABEL + ", shared: x"),
            namespace("d", LABEL + ", shared: x"),
            namespace("e", ""),
            namespace("f", ""),
            udn("a", "n", "Primary"),
            udn("b", "n", "Primary"),
            cudn("s", "{matchLabels: {shared: x}}", "Primary"),
            pod("a", "p", ""),
            pod("a", "q", ""),
            pod("b", "p", ""),
            pod("c", "p", ""),
            pod("d", "p", ""),
            pod("e", "p", ""),
            pod("f", "p", ""));
    assertThat(allowed)
        .containsExactly("a/p a/q", "a/q a/p", "c/p d/p", "d/p c/p", "e/p f/p", "f/p e/p");
  }

  @Test
  void addressesOutsideAreNotAffectedAndPoliciesHoldWithin() {
    Translation t =
        Snapshots.translate(
            namespace("a", LABEL),
            udn("a", "n", "Primary"),
            pod("a", "p", ""),
            pod("a", "q", ""),
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: o, namespace: a}, spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}}");
    Reachability r = Reachability.of(t.inventory(), t.policies(), Snapshots.MAPS);
    Endpoints ends = r.endpoints();
    int ten = ends.addressesIn(IpSet.of(Cidr.parse("10.0.0.0/8"))).first();
    int eleven = ends.addressesIn(IpSet.of(Cidr.parse("11.0.0.0/32"))).first();
    int p = number(ends, "a/p");
    assertThat(r.traffic(ten, p).contains(WEB)).isTrue();
    assertThat(r.traffic(eleven, p).contains(WEB)).isFalse();
    assertThat(r.traffic(p, eleven).contains(WEB)).isTrue();
    assertThat(r.traffic(number(ends, "a/q"), p).contains(WEB)).isFalse();
  }

  @Test
  void allowingPolicyBringsNothingAcross() {
    assertThat(
            allowed(
                namespace("a", LABEL),
                namespace("e", ""),
                udn("a", "n", "Primary"),
                pod("a", "p", ""),
                pod("e", "p", ""),
                AdminPolicyTest.anp(
                    "o", 1, "ingress: [{action: Allow, from: [{namespaces: {}}]}]")))
        .isEmpty();
  }

  @Test
  void refusalCitesTheNetwork() {
    Translation t =
        Snapshots.translate(
            namespace("a", LABEL), udn("a", "n", "Primary"), pod("a", "p", ""), pod("e", "p", ""));
    Reachability r = Reachability.of(t.inventory(), t.policies(), Snapshots.MAPS);
    Endpoints ends = r.endpoints();
    FlowVerdict verdict =
        FlowEvaluator.of(t.inventory(), t.policies(), Snapshots.MAPS)
            .evaluate(ends.get(number(ends, "e/p")), ends.get(number(ends, "a/p")), WEB);
    assertThat(verdict.citations())
        .anySatisfy(
            c -> {
              assertThat(c.policy()).isNotNull();
              assertThat(c.policy().toString()).isEqualTo("UserDefinedNetwork a/n");
              assertThat(c.pointer()).isEqualTo("/spec/layer2/role");
            });
  }

  @Test
  void podsOfTheirNodesNetworkHaveNoPrimaryNetwork() {
    assertThat(
            allowed(
                namespace("a", LABEL),
                udn("a", "n", "Primary"),
                pod("a", "p", "hostNetwork: true"),
                pod("e", "p", "")))
        .containsExactly("a/p e/p", "e/p a/p");
  }

  /// Where a network is not in force, or that is not known, nothing is denied.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no label | ADVICE | /spec/layer2/role",
        "no namespace | ADVICE | /spec/layer2/role",
        "secondary | MAY_ALLOW | /spec/layer2/role",
        "another plugin | MAY_NARROW | /spec/layer2/role",
        "selects nothing | ADVICE | /spec/network/layer2/role"
      })
  void withoutPrimaryNetworkNothingIsDenied(String what, Effect effect, String pointer) {
    List<String> objects = new ArrayList<>(List.of(pod("a", "p", ""), pod("e", "p", "")));
    switch (what) {
      case "no label" -> objects.addAll(List.of(namespace("a", ""), udn("a", "n", "Primary")));
      case "no namespace" -> objects.add(udn("a", "n", "Primary"));
      case "secondary" ->
          objects.addAll(List.of(namespace("a", LABEL), udn("a", "n", "Secondary")));
      case "another plugin" ->
          objects.addAll(
              List.of(
                  namespace("a", LABEL),
                  udn("a", "n", "Primary"),
                  "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: kube-system}, spec: {template: {spec: {hostNetwork: true, containers: [{name: c, image: calico/node:v3}]}}}}"));
      default ->
          objects.addAll(
              List.of(namespace("a", LABEL), cudn("s", "{matchLabels: {no: one}}", "Primary")));
    }
    String[] all = objects.toArray(String[]::new);
    assertThat(Snapshots.translate(all).warnings())
        .extracting(Warning::effect, Warning::pointer)
        .containsExactly(tuple(effect, pointer));
    assertThat(allowed(all)).contains("a/p e/p", "e/p a/p");
  }

  @Test
  void otherDialectsKnowNoSuchNetworks() {
    DialectSettings calico = DialectSettings.of(Dialect.CALICO, Use.MANIFESTS);
    Translation t =
        Translator.translate(Snapshots.of(namespace("a", LABEL), udn("a", "n", "Primary")), calico);
    assertThat(t.policies().tiers()).isEmpty();
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_NARROW);
  }

  @Test
  void severalPrimaryNetworksOfOneNamespaceAreRefused() {
    Translation t =
        Snapshots.translate(
            namespace("a", LABEL), udn("a", "n", "Primary"), cudn("s", "{}", "Primary"));
    assertThat(t.refusals())
        .extracting(r -> r.ref().toString())
        .containsExactly("ClusterUserDefinedNetwork s", "UserDefinedNetwork a/n");
    assertThat(t.policies().tiers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | default | topology: Layer2, layer2: {role: Primary, subnets: [10.0.0.0/16]} | /metadata/name",
        "default | n | topology: Layer2, layer2: {role: Primary, subnets: [10.0.0.0/16]} | /metadata/namespace",
        "openshift-x | n | topology: Layer2, layer2: {role: Primary, subnets: [10.0.0.0/16]} | /metadata/namespace",
        "a | n | topology: Layer2, layer2: {role: Admin, subnets: [10.0.0.0/16]} | /spec/layer2/role",
        "a | n | topology: Layer2, layer2: {subnets: [10.0.0.0/16]} | /spec/layer2/role",
        "a | n | topology: Layer4 | /spec/topology",
        "a | n | topology: Localnet, localnet: {role: Secondary, subnets: [10.0.0.0/16]} | /spec/topology",
        "a | n | topology: Layer2, layer2: {role: Primary, subnets: [10.0.0.0/16]}, layer3: {} | /spec/layer3",
        "a | n | topology: Layer3, layer3: {role: Primary, subnets: [{cidr: x}]} | /spec/layer3/subnets/0/cidr",
        "a | n | topology: Layer3, layer3: {role: Primary} | /spec/layer3/subnets",
        "a | n | topology: Layer2, layer2: {role: Primary, subnets: [10.0.0.0/16, 11.0.0.0/16]} | /spec/layer2/subnets",
        "a | n | topology: Layer2, layer2: {role: Primary, ipam: {mode: Disabled}} | /spec/layer2/ipam/mode",
      })
  void badNetworksAreRefused(String namespace, String name, String spec, String pointer) {
    Translation t =
        Snapshots.translate(
            "{apiVersion: k8s.ovn.org/v1, kind: UserDefinedNetwork, metadata: {namespace: "
                + namespace
                + ", name: "
                + name
                + "}, spec: {"
                + spec
                + "}}");
    assertThat(t.refusals()).extracting(Refusal::pointer).contains(pointer);
    assertThat(t.gaps()).hasSize(1);
  }

  @Test
  void attachmentThatANetworkMadeIsNoSecondOne() {
    String owned =
        "{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {namespace: a, name: n, ownerReferences: [{kind: UserDefinedNetwork, name: n}]}}";
    assertThat(
            Snapshots.translate(namespace("a", LABEL), udn("a", "n", "Primary"), owned).warnings())
        .isEmpty();
  }

  /// The pairs of different pods with traffic to port 80, as both formulations say.
  private static List<String> allowed(String... objects) {
    Translation t = Snapshots.translate(objects);
    assertThat(t.refusals()).isEmpty();
    Reachability r = Reachability.of(t.inventory(), t.policies(), Snapshots.MAPS);
    FlowEvaluator walk = FlowEvaluator.of(t.inventory(), t.policies(), Snapshots.MAPS);
    Endpoints ends = r.endpoints();
    List<String> allowed = new ArrayList<>();
    for (int source : ends.allPods().ids().toArray()) {
      for (int destination : ends.allPods().ids().toArray()) {
        boolean sets = r.traffic(source, destination).contains(WEB);
        assertThat(walk.evaluate(ends.get(source), ends.get(destination), WEB).allowed())
            .isEqualTo(sets);
        if (sets && source != destination) {
          allowed.add(ends.get(source) + " " + ends.get(destination));
        }
      }
    }
    return allowed;
  }

  private static int number(Endpoints ends, String pod) {
    return ends.pods(p -> p.toString().equals(pod)).first();
  }

  private static String namespace(String name, String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: "
        + name
        + ", labels: {"
        + labels
        + "}}}";
  }

  private static String pod(String namespace, String name, String spec) {
    return "{apiVersion: v1, kind: Pod, metadata: {namespace: "
        + namespace
        + ", name: "
        + name
        + "}, spec: {"
        + spec
        + "}}";
  }

  private static String udn(String namespace, String name, String role) {
    return "{apiVersion: k8s.ovn.org/v1, kind: UserDefinedNetwork, metadata: {namespace: "
        + namespace
        + ", name: "
        + name
        + "}, spec: {topology: Layer2, layer2: {role: "
        + role
        + ", subnets: [10.0.0.0/16]}}}";
  }

  private static String cudn(String name, String selector, String role) {
    return "{apiVersion: k8s.ovn.org/v1, kind: ClusterUserDefinedNetwork, metadata: {name: "
        + name
        + "}, spec: {namespaceSelector: "
        + selector
        + ", network: {topology: Layer2, layer2: {role: "
        + role
        + ", subnets: [10.0.0.0/16]}}}}";
  }
}
