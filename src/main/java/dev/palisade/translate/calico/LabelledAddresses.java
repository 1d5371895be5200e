package dev.palisade.translate.calico;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What selectors of rules match beside pods: NetworkSets, GlobalNetworkSets and host endpoints.
/// All are compared by address.
///
/// What policies do to the traffic of a host endpoint itself is not modelled: it can only forbid
/// more than is computed, since nodes are taken as open.
final class LabelledAddresses {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SET = KnownFields.of("nets");

  /// @param namespace null: it has none
  private record Labelled(Labels labels, @Nullable Namespace namespace, IpSet addresses) {}

  private final Inventory inventory;
  private final List<Labelled> all = new ArrayList<>();

  private LabelledAddresses(Inventory inventory) {
    this.inventory = inventory;
  }

  /// @param inventory as Calico sees it
  static LabelledAddresses read(
      List<Manifest> manifests, Inventory inventory, Diagnostics diagnostics) {
    LabelledAddresses result = new LabelledAddresses(inventory);
    Map<String, Manifest> manifestOf = new LinkedHashMap<>();
    Map<String, Labelled> byName = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      ResourceRef ref = manifest.ref();
      boolean host = CalicoKinds.is(ref, "HostEndpoint");
      if (!host && !CalicoKinds.isNetworkSet(ref)) {
        continue;
      }
      Labelled read =
          Candidate.read(manifest, diagnostics, c -> host ? hostEndpoint(c) : result.networkSet(c));
      String name = ref.toString();
      Labelled other = byName.get(name);
      if (read == null) {
        continue;
      }
      if (other != null && !other.equals(read)) {
        byName.remove(name);
        refuse(List.of(manifest, manifestOf.getOrDefault(name, manifest)), diagnostics);
        continue;
      }
      byName.put(name, read);
      manifestOf.put(name, manifest);
      if (host) {
        remark(manifest, diagnostics);
      }
    }
    result.all.addAll(byName.values());
    return result;
  }

  private static void refuse(List<Manifest> different, Diagnostics diagnostics) {
    for (Manifest m : different) {
      diagnostics.refuse(
          m.ref(),
          List.of(
              new Refusal(
                  m.ref(),
                  m.file(),
                  m.root().line(),
                  "/metadata/name",
                  "the object is there several times with different content")));
    }
  }

  private Labelled networkSet(Candidate candidate) {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, candidate.root());
    Cursor spec = candidate.root().get("spec");
    SET.check(candidate, spec);
    Labels labels = ownLabels(candidate);
    if (labels.has(CalicoLabels.NAMESPACE)) {
      candidate.refuse(
          candidate.root().get("metadata").get("labels"),
          "the label " + CalicoLabels.NAMESPACE + " is Calico's own");
    }
    new SchemaLimits(candidate).distinct(spec.get("nets"));
    IpSet addresses = Nets.ofSet(candidate, spec.get("nets"));
    String name = candidate.ref().namespace();
    if (name.isEmpty()) {
      return new Labelled(labels, null, addresses);
    }
    Labels inherited = CalicoLabels.ofNamespace(name, inventory.namespaces());
    Namespace namespace = inventory.namespace(name);
    return new Labelled(
        inherited.plus(labels).with(CalicoLabels.NAMESPACE, name),
        namespace == null ? new Namespace(name, Labels.EMPTY, null) : namespace,
        addresses);
  }

  /// A host endpoint's addresses are known to Calico only where it names them.
  private static Labelled hostEndpoint(Candidate candidate) {
    return new Labelled(ownLabels(candidate), null, HostEndpoints.addresses(candidate));
  }

  private static Labels ownLabels(Candidate candidate) {
    return StoredMetadata.labels(candidate);
  }

  private static void remark(Manifest manifest, Diagnostics diagnostics) {
    String node = manifest.cursor().get("spec").get("node").text("");
    diagnostics.add(
        new Warning(
            manifest.ref(),
            "/spec/node",
            Effect.MAY_NARROW,
            "policies on host endpoints are not modelled: they can only forbid more of the node's own traffic, or of what it forwards",
            new Peer.NodesNamed(new TreeSet<>(List.of(node)))));
  }

  /// The addresses of all that a selection means.
  IpSet matching(Scope scope, Selector selector) {
    List<IpSet> found = new ArrayList<>();
    for (Labelled item : all) {
      if (scope.contains(item.namespace()) && selector.matches(item.labels())) {
        found.add(item.addresses());
      }
    }
    return IpSet.unionOf(found);
  }
}
