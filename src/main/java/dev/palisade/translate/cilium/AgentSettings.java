package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.List;
import java.util.Map;

/// Keys of the ConfigMap cilium-config under which policies mean something else than is modelled.
final class AgentSettings {
  private static final List<String> ENFORCES =
      List.of(
          "enable-k8s-networkpolicy",
          "enable-cilium-network-policy",
          "enable-cilium-clusterwide-network-policy");

  private AgentSettings() {}

  /// Each is a gap: policies may hold for other pods, or for none.
  static void remark(Inventory inventory, Diagnostics diagnostics) {
    Map<String, String> settings = inventory.networkSettings();
    if (!settings.getOrDefault("cilium-config/labels", "").isBlank()) {
      diagnostics.kindGap(
          "ConfigMap",
          "cilium-config sets labels: which labels of pods count for policies is not modelled then");
    }
    for (String key : ENFORCES) {
      if ("false".equals(settings.get("cilium-config/" + key))) {
        diagnostics.kindGap(
            "ConfigMap", "cilium-config sets " + key + " to false: such policies are not enforced");
      }
    }
  }
}
