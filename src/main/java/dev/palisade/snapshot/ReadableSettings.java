package dev.palisade.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The closed list of network plugins' settings that may be read, each with its reason. Everything
/// else in ConfigMaps, environment variables and command lines is dropped before anything is
/// stored.
public final class ReadableSettings {

  /// A setting that may be read.
  ///
  /// @param name key of a ConfigMap, environment variable, or flag without its dashes
  /// @param reason what a verdict needs it for
  public record Setting(String name, String reason) {}

  /// The namespace in which the network plugins' ConfigMaps are read; nowhere else.
  public static final String NAMESPACE = "kube-system";

  private static final List<Setting> CILIUM =
      List.of(
          new Setting("enable-policy", "never: no policy is enforced"),
          new Setting("policy-audit-mode", "true: policies are logged and not enforced"),
          new Setting("policy-cidr-match-mode", "whether CIDRs match nodes"),
          new Setting("enable-sctp", "whether ANY includes SCTP, and SCTP rules are enforced"),
          new Setting("enable-icmp-rules", "whether icmps rules are enforced"),
          new Setting("enable-l7-proxy", "whether HTTP and DNS rules are enforced"),
          new Setting("enable-host-firewall", "whether nodeSelector policies are enforced"),
          new Setting("enable-k8s-networkpolicy", "false: NetworkPolicy is not enforced"),
          new Setting("enable-cilium-network-policy", "false: its kind is not enforced"),
          new Setting(
              "enable-cilium-clusterwide-network-policy", "false: its kind is not enforced"),
          new Setting("enable-non-default-deny-policies", "whether enableDefaultDeny is honoured"),
          new Setting("enable-node-selector-labels", "whether fromNodes and toNodes match"),
          new Setting("policy-default-local-cluster", "whether peers mean the local cluster only"),
          new Setting("allow-localhost", "whether a node reaches its own pods past policy"),
          new Setting("labels", "which labels selectors can see"),
          new Setting("cluster-name", "the value of the label io.cilium.k8s.policy.cluster"),
          new Setting("cni-chaining-mode", "another plugin may carry part of the traffic"),
          new Setting("enable-ipv4", "which addresses are policed"),
          new Setting("enable-ipv6", "which addresses are policed"),
          new Setting("cluster-pool-ipv4-cidr", "the pods' network"),
          new Setting("cluster-pool-ipv6-cidr", "the pods' network"));

  private static final Map<String, List<Setting>> CONFIG_MAPS =
      Map.of(
          "cilium-config",
          CILIUM,
          "calico-config",
          List.of(new Setting("calico_backend", "none: Calico polices another plugin's network")),
          "kube-flannel-cfg",
          List.of(new Setting("net-conf.json", "the pods' network")));

  private static final List<Setting> ENVIRONMENT =
      List.of(
          new Setting("FELIX_DEFAULTENDPOINTTOHOSTACTION", "whether pods reach their own node"),
          new Setting("FELIX_CHAININSERTMODE", "Append: other rules come before policy"),
          new Setting("FELIX_FAILSAFEINBOUNDHOSTPORTS", "host ports that policy cannot close"),
          new Setting("FELIX_FAILSAFEOUTBOUNDHOSTPORTS", "host ports that policy cannot close"),
          new Setting("FELIX_INTERFACEPREFIX", "which interfaces are pods' and policed"),
          new Setting("FELIX_IPV6SUPPORT", "whether IPv6 is policed"),
          new Setting("FELIX_BPFENABLED", "which data plane enforces"),
          new Setting("FELIX_EXTERNALNODESCIDRLIST", "outside nodes that may tunnel in"),
          new Setting("FELIX_ALLOWVXLANPACKETSFROMWORKLOADS", "whether pods may tunnel out"),
          new Setting("FELIX_ALLOWIPIPPACKETSFROMWORKLOADS", "whether pods may tunnel out"),
          new Setting("FELIX_POLICYSYNCPATHPREFIX", "whether http rules are enforced"),
          new Setting("CALICO_NETWORKING_BACKEND", "none: polices another plugin's network"),
          new Setting("CALICO_IPV4POOL_CIDR", "the pods' network"),
          new Setting("CALICO_IPV6POOL_CIDR", "the pods' network"),
          new Setting("CLUSTER_TYPE", "which variant of Calico runs (canal, operator)"),
          new Setting("NETWORK_POLICY_ENFORCING_MODE", "AWS: strict or standard"),
          new Setting("ENABLE_NETWORK_POLICY", "AWS: whether policies are enforced"),
          new Setting("CLUSTER_NETWORK_POLICY_ENABLED", "whether cluster policies are enforced"),
          new Setting("POD_SECURITY_GROUP_ENFORCING_MODE", "AWS: which pods escape policy"),
          new Setting("EXPECT_NPC", "Weave Net: 0 turns the policy controller off"));

