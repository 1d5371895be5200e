package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Peer.AddressReach;
import java.util.Map;
import java.util.Set;

/// What policies are read against.
///
/// @param reach which endpoints of the cluster addresses match
/// @param unknownServiceAccounts those, as `namespace/name`, whose labels are not known
record Surroundings(
    Map<String, CalicoTier> tiers,
    LabelledAddresses labelled,
    ServiceBackends services,
    AddressReach reach,
    Set<String> unknownServiceAccounts) {}
