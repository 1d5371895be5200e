package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A scope laid over a cluster: which pods are in which zone, which addresses in which network,
/// which flows are authorised. Pods that have finished are in no zone where the settings ignore
/// them.
public final class Zoning {
  private final Scope scope;
  private final Inventory inventory;
  private final Endpoints endpoints;
  private final List<@Nullable Zone> zoneByPod = new ArrayList<>();
  private final Map<String, EndpointSet> podsByZone = new HashMap<>();
  private final Map<Integer, Network> networkByAddress = new HashMap<>();
  private final EndpointSet outside;
  private final ClusterDns dns;
  private final List<AuthorisedFlow> register;

  private Zoning(Scope scope, Reachability reachability) {
    this.scope = scope;
    this.inventory = reachability.inventory();
    this.endpoints = reachability.endpoints();
    boolean finishedCount = reachability.settings().finishedPodsKept();
    for (Pod pod : endpoints.podList()) {
      boolean counts = finishedCount || pod.life() == Pod.Life.ACTIVE;
      zoneByPod.add(counts ? firstMatch(namespaceOf(pod), pod.labels()) : null);
    }
    for (Zone zone : scope.zones()) {
      podsByZone.put(zone.name(), numbers(id -> zone.equals(zoneByPod.get(id))));
    }
    for (Network network : scope.networks()) {
      whollyIn(network.addresses()).forEach(id -> networkByAddress.putIfAbsent(id, network));
    }
    this.outside = endpoints.allAddresses().minus(insideOf(endpoints, inventory));
    this.dns = ClusterDns.find(inventory, endpoints, this::inSystemNamespace);
    this.register = scope.register().stream().flatMap(e -> resolve(e).stream()).toList();
  }

  /// @param reachability computed with the scope's [#cuts]: otherwise a network may share an
  ///   address range with others, and that range is then not taken as part of the network
  public static Zoning of(Scope scope, Reachability reachability) {
    return new Zoning(scope, reachability);
  }

  /// The addresses that a scope tells apart: to be given to [Reachability#of].
  public static List<IpSet> cuts(Scope scope) {
    List<IpSet> cuts = new ArrayList<>();
    scope.networks().forEach(n -> cuts.add(n.addresses()));
    cuts.add(ClusterDns.CACHE_ADDRESS);
    return List.copyOf(cuts);
  }

  public Scope scope() {
    return scope;
  }

  /// Every zone, in the order in which they match.
  public List<Zone> zones() {
    return scope.zones();
  }

  /// The zone of a pod; null for one that has finished.
  public @Nullable Zone zoneOf(Pod pod) {
    return zoneByPod.get(endpoints.idOf(pod));
  }

  /// The zone of an endpoint; null for nodes, addresses and finished pods.
  public @Nullable Zone zoneOf(int endpoint) {
    return endpoints.isPod(endpoint) ? zoneByPod.get(endpoint) : null;
  }

  /// The zone that a pod of the namespace without any labels would be in.
  public Zone zoneOfUnlabelled(Namespace namespace) {
    return firstMatch(namespace, Labels.EMPTY);
  }

  /// The pods of a zone.
  public EndpointSet podsOf(Zone zone) {
    return podsByZone.getOrDefault(zone.name(), endpoints.none());
  }

  /// The pods of all zones of these categories.
  public EndpointSet podsOf(Scope.Category... categories) {
    List<Scope.Category> wanted = List.of(categories);
    EndpointSet pods = endpoints.none();
    for (Zone zone : scope.zones()) {
      if (wanted.contains(zone.category())) {
        pods = pods.or(podsOf(zone));
      }
    }
    return pods;
  }

  /// The pods of cardholder-data, connected and trusted zones.
  public EndpointSet podsInScope() {
    return podsOf(Scope.Category.CARDHOLDER_DATA, Scope.Category.CONNECTED, Scope.Category.TRUSTED);
  }

  /// The pods that zones call data stores.
  public EndpointSet dataStores() {
    return numbers(
        id -> {
          Zone zone = zoneByPod.get(id);
          return zone != null
              && zone.dataStores() != null
              && zone.dataStores().matches(endpoints.podList().get(id).labels());
        });
  }

  /// The namespaces that a zone has pods in, or would have an unlabelled pod in.
  public SortedSet<String> namespacesOf(Zone zone) {
    SortedSet<String> names = new TreeSet<>();
    podsOf(zone).forEach(id -> names.add(endpoints.podList().get(id).namespace()));
    for (Namespace namespace : inventory.namespaces().values()) {
      if (zoneOfUnlabelled(namespace).equals(zone)) {
        names.add(namespace.name());
      }
    }
    return names;
  }

  /// The namespaces that a zone in scope has pods in, or would have an unlabelled pod in.
  public SortedSet<String> namespacesInScope() {
    SortedSet<String> names = new TreeSet<>();
    for (Zone zone : scope.zones()) {
      if (zone.category().inScope()) {
        names.addAll(namespacesOf(zone));
      }
    }
    return names;
  }

  /// The scope's network that an address range lies in; null: none, so it is part of the internet.
  public @Nullable Network networkOf(int endpoint) {
    return networkByAddress.get(endpoint);
  }

