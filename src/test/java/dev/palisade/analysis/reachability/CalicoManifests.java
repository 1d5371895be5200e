package dev.palisade.analysis.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/// Random manifests of a small cluster under Calico: everything that its API takes, over so few
/// labels, addresses and ports that much of it meets.
final class CalicoManifests {
  private static final List<String> NAMESPACES = List.of("n1", "n2", "n3");
  private static final List<String> SELECTORS =
      List.of(
          "all()",
          "a == 'x'",
          "a != 'x'",
          "has(b)",
          "!has(b)",
          "a in {'x', 'y'}",
          "a not in {'y'}",
          "b starts with 'x'",
          "a == 'x' && has(b)",
          "a == 'y' || !(b == 'xy')",
          "pcns.e == 'p'",
          "pcsa.r == 'q'",
          "projectcalico.org/serviceaccount == 's1'");
  private static final List<String> NAMESPACE_SELECTORS =
      List.of(
          "all()",
          "global()",
          "e == 'p'",
          "e != 'p'",
          "has(e)",
          "!has(e)",
          "projectcalico.org/name == 'n1'");
  private static final List<String> NETS =
      List.of(
          "10.0.0.0/30",
          "10.0.0.2/31",
          "10.0.0.1/32",
          "10.0.0.4",
          "0.0.0.0/0",
          "9.9.9.0/24",
          "9.9.9.9/32");
  private static final List<String> PORTS =
      List.of("80", "81", "'80:90'", "'85:100'", "http", "alt", "none", "1000", "'1:65535'");
  private static final List<String> TIERS = List.of("default", "t1", "t2", "kube-admin");

  private final Random random;

  CalicoManifests(long seed) {
    this.random = new Random(seed);
  }

