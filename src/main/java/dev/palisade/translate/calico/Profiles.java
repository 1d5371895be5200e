package dev.palisade.translate.calico;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import java.util.List;

/// Reads Profile (`ProfileSpec`). With the Kubernetes datastore profiles are not written: those of
/// pods follow from their namespace (`kns.`), which allows everything, and their service account
/// (`ksa.`); others hold for host endpoints that name them.
final class Profiles {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SPEC = KnownFields.of("ingress", "egress", "labelsToApply");

  private Profiles() {}

  /// The labels that it gives.
  static Labels labels(Candidate candidate) {
    OBJECT.check(candidate, candidate.root());
    Cursor spec = candidate.root().get("spec");
    SPEC.check(candidate, spec);
    candidate.touches(touched(candidate.ref().name()));
    for (String direction : List.of("ingress", "egress")) {
      if (candidate.ref().name().startsWith("kns.") && !allowsAll(spec.get(direction))) {
        candidate.warn(
            spec.get(direction),
            Effect.MAY_NARROW,
            "the rules of a namespace's profile are taken to allow everything, as Calico writes them");
      }
    }
    return Metadata.labels(candidate, spec, "labelsToApply");
  }

  private static boolean allowsAll(Cursor rules) {
    List<Cursor> items = rules.items();
    return items.size() == 1 && items.getFirst().get("action").text("").equals("Allow");
  }

  private static Peer touched(String name) {
    String[] parts = name.split("\\.", 3);
    boolean ofPods = parts.length > 1 && (parts[0].equals("kns") || parts[0].equals("ksa"));
    return ofPods
        ? new Peer.Pods(
            NamespaceMatch.Named.of(parts[1]), Selector.EVERYTHING, Peer.HostNetworkPods.BY_SETTING)
        : new Peer.Nodes(Selector.EVERYTHING);
  }
}
