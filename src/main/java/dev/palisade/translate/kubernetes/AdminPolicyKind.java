package dev.palisade.translate.kubernetes;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.KnownFields;
import org.jspecify.annotations.Nullable;

/// The kinds of cluster-wide policies of `policy.networking.k8s.io`, and in what they differ
/// (network-policy-api, `apis/v1alpha1`, `apis/v1alpha2`).
enum AdminPolicyKind {
  ADMIN(
      "AdminNetworkPolicy",
      "policy.networking.k8s.io/v1alpha1",
      100,
      KnownFields.of("priority", "subject", "ingress", "egress")),
  BASELINE_ADMIN(
      "BaselineAdminNetworkPolicy",
      "policy.networking.k8s.io/v1alpha1",
      100,
      KnownFields.of("subject", "ingress", "egress")),
  CLUSTER(
      "ClusterNetworkPolicy",
      "policy.networking.k8s.io/v1alpha2",
      25,
      KnownFields.of("tier", "priority", "subject", "ingress", "egress"));

  private final String kind;
  private final String apiVersion;
  private final int most;
  private final KnownFields spec;

  AdminPolicyKind(String kind, String apiVersion, int most, KnownFields spec) {
    this.kind = kind;
    this.apiVersion = apiVersion;
    this.most = most;
    this.spec = spec;
  }

  /// The kind of an object; null for any other kind, and for a version that is not modelled.
  static @Nullable AdminPolicyKind of(ResourceRef ref) {
    for (AdminPolicyKind k : values()) {
      if (k.kind.equals(ref.kind()) && k.apiVersion.equals(ref.apiVersion())) {
        return k;
      }
    }
    return null;
  }

  /// How many rules a direction may have, peers a rule, and ports a rule.
  int most() {
    return most;
  }

  KnownFields spec() {
    return spec;
  }

  boolean hasPriority() {
    return this != BASELINE_ADMIN;
  }

  /// The action that lets traffic through.
  String allow() {
    return this == CLUSTER ? "Accept" : "Allow";
  }

  boolean canPass() {
    return this != BASELINE_ADMIN;
  }

  /// The field of a rule that says which ports it is about.
  String ports() {
    return this == CLUSTER ? "protocols" : "ports";
  }

  KnownFields ingressRule() {
    return rule("from").confused("to", "from");
  }

  KnownFields egressRule() {
    return rule("to").confused("from", "to");
  }

  private KnownFields rule(String peers) {
    String other = this == CLUSTER ? "ports" : "protocols";
    return KnownFields.of("name", "action", peers, ports()).confused(other, ports());
  }

  KnownFields ingressPeer() {
    return KnownFields.of("namespaces", "pods");
  }

  KnownFields egressPeer() {
    return this == BASELINE_ADMIN
        ? KnownFields.of("namespaces", "pods", "nodes", "networks")
        : KnownFields.of("namespaces", "pods", "nodes", "networks", "domainNames");
  }
}