  List<String> documents() {
    List<String> documents = new ArrayList<>();
    for (String n : NAMESPACES) {
      documents.add(
          "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}"
              .formatted(n, maybe("e: " + one("p", "t"))));
      for (String account : List.of("s1", "s2")) {
        documents.add(
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: %s, labels: {%s}}}"
                .formatted(account, n, maybe("r: " + one("q", "o"))));
      }
    }
    int pods = 4 + random.nextInt(4);
    for (int i = 0; i < pods; i++) {
      documents.add(pod(i));
    }
    documents.add(
        calico(
            "Tier",
            "",
            "t1",
            "{order: %s, defaultAction: %s}"
                .formatted(one("1", "1000", "2000000"), one("Pass", "Deny"))));
    documents.add(calico("Tier", "", "t2", "{%s}".formatted(maybe("order: 1"))));
    documents.add(set("NetworkSet", one("n1", "n2")));
    documents.add(set("GlobalNetworkSet", ""));
    documents.add(service());
    if (random.nextBoolean()) {
      documents.add(slice());
    }
    int policies = 1 + random.nextInt(6);
    for (int i = 0; i < policies; i++) {
      documents.add(policy(i));
    }
    return documents;
  }

  private String pod(int i) {
    String addresses =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> ", podIPs: [{ip: 10.0.0.%d}, {ip: 'fd00::%d'}]".formatted(i, i);
          default -> ", podIP: 10.0.0." + i;
        };
    StringJoiner ports = new StringJoiner(", ");
    if (random.nextBoolean()) {
      ports.add("{name: http, containerPort: %s}".formatted(one("80", "81")));
    }
    if (random.nextBoolean()) {
      ports.add("{name: alt, containerPort: 1000, protocol: %s}".formatted(one("TCP", "UDP")));
    }
    return "{apiVersion: v1, kind: Pod, metadata: {name: p%d, namespace: %s, labels: {%s}}, spec: {%s serviceAccountName: %s, containers: [{name: c, image: i, ports: [%s]}]}, status: {phase: Running%s}}"
        .formatted(
            i,
            one("n1", "n2", "n3"),
            labels(),
            random.nextInt(9) == 0 ? "hostNetwork: true," : "",
            one("s1", "s2"),
            ports,
            addresses);
  }

  private String labels() {
    StringJoiner labels = new StringJoiner(", ");
    if (random.nextInt(3) > 0) {
      labels.add("a: " + one("x", "y"));
    }
    if (random.nextInt(3) > 0) {
      labels.add("b: " + one("x", "xy", "z"));
    }
    return labels.toString();
  }

  private String set(String kind, String namespace) {
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: s, namespace: '%s', labels: {%s}}, spec: {nets: [%s]}}"
        .formatted(kind, namespace, labels(), some(NETS, 2));
  }

  private String service() {
    return "{apiVersion: v1, kind: Service, metadata: {name: v, namespace: n1}, spec: {selector: {a: x}, ports: [{port: 1, targetPort: %s}]}}"
        .formatted(one("80", "http"));
  }

  private String slice() {
    return "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: v1, namespace: n1, labels: {kubernetes.io/service-name: v}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.%d]}, {addresses: [%s]}], ports: [{port: 80}]}"
        .formatted(random.nextInt(5), one("9.9.9.9", "10.0.0.0"));
  }

  private String policy(int i) {
    switch (random.nextInt(8)) {
      case 0 -> {
        return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: k%d, namespace: %s}, spec: {podSelector: {matchLabels: {%s}}, ingress: [{from: [{namespaceSelector: {}}, {ipBlock: {cidr: 9.9.9.0/24}}], ports: [{port: http}]}], egress: [%s]}}"
            .formatted(i, one("n1", "n2"), maybe("a: x"), maybe("{}"));
      }
      case 1 -> {
        return "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c%d}, spec: {tier: %s, priority: %d, subject: {namespaces: {}}, ingress: [{action: %s, from: [{namespaces: {matchLabels: {e: p}}}]}]}}"
            .formatted(i, one("Admin", "Baseline"), i, one("Accept", "Deny", "Pass"));
      }
      default -> {
        boolean global = random.nextBoolean();
        String tier = one(TIERS.toArray(String[]::new));
        StringJoiner spec = new StringJoiner(", ", "{", "}");
        spec.add("tier: " + tier);
        add(spec, "order: " + one("1", "2", "1000", "1001"));
        add(spec, "selector: " + quoted(one(SELECTORS)));
        if (random.nextInt(4) == 0) {
          spec.add("serviceAccountSelector: \"r == 'q'\"");
        }
        if (global && random.nextInt(3) == 0) {
          spec.add("namespaceSelector: " + quoted(one("e == 'p'", "all()", "!has(e)")));
        }
        if (random.nextInt(3) == 0) {
          spec.add("types: [%s]".formatted(one("Ingress", "Egress", "Ingress, Egress")));
        }
        spec.add("ingress: [%s]".formatted(rules(true, global)));
        spec.add("egress: [%s]".formatted(rules(false, global)));
        return calico(
            global ? "GlobalNetworkPolicy" : "NetworkPolicy",
            global ? "" : one("n1", "n2"),
            tier + ".p" + i,
            spec.toString());
      }
    }
  }

  private String rules(boolean ingress, boolean global) {
    StringJoiner rules = new StringJoiner(", ");
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      rules.add(rule(ingress, global));
    }
    return rules.toString();
  }

  private String rule(boolean ingress, boolean global) {
    StringJoiner rule = new StringJoiner(", ", "{", "}");
    rule.add("action: " + one("Allow", "Allow", "Deny", "Pass", "Log"));
    String protocol = one("", "TCP", "TCP", "UDP", "6", "SCTP", "ICMP", "47");
    boolean ports = List.of("TCP", "UDP", "6", "SCTP").contains(protocol);
    if (!protocol.isEmpty()) {
      rule.add("protocol: " + protocol);
    } else if (random.nextInt(4) == 0) {
      rule.add("notProtocol: TCP");
    }
    if (protocol.equals("ICMP") && random.nextBoolean()) {
      rule.add(one("icmp: {type: 8}", "notICMP: {type: 8}", "icmp: {type: 8, code: 0}"));
    }
    if (!protocol.equals("ICMP") && random.nextInt(8) == 0) {
      rule.add("ipVersion: 4");
    }
    if (random.nextInt(8) == 0) {
      String services = "{services: {name: v, namespace: n1}}";
      rule.add((ingress ? "source: " : "destination: ") + services);
      return rule.toString();
    }
    if (random.nextInt(4) > 0) {
      rule.add("source: " + entity(ports, global));
    }
    if (random.nextInt(4) > 0) {
      rule.add("destination: " + entity(ports, global));
    }
    return rule.toString();
  }

  private String entity(boolean ports, boolean global) {
    StringJoiner entity = new StringJoiner(", ", "{", "}");
    if (random.nextBoolean()) {
      entity.add("selector: " + quoted(one(SELECTORS)));
    }
    if (random.nextInt(4) == 0) {
      entity.add("notSelector: " + quoted(one(SELECTORS)));
    }
    if (random.nextInt(global ? 4 : 2) == 0) {
      entity.add("namespaceSelector: " + quoted(one(NAMESPACE_SELECTORS)));
    }
    if (random.nextInt(6) == 0) {
      entity.add("serviceAccounts: " + one("{names: [s1]}", "{selector: \"r == 'q'\"}", "{}"));
    }
    if (random.nextInt(4) == 0) {
      entity.add("nets: [%s]".formatted(some(NETS, 2)));
    }
    if (random.nextInt(5) == 0) {
      entity.add("notNets: [%s]".formatted(some(NETS.subList(0, 4), 1)));
    }
    if (ports && random.nextBoolean()) {
      entity.add("ports: [%s]".formatted(some(PORTS, 3)));
    }
    if (ports && random.nextInt(4) == 0) {
      entity.add("notPorts: [%s]".formatted(some(PORTS.subList(0, 8), 2)));
    }
    return entity.toString();
  }

  private static String calico(String kind, String namespace, String name, String spec) {
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %s, namespace: '%s'}, spec: %s}"
        .formatted(kind, name, namespace, spec);
  }

  private static String quoted(String selector) {
    return '"' + selector + '"';
  }

  private void add(StringJoiner to, String field) {
    if (random.nextInt(3) > 0) {
      to.add(field);
    }
  }

  private String maybe(String text) {
    return random.nextBoolean() ? text : "";
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String some(List<String> values, int most) {
    StringJoiner some = new StringJoiner(", ");
    int count = 1 + random.nextInt(most);
    int first = random.nextInt(values.size());
    for (int i = 0; i < count; i++) {
      some.add(values.get((first + i) % values.size()));
    }
    return some.toString();
  }
}
