package dev.palisade.translate.inventory;

import dev.palisade.document.Cursor;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The kinds that a cluster serves, as `group/Kind`: those that a list call found, and those that a
/// CustomResourceDefinition defines.
final class ApiKinds {
  private ApiKinds() {}

  static SortedSet<String> read(
      Snapshot snapshot, List<Manifest> manifests, Diagnostics diagnostics) {
    SortedSet<String> kinds = new TreeSet<>();
    for (ListCall call : snapshot.calls()) {
      if (call.completeness() != Completeness.NOT_INSTALLED) {
        int slash = call.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : call.apiVersion().substring(0, slash);
        kinds.add(group + "/" + call.kind());
      }
    }
    for (Manifest manifest : manifests) {
      if (manifest.ref().kind().equals("CustomResourceDefinition")
          && manifest.ref().group().equals("apiextensions.k8s.io")) {
        String kind = Candidate.read(manifest, diagnostics, c -> kind(c.root().get("spec")));
        if (kind != null) {
          kinds.add(kind);
        }
      }
    }
    return kinds;
  }

  private static String kind(Cursor spec) {
    return spec.get("group").requiredText() + "/" + spec.get("names").get("kind").requiredText();
  }
}
