package dev.palisade.compliance.control;

import java.util.Locale;

/// What a policy may rely on and a network plugin may not implement.
public enum PolicyFeature {
  INGRESS,
  EGRESS,
  /// A range of ports (`endPort`).
  PORT_RANGE,
  NAMED_PORT,
  SCTP,
  IPV6,
  ADDRESS_BLOCK,
  TIERS,
  CALICO_POLICIES,
  CILIUM_POLICIES,
  ADMIN_NETWORK_POLICY,
  CLUSTER_NETWORK_POLICY,
  LAYER_7_HTTP,
  LAYER_7_DNS;

  /// As the catalogue spells it: `port-range`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException for any other word
  static PolicyFeature parse(String word) {
    for (PolicyFeature feature : values()) {
      if (feature.toString().equals(word)) {
        return feature;
      }
    }
    throw new IllegalArgumentException("there is no feature " + word);
  }
}
