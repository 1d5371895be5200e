package dev.palisade.analysis.inventory;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All that exists in a cluster and matters to reachability and checks. Lists are sorted and hold
/// each object once.
///
/// @param namespaces every namespace that has an object or that an object is in, by name
/// @param networkSettings keys of the network plugins' ConfigMaps that may be read, as
///   `configmap/key`
/// @param apiKinds the kinds that the cluster serves, as `group/Kind`, from list calls and
///   CustomResourceDefinitions
public record Inventory(
    SortedMap<String, Namespace> namespaces,
    List<Pod> pods,
    List<Service> services,
    List<Exposure> exposures,
    List<Node> nodes,
    List<NetworkAgent> agents,
    AccessControl access,
    SortedMap<String, String> networkSettings,
    SortedSet<String> apiKinds) {

  public Inventory {
    namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
    pods = sorted(pods);
    services = sorted(services);
    exposures = sorted(exposures);
    nodes = sorted(nodes);
    agents = sorted(agents);
    networkSettings = Collections.unmodifiableSortedMap(new TreeMap<>(networkSettings));
    apiKinds = Collections.unmodifiableSortedSet(new TreeSet<>(apiKinds));
  }

  /// Nothing at all.
  public static Inventory empty() {
    return new Inventory(
        new TreeMap<>(Map.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new AccessControl(List.of(), List.of()),
        new TreeMap<>(),
        new TreeSet<>());
  }

  /// The namespace of that name; null when nothing is in it and no object of it was read.
  public @Nullable Namespace namespace(String name) {
    return namespaces.get(name);
  }

  /// The same with these pods in place of its own.
  public Inventory withPods(Collection<Pod> others) {
    return new Inventory(
        namespaces,
        List.copyOf(others),
        services,
        exposures,
        nodes,
        agents,
        access,
        networkSettings,
        apiKinds);
  }

  private static <T extends Comparable<T>> List<T> sorted(Collection<T> items) {
    return items.stream().sorted().toList();
  }
}
