package dev.palisade.compliance.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scope in force, as the report prints it: what the officer declared, and what of the cluster
/// fell under it.
///
/// @param digest of the scope document
/// @param cardholderData `present` or `none`: the officer's word
/// @param warnings what the scope names and the cluster does not have
public record DeclaredScope(
    String digest,
    String cardholderData,
    List<Zone> zones,
    List<Network> networks,
    List<Entry> register,
    List<RestrictedService> restrictedServices,
    List<String> policyAdministrators,
    @Nullable Confirmation confirmed,
    List<String> warnings) {

  /// @param origin `declared`, or `implicit` for a zone that takes what no declared one does
  /// @param selects the namespaces that the scope gives the zone: names, or a selector
  /// @param namespaces the cluster's namespaces with pods of the zone
  /// @param podSelector null: every pod of these namespaces
  /// @param dataStores which of the zone's pods are data stores; null: none
  /// @param pods how many pods the zone has
  public record Zone(
      String name,
      String category,
      String origin,
      String selects,
      List<String> namespaces,
      @Nullable String podSelector,
      @Nullable String dataStores,
      int pods) {
    public Zone {
      namespaces = List.copyOf(namespaces);
    }
  }

  /// Addresses outside the cluster.
  public record Network(String name, @Nullable String category, List<String> addresses) {
    public Network {
      addresses = List.copyOf(addresses);
    }
  }

  /// An authorised flow.
  public record Entry(
      String id,
      String from,
      String to,
      String traffic,
      @Nullable String justification,
      @Nullable String owner,
      @Nullable String approvedBy,
      @Nullable String ticket,
      @Nullable LocalDate reviewBy) {}

  /// A service that must not cross a zone border.
  public record RestrictedService(String name, String traffic, String reason) {}

  /// The scope was confirmed in its own document.
  public record Confirmation(String by, LocalDate on) {}

  public DeclaredScope {
    zones = List.copyOf(zones);
    networks = List.copyOf(networks);
    register = List.copyOf(register);
    restrictedServices = List.copyOf(restrictedServices);
    policyAdministrators = List.copyOf(policyAdministrators);
    warnings = List.copyOf(warnings);
  }
}
