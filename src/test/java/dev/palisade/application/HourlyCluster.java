package dev.palisade.application;

import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A cluster with policies of one dialect that is collected every hour and changes meanwhile: pods,
/// labels of pods and namespaces, policies. A seed determines its history. Of a hundred objects
/// some ten are policies, two namespaces, the others pods and their Deployments.
final class HourlyCluster {
  private static final int REPLICAS = 3;

  private final String dialect;
  private final Manner manner;
  private RandomGenerator random;
  private final int namespaces;
  private final int workloads;
  private final int policies;
  private final TreeMap<String, Manifest> objects = new TreeMap<>();
  private int stamp;

  /// What a change does.
  enum Manner {
    /// Everything about the object is drawn again.
    WILD,
    /// Releases: versions and images, of every eighth policy its ports, of one namespace in a
    /// hundred its label.
    STEADY
  }

  HourlyCluster(String dialect, int size, long seed) {
    this(dialect, size, seed, Manner.WILD);
  }

  /// @param dialect KUBERNETES, CALICO or CILIUM
  /// @param size about how many objects it has
  HourlyCluster(String dialect, int size, long seed, Manner manner) {
    this.dialect = dialect;
    this.manner = manner;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.namespaces = Math.max(3, size / 50);
    this.policies = Math.max(6, size / 10);
    this.workloads = Math.max(namespaces, (size - namespaces - policies) / (REPLICAS + 1));
    for (int i = 0; i < namespaces; i++) {
      put("namespace " + i, namespace(i));
    }
    for (int i = 0; i < workloads; i++) {
      put("deployment " + i, deployment(i));
      for (int r = 0; r < REPLICAS; r++) {
        put("pod " + i + " " + r, pod(i, r));
      }
    }
    for (int i = 0; i < policies; i++) {
      put("policy " + i, policy(i));
    }
    if (dialect.equals("CALICO")) {
      put(
          "services",
          "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns-1}, spec: {selector: {app: app-1}, ports: [{port: 80}]}}");
    }
  }

  /// Changes objects, as many as the mean says.
  void pass(double mean) {
    int changes = (int) mean + (random.nextDouble() < mean - (int) mean ? 1 : 0);
    List<String> names = List.copyOf(objects.keySet());
    for (int i = 0; i < changes; i++) {
      String name = names.get(random.nextInt(names.size()));
      String[] words = name.split(" ");
      int number = words.length > 1 ? Integer.parseInt(words[1]) : 0;
      switch (words[0]) {
        case "namespace" -> put(name, namespace(number));
        case "deployment" -> put(name, deployment(number));
        case "pod" -> put(name, pod(number, Integer.parseInt(words[2])));
        case "policy" -> put(name, policy(number));
        default -> {
          // stays as it is
        }
      }
    }
  }

  List<Manifest> manifests() {
    return List.copyOf(objects.values());
  }

  /// What the next snapshot does not see; mostly nothing.
  List<Gap> gaps() {
    return random.nextInt(12) > 0
        ? List.of()
        : List.of(
            new Gap(
                Gap.Reason.FAILED,
                List.of("NetworkPolicy", "Secret", "Pod").get(random.nextInt(3)),
                null,
                null,
                500,
                "failed"));
  }

  private void put(String name, String yaml) {
    objects.put(name, manifests(yaml).getFirst());
  }

