package dev.palisade.compliance.report;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The scope in words.
final class ScopeWords {
  private final Zoning zoning;
  private final Scope scope;

  ScopeWords(Zoning zoning) {
    this.zoning = zoning;
    this.scope = zoning.scope();
  }

  DeclaredScope declared() {
    Scope.Confirmation confirmed = scope.confirmed();
    return new DeclaredScope(
        scope.digest(),
        lower(scope.cardholderData()),
        scope.zones().stream().map(this::zone).toList(),
        scope.networks().stream()
            .map(
                n ->
                    new DeclaredScope.Network(
                        n.name(),
                        n.category(),
                        n.addresses().cidrs().stream().map(Cidr::toString).toList()))
            .toList(),
        scope.register().stream().map(ScopeWords::entry).toList(),
        scope.restricted().stream()
            .map(
                s ->
                    new DeclaredScope.RestrictedService(
                        s.name(), s.traffic().toString(), s.reason()))
            .toList(),
        scope.policyAdministrators().stream().map(ScopeWords::administrator).toList(),
        confirmed == null ? null : new DeclaredScope.Confirmation(confirmed.by(), confirmed.on()),
        zoning.warnings());
  }

  private DeclaredScope.Zone zone(Scope.Zone zone) {
    TreeSet<String> namespaces = new TreeSet<>(zoning.namespacesOf(zone));
    return new DeclaredScope.Zone(
        zone.name(),
        zone.category().toString(),
        lower(zone.origin()),
        selects(zone.namespaces()),
        List.copyOf(namespaces),
        text(zone.pods()),
        text(zone.dataStores()),
        zoning.podsOf(zone).size());
  }

  private static String selects(NamespaceMatch match) {
    return switch (match) {
      case NamespaceMatch.Any any -> "every namespace that no other zone takes";
      case NamespaceMatch.Named(var names) -> String.join(", ", names);
      case NamespaceMatch.Labelled(var selector) -> "labels " + selector;
    };
  }

  private static DeclaredScope.Entry entry(Scope.RegisterEntry e) {
    return new DeclaredScope.Entry(
        e.id(),
        party(e.from()),
        party(e.to()),
        e.traffic().toString(),
        e.justification(),
        e.owner(),
        e.approvedBy(),
        e.ticket(),
        e.reviewBy());
  }

  private static String party(Scope.Party party) {
    return switch (party) {
      case Scope.Party.OfZone(String zone, var pods) ->
          pods == null ? "zone " + zone : "zone " + zone + ", pods " + pods;
      case Scope.Party.OfNetwork(String network) -> "network " + network;
      case Scope.Party.ClusterDns dns -> "the cluster's DNS";
      case Scope.Party.AnyPod any -> "every pod";
    };
  }

  private static String administrator(Scope.Administrator who) {
    String name = who.namespace().isEmpty() ? who.name() : who.namespace() + "/" + who.name();
    return who.kind() + " " + name;
  }

  private static @Nullable String text(@Nullable LabelSelector selector) {
    return selector == null ? null : selector.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
