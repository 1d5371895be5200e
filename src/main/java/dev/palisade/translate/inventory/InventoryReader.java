package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.AccessControl;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads all that exists. Under the setting `finished-pods=ignored` pods that have run to their end are left out here, so that nothing
/// behind the inventory needs to know of them.
public final class InventoryReader {
  private InventoryReader() {}

  public static Inventory read(
      List<Manifest> manifests, DialectSettings settings, Diagnostics diagnostics) {
    List<Pod> pods =
        Pods.read(manifests, diagnostics).stream()
            .filter(pod -> settings.finishedPodsKept() || pod.life() == Life.ACTIVE)
            .toList();
    return new Inventory(
        Namespaces.read(manifests, diagnostics),
        pods,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new AccessControl(List.of(), List.of()),
        new TreeMap<>(),
        new TreeSet<>());
  }
}
