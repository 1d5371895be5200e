package dev.palisade.analysis.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random clusters as manifests, with policies of every kind that Kubernetes defines and networks
/// of OVN-Kubernetes, from few names, labels, ports and addresses, so that things meet.
public final class ManifestGenerator {
  private static final List<String> NAMESPACES = List.of("n1", "n2", "n3");
  private static final List<String> VALUES = List.of("x", "y");
  private static final List<String> BLOCKS =
      List.of("10.0.0.0/8", "10.0.0.0/31", "10.0.0.2/32", "192.168.0.0/24", "0.0.0.0/0");
  private static final List<Integer> PORTS = List.of(1, 79, 80, 81, 8080, 65535);

  private final Random random;

  public ManifestGenerator(long seed) {
    this.random = new Random(seed);
  }

  /// The manifests of one cluster.
  public List<String> cluster() {
    List<String> all = new ArrayList<>();
    for (String name : NAMESPACES) {
      all.add(namespace(name));
    }
    if (chance(70)) {
      all.add(
          "{apiVersion: v1, kind: Node, metadata: {name: k1, labels: {a: x}}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}");
    }
    int pods = 2 + random.nextInt(4);
    IntStream.range(0, pods).forEach(i -> all.add(pod(i)));
    some(all, 3, i -> anp(i));
    some(all, 3, i -> cnp(i));
    some(all, 3, i -> networkPolicy(i));
    if (chance(50)) {
      all.add(policy("v1alpha1", "BaselineAdminNetworkPolicy", "default", "", false));
    }
    if (chance(30)) {
      all.add(network());
    }
    return all;
  }

  private interface ByNumber {
    String at(int number);
  }

  private void some(List<String> to, int bound, ByNumber of) {
    IntStream.range(0, random.nextInt(bound)).forEach(i -> to.add(of.at(i)));
  }

  private String namespace(String name) {
    String label = chance(50) ? ", k8s.ovn.org/primary-user-defined-network: ''" : "";
    return "{apiVersion: v1, kind: Namespace, metadata: {name: "
        + name
        + ", labels: {a: "
        + pick(VALUES)
        + label
        + "}}}";
  }

  private String pod(int number) {
    boolean host = chance(15);
    return "{apiVersion: v1, kind: Pod, metadata: {name: p"
        + number
        + ", namespace: "
        + pick(NAMESPACES)
        + ", labels: {a: "
        + pick(VALUES)
        + (chance(50) ? ", b: " + pick(VALUES) : "")
        + "}}, spec: {nodeName: k1, "
        + (host ? "hostNetwork: true, " : "")
        + "containers: [{name: c, ports: [{name: web, containerPort: "
        + pick(PORTS)
        + ", protocol: "
        + pick(List.of("TCP", "UDP"))
        + "}]}]}, status: {podIP: "
        + (host ? "192.168.0.1" : "10.0.0." + (1 + random.nextInt(3)))
        + "}}";
  }

  private String anp(int number) {
    return policy(
        "v1alpha1", "AdminNetworkPolicy", "a" + number, "priority: " + number + ", ", true);
  }

  private String cnp(int number) {
    String tier = pick(List.of("Admin", "Baseline"));
    return policy(
        "v1alpha2",
        "ClusterNetworkPolicy",
        "c" + number,
        "tier: " + tier + ", priority: " + number + ", ",
        true);
  }

  private String policy(String version, String kind, String name, String place, boolean passes) {
    boolean second = version.equals("v1alpha2");
    Supplier<String> ingress = () -> rule("from", second, passes);
    Supplier<String> egress = () -> rule("to", second, passes);
    return "{apiVersion: policy.networking.k8s.io/"
        + version
        + ", kind: "
        + kind
        + ", metadata: {name: "
        + name
        + "}, spec: {"
        + place
        + "subject: "
        + pods()
        + ", ingress: "
        + list(3, ingress)
        + ", egress: "
        + list(3, egress)
        + "}}";
  }

