package dev.palisade.compliance.scope;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the compliance officer declares about a cluster. Read from the scope document by
/// [ScopeReader].
///
/// @param zones in their order; every pod is in the first that matches
/// @param restricted the restricted services in force: the default list, with the document's
///   additions or replaced by them
/// @param defaultDenyZones the zones that need default deny; null: all but those of category system
/// @param digest SHA-256 of the document's canonical JSON
public record Scope(
    CardholderData cardholderData,
    List<Zone> zones,
    List<Network> networks,
    List<RegisterEntry> register,
    List<RestrictedService> restricted,
    List<Administrator> policyAdministrators,
    @Nullable List<String> defaultDenyZones,
    ClusterHints cluster,
    @Nullable Confirmation confirmed,
    String digest) {

  /// The network of all addresses that no network of the scope has.
  public static final String INTERNET = "internet";

  /// The implicit zone of pods that no other zone takes: judged as untrusted.
  public static final String UNASSIGNED = "unassigned";

  /// The implicit zone of kube-system, kube-public and kube-node-lease, as far as no declared zone
  /// takes them.
  public static final String KUBERNETES_SYSTEM = "kubernetes-system";

  /// The id of the implicit register entry for flows to the cluster's DNS.
  public static final String DNS_ENTRY = "DNS";

  public Scope {
    zones = List.copyOf(zones);
    networks = List.copyOf(networks);
    register = List.copyOf(register);
    restricted = List.copyOf(restricted);
    policyAdministrators = List.copyOf(policyAdministrators);
  }

  /// The officer's word on whether there is cardholder data in the cluster.
  public enum CardholderData {
    PRESENT,
    NONE
  }

  /// Category of a zone or, for `partner`, of a network.
  public enum Category {
    CARDHOLDER_DATA,
    CONNECTED,
    TRUSTED,
    UNTRUSTED,
    SYSTEM;

    /// Cardholder-data, connected and trusted zones are in scope.
    public boolean inScope() {
      return this == CARDHOLDER_DATA || this == CONNECTED || this == TRUSTED;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A zone.
  ///
  /// @param pods null: every pod of the namespaces
  /// @param dataStores which of the zone's pods are data stores; null: none
  /// @param origin declared, or added because the document must not leave a pod without a zone
  public record Zone(
      String name,
      Category category,
      NamespaceMatch namespaces,
      @Nullable LabelSelector pods,
      @Nullable LabelSelector dataStores,
      Origin origin) {
    /// Where a zone comes from.
    public enum Origin {
      DECLARED,
      IMPLICIT
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Named addresses outside the cluster.
  ///
  /// @param category the document's own word, e.g. `partner`; null when it has none
  public record Network(String name, IpSet addresses, @Nullable String category) {}

  /// An authorised flow.
  public record RegisterEntry(
      String id,
      Party from,
      Party to,
      TrafficSet traffic,
      @Nullable String justification,
      @Nullable String owner,
      @Nullable String approvedBy,
      @Nullable String ticket,
      @Nullable LocalDate reviewBy,
      String pointer) {}

  /// One side of a register entry.
  public sealed interface Party {
    /// @param pods null: every pod of the zone
    record OfZone(String zone, @Nullable LabelSelector pods) implements Party {}

    /// @param network a name of `networks`, or `internet`: all addresses that no network has
    record OfNetwork(String network) implements Party {}

    /// The cluster's DNS pods, on the implicit entry `DNS` alone.
    record ClusterDns() implements Party {}

    /// Every pod of the cluster, on the implicit entry `DNS` alone.
    record AnyPod() implements Party {}
  }

  /// A service that must not cross a zone border.
  public record RestrictedService(String name, TrafficSet traffic, String reason) {}

  /// Who may change policies.
  ///
  /// @param kind `User`, `Group` or `ServiceAccount`
  /// @param namespace of a ServiceAccount; empty otherwise
  public record Administrator(String kind, String namespace, String name) {}

  /// What the document says about the cluster itself.
  ///
  /// @param cni null or `auto`: found from what runs
  /// @param dialect null or `auto`: follows from the network plugin
  public record ClusterHints(
      @Nullable String cni,
      @Nullable String dialect,
      SortedMap<String, String> settings,
      ImplicitDns implicitDns) {
    public ClusterHints {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
  }

  /// Whether flows to the cluster's DNS are registered without being declared.
  public enum ImplicitDns {
    REGISTERED,
    NOT_REGISTERED
  }

  /// Confirmation of the scope written in the document itself.
  public record Confirmation(String by, LocalDate on) {}
}
