package dev.palisade.translate.kubernetes;

/// The stages in which cluster-wide policies decide, before and after network policies.
public enum AdminTier {
  ADMIN_NETWORK_POLICY("adminnetworkpolicy"),
  CLUSTER_ADMIN("clusternetworkpolicy-admin"),
  CLUSTER_BASELINE("clusternetworkpolicy-baseline"),
  BASELINE_ADMIN_NETWORK_POLICY("baselineadminnetworkpolicy");

  private final String text;

  AdminTier(String text) {
    this.text = text;
  }

  /// The name of the tier in explanations.
  @Override
  public String toString() {
    return text;
  }
}
