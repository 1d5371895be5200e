package dev.palisade.application;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A snapshot as a change would leave it, once the cluster's controllers have followed.
/// - What is applied replaces the object of its name whole.
/// - What an object owns goes with it, as does all that lies in a deleted namespace.
/// - A workload whose pod template changes is known by that template: the pods of the old one go.
final class AppliedChange {
  private static final Set<String> CONTROLLERS =
      Set.of(
          "CronJob",
          "DaemonSet",
          "Deployment",
          "Job",
          "ReplicaSet",
          "ReplicationController",
          "StatefulSet");

  private final Snapshot before;
  private final Map<String, Manifest> objects = new LinkedHashMap<>();
  private final List<String> mismatches = new ArrayList<>();

  AppliedChange(Snapshot before) {
    this.before = before;
    before.manifests().forEach(m -> objects.put(m.ref().identity(), m));
  }

  void delete(ProposedChange.Target target) {
    Manifest gone = objects.remove(target.identity());
    if (gone == null) {
      mismatches.add(
          "the change deletes "
              + target
              + ", which the snapshot does not have: it was made for another state");
      return;
    }
    removeOwned(gone.ref());
    if (target.kind().equals("Namespace") && gone.ref().group().isEmpty()) {
      objects.values().removeIf(m -> m.ref().namespace().equals(target.name()));
    }
  }

  void apply(Manifest manifest) {
    Manifest replaced = objects.put(manifest.ref().identity(), manifest);
    if (replaced != null
        && CONTROLLERS.contains(manifest.ref().kind())
        && !Objects.equals(template(replaced), template(manifest))) {
      removeOwned(manifest.ref());
    }
  }

  /// Canonical text: where it stood in a file makes no difference.
  private static @Nullable String template(Manifest manifest) {
    try {
      Cursor spec = manifest.cursor().get("spec");
      Node template =
          manifest.ref().kind().equals("CronJob")
              ? spec.get("jobTemplate").get("spec").get("template").node()
              : spec.get("template").node();
      return template == null ? null : CanonicalJson.digest(template);
    } catch (MalformedDocument e) {
      return null; // translation says what is wrong with it
    }
  }

  private void removeOwned(ResourceRef owner) {
    List<ResourceRef> owned =
        objects.values().stream().filter(m -> isOwnedBy(m, owner)).map(Manifest::ref).toList();
    for (ResourceRef ref : owned) {
      objects.remove(ref.identity());
      removeOwned(ref);
    }
  }

  private static boolean isOwnedBy(Manifest manifest, ResourceRef owner) {
    if (!manifest.ref().namespace().equals(owner.namespace())) {
      return false;
    }
    try {
      for (Cursor reference : manifest.cursor().get("metadata").get("ownerReferences").items()) {
        if (owner.kind().equals(reference.get("kind").text())
            && owner.name().equals(reference.get("name").text())) {
          return true;
        }
      }
      return false;
    } catch (MalformedDocument e) {
      return false; // translation says what is wrong with it
    }
  }

  Snapshot snapshot() {
    return new Snapshot(
        before.cluster(),
        before.takenAt(),
        before.run(),
        List.copyOf(objects.values()),
        before.calls(),
        before.gaps());
  }

  /// Where the change does not fit the snapshot; sentences.
  List<String> mismatches() {
    return List.copyOf(mismatches);
  }
}
