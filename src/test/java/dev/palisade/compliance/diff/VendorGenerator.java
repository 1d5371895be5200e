package dev.palisade.compliance.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random small clusters with policies of Calico or Cilium and with what these refer to: sets of
/// addresses, services, service accounts, tiers, rules on requests.
final class VendorGenerator {
  private static final List<String> NAMESPACES = List.of("n1", "n2", "n3");
  private static final List<String> VALUES = List.of("x", "y");
  private static final List<String> BLOCKS =
      List.of("10.0.0.0/8", "10.0.0.1/32", "192.168.0.0/24", "0.0.0.0/0");

  private final Random random;

  VendorGenerator(long seed) {
    this.random = new Random(seed);
  }

  List<String> calico() {
    List<String> all = cluster();
    some(all, 2, i -> object("Tier", "t" + i, "", "order: " + (i + random.nextInt(3))));
    some(all, 2, i -> set("GlobalNetworkSet", "g" + i, ""));
    some(all, 2, i -> set("NetworkSet", "s" + i, "n" + (i + 1)));
    some(all, 3, i -> calicoPolicy("GlobalNetworkPolicy", "gp" + i, ""));
    some(all, 4, i -> calicoPolicy("NetworkPolicy", "np" + i, pick(NAMESPACES)));
    return all;
  }

  List<String> cilium() {
    List<String> all = cluster();
    all.add(
        "{apiVersion: cilium.io/v2, kind: CiliumCIDRGroup, metadata: {name: g}, spec: {externalCIDRs: [%s]}}"
            .formatted(pick(BLOCKS)));
    some(all, 4, i -> ciliumPolicy("CiliumNetworkPolicy", "c" + i, pick(NAMESPACES)));
    some(all, 3, i -> ciliumPolicy("CiliumClusterwideNetworkPolicy", "w" + i, ""));
    return all;
  }

  private List<String> cluster() {
    List<String> all = new ArrayList<>();
    for (String name : NAMESPACES) {
      all.add(
          "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {a: %s}}}"
              .formatted(name, pick(VALUES)));
      all.add(
          "{apiVersion: v1, kind: ServiceAccount, metadata: {name: sa, namespace: %s, labels: {s: %s}}}"
              .formatted(name, pick(VALUES)));
      all.add(
          "{apiVersion: v1, kind: Service, metadata: {name: svc, namespace: %s}, spec: {selector: {a: %s}, ports: [{port: 80}]}}"
              .formatted(name, pick(VALUES)));
    }
    all.add(
        "{apiVersion: v1, kind: Node, metadata: {name: k1, labels: {a: x}}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}");
    IntStream.range(0, 2 + random.nextInt(3))
        .forEach(
            i ->
                all.add(
                    "{apiVersion: v1, kind: Pod, metadata: {name: p%d, namespace: %s, labels: {a: %s, unread: u%d}}, spec: {serviceAccountName: sa, nodeName: k1, %scontainers: [{name: c, ports: [{name: web, containerPort: %d}]}]}, status: {podIP: 10.0.0.%d}}"
                        .formatted(
                            i,
                            NAMESPACES.get(i % 3),
                            pick(VALUES),
                            random.nextInt(3),
                            random.nextInt(8) == 0 ? "hostNetwork: true, " : "",
                            pick(List.of(80, 81)),
                            1 + random.nextInt(3))));
    return all;
  }

  private interface ByNumber {
    String at(int number);
  }

  private void some(List<String> to, int bound, ByNumber of) {
    IntStream.range(0, random.nextInt(bound)).forEach(i -> to.add(of.at(i)));
  }

