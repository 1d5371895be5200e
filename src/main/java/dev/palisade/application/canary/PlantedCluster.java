package dev.palisade.application.canary;

import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A copy of a snapshot, and of the scope that it is judged by, with violations planted into both.
///
/// The copy is small, since it is judged beside the snapshot each time: of namespaced objects,
/// which say nothing of other namespaces' pods than what reaches their own, it holds a sample; of
/// what is the whole cluster's, and so may have a say on the planted pods, everything but further
/// nodes and cluster roles. Which objects are in the sample follows from their content.
///
/// @param prefix what the names of everything planted begin with; nothing of the snapshot or the
///   scope does
/// @param description what the copy holds, for people
record PlantedCluster(String prefix, Snapshot snapshot, Scope scope, String description) {
  /// Stands for a pod without labels that is not there.
  static final String UNLABELLED = "any-future-pod";

  /// Objects of a kind in the sample, those with pods counted as one kind: so many that their flows
  /// stay below what checks list.
  private static final int SAMPLE = 12;

  private static final int NETWORKS = 8;
  private static final String PLACEHOLDER = "CANARY";
  private static final Set<String> WITH_PODS =
      Set.of(
          "CronJob",
          "DaemonSet",
          "Deployment",
          "Job",
          "Pod",
          "ReplicaSet",
          "ReplicationController",
          "StatefulSet");
  private static final Set<String> SAMPLED_OF_CLUSTER =
      Set.of("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Node");

  static PlantedCluster of(Snapshot snapshot, Scope scope) {
    String prefix = prefix(snapshot, scope);
    List<Manifest> planted = planted(prefix);
    List<Manifest> kept = kept(snapshot);
    List<Manifest> all = new ArrayList<>(kept);
    all.addAll(planted);
    return new PlantedCluster(
        prefix,
        new Snapshot(
            snapshot.cluster(), snapshot.takenAt(), snapshot.run(), all, List.of(), List.of()),
        scope(scope, prefix),
        planted.size()
            + " objects planted among "
            + kept.size()
            + " of the snapshot's "
            + snapshot.manifests().size()
            + ": all that hold for the whole cluster, and a sample of the others, chosen by content");
  }

  /// A name that neither the cluster nor the scope has.
  private static String prefix(Snapshot snapshot, Scope scope) {
    Set<String> taken = new HashSet<>();
    for (Manifest manifest : snapshot.manifests()) {
      ResourceRef ref = manifest.ref();
      taken.add(ref.namespace().isEmpty() ? ref.name() : ref.namespace());
    }
    scope.zones().forEach(zone -> taken.add(zone.name()));
    String prefix = "palisade-canary";
    while (begins(taken, prefix)) {
      prefix += "x";
    }
    return prefix;
  }

  private static boolean begins(Set<String> names, String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  private static List<Manifest> kept(Snapshot snapshot) {
    Map<String, Integer> counts = new HashMap<>();
    List<Manifest> kept = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    List<Manifest> byContent =
        snapshot.manifests().stream()
            .filter(m -> !m.ref().kind().equals("Namespace"))
            .sorted(Comparator.comparing((Manifest m) -> m.ref().digest()).thenComparing(m -> m))
            .toList();
    for (Manifest manifest : byContent) {
      ResourceRef ref = manifest.ref();
      if (isWhole(ref)
          || counts.merge(WITH_PODS.contains(ref.kind()) ? "Pod" : ref.kind(), 1, Integer::sum)
              <= SAMPLE) {
        kept.add(manifest);
        namespaces.add(ref.namespace());
      }
    }
    for (Manifest manifest : snapshot.manifests()) {
      if (manifest.ref().kind().equals("Namespace") && namespaces.contains(manifest.ref().name())) {
        kept.add(manifest);
      }
    }
    return kept;
  }

  /// Whether an object may have a say on any pod: then it is in the copy, however many there are.
  /// ConfigMaps are those that set how the network plugin reads policies.
  private static boolean isWhole(ResourceRef ref) {
    return ref.kind().equals("ConfigMap")
        || (ref.namespace().isEmpty() && !SAMPLED_OF_CLUSTER.contains(ref.kind()));
  }

  private static Scope scope(Scope scope, String prefix) {
    Scope own;
    try (InputStream in = resource("scope", prefix)) {
      own = ScopeReader.read("scope", in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Zone> zones =
        new ArrayList<>(
            own.zones().stream().filter(z -> z.origin() == Zone.Origin.DECLARED).toList());
    zones.addAll(scope.zones());
    List<RestrictedService> restricted = new ArrayList<>(scope.restricted());
    restricted.addAll(own.restricted());
    return new Scope(
        Scope.CardholderData.PRESENT,
        zones,
        scope.networks().stream().limit(NETWORKS).toList(),
        scope.register(),
        restricted,
        scope.policyAdministrators(),
        null,
        scope.cluster(),
        scope.confirmed(),
        own.digest());
  }

  private static List<Manifest> planted(String prefix) {
    List<Manifest> manifests = new ArrayList<>();
    try (InputStream in = resource("cluster", prefix)) {
      new DocumentReader(ReadLimits.DEFAULT)
          .read("canaries", in, reading -> manifests.add(manifest(reading)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifests;
  }

  private static Manifest manifest(Reading reading) {
    if (reading instanceof Reading.Read(Document document)) {
      Manifest manifest = Manifests.of(document);
      if (manifest != null) {
        return manifest;
      }
    }
    throw new IllegalStateException("the canaries are no manifests: " + reading);
  }

  private static InputStream resource(String name, String prefix) throws IOException {
    String path = "/canaries/" + name + ".yaml";
    try (InputStream in = PlantedCluster.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is not there");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ByteArrayInputStream(
          text.replace(PLACEHOLDER, prefix).getBytes(StandardCharsets.UTF_8));
    }
  }
}
