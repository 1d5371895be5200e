package dev.palisade.translate;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Objects whose kind is none, and looks like one that is evidence: `networkpolicy`,
/// `NetworkPolcy`, `Deploymnet`. An API server refuses them; passed over, what their author meant
/// would be missing from every verdict without a word.
///
/// The plural is meant too (`NetworkPolicies`), and a list of what is evidence (`DeploymentList`,
/// `List`): a list with items was taken apart long before, so that one which is left has none, or
/// something else in their place.
final class MisspeltKinds {
  /// Of this group every kind is known: one that it does not have may have been meant for a policy,
  /// however it is spelt.
  private static final String NETWORKING = "networking.k8s.io";

  private static final Set<String> OTHERS_OF_NETWORKING =
      Set.of("IPAddress", "ServiceCIDR", "ClusterCIDR");

  private MisspeltKinds() {}

  /// Refuses the object if its kind is misspelt.
  static void refuse(Manifest manifest, Diagnostics diagnostics) {
    ResourceRef ref = manifest.ref();
    if (ResourceKinds.isEvidence(ref.group(), ref.kind())) {
      return;
    }
    String listed = listed(ref);
    String meant = listed == null ? meant(ref) : listed;
    if (meant == null) {
      return;
    }
    String problem =
        listed == null
            ? "there is no kind \"%s\" in %s: \"%s\" is meant?"
                .formatted(ref.kind(), ref.apiVersion(), meant)
            : "a " + ref.kind() + " needs items, and they must be an array";
    int line = manifest.root().line();
    diagnostics.refuse(new Refusal(ref, manifest.file(), line, "/kind", problem), meant);
  }

  /// @return null when the kind looks like nothing that is evidence
  private static @Nullable String meant(ResourceRef ref) {
    List<ResourceKind> group =
        ResourceKinds.all().stream().filter(known -> known.group().equals(ref.group())).toList();
    String plural = ref.kind().toLowerCase(Locale.ROOT);
    for (ResourceKind known : group) {
      if (known.plural().equals(plural)) {
        return known.kind();
      }
    }
    String similar =
        KnownFields.nearest(group.stream().map(ResourceKind::kind).toList(), ref.kind());
    return similar == null && isOfNetworking(ref) ? "NetworkPolicy" : similar;
  }

  private static boolean isOfNetworking(ResourceRef ref) {
    String kind = ref.kind().replaceFirst("List$", "");
    return ref.group().equals(NETWORKING) && !OTHERS_OF_NETWORKING.contains(kind);
  }

  /// @return the kind that the items of a list should have, `*` when it may be any; null when the
  ///   object is no list, or one of what is no evidence
  private static @Nullable String listed(ResourceRef ref) {
    String kind = ref.kind();
    if (!kind.endsWith("List")) {
      return null;
    }
    String item = kind.substring(0, kind.length() - "List".length());
    if (item.isEmpty()) {
      return ref.group().isEmpty() ? "*" : null;
    }
    return ResourceKinds.isEvidence(ref.group(), item) ? item : null;
  }
}
