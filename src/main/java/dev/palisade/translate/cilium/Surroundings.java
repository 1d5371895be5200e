package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Peer.AddressReach;

/// What policies are read against.
///
/// @param reach which endpoints of the cluster CIDRs match
/// @param sctp whether the protocol ANY includes SCTP
record Surroundings(
    Inventory inventory,
    AddressGroups groups,
    ServiceSelections services,
    AddressReach reach,
    boolean sctp) {}
