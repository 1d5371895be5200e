package dev.palisade.translate;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.WaysIn;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Objects that no policy decides by, and that still hide something from a verdict: ways into the
/// cluster, and pods.
final class UnmodelledKinds {
  /// Of these every kind that makes pods is known.
  private static final Set<String> MODELLED_GROUPS = Set.of("", "apps", "extensions", "batch");

  private UnmodelledKinds() {}

  /// @param apiKinds which kinds the cluster serves, as `group/Kind`
  /// @param calls how kinds were asked for: whether there are objects of one that was not is
  ///   unknown
  static void remark(
      List<Manifest> manifests,
      Set<String> apiKinds,
      List<ListCall> calls,
      Diagnostics diagnostics) {
    Set<String> asked = new HashSet<>();
    for (ListCall call : calls) {
      // what was not found when it was asked for, and is defined all the same, was not looked at
      if (call.completeness() != Completeness.NOT_INSTALLED) {
        asked.add(call.apiVersion().replaceFirst("/.*", "/") + call.kind());
      }
    }
    for (String kind : WaysIn.plurals().keySet()) {
      if (apiKinds.contains(kind) && !asked.contains(kind)) {
        diagnostics.kindGap(
            WaysIn.name(kind),
            kind
                + " is served and was not asked for: such objects may lead connections from outside to pods");
      }
    }
    Set<String> owners = new HashSet<>();
    manifests.forEach(manifest -> owner(manifest, owners));
    for (Manifest manifest : manifests) {
      String kind = manifest.ref().group() + "/" + manifest.ref().kind();
      if (kind.equals(WaysIn.TARGET_GROUP_BINDING)) {
        continue; // read with the other exposures
      }
      if (WaysIn.has(kind)) {
        diagnostics.gap(
            Gap.Reason.NOT_MODELLED,
            manifest.ref(),
            manifest.ref()
                + ": the kind is not modelled: it may lead connections from outside to pods");
      } else if (!MODELLED_GROUPS.contains(manifest.ref().group())
          && hasPodTemplate(manifest)
          && !owners.contains(key(manifest, manifest.ref().kind(), manifest.ref().name()))) {
        diagnostics.gap(
            Gap.Reason.NOT_MODELLED,
            manifest.ref(),
            manifest.ref()
                + ": the kind is not modelled, and no pod of it was read: it may run pods");
      }
    }
  }

  private static void owner(Manifest manifest, Set<String> owners) {
    try {
      for (Cursor owner : manifest.cursor().get("metadata").get("ownerReferences").items()) {
        owners.add(key(manifest, owner.get("kind").text(""), owner.get("name").text("")));
      }
    } catch (MalformedDocument e) {
      // refused where the object is read, if it matters at all
    }
  }

  private static String key(Manifest manifest, String kind, String name) {
    return manifest.ref().namespace() + "/" + kind + "/" + name;
  }

  private static boolean hasPodTemplate(Manifest manifest) {
    try {
      Cursor template = manifest.cursor().get("spec").get("template");
      return template.get("spec").get("containers").isArray();
    } catch (MalformedDocument e) {
      return false;
    }
  }
}
