package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.Labels;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every namespace that was read or that an object is in. One that was not read, or is refused, has
/// no labels of its own; each has `kubernetes.io/metadata.name`, which the API server sets whatever
/// a manifest says.
final class Namespaces {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private Namespaces() {}

  static SortedMap<String, Namespace> read(List<Manifest> manifests, Diagnostics diagnostics) {
    SortedMap<String, Namespace> namespaces = new TreeMap<>();
    for (Manifest manifest : manifests) {
      ResourceRef ref = manifest.ref();
      if (ref.kind().equals("Namespace") && ref.group().isEmpty()) {
        Namespace namespace = Candidate.read(manifest, diagnostics, Namespaces::namespace);
        if (namespace != null) {
          namespaces.put(namespace.name(), namespace);
        }
      }
    }
    for (Manifest manifest : manifests) {
      String name = manifest.ref().namespace();
      if (!name.isEmpty() && ObjectName.LABEL.problems(name).isEmpty()) {
        namespaces.computeIfAbsent(name, n -> named(n, Labels.EMPTY, null));
      }
    }
    return namespaces;
  }

  private static Namespace namespace(Candidate candidate) {
    Metadata.check(candidate, ObjectName.LABEL);
    Labels labels = Metadata.labels(candidate, candidate.root().get("metadata"));
    return named(candidate.ref().name(), labels, candidate.ref());
  }

  private static Namespace named(String name, Labels labels, @Nullable ResourceRef ref) {
    return new Namespace(name, labels.with(NAME_LABEL, name), ref);
  }
}
