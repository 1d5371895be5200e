package dev.palisade.application;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A change as it turns out where the labels stay that objects in the cluster have and its
/// manifests do not name. `kubectl apply` removes what the manifest that was applied before had,
/// and keeps what others set; which of the two a label is, a snapshot does not tell.
///
/// @param change with these labels in its manifests
/// @param labels such as `Namespace shop: team`, sorted
/// @see <a
///   href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation">How
///   apply calculates differences</a>
record KeptLabels(ProposedChange change, List<String> labels) {

  /// Null where no label could stay.
  static @Nullable KeptLabels of(Snapshot before, ProposedChange change) {
    Map<String, Manifest> live = new TreeMap<>();
    before.manifests().forEach(manifest -> live.put(manifest.ref().identity(), manifest));
    change.delete().forEach(target -> live.remove(target.identity()));
    List<Manifest> apply = new ArrayList<>();
    TreeSet<String> labels = new TreeSet<>();
    for (Manifest manifest : change.apply()) {
      Manifest there = live.get(manifest.ref().identity());
      Map<String, Node> kept = new LinkedHashMap<>(labels(there));
      kept.keySet().removeAll(labels(manifest).keySet());
      kept.keySet().forEach(label -> labels.add(name(manifest.ref()) + ": " + label));
      apply.add(kept.isEmpty() ? manifest : with(kept, manifest));
    }
    return labels.isEmpty()
        ? null
        : new KeptLabels(new ProposedChange(apply, change.delete()), List.copyOf(labels));
  }

  /// Why it was judged so.
  String sentence() {
    return "labels that the cluster's objects have and the manifests do not name may stay, as kubectl"
        + " apply keeps what others set; it is judged as if they did: "
        + String.join(", ", labels);
  }

  private static String name(ResourceRef ref) {
    return ref.kind() + " " + (ref.namespace().isEmpty() ? "" : ref.namespace() + "/") + ref.name();
  }

  private static Map<String, Node> labels(@Nullable Manifest manifest) {
    return manifest != null
            && manifest.root() instanceof ObjectNode(var object, var line)
            && object.get("metadata") instanceof ObjectNode(var metadata, var line2)
            && metadata.get("labels") instanceof ObjectNode(var labels, var line3)
        ? labels
        : Map.of();
  }

  private static Manifest with(Map<String, Node> kept, Manifest manifest) {
    if (!(manifest.root() instanceof ObjectNode(var object, var line))
        || !(object.get("metadata") instanceof ObjectNode(var metadata, var below))) {
      return manifest; // translation says what is wrong with it
    }
    Map<String, Node> labels = new LinkedHashMap<>(labels(manifest));
    labels.putAll(kept);
    Node root =
        set(
            line,
            object,
            "metadata",
            set(below, metadata, "labels", new ObjectNode(labels, below)));
    ResourceRef ref = manifest.ref();
    return new Manifest(
        new ResourceRef(
            ref.apiVersion(),
            ref.kind(),
            ref.namespace(),
            ref.name(),
            ref.uid(),
            CanonicalJson.digest(root)),
        root,
        manifest.file(),
        manifest.pointer());
  }

  private static ObjectNode set(int line, Map<String, Node> fields, String field, Node value) {
    Map<String, Node> set = new LinkedHashMap<>(fields);
    set.put(field, value);
    return new ObjectNode(set, line);
  }
}