  private String rule(String peers, boolean second, boolean passes) {
    boolean egress = peers.equals("to");
    String action =
        pick(
            passes
                ? List.of(second ? "Accept" : "Allow", "Deny", "Pass")
                : List.of("Allow", "Deny"));
    boolean names = chance(25);
    boolean domains = !names && passes && List.of("Accept", "Allow").contains(action);
    Supplier<String> peer = () -> egress && !names && chance(40) ? outside(domains) : pods();
    String ports =
        chance(40)
            ? ""
            : (second ? ", protocols: " : ", ports: ")
                + nonEmpty(2, () -> second ? protocol(names) : port(names));
    return "{action: " + action + ", " + peers + ": " + nonEmpty(2, peer) + ports + "}";
  }

  private String pods() {
    return chance(50)
        ? "{namespaces: " + selector() + "}"
        : "{pods: {namespaceSelector: " + selector() + ", podSelector: " + selector() + "}}";
  }

  private String outside(boolean domains) {
    return switch (random.nextInt(domains ? 3 : 2)) {
      case 0 -> "{networks: [" + pick(BLOCKS) + "]}";
      case 1 -> "{nodes: " + selector() + "}";
      default -> "{domainNames: ['*.example.org']}";
    };
  }

  private String port(boolean names) {
    String protocol = pick(List.of("TCP", "UDP", "SCTP"));
    if (names && chance(60)) {
      return "{namedPort: web}";
    }
    return chance(60)
        ? "{portNumber: {protocol: " + protocol + ", port: " + pick(PORTS) + "}}"
        : "{portRange: {protocol: "
            + protocol
            + ", start: 79, end: "
            + pick(List.of(80, 81))
            + "}}";
  }

  private String protocol(boolean names) {
    String protocol = pick(List.of("tcp", "udp", "sctp"));
    if (names && chance(60)) {
      return "{destinationNamedPort: web}";
    }
    String port = chance(60) ? "{number: " + pick(PORTS) + "}" : "{range: {start: 80, end: 8080}}";
    return "{" + protocol + ": {destinationPort: " + port + "}}";
  }

  private String networkPolicy(int number) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: np"
        + number
        + ", namespace: "
        + pick(NAMESPACES)
        + "}, spec: {podSelector: "
        + selector()
        + ", policyTypes: "
        + pick(List.of("[Ingress]", "[Egress]", "[Ingress, Egress]"))
        + ", ingress: "
        + list(2, () -> "{from: [" + peer() + "]}")
        + ", egress: "
        + list(2, () -> "{to: [" + peer() + "], ports: [{port: " + pick(PORTS) + "}]}")
        + "}}";
  }

  private String peer() {
    return chance(30)
        ? "{ipBlock: {cidr: " + pick(BLOCKS) + "}}"
        : "{namespaceSelector: " + selector() + ", podSelector: " + selector() + "}";
  }

  private String network() {
    String layer = "topology: Layer2, layer2: {role: Primary, subnets: [172.16.0.0/16]}";
    return chance(50)
        ? "{apiVersion: k8s.ovn.org/v1, kind: UserDefinedNetwork, metadata: {name: u, namespace: "
            + pick(NAMESPACES)
            + "}, spec: {"
            + layer
            + "}}"
        : "{apiVersion: k8s.ovn.org/v1, kind: ClusterUserDefinedNetwork, metadata: {name: u}, spec: {namespaceSelector: "
            + selector()
            + ", network: {"
            + layer
            + "}}}";
  }

  private String selector() {
    return switch (random.nextInt(4)) {
      case 0 -> "{}";
      case 1 -> "{matchExpressions: [{key: b, operator: NotIn, values: [x]}]}";
      default -> "{matchLabels: {a: " + pick(VALUES) + "}}";
    };
  }

  private String list(int bound, Supplier<String> item) {
    return IntStream.range(0, random.nextInt(bound))
        .mapToObj(i -> item.get())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String nonEmpty(int most, Supplier<String> item) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(i -> item.get())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
