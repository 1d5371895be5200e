package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.ScopeAdvice.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A scope held against a cluster: what its author should look at, and the scope that follows from
/// reachability.
///
/// @param advice sorted
/// @param connected what shares traffic with cardholder data, nearest first
public record ScopeReview(List<ScopeAdvice> advice, List<ConnectedSystem> connected) {
  public ScopeReview {
    advice = advice.stream().sorted().distinct().toList();
    connected = List.copyOf(connected);
  }

  /// @param today the day at which reviews are overdue
  public static ScopeReview of(Zoning zoning, Reachability reachability, LocalDate today) {
    List<ScopeAdvice> advice =
        new ArrayList<>(new RegisterAdvice(zoning, reachability).give(today));
    unassigned(zoning, advice);
    zones(zoning, reachability, advice);
    networks(zoning.scope(), advice);
    List<ConnectedSystem> connected = ConnectedSystem.find(zoning, reachability);
    for (ConnectedSystem system : connected) {
      if (system.distance() == 1 && isOutOfScope(system.namespace(), zoning, reachability)) {
        advice.add(
            new ScopeAdvice(
                Kind.CONNECTED,
                "namespace " + system.namespace(),
                "it shares traffic with cardholder data ("
                    + system.path().getFirst()
                    + "): put it in a zone of category connected, or close the traffic"));
      }
    }
    return new ScopeReview(advice, connected);
  }

  private static void unassigned(Zoning zoning, List<ScopeAdvice> advice) {
    for (Zone zone : zoning.zones()) {
      if (zone.name().equals(Scope.UNASSIGNED)) {
        for (String namespace : zoning.namespacesOf(zone)) {
          advice.add(
              new ScopeAdvice(
                  Kind.UNASSIGNED,
                  "namespace " + namespace,
                  "it, or some of its pods, are in no zone, and judged as untrusted"));
        }
      }
    }
  }

  private static void zones(Zoning zoning, Reachability reachability, List<ScopeAdvice> advice) {
    SortedMap<String, SortedSet<String>> shared = new TreeMap<>();
    SortedSet<String> unmatched = new TreeSet<>();
    for (Zone zone : zoning.zones()) {
      if (zone.origin() == Zone.Origin.DECLARED) {
        unmatched.add(zone.name());
      }
    }
    Inventory inventory = reachability.inventory();
    for (Namespace namespace : inventory.namespaces().values()) {
      match(zoning, namespace, Labels.EMPTY, shared, unmatched);
    }
    for (Pod pod : reachability.endpoints().podList()) {
      Namespace namespace = inventory.namespace(pod.namespace());
      if (zoning.zoneOf(pod) != null && namespace != null) {
        match(zoning, namespace, pod.labels(), shared, unmatched);
      }
    }
    for (Zone zone : zoning.zones()) {
      if (!zoning.podsOf(zone).isEmpty()) {
        unmatched.remove(zone.name());
      }
    }
    for (Map.Entry<String, SortedSet<String>> entry : shared.entrySet()) {
      advice.add(
          new ScopeAdvice(
              Kind.OVERLAP,
              entry.getKey(),
              "they match the same in "
                  + String.join(", ", entry.getValue())
                  + ": the first of them takes it"));
    }
    for (String zone : unmatched) {
      advice.add(
          new ScopeAdvice(
              Kind.MATCHES_NOTHING, "zone " + zone, "it matches no namespace and no pod"));
    }
  }

  private static void match(
      Zoning zoning,
      Namespace namespace,
      Labels labels,
      SortedMap<String, SortedSet<String>> shared,
      SortedSet<String> unmatched) {
    Zone first = null;
    for (Zone zone : zoning.zones()) {
      boolean matches =
          zone.origin() == Zone.Origin.DECLARED
              && zone.namespaces().matches(namespace)
              && (zone.pods() == null || zone.pods().matches(labels));
      if (matches) {
        unmatched.remove(zone.name());
        if (first != null) {
          shared
              .computeIfAbsent("zones " + first + " and " + zone, k -> new TreeSet<>())
              .add(namespace.name());
        } else {
          first = zone;
        }
      }
    }
  }

  private static void networks(Scope scope, List<ScopeAdvice> advice) {
    List<Network> networks = scope.networks();
    for (int i = 0; i < networks.size(); i++) {
      for (int j = i + 1; j < networks.size(); j++) {
        Network one = networks.get(i);
        Network other = networks.get(j);
        if (!one.addresses().intersect(other.addresses()).isEmpty()) {
          advice.add(
              new ScopeAdvice(
                  Kind.OVERLAP,
                  "networks " + one.name() + " and " + other.name(),
                  "they share "
                      + one.addresses().intersect(other.addresses())
                      + ", which counts as "
                      + one.name()));
        }
      }
    }
  }

  private static boolean isOutOfScope(String namespace, Zoning zoning, Reachability reachability) {
    EndpointSet untrusted = zoning.podsOf(Scope.Category.UNTRUSTED);
    return untrusted
        .ids()
        .anyMatch(id -> reachability.endpoints().podList().get(id).namespace().equals(namespace));
  }
}
