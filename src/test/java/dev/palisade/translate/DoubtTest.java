package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.MapObstacle;
import dev.palisade.translate.manifest.Refusal;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not modelled never goes unsaid.
class DoubtTest {

  @ParameterizedTest
  @CsvSource({
    "example.com/v1, SuperNetworkPolicy",
    "policy.networking.k8s.io/v1, NobodyKnows",
    "projectcalico.org/v3, NobodyKnows",
    "cilium.io/v2, NobodyKnows",
    "networking.k8s.io/v2, NetworkPolicy",
    "cilium.io/v1, CiliumNetworkPolicy",
    "cilium.io/v2alpha1, CiliumNetworkPolicy",
    "cilium.io/v2alpha1, NobodyKnows",
    "crd.antrea.io/v1beta1, ClusterNetworkPolicy",
    "crd.antrea.io/v1beta1, Tier",
    "crd.antrea.io/v1beta1, ClusterGroup",
    "networking.gke.io/v1alpha1, FQDNNetworkPolicy",
    "networking.k8s.aws/v1alpha1, ApplicationNetworkPolicy",
    "networking.k8s.aws/v1alpha1, ClusterNetworkPolicy",
    "vpcresources.k8s.aws/v1beta1, SecurityGroupPolicy",
    "crd.nsx.vmware.com/v1alpha1, SecurityPolicy",
    "crd.antrea.io/v1beta1, NetworkPolicy"
  })
  void policyThatIsNotModelledMayAllow(String apiVersion, String kind) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_ALLOW);
    assertThat(t.warnings().getFirst().touches())
        .isEqualTo(
            new Peer.Pods(
                NamespaceMatch.Named.of("x"), Selector.EVERYTHING, HostNetworkPods.BY_SETTING));
    assertThat(t.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Gap.Reason.NOT_MODELLED);
              assertThat(gap.kind()).isEqualTo(kind);
              assertThat(gap.namespace()).isEqualTo("x");
              assertThat(gap.name()).isEqualTo("o");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "networking.k8s.io/v1, networkpolicy, NetworkPolicy",
    "networking.k8s.io/v1, NetworkPolicies, NetworkPolicy",
    "networking.k8s.io/v1, NetworkPolcy, NetworkPolicy",
    "networking.k8s.io/v1, Rule, NetworkPolicy",
    "networking.k8s.io/v1, Ingresses, Ingress",
    "v1, pod, Pod",
    "v1, Pods, Pod",
    "v1, Srvice, Service",
    "apps/v1, Deploymnet, Deployment",
    "rbac.authorization.k8s.io/v1, Rolebinding, RoleBinding",
    "v1, PodList, Pod",
    "v1, List, *"
  })
  void misspeltKindOfEvidenceIsRefusedAndMissed(String apiVersion, String kind, String meant) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.refusals()).extracting(Refusal::pointer).containsExactly("/kind");
    assertThat(t.gaps())
        .extracting(Gap::reason, Gap::kind, Gap::name)
        .containsExactly(tuple(Gap.Reason.UNREADABLE, meant, "o"));
  }

  @ParameterizedTest
  @CsvSource({
    "v1, PodTemplate",
    "v1, Endpoints",
    "v1, Event",
    "v1, LimitRange",
    "apps/v1, ControllerRevision",
    "networking.k8s.io/v1, IPAddress",
    "networking.k8s.io/v1, ServiceCIDR",
    "serving.knative.dev/v1, Service",
    "config.openshift.io/v1, Ingresses",
    "example.com/v1, AllowList",
    "v1, ConfigMapList"
  })
  void otherKindsAreNoMisspellings(String apiVersion, String kind) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.gaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "policy.networking.k8s.io/v1beta1, ClusterNetworkPolicy",
    "policy.networking.k8s.io/v1alpha1, ClusterNetworkPolicy",
    "projectcalico.org/v4, GlobalNetworkPolicy",
    "cilium.io/v1, CiliumClusterwideNetworkPolicy",
    "kubeovn.io/v1, SecurityGroup"
  })
  void policyOfTheWholeClusterThatIsNotModelledMayAllowAnyone(String apiVersion, String kind) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_ALLOW);
    assertThat(t.warnings().getFirst().touches()).isEqualTo(Peer.ANYONE);
    assertThat(t.gaps()).extracting(Gap::kind, Gap::name).containsExactly(tuple(kind, "o"));
  }

  @Test
  void policyWithoutNamespaceMayAllowAnyone() {
    Translation t =
        Snapshots.translate("{apiVersion: cilium.io/v2, kind: NobodyKnows, metadata: {name: o}}");
    assertThat(t.warnings().getFirst().touches()).isEqualTo(Peer.ANYONE);
    assertThat(t.gaps().getFirst().namespace()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "security.istio.io/v1, AuthorizationPolicy",
    "security.istio.io/v1, PeerAuthentication",
    "security.istio.io/v1, RequestAuthentication",
    "networking.istio.io/v1, Sidecar",
    "policy.linkerd.io/v1beta3, Server",
    "policy.linkerd.io/v1alpha1, AuthorizationPolicy",
    "policy.linkerd.io/v1alpha1, EgressNetwork",
    "consul.hashicorp.com/v1alpha1, ServiceIntentions",
    "kuma.io/v1alpha1, MeshTrafficPermission",
    "access.smi-spec.io/v1alpha3, TrafficTarget",
    "k8s.ovn.org/v1, EgressFirewall",
    "network.openshift.io/v1, EgressNetworkPolicy",
    "k8s.cni.cncf.io/v1beta1, MultiNetworkPolicy",
    "k8s.ovn.org/v2, UserDefinedNetwork"
  })
  void whatCanOnlyForbidIsAWarningAndNoGap(String apiVersion, String kind) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_NARROW);
    assertThat(t.gaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{acls: [{action: allow, priority: 3000}]} | MAY_ALLOW",
        "{private: true} | MAY_NARROW",
        "{acls: x} | MAY_ALLOW"
      })
  void aSubnetOfKubeOvnIsDoubtedForWhatItSays(String spec, Effect effect) {
    Translation t =
        Snapshots.translate(
            "{apiVersion: kubeovn.io/v1, kind: Subnet, metadata: {name: s}, spec: " + spec + "}");
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(effect);
    assertThat(t.gaps()).hasSize(effect == Effect.MAY_ALLOW ? 1 : 0);
  }

  @Test
  void networksBesideTheFirstMayAllow() {
    Translation t =
        Snapshots.translate(object("k8s.cni.cncf.io/v1", "NetworkAttachmentDefinition", "x"));
    assertThat(t.warnings()).extracting(Warning::effect).containsExactly(Effect.MAY_ALLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s.v1.cni.cncf.io/networks: other/macvlan | 1",
        "k8s.v1.cni.cncf.io/networks: '[{\"name\": \"macvlan\"}]' | 1",
        "v1.multus-cni.io/default-network: kube-system/fast | 1",
        "networking.gke.io/interfaces: '[{\"interfaceName\": \"eth1\"}]' | 1",
        "k8s.v1.cni.cncf.io/networks: '[]' | 0",
        "k8s.v1.cni.cncf.io/networks: '' | 0",
        "k8s.v1.cni.cncf.io/network-status: '[{\"default\": true}]' | 0"
      })
  void podThatAsksForFurtherNetworksMayBeReachedThere(String annotation, int doubts) {
    String metadata = "{name: o, namespace: x, annotations: {" + annotation + "}}";
    for (String document :
        List.of(
            "{apiVersion: v1, kind: Pod, metadata: " + metadata + "}",
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: x}, spec: {template: {metadata: "
                + metadata
                + "}}}")) {
      Translation t = Snapshots.translate(document);
      assertThat(t.warnings()).extracting(Warning::effect).hasSize(doubts);
      for (Warning warning : t.warnings()) {
        assertThat(warning.effect()).isEqualTo(Effect.MAY_ALLOW);
        assertThat(warning.touches()).isEqualTo(new Peer.PodsNamed(new TreeSet<>(List.of("x/o"))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespaceSelector: {matchLabels: {zone: guest}} | x | 1",
        "namespaceSelector: {matchExpressions: [{key: zone, operator: DoesNotExist}]} | x | 1",
        "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: x}} | x | 0",
        "namespaceSelector: {} | x | 0",
        "podSelector: {matchLabels: {zone: guest}} | x | 0",
        "namespaceSelector: {matchLabels: {zone: guest}} | read | 0",
        "namespaceSelector: {matchLabels: {zone: guest, kubernetes.io/metadata.name: y}} | x | 0",
        "namespaceSelector: {matchLabels: {zone: guest, kubernetes.io/metadata.name: x}} | x | 1",
        "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [x]}, {key: zone, operator: Exists}]} | x | 0",
        "{namespaceSelector: {matchLabels: {zone: guest}}, podSelector: {matchLabels: {app: others}}} | x | 0",
        "{namespaceSelector: {matchLabels: {zone: guest}}, podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}} | x | 1"
      })
  void labelsOfANamespaceThatWasNotReadAreNotKnown(String peer, String namespace, int doubts) {
    Translation t =
        Snapshots.translate(
            "{apiVersion: v1, kind: Namespace, metadata: {name: read}}",
            object("v1", "Pod", namespace),
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: read}, spec: {podSelector: {}, ingress: [{from: [{"
                + (peer.startsWith("{") ? peer.substring(1, peer.length() - 1) : peer)
                + "}]}]}}");
    assertThat(t.warnings()).filteredOn(w -> w.effect() == Effect.MAY_ALLOW).hasSize(doubts);
    assertThat(t.warnings())
        .filteredOn(w -> w.effect() == Effect.MAY_ALLOW)
        .allSatisfy(
            w ->
                assertThat(w.touches())
                    .isEqualTo(
                        new Peer.Pods(
                            NamespaceMatch.Named.of("x"),
                            Selector.EVERYTHING,
                            HostNetworkPods.BY_SETTING)));
  }

  @ParameterizedTest
  @CsvSource({
    "AdminNetworkPolicy, Admin, 1",
    "AdminNetworkPolicy, Baseline, 0",
    "BaselineAdminNetworkPolicy, Baseline, 1",
    "BaselineAdminNetworkPolicy, Admin, 0"
  })
  void whichOfTwoApisDecidesFirstIsNotDefined(String former, String tier, int doubts) {
    String rest = "subject: {namespaces: {}}, ingress: [{action: %s, from: [{namespaces: {}}]}]}}";
    Translation t =
        Snapshots.translate(
            "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: "
                + former
                + ", metadata: {name: default}, spec: {"
                + (former.startsWith("Base") ? "" : "priority: 500, ")
                + rest.formatted("Deny"),
            "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {priority: 1, tier: "
                + tier
                + ", "
                + rest.formatted("Accept"));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings())
        .filteredOn(w -> w.effect() == Effect.MAY_ALLOW)
        .extracting(w -> w.ref().name())
        .hasSize(doubts)
        .allMatch("c"::equals);
  }

  @Test
  void manyPoliciesAskForLabelsOfANamespaceThatWasNotReadAndOneWarningSaysSo() {
    String asking =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: read}, spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {zone: guest}}}]}]}}";
    Translation t =
        Snapshots.translate(
            "{apiVersion: v1, kind: Namespace, metadata: {name: read}}",
            object("v1", "Pod", "x"),
            object("v1", "Pod", "y"),
            asking.formatted("a"),
            asking.formatted("b"),
            asking.formatted("c"));
    assertThat(t.warnings())
        .filteredOn(w -> w.effect() == Effect.MAY_ALLOW)
        .extracting(w -> w.ref() + " " + w.message().replaceFirst(".*(namespace [xy]) .*", "$1"))
        .containsExactly("NetworkPolicy read/a namespace x", "NetworkPolicy read/a namespace y");
  }

  @Test
  void stagedPolicyIsNamedAsUnenforced() {
    Translation t = Snapshots.translate(object("projectcalico.org/v3", "StagedNetworkPolicy", "x"));
    assertThat(t.policies().unenforced())
        .extracting(ResourceRef::qualifiedName)
        .containsExactly("x/o");
    assertThat(t.warnings()).isEmpty();
    assertThat(t.gaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1, ServiceAccount",
    "cilium.io/v2, CiliumEndpoint",
    "projectcalico.org/v3, IPPool",
    "projectcalico.org/v3, QoSPolicy",
    "cilium.io/v1alpha1, TracingPolicy",
    "cilium.io/v2, CiliumEgressGatewayPolicy",
    "crd.antrea.io/v1beta1, Egress",
    "k8s.ovn.org/v1, EgressIP",
    "k8s.ovn.org/v1, EgressQoS",
    "kubeovn.io/v1, Subnet",
    "networking.k8s.aws/v1alpha1, PolicyEndpoint",
    "example.com/v1, Widget",
    "kubevirt.io/v1, VirtualMachineInstance"
  })
  void whatDecidesNothingIsPassedOver(String apiVersion, String kind) {
    Translation t = Snapshots.translate(object(apiVersion, kind, "x"));
    assertThat(t.warnings()).isEmpty();
    assertThat(t.gaps()).isEmpty();
    assertThat(t.refusals()).isEmpty();
  }

  @Test
  void otherWaysInAreGaps() {
    assertThat(Snapshots.translate(object("projectcontour.io/v1", "HTTPProxy", "x")).gaps())
        .extracting(Gap::kind, Gap::name)
        .containsExactly(tuple("HTTPProxy", "o"));
    assertThat(
            Snapshots.translate(
                    "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x}, spec: {group: networking.istio.io, names: {kind: VirtualService}}}")
                .gaps())
        .extracting(Gap::kind, Gap::name)
        .containsExactly(tuple("VirtualService", null));
  }

  @Test
  void unknownKindThatMakesPodsIsAGapUnlessItsPodsWereRead() {
    String rollout =
        "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: o, namespace: x}, spec: {template: {spec: {containers: [{name: c}]}}}}";
    String replicaSet =
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: o-1, namespace: x, ownerReferences: [{kind: Rollout, name: o, controller: true}]}, spec: {template: {}}}";
    assertThat(Snapshots.translate(rollout).gaps())
        .extracting(Gap::kind)
        .containsExactly("Rollout");
    assertThat(Snapshots.translate(rollout, replicaSet).gaps()).isEmpty();
  }

  @Test
  void oneObjectTwiceUnderTwoGroupsIsRefusedWhereTheyDiffer() {
    String one = NetworkPolicyTest.manifest("{podSelector: {}}");
    String old = one.replace("networking.k8s.io/v1", "extensions/v1beta1");
    Translation t = Snapshots.translate(one, old);
    assertThat(t.policies().policies()).isEmpty();
    assertThat(t.refusals())
        .hasSize(2)
        .extracting(Refusal::problem)
        .allMatch(p -> p.contains("2 times"));
  }

  @Test
  void selectorThatSplitsAWorkloadIsAFatalObstacleOfMaps() {
    String[] pods = {replica("a", "x: '1'"), replica("b", "x: '2'")};
    Translation t =
        Snapshots.translate(
            pods[0],
            pods[1],
            NetworkPolicyTest.manifest(
                "{podSelector: {matchLabels: {x: '1'}}, ingress: [{from: [{podSelector: {matchLabels: {x: '2'}}}]}]}"));
    assertThat(t.mapObstacles())
        .extracting(MapObstacle::kind, MapObstacle::pointer)
        .containsExactly(
            tuple(MapObstacle.Kind.SPLIT_WORKLOAD, "/spec/ingress/0/from/0"),
            tuple(MapObstacle.Kind.SPLIT_WORKLOAD, "/spec/podSelector"));
    assertThat(t.mapObstacles().getFirst().message()).contains("shop/rs[ReplicaSet]");
    assertThat(t.warnings()).hasSize(2).extracting(Warning::effect).containsOnly(Effect.ADVICE);
    assertThat(t.policies().policies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'{podSelector: {matchLabels: {app: web}}}'",
    "'{podSelector: {matchLabels: {x: none}}}'",
    "'{podSelector: {matchExpressions: [{key: x, operator: In, values: [''1'', ''2'']}]}}'",
    "'{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}, podSelector: {matchLabels: {x: ''1''}}}]}]}'"
  })
  void otherDifferencesOfLabelsDoNotMatter(String spec) {
    Translation t =
        Snapshots.translate(
            replica("a", "x: '1', app: web"),
            replica("b", "x: '2', app: web"),
            NetworkPolicyTest.manifest(spec));
    assertThat(t.mapObstacles()).isEmpty();
  }

  @Test
  void dialectsOfWhichThereArePolicies() {
    assertThat(
            Translation.detectDialect(
                Snapshots.of("{apiVersion: v1, kind: Pod, metadata: {name: a}}")))
        .isEmpty();
    assertThat(
            Translation.detectDialect(
                Snapshots.of(
                    object("networking.k8s.io/v1", "NetworkPolicy", "x"),
                    object("crd.projectcalico.org/v1", "NetworkPolicy", "x"),
                    object("cilium.io/v2", "CiliumNetworkPolicy", "x"))))
        .containsExactly(Dialect.KUBERNETES, Dialect.CALICO, Dialect.CILIUM);
    assertThat(
            Translation.detectDialect(Snapshots.of(object("projectcalico.org/v3", "IPPool", "x"))))
        .isEmpty();
  }

  @Test
  void orderOfTheManifestsDoesNotMatter() {
    String policy = NetworkPolicyTest.manifest("{podSelector: {}}");
    List<String> manifests =
        List.of(
            policy,
            policy.replace("name: p", "name: q"),
            replica("a", "x: y"),
            object("cilium.io/v2", "What", "x"));
    assertThat(
            Snapshots.translate(manifests.reversed().toArray(String[]::new))
                .toString()
                .replaceAll("in\\.yaml:\\d+", ""))
        .isEqualTo(
            Snapshots.translate(manifests.toArray(String[]::new))
                .toString()
                .replaceAll("in\\.yaml:\\d+", ""));
  }

  private static String replica(String name, String labels) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: "
        + name
        + ", namespace: shop, labels: {"
        + labels
        + "}, ownerReferences: [{kind: ReplicaSet, name: rs, controller: true}]}}";
  }

  private static String object(String apiVersion, String kind, String namespace) {
    return "{apiVersion: "
        + apiVersion
        + ", kind: "
        + kind
        + ", metadata: {name: o, namespace: "
        + namespace
        + "}}";
  }
}