  /// The address ranges outside the cluster: all but those that are nothing but addresses of its
  /// nodes and pods, which have endpoints of their own.
  public EndpointSet outside() {
    return outside;
  }

  public ClusterDns dns() {
    return dns;
  }

  /// The register, resolved; entries whose ends match nothing are there with empty sets.
  public List<AuthorisedFlow> register() {
    return register;
  }

  /// What the scope names and the cluster does not have; sentences for people.
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Zone zone : scope.zones()) {
      if (zone.origin() == Zone.Origin.DECLARED
          && zone.namespaces() instanceof NamespaceMatch.Named named) {
        for (String name : named.names()) {
          if (inventory.namespace(name) == null) {
            warnings.add(
                "zone "
                    + zone
                    + " names the namespace "
                    + name
                    + ", which the cluster does not have");
          }
        }
      }
    }
    return List.copyOf(warnings);
  }

  private Zone firstMatch(Namespace namespace, Labels labels) {
    for (Zone zone : scope.zones()) {
      if (zone.namespaces().matches(namespace)
          && (zone.pods() == null || zone.pods().matches(labels))) {
        return zone;
      }
    }
    throw new IllegalStateException("the scope has no last zone that takes every pod");
  }

  private Namespace namespaceOf(Pod pod) {
    Namespace known = inventory.namespace(pod.namespace());
    return known != null
        ? known
        : new Namespace(
            pod.namespace(), Labels.of("kubernetes.io/metadata.name", pod.namespace()), null);
  }

  private boolean inSystemNamespace(Pod pod) {
    Zone zone = zoneOf(pod);
    return pod.namespace().equals("kube-system")
        || (zone != null && zone.category() == Scope.Category.SYSTEM);
  }

  private static EndpointSet insideOf(Endpoints endpoints, Inventory inventory) {
    List<IpSet> own = new ArrayList<>();
    for (Node node : inventory.nodes()) {
      node.addresses().forEach(a -> own.add(IpSet.of(a)));
    }
    for (Pod pod : inventory.pods()) {
      if (pod.usesHostNetwork()) {
        // its node's addresses, which are the node's own traffic too: they count where the node was
        // read
        continue;
      }
      pod.addresses().forEach(a -> own.add(IpSet.of(a)));
    }
    IpSet cluster = IpSet.unionOf(own);
    EndpointSet inside = endpoints.none();
    List<IpRange> ranges = endpoints.addressList();
    for (int i = 0; i < ranges.size(); i++) {
      IpSet range = IpSet.of(ranges.get(i));
      if (range.isSubsetOf(cluster)) {
        inside = inside.or(endpoints.addressesIn(range));
      }
    }
    return inside;
  }

  private List<AuthorisedFlow> resolve(RegisterEntry entry) {
    EndpointSet sources = resolve(entry.from());
    if (!(entry.to() instanceof Party.ClusterDns)) {
      return List.of(new AuthorisedFlow(entry, sources, resolve(entry.to()), entry.traffic()));
    }
    Map<String, TrafficSet> ports = new TreeMap<>();
    dns.ports().values().forEach(traffic -> ports.put(traffic.toString(), traffic));
    List<AuthorisedFlow> flows = new ArrayList<>();
    for (TrafficSet traffic : new LinkedHashMap<>(ports).values()) {
      EndpointSet listening =
          endpoints
              .allPods()
              .and(numbers(id -> traffic.equals(dns.ports().getOrDefault(id, TrafficSet.NONE))))
              .or(traffic.equals(ClusterDns.QUERIES) ? dns.cache() : endpoints.none());
      flows.add(new AuthorisedFlow(entry, sources, listening, traffic));
    }
    return flows;
  }

  private EndpointSet resolve(Party party) {
    return switch (party) {
      case Party.AnyPod any -> endpoints.allPods();
      case Party.ClusterDns cluster -> dns.endpoints();
      case Party.OfZone(String name, var pods) ->
          EndpointSet.of(
              podsByZone
                  .getOrDefault(name, endpoints.none())
                  .ids()
                  .filter(id -> pods == null || pods.matches(endpoints.podList().get(id).labels()))
                  .toArray());
      case Party.OfNetwork(String name) -> addressesOf(name);
    };
  }

  private EndpointSet addressesOf(String network) {
    if (network.equals(Scope.INTERNET)) {
      List<IpSet> named = scope.networks().stream().map(Network::addresses).toList();
      return endpoints.allAddresses().minus(endpoints.addressesIn(IpSet.unionOf(named)));
    }
    return scope.networks().stream()
        .filter(n -> n.name().equals(network))
        .map(n -> whollyIn(n.addresses()))
        .reduce(endpoints.none(), EndpointSet::or);
  }

  /// The address ranges that lie in a set as a whole.
  private EndpointSet whollyIn(IpSet addresses) {
    return endpoints.addressesIn(addresses).minus(endpoints.addressesIn(addresses.complement()));
  }

  /// The pods whose numbers are wanted.
  private EndpointSet numbers(IntPredicate wanted) {
    return EndpointSet.of(IntStream.range(0, zoneByPod.size()).filter(wanted).toArray());
  }
}