  private static final List<Setting> FLAGS =
      List.of(
          new Setting("enable-network-policy", "AWS: whether policies are enforced"),
          new Setting("network-policy", "kindnet: whether policies are enforced"),
          new Setting("admin-network-policy", "kube-network-policies: whether it is enforced"),
          new Setting("baseline-admin-network-policy", "kube-network-policies: as above"),
          new Setting("run-firewall", "kube-router: whether policies are enforced"),
          new Setting("feature-gates", "which policy features are on"));

  private static final List<Setting> FELIX_CONFIGURATION =
      List.of(
          new Setting("defaultEndpointToHostAction", "whether pods reach their own node"),
          new Setting("chainInsertMode", "Append: other rules come before policy"),
          new Setting("failsafeInboundHostPorts", "host ports that policy cannot close"),
          new Setting("failsafeOutboundHostPorts", "host ports that policy cannot close"),
          new Setting("interfacePrefix", "which interfaces are pods' and policed"),
          new Setting("ipv6Support", "whether IPv6 is policed"),
          new Setting("bpfEnabled", "which data plane enforces"),
          new Setting("externalNodesList", "outside nodes that may tunnel in"),
          new Setting("allowVXLANPacketsFromWorkloads", "whether pods may tunnel out"),
          new Setting("allowIPIPPacketsFromWorkloads", "whether pods may tunnel out"),
          new Setting("policySyncPathPrefix", "whether http rules are enforced"),
          new Setting("workloadSourceSpoofing", "whether pods may choose their source address"));

  private static final Set<String> ENVIRONMENT_NAMES = names(ENVIRONMENT);
  private static final Set<String> FLAG_NAMES = names(FLAGS, CILIUM);
  private static final Set<String> FELIX_NAMES = names(FELIX_CONFIGURATION);

  private ReadableSettings() {}

  /// The ConfigMaps of [#NAMESPACE] that may be read, by name.
  public static Set<String> configMaps() {
    return new TreeSet<>(CONFIG_MAPS.keySet());
  }

  /// The keys of a ConfigMap that may be read; null when nothing of it may be.
  public static @Nullable Set<String> keysOf(String namespace, String configMap) {
    List<Setting> settings = NAMESPACE.equals(namespace) ? CONFIG_MAPS.get(configMap) : null;
    return settings == null ? null : names(settings);
  }

  /// Whether an environment variable of a DaemonSet may be read.
  public static boolean isReadableVariable(String name) {
    return ENVIRONMENT_NAMES.contains(name);
  }

  /// Whether a command-line flag (`enable-policy`, without dashes and value) of a DaemonSet may be
  /// read.
  public static boolean isReadableFlag(String name) {
    return FLAG_NAMES.contains(name);
  }

  /// The fields of Calico's FelixConfiguration that may be read.
  static Set<String> felixConfiguration() {
    return FELIX_NAMES;
  }

  /// The settings of Cilium that may be read, wherever they stand.
  static Set<String> cilium() {
    return names(CILIUM);
  }

  @SafeVarargs
  private static Set<String> names(List<Setting>... lists) {
    Set<String> names = new TreeSet<>();
    for (List<Setting> list : lists) {
      for (Setting setting : list) {
        names.add(setting.name());
      }
    }
    return names;
  }
}
