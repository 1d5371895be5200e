package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.List;

/// Reads all that exists. Under the setting `finished-pods=ignored` pods that have run to their end
/// are left out here, so that nothing behind the inventory needs to know of them.
public final class InventoryReader {
  private InventoryReader() {}

  /// The inventory of a snapshot.
  ///
  /// @param manifests the snapshot's objects, each once
  public static Inventory read(
      Snapshot snapshot,
      List<Manifest> manifests,
      DialectSettings settings,
      Diagnostics diagnostics) {
    List<Pod> pods =
        Pods.read(manifests, diagnostics).stream()
            .filter(pod -> settings.finishedPodsKept() || pod.life() == Life.ACTIVE)
            .toList();
    List<Service> services = Services.read(manifests, diagnostics);
    return new Inventory(
        Namespaces.read(manifests, diagnostics),
        pods,
        services,
        Exposures.of(manifests, services, pods, diagnostics),
        Nodes.read(manifests, diagnostics),
        NetworkPlugins.agents(manifests, diagnostics),
        AccessObjects.read(manifests, diagnostics),
        NetworkPlugins.settings(manifests, diagnostics),
        ApiKinds.read(snapshot, manifests, diagnostics));
  }
}
