package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Peer.AddressReach;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What policies are read against.
///
/// @param reach which endpoints of the cluster CIDRs match
/// @param sctp whether the protocol ANY includes SCTP
/// @param leadsIn whether there is an object that Cilium's proxy may lead connections in by
record Surroundings(
    Inventory inventory,
    AddressGroups groups,
    ServiceSelections services,
    AddressReach reach,
    boolean sctp,
    boolean leadsIn) {

  /// A key of the ConfigMap cilium-config; null when that was not read, empty when it lacks the
  /// key.
  @Nullable String setting(String key) {
    Map<String, String> settings = inventory.networkSettings();
    String value = settings.get("cilium-config/" + key);
    boolean known = settings.keySet().stream().anyMatch(k -> k.startsWith("cilium-config/"));
    return value == null && known ? "" : value;
  }
}