  private static String object(String kind, String name, String metadata, String spec) {
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %s%s}, spec: {%s}}"
        .formatted(kind, name, metadata, spec);
  }

  private String set(String kind, String name, String namespace) {
    return object(
        kind,
        name,
        (namespace.isEmpty() ? "" : ", namespace: " + namespace)
            + ", labels: {a: "
            + pick(VALUES)
            + "}",
        "nets: [" + pick(BLOCKS) + "]");
  }

  private String calicoPolicy(String kind, String name, String namespace) {
    boolean global = namespace.isEmpty();
    return object(
        kind,
        name,
        global ? "" : ", namespace: " + namespace,
        "order: "
            + random.nextInt(4)
            + ", selector: \""
            + selector()
            + "\""
            + (global && chance(30) ? ", namespaceSelector: \"" + selector() + "\"" : "")
            + (chance(20) ? ", serviceAccountSelector: \"s == 'x'\"" : "")
            + ", types: [Ingress, Egress], ingress: "
            + list(() -> calicoRule(false, global))
            + ", egress: "
            + list(() -> calicoRule(true, global)));
  }

  private String calicoRule(boolean egress, boolean global) {
    String action = pick(List.of("Allow", "Allow", "Deny", "Pass"));
    boolean service = chance(20);
    String other =
        service
            ? "services: {name: svc, namespace: " + pick(NAMESPACES) + "}"
            : switch (random.nextInt(4)) {
              case 0 -> "nets: [" + pick(BLOCKS) + "]";
              case 1 ->
                  "selector: \""
                      + selector()
                      + "\", namespaceSelector: \""
                      + pick(List.of("all()", "a == 'x'", "global()"))
                      + "\"";
              case 2 -> "serviceAccounts: {selector: \"s == 'x'\"}";
              default -> "selector: \"" + selector() + "\"";
            };
    boolean http = !egress && action.equals("Allow") && chance(30);
    String ports =
        !service && chance(50) ? ", ports: [" + pick(List.of("80", "web", "'80:90'")) + "]" : "";
    return "{action: "
        + action
        + ", protocol: TCP, "
        + (egress
            ? "destination: {" + other + ports + "}"
            : "source: {"
                + other
                + "}"
                + (ports.isEmpty() ? "" : ", destination: {" + ports.substring(2) + "}"))
        + (http ? ", http: {methods: [" + pick(List.of("GET", "PUT")) + "]}" : "")
        + "}";
  }

  private String selector() {
    return pick(List.of("all()", "a == 'x'", "a != 'x'", "has(a)", "pcns.a == 'y'"));
  }

  private String ciliumPolicy(String kind, String name, String namespace) {
    return "{apiVersion: cilium.io/v2, kind: %s, metadata: {name: %s%s}, spec: {endpointSelector: %s%s, ingress: %s, egress: %s}}"
        .formatted(
            kind,
            name,
            namespace.isEmpty() ? "" : ", namespace: " + namespace,
            endpoints(),
            chance(25) ? ", ingressDeny: [{fromEndpoints: [" + endpoints() + "]}]" : "",
            list(() -> ciliumRule("from")),
            list(() -> ciliumRule("to")));
  }

  private String ciliumRule(String side) {
    String peer =
        switch (random.nextInt(side.equals("to") ? 5 : 4)) {
          case 0 -> side + "CIDRSet: [{cidrGroupRef: g}]";
          case 1 -> side + "CIDR: [" + pick(BLOCKS) + "]";
          case 2 -> side + "Entities: [" + pick(List.of("world", "cluster", "host", "all")) + "]";
          case 3 -> side + "Endpoints: [" + endpoints() + "]";
          default ->
              "toServices: [{k8sService: {serviceName: svc, namespace: " + pick(NAMESPACES) + "}}]";
        };
    String requests =
        chance(30) ? ", rules: {http: [{method: " + pick(List.of("GET", "PUT")) + "}]}" : "";
    return "{"
        + peer
        + (chance(60)
            ? ", toPorts: [{ports: [{port: '"
                + pick(List.of("80", "81", "web"))
                + "', protocol: TCP}]"
                + requests
                + "}]"
            : "")
        + "}";
  }

  private String endpoints() {
    return pick(
        List.of(
            "{}",
            "{matchLabels: {a: x}}",
            "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}",
            "{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.a': x}}",
            "{matchLabels: {'k8s:io.kubernetes.pod.namespace': n2}}"));
  }

  private String list(Supplier<String> item) {
    return IntStream.range(0, random.nextInt(3))
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
