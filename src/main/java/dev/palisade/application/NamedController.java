package dev.palisade.application;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.ResourceRef;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The controller that a new pod says it was made by. Whoever may create pods may write any owner
/// into them, and an API server does not look whether there is one: only where the newest snapshot
/// has that controller, and it makes pods like this one, does the pod follow from it.
final class NamedController {
  private static final Set<String> KINDS =
      Set.of(
          "/ReplicationController",
          "apps/DaemonSet",
          "apps/ReplicaSet",
          "apps/StatefulSet",
          "batch/Job");

  /// What controllers write beside the labels of their template.
  private static final Set<String> ADDED =
      Set.of(
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-completion-index",
          "batch.kubernetes.io/job-name",
          "controller-revision-hash",
          "controller-uid",
          "job-name",
          "pod-template-generation",
          "statefulset.kubernetes.io/pod-name");

  private static final String HASH = "pod-template-hash";

  private final ReadEvidence evidence;

  NamedController(ReadEvidence evidence) {
    this.evidence = evidence;
  }

  /// Whether the pod is as its controller makes them, as far as anything depends on it: labels,
  /// account, ports, and whether it is on the node's network.
  ///
  /// @throws MalformedDocument if the pod is none
  boolean made(String cluster, String namespace, Cursor pod) {
    Cursor owner =
        pod.get("metadata").get("ownerReferences").items().stream()
            .filter(one -> Boolean.TRUE.equals(one.get("controller").bool()))
            .findFirst()
            .orElse(null);
    ResourceRef controller = owner == null ? null : find(cluster, namespace, owner);
    if (controller == null) {
      return false;
    }
    Cursor template =
        new Cursor(
                "snapshot",
                "",
                JsonText.read(controller.toString(), evidence.object(cluster, controller.digest())))
            .get("spec")
            .get("template");
    return labels(template, controller).equals(labels(pod, controller))
        && traits(template.get("spec")).equals(traits(pod.get("spec")));
  }

  private @Nullable ResourceRef find(String cluster, String namespace, Cursor owner) {
    SnapshotEntry newest = evidence.latest(cluster);
    String uid = owner.get("uid").text("");
    String version = owner.get("apiVersion").text("");
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    String kind = owner.get("kind").text("");
    if (newest == null || uid.isEmpty() || !KINDS.contains(group + "/" + kind)) {
      return null;
    }
    return evidence.objects(cluster, newest.sequence()).stream()
        .filter(
            ref ->
                ref.group().equals(group)
                    && ref.kind().equals(kind)
                    && ref.namespace().equals(namespace)
                    && ref.name().equals(owner.get("name").text(""))
                    && uid.equals(ref.uid()))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> labels(Cursor object, ResourceRef controller) {
    Map<String, String> labels = new TreeMap<>(object.get("metadata").get("labels").textMap());
    labels.keySet().removeAll(ADDED);
    // a ReplicaSet is named after the hash of its template
    String hash = labels.get(HASH);
    if (hash != null && controller.name().endsWith("-" + hash)) {
      labels.remove(HASH);
    }
    return labels;
  }

  /// The account, the node's network, and each port with its name.
  private static Set<String> traits(Cursor spec) {
    Set<String> traits = new TreeSet<>();
    String account = spec.get("serviceAccountName").text("");
    traits.add("account " + (account.isEmpty() ? "default" : account));
    traits.add("host network " + Boolean.TRUE.equals(spec.get("hostNetwork").bool()));
    Stream.of("containers", "initContainers")
        .flatMap(kind -> spec.get(kind).items().stream())
        .flatMap(container -> container.get("ports").items().stream())
        .map(Cursor::node)
        .filter(node -> node != null)
        .forEach(port -> traits.add("port " + CanonicalJson.text(port)));
    return traits;
  }
}
