package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.AccessControl;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.NetworkAgent;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest {

  @Test
  void nodes() {
    Node node =
        inventory(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: n1, labels: {zone: a}}
                spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24, 'fd00::/64']}
                status:
                  addresses:
                  - {type: InternalIP, address: 192.0.2.1}
                  - {type: ExternalIP, address: 198.51.100.1}
                  - {type: Hostname, address: n1}
                """)
            .nodes()
            .getFirst();
    assertThat(node.name()).isEqualTo("n1");
    assertThat(node.labels()).isEqualTo(Labels.of("zone", "a"));
    assertThat(node.addresses())
        .containsExactly(IpAddress.parse("192.0.2.1"), IpAddress.parse("198.51.100.1"));
    assertThat(node.podRanges())
        .isEqualTo(IpSet.parse("10.1.0.0-10.1.0.255,fd00::-fd00::ffff:ffff:ffff:ffff"));
  }

  @Test
  void services() {
    Service service =
        inventory(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: x}
                spec:
                  clusterIP: 10.9.0.1
                  clusterIPs: [10.9.0.1, 'fd01::1']
                  externalIPs: [nonsense]
                  ports: [{name: a, port: 80, targetPort: web, nodePort: 30080}, {port: 53, protocol: UDP, targetPort: 5353}]
                """)
            .services()
            .getFirst();
    assertThat(service.type()).isEqualTo(Service.Type.CLUSTER_IP);
    assertThat(service.selector()).isNull();
    assertThat(service.clusterAddresses())
        .containsExactly(IpAddress.parse("10.9.0.1"), IpAddress.parse("fd01::1"));
    assertThat(service.externalAddresses()).containsExactly("nonsense");
    assertThat(service.ports())
        .containsExactly(
            new Service.Port("a", Protocol.TCP, 80, null, "web", 30080, "/spec/ports/0"),
            new Service.Port(null, Protocol.UDP, 53, 5353, null, null, "/spec/ports/1"));
  }

  @Test
  void headlessServiceHasNoAddressAndAnEmptySelectorIsNone() {
    Service service =
        inventory(
                "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: None, selector: {}}}")
            .services()
            .getFirst();
    assertThat(service.clusterAddresses()).isEmpty();
    assertThat(service.selector()).isNull();
  }

  @Test
  void aPortWithoutNumberInAnEndpointSliceIsEveryPort() {
    Translation t =
        Snapshots.translate(
            "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}",
            "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-1, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{name: ''}, {port: null, protocol: UDP}]}");
    assertThat(t.refusals()).isEmpty();
    assertThat(t.inventory().services().getFirst().endpoints())
        .containsExactly(
            new Service.Endpoint(IpAddress.parse("10.0.0.1"), null, Protocol.TCP, PortSet.ALL),
            new Service.Endpoint(IpAddress.parse("10.0.0.1"), null, Protocol.UDP, PortSet.ALL));
  }

  @Test
  void endpointsNeedTheirPorts() {
    Translation t =
        Snapshots.translate(
            "{apiVersion: v1, kind: Endpoints, metadata: {name: s}, subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{}]}]}");
    assertThat(t.refusals())
        .extracting(r -> r.pointer())
        .containsExactly("/subsets/0/ports/0/port");
  }

  @Test
  void networkAgentsWithTheNodesOfTheirReadyPodsAndTheirReadableSettings() {
    Inventory inventory =
        inventory(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: kube-system}
            spec:
              template:
                metadata: {labels: {k8s-app: calico-node}}
                spec:
                  nodeSelector: {kubernetes.io/os: linux}
                  initContainers: [{name: cni, image: calico/cni:v3.30.0}]
                  containers:
                  - name: node
                    image: calico/node:v3.30.0
                    args: [--enable-network-policy=true, --token=secret]
                    env:
                    - {name: FELIX_BPFENABLED, value: 'true'}
                    - {name: PASSWORD, value: secret}
            """,
            agentPod("a", "n2", "True"),
            agentPod("b", "n1", "True"),
            agentPod("c", "n3", "False"));
    NetworkAgent agent = inventory.agents().getFirst();
    assertThat(agent.images()).containsExactly("calico/cni:v3.30.0", "calico/node:v3.30.0");
    assertThat(agent.settings())
        .isEqualTo(Map.of("FELIX_BPFENABLED", "true", "enable-network-policy", "true"));
    assertThat(agent.nodes()).containsExactly("n1", "n2");
    assertThat(agent.nodeSelector()).isEqualTo(Labels.of("kubernetes.io/os", "linux"));
  }

  @Test
  void settingsOfTheClosedListAlone() {
    Inventory inventory =
        inventory(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: kube-system}, data: {enable-policy: default, identity-allocation-mode: crd}}",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: shop}, data: {enable-policy: never}}",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: app, namespace: kube-system}, data: {enable-policy: never}}");
    assertThat(inventory.networkSettings())
        .isEqualTo(Map.of("cilium-config/enable-policy", "default"));
  }

  @Test
  void accessControl() {
    AccessControl access =
        inventory(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: "system:net", labels: {a: b}}
                rules:
                - {verbs: ['*'], apiGroups: [networking.k8s.io], resources: [networkpolicies], resourceNames: [p]}
                - {verbs: [get], nonResourceURLs: [/healthz]}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {x: z}}]}
                """,
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: b, namespace: shop}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:net"}
                subjects:
                - {kind: ServiceAccount, name: robot, namespace: ci}
                - {kind: Group, name: team, namespace: ignored}
                """)
            .access();
    AccessControl.Role role = access.roles().getFirst();
    assertThat(role.namespace()).isEmpty();
    assertThat(role.name()).isEqualTo("system:net");
    assertThat(role.rules().getFirst())
        .isEqualTo(
            new AccessControl.Rule(
                List.of("*"),
                List.of("networking.k8s.io"),
                List.of("networkpolicies"),
                List.of("p"),
                "/rules/0"));
    assertThat(role.rules().getLast().resources()).isEmpty();
    assertThat(role.aggregation()).containsExactly(LabelSelector.ofLabels(Map.of("x", "z")));
    AccessControl.Binding binding = access.bindings().getFirst();
    assertThat(binding.namespace()).isEqualTo("shop");
    assertThat(binding.roleKind()).isEqualTo("ClusterRole");
    assertThat(binding.roleName()).isEqualTo("system:net");
    assertThat(binding.subjects())
        .containsExactly(
            new AccessControl.Subject("ServiceAccount", "ci", "robot", "/subjects/0"),
            new AccessControl.Subject("Group", "", "team", "/subjects/1"));
  }

  @Test
  void kindsThatDefinitionsDefine() {
    assertThat(
            inventory(
                    "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: t.projectcalico.org}, spec: {group: projectcalico.org, names: {kind: Tier}}}")
                .apiKinds())
        .containsExactly("projectcalico.org/Tier");
  }

  private static Inventory inventory(String... manifests) {
    Translation t = Snapshots.translate(manifests);
    assertThat(t.refusals()).isEmpty();
    return t.inventory();
  }

  private static String agentPod(String name, String node, String ready) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: "
        + name
        + ", namespace: kube-system,"
        + " ownerReferences: [{kind: DaemonSet, name: calico-node, controller: true}]}, spec: {nodeName: "
        + node
        + "},"
        + " status: {conditions: [{type: Ready, status: '"
        + ready
        + "'}]}}";
  }
}
