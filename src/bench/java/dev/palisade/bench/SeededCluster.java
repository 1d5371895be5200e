package dev.palisade.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A cluster of a given size, the same for the same seed. A namespace for each 40 pods; in it the
/// workloads `front`, `logic`, `store` and `batch` in turn, two pods each, that differ in a label
/// which no policy reads. The first policy of each namespace isolates it; the others let a workload
/// be called by its callers (mostly of the namespace, by label; some of a neighbouring team, some of
/// a block of addresses) or call a block of addresses.
///
/// @param policies at least as many as there are namespaces; fewer leave namespaces open
public record SeededCluster(int pods, int policies, long seed) {
  private static final int PODS_OF_NAMESPACE = 40;
  private static final int TEAMS = 8;
  private static final String[] TIERS = {"front", "logic", "store", "batch"};
  private static final int[] PORTS = {8080, 9000, 5432, 9100};

  /// `SeededCluster FOLDER PODS POLICIES SEED`: writes `manifests`, `changed` (one policy
  /// otherwise) and `scope.yaml`, a zone for each team.
  public static void main(String[] arguments) throws IOException {
    SeededCluster cluster =
        new SeededCluster(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]));
    Path folder = Path.of(arguments[0]);
    cluster.writeManifests(folder.resolve("manifests"), false);
    cluster.writeManifests(folder.resolve("changed"), true);
    Files.writeString(folder.resolve("scope.yaml"), cluster.scope(), UTF_8);
  }

  private int namespaces() {
    return Math.max(2, pods / PODS_OF_NAMESPACE);
  }

  /// Writes two files a namespace.
  ///
  /// @param changed whether the last policy of all allows another port
  void writeManifests(Path folder, boolean changed) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    int namespaces = namespaces();
    for (int n = 0; n < namespaces; n++) {
      int here = share(pods, n, namespaces);
      Files.writeString(folder.resolve(name(n) + ".yaml"), objects(n, here), UTF_8);
      boolean last = n == namespaces - 1;
      String rules = policies(n, share(policies, n, namespaces), here, random, changed && last);
      Files.writeString(folder.resolve(name(n) + "-policies.yaml"), rules, UTF_8);
    }
  }

  /// The scope that goes with it.
  String scope() {
    StringBuilder text = new StringBuilder("apiVersion: palisade.dev/v1\nkind: Scope\nzones:\n");
    for (int team = 0; team < Math.min(TEAMS, namespaces()); team++) {
      String category = team == 0 ? "cardholder-data" : "untrusted";
      text.append("  - {name: team-%d, category: %s, namespaces: {names: [".formatted(team, category));
      for (int n = team; n < namespaces(); n += TEAMS) {
        text.append(n == team ? "" : ", ").append(name(n));
      }
      text.append("]}}\n");
    }
    return text.toString();
  }

  private static int share(int all, int index, int parts) {
    return all / parts + (index < all % parts ? 1 : 0);
  }

  private static String name(int namespace) {
    return "ns-%05d".formatted(namespace);
  }

  private static String app(int workload) {
    return TIERS[workload % TIERS.length] + "-" + workload;
  }

  private static String objects(int n, int pods) {
    StringBuilder text = new StringBuilder();
    text.append(
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n  labels: {team: t%d}\n"
            .formatted(name(n), n % TEAMS));
    for (int pod = 0; pod < pods; pod++) {
      int workload = pod / 2;
      int tier = workload % TIERS.length;
      text.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: %s-%d
            namespace: %s
            labels:
              app: %s
              tier: %s
              replica: r%d
          spec:
            containers:
            - name: main
              image: main
              ports:
              - {name: main, containerPort: %d, protocol: TCP}
          status:
            phase: Running
            podIP: 10.%d.%d.%d
          """
              .formatted(
                  app(workload),
                  pod % 2,
                  name(n),
                  app(workload),
                  TIERS[tier],
                  pod,
                  PORTS[tier],
                  n >> 8,
                  n & 255,
                  pod + 1));
    }
    return text.toString();
  }

  private static String policies(int n, int count, int pods, Random random, boolean changed) {
    StringBuilder text = new StringBuilder();
    int workloads = Math.max(1, (pods + 1) / 2);
    for (int p = 0; p < count; p++) {
      int workload = random.nextInt(workloads);
      String head =
          "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p-%d, namespace: %s}\nspec:\n"
              .formatted(p, name(n));
      text.append(head);
      int port = changed && p == count - 1 ? 1234 : PORTS[workload % PORTS.length];
      if (p == 0) {
        text.append("  podSelector: {}\n  policyTypes: [Ingress]\n");
      } else if (p % 5 == 4) {
        text.append(
            "  podSelector: {matchLabels: {app: %s}}\n  policyTypes: [Egress]\n  egress:\n  - to: [{ipBlock: {cidr: %s}}]\n    ports: [{port: %d}]\n"
                .formatted(app(workload), block(random), port));
      } else {
        text.append(
            "  podSelector: {matchLabels: {app: %s}}\n  policyTypes: [Ingress]\n  ingress:\n  - from: [%s]\n    ports: [{port: %d}]\n"
                .formatted(app(workload), caller(random, workloads), port));
      }
    }
    return text.toString();
  }

  private static String caller(Random random, int workloads) {
    return switch (random.nextInt(10)) {
      case 0 -> "{ipBlock: {cidr: %s}}".formatted(block(random));
      case 1, 2 ->
          "{namespaceSelector: {matchLabels: {team: t%d}}, podSelector: {matchLabels: {tier: front}}}"
              .formatted(random.nextInt(TEAMS));
      default ->
          "{podSelector: {matchLabels: {app: %s}}}".formatted(app(random.nextInt(workloads)));
    };
  }

  private static String block(Random random) {
    return "192.%d.0.0/%d".formatted(random.nextInt(32) * 8, 13 + random.nextInt(4));
  }
}
