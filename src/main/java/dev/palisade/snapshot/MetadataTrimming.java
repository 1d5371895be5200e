package dev.palisade.snapshot;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.Shape.By;
import dev.palisade.snapshot.Shape.Each;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept of `metadata`.
final class MetadataTrimming {

  /// Longer annotations are configuration of other programs (templates, manifests), not facts about
  /// an object.
  private static final int LONGEST_ANNOTATION = 2048;

  /// Annotations that repeat the manifest, environment included, or tick while nothing happens.
  private static final Set<String> DROPPED_ANNOTATIONS =
      Set.of(
          "control-plane.alpha.kubernetes.io/leader",
          "csi.volume.kubernetes.io/nodeid",
          "endpoints.kubernetes.io/last-change-trigger-time",
          "kapp.k14s.io/original",
          "kubectl.kubernetes.io/last-applied-configuration",
          "objectset.rio.cattle.io/applied");

  /// Annotations that are read, whatever their length: a justification, Calico's labels of a
  /// crd.projectcalico.org object, and the further networks of a pod.
  private static final List<String> KEPT_PREFIXES =
      List.of(
          "palisade.dev/",
          "projectcalico.org/",
          "k8s.v1.cni.cncf.io/networks",
          "networking.gke.io/interfaces");

  /// Of an object.
  static final Shape OBJECT =
      Shape.of(
              "name",
              "namespace",
              "uid",
              "labels",
              "creationTimestamp",
              "deletionTimestamp",
              "generation")
          .with("annotations", new By(MetadataTrimming::annotations))
          .with(
              "ownerReferences",
              new Each(Shape.of("apiVersion", "kind", "name", "uid", "controller")))
          .with("managedFields", new By(MetadataTrimming::managers));

  /// Of a template.
  static final Shape TEMPLATE =
      Shape.of("name", "labels").with("annotations", new By(MetadataTrimming::annotations));

  private MetadataTrimming() {}

  private static @Nullable Node annotations(Node value) {
    if (!(value instanceof ObjectNode(var fields, var line))) {
      return Shape.of().keep(value);
    }
    Map<String, Node> kept = new LinkedHashMap<>();
    fields.forEach(
        (name, text) -> {
          if (isKept(name, text)) {
            kept.put(name, text);
          }
        });
    return kept.isEmpty() ? null : new ObjectNode(kept, line);
  }

  private static boolean isKept(String name, Node value) {
    if (DROPPED_ANNOTATIONS.contains(name)) {
      return false;
    }
    return KEPT_PREFIXES.stream().anyMatch(name::startsWith)
        || !(value instanceof StringNode text)
        || text.value().length() <= LONGEST_ANNOTATION;
  }

  /// Who wrote the object by which kind of request and when, without the fields. Entries of a
  /// subresource are left out: a node's status is written every few minutes.
  private static @Nullable Node managers(Node value) {
    if (!(value instanceof ArrayNode(var items, var line))) {
      return null;
    }
    Shape manager = Shape.of("manager", "operation", "time");
    List<Node> kept = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ObjectNode entry && !entry.fields().containsKey("subresource")) {
        kept.add(manager.keep(entry));
      }
    }
    return kept.isEmpty() ? null : new ArrayNode(kept, line);
  }
}
