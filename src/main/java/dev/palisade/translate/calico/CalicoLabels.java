package dev.palisade.translate.calico;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels that Calico's selectors see on pods and namespaces beside their own
/// (`libcalico-go/lib/backend/k8s/conversion`):
/// - of a pod: `projectcalico.org/namespace`, `projectcalico.org/orchestrator` (`k8s`) and
///   `projectcalico.org/serviceaccount`, which its own cannot replace; and, where its own do not
///   have the key, what it inherits: the labels of its namespace under `pcns.` and those of its
///   service account under `pcsa.`, each with `projectcalico.org/name`
/// - of a namespace: `projectcalico.org/name`
final class CalicoLabels {
  static final String NAMESPACE = "projectcalico.org/namespace";
  static final String SERVICE_ACCOUNT = "projectcalico.org/serviceaccount";
  static final String OF_NAMESPACE = "pcns.";
  static final String OF_SERVICE_ACCOUNT = "pcsa.";
  private static final String NAME = "projectcalico.org/name";
  private static final String ORCHESTRATOR = "projectcalico.org/orchestrator";

  /// A longer name is no value of a label.
  private static final int LONGEST_VALUE = 63;

  private final Map<String, Labels> ofServiceAccounts = new HashMap<>();

  private CalicoLabels(List<Manifest> manifests, Diagnostics diagnostics) {
    for (Manifest manifest : manifests) {
      ResourceRef ref = manifest.ref();
      if (CalicoKinds.is(ref, "Profile")) {
        profile(manifest, diagnostics);
      }
    }
    for (Manifest manifest : manifests) {
      ResourceRef ref = manifest.ref();
      if (ref.kind().equals("ServiceAccount") && ref.group().isEmpty()) {
        Labels own =
            Candidate.read(
                manifest, diagnostics, c -> Metadata.labels(c, c.root().get("metadata")));
        if (own != null) {
          ofServiceAccounts.put(
              ref.qualifiedName(), prefixed(own.with(NAME, ref.name()), OF_SERVICE_ACCOUNT));
        }
      }
    }
  }

  /// A profile `ksa.NAMESPACE.NAME` is the API server's picture of a service account; `kns.` of a
  /// namespace, which is read itself.
  private void profile(Manifest manifest, Diagnostics diagnostics) {
    Labels labels = Candidate.read(manifest, diagnostics, Profiles::labels);
    String[] parts = manifest.ref().name().split("\\.", 3);
    if (labels != null && parts.length == 3 && parts[0].equals("ksa")) {
      ofServiceAccounts.put(parts[1] + "/" + parts[2], labels);
    }
  }

  /// The inventory as Calico's selectors see it.
  static Inventory seen(Inventory inventory, List<Manifest> manifests, Diagnostics diagnostics) {
    CalicoLabels labels = new CalicoLabels(manifests, diagnostics);
    SortedMap<String, Namespace> namespaces = new TreeMap<>();
    inventory
        .namespaces()
        .forEach(
            (name, n) ->
                namespaces.put(name, new Namespace(name, n.labels().with(NAME, name), n.ref())));
    return new Inventory(
        namespaces,
        inventory.pods().stream().map(pod -> labels.seen(pod, namespaces)).toList(),
        inventory.services(),
        inventory.exposures(),
        inventory.nodes(),
        inventory.agents(),
        inventory.access(),
        inventory.networkSettings(),
        inventory.apiKinds());
  }

  private Pod seen(Pod pod, Map<String, Namespace> namespaces) {
    Labels inherited =
        ofNamespace(pod.namespace(), namespaces)
            .plus(
                ofServiceAccounts.getOrDefault(
                    pod.namespace() + "/" + pod.serviceAccount(),
                    Labels.of(OF_SERVICE_ACCOUNT + NAME, pod.serviceAccount())));
    Labels given = Labels.of(NAMESPACE, pod.namespace()).with(ORCHESTRATOR, "k8s");
    if (pod.serviceAccount().length() <= LONGEST_VALUE) {
      given = given.with(SERVICE_ACCOUNT, pod.serviceAccount());
    }
    return new Pod(
        pod.ref(),
        pod.namespace(),
        pod.name(),
        pod.labels(),
        inherited.plus(pod.labels()).plus(given),
        pod.serviceAccount(),
        pod.addresses(),
        pod.nodeName(),
        pod.network(),
        pod.life(),
        pod.origin(),
        pod.workload(),
        pod.ports(),
        pod.hostAccess());
  }

  /// What an endpoint or a network set inherits of its namespace.
  ///
  /// @param namespaces as [#seen] has them
  static Labels ofNamespace(String name, Map<String, Namespace> namespaces) {
    Namespace namespace = namespaces.get(name);
    return namespace == null
        ? Labels.of(OF_NAMESPACE + NAME, name)
        : prefixed(namespace.labels(), OF_NAMESPACE);
  }

  private static Labels prefixed(Labels labels, String prefix) {
    Map<String, String> result = new TreeMap<>();
    labels.asMap().forEach((key, value) -> result.put(prefix + key, value));
    return Labels.of(result);
  }

  /// The service accounts, as `namespace/name`, whose labels are not known: no object of them was
  /// read, and pods run as them.
  static Set<String> unknownServiceAccounts(Inventory inventory, List<Manifest> manifests) {
    Set<String> known = new HashSet<>();
    for (Manifest manifest : manifests) {
      ResourceRef ref = manifest.ref();
      if (ref.kind().equals("ServiceAccount") && ref.group().isEmpty()) {
        known.add(ref.qualifiedName());
      } else if (CalicoKinds.is(ref, "Profile") && ref.name().startsWith("ksa.")) {
        known.add(ref.name().substring("ksa.".length()).replaceFirst("\\.", "/"));
      }
    }
    Set<String> unknown = new HashSet<>();
    for (Pod pod : inventory.pods()) {
      String name = pod.namespace() + "/" + pod.serviceAccount();
      if (!known.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }
}