  private String namespace(int number) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: ns-%d, labels: {team: t%d, kubernetes.io/metadata.name: ns-%d}}}"
        .formatted(
            number,
            manner == Manner.WILD || random.nextInt(100) == 0 ? random.nextInt(3) : number % 3,
            number);
  }

  private String labels(int workload) {
    return "{app: app-%d, tier: %s, version: v%d, pod-template-hash: abc}"
        .formatted(
            workload,
            (manner == Manner.WILD ? random.nextInt(8) : workload % 8) == 0 ? "back" : "front",
            stamp++);
  }

  private String pod(int workload, int replica) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: app-%d-abc-%d, namespace: ns-%d, labels: %s, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: app-%d-abc, controller: true}]}, spec: {nodeName: node-1, containers: [{name: c, image: registry.example/app@sha256:%064x, ports: [{name: http, containerPort: 80}]}]}, status: {podIPs: [{ip: 10.1.%d.%d}]}}"
        .formatted(
            workload,
            replica,
            workload % namespaces,
            labels(workload),
            workload,
            stamp,
            workload % 250,
            replica + 1);
  }

  private String deployment(int workload) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: app-%d, namespace: ns-%d, annotations: {note: n%d}}, spec: {template: {metadata: {labels: %s}, spec: {containers: [{name: c}]}}}}"
        .formatted(workload, workload % namespaces, stamp, labels(workload));
  }

  private String policy(int number) {
    if (manner == Manner.WILD) {
      return drawn(number);
    }
    RandomGenerator usual = random;
    int state = usual.nextInt(8) == 0 ? usual.nextInt(2) : 0;
    random =
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(number * 2L + (number % 50 == 0 ? state : 0));
    String policy =
        drawn(number)
            .replace("port: 80}", "port: " + (80 + state) + "}")
            .replace("metadata: {", "metadata: {annotations: {release: r" + stamp++ + "}, ");
    random = usual;
    return policy;
  }

  private String drawn(int number) {
    int namespace = number % namespaces;
    String name = "p-" + number;
    boolean native0 = dialect.equals("KUBERNETES") || number % 3 == 0;
    if (native0) {
      return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: ns-%d}, spec: %s}"
          .formatted(name, namespace, kubernetes());
    }
    boolean global = number % 3 == 1;
    if (dialect.equals("CALICO")) {
      String meta = global ? "" : ", namespace: ns-" + namespace;
      return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %s%s}, spec: %s}"
          .formatted(
              global ? "GlobalNetworkPolicy" : "NetworkPolicy",
              "default." + name,
              meta,
              calico(number));
    }
    return "{apiVersion: cilium.io/v2, kind: %s, metadata: {name: %s%s}, spec: %s}"
        .formatted(
            global ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy",
            name,
            global ? "" : ", namespace: ns-" + namespace,
            cilium());
  }

  private String app() {
    return random.nextInt(3) == 0 ? "tier: front" : "app: app-" + random.nextInt(4);
  }

  private String kubernetes() {
    String subject = random.nextBoolean() ? "{}" : "{matchLabels: {" + app() + "}}";
    boolean egress = random.nextBoolean();
    String peers =
        switch (random.nextInt(4)) {
          case 0 -> "[{podSelector: {matchLabels: {" + app() + "}}, namespaceSelector: {}}]";
          case 1 -> "[{namespaceSelector: {matchLabels: {team: t" + random.nextInt(3) + "}}}]";
          case 2 -> "[{ipBlock: {cidr: 0.0.0.0/0, except: [10.1.2.0/24]}}]";
          default -> "[]";
        };
    String ports =
        random.nextBoolean()
            ? "[{port: http}]"
            : "[{port: " + (random.nextBoolean() ? 80 : 443) + "}]";
    return "{podSelector: %s, policyTypes: [%s], %s: [{%s: %s, ports: %s}]}"
        .formatted(
            subject,
            egress ? "Egress" : "Ingress",
            egress ? "egress" : "ingress",
            egress ? "to" : "from",
            peers,
            ports);
  }

  private String calico(int number) {
    boolean egress = random.nextBoolean();
    String peer =
        egress && number == 4
            ? "destination: {services: {name: s, namespace: ns-1}}"
            : "%s: {selector: \"app == 'app-%d'\"}"
                .formatted(egress ? "destination" : "source", random.nextInt(4));
    return "{order: %d, selector: \"app == 'app-%d'\", types: [%s], %s: [{action: %s, %s}]}"
        .formatted(
            number,
            random.nextInt(4),
            egress ? "Egress" : "Ingress",
            egress ? "egress" : "ingress",
            random.nextInt(3) == 0 ? "Deny" : "Allow",
            peer);
  }

  private String cilium() {
    boolean egress = random.nextBoolean();
    return "{endpointSelector: {matchLabels: {%s}}, %s: [{%s: [{matchLabels: {%s}}]%s}]}"
        .formatted(
            app(),
            egress ? "egress" : "ingress",
            egress ? "toEndpoints" : "fromEndpoints",
            app(),
            random.nextBoolean() ? "" : ", toPorts: [{ports: [{port: \"80\", protocol: TCP}]}]");
  }

  static List<Manifest> manifests(String... yaml) {
    List<Manifest> manifests = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "test.yaml",
              new ByteArrayInputStream(
                  String.join("\n---\n", yaml).getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(var document)) {
                  manifests.add(Manifests.of(document));
                }
              });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return manifests;
  }
}
