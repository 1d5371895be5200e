package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.AddressCuts;
import dev.palisade.analysis.traffic.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The endpoints of a cluster, pods thrown together where nothing that a policy can look at
/// differs: same namespace, same visible labels, same mentioned port names, same pieces of address
/// space. Pods in their node's network, nodes and pieces of address space stand alone.
///
/// Grains are a first, cheap partition over which peers are evaluated; [EndpointClasses] then
/// throws grains together by the outcome.
final class Grains {

  private record Kin(
      String namespace,
      Labels visible,
      PortNames ports,
      SortedSet<Integer> pieces,
      String nameIfMentioned) {}

  private final Mentions mentions;
  private final HostNetworkPods hostMode;
  private final AddressCuts cuts;
  private final Map<String, Node> nodesByName = new HashMap<>();
  private final List<Pod> ownPods = new ArrayList<>();
  private final List<Pod> hostPods = new ArrayList<>();
  private final List<Node> nodes;
  private final int[] grainOf;
  private final Layout layout;

  /// @param cuts the pieces of address space, none of which an address set of `mentions` divides
  Grains(Inventory inventory, Mentions mentions, AddressCuts cuts, HostNetworkPods hostMode) {
    this.mentions = mentions;
    this.hostMode = hostMode;
    this.cuts = cuts;
    this.nodes = inventory.nodes();
    nodes.forEach(node -> nodesByName.put(node.name(), node));
    int podCount = inventory.pods().size();
    this.grainOf = new int[podCount + nodes.size() + cuts.size()];
    gather(inventory.pods());
    this.layout = new Layout(ownPods.size(), hostPods.size(), nodes.size(), cuts.size());
    int hosts = 0;
    for (int i = 0; i < podCount; i++) {
      if (inventory.pods().get(i).usesHostNetwork()) {
        grainOf[i] = layout.ownPods() + hosts++;
      }
    }
    for (int i = podCount; i < grainOf.length; i++) {
      grainOf[i] = layout.nodeStart() + i - podCount;
    }
  }

  private void gather(List<Pod> pods) {
    Map<Kin, Integer> known = new HashMap<>();
    Map<Labels, Labels> visible = new HashMap<>();
    for (int i = 0; i < pods.size(); i++) {
      Pod pod = pods.get(i);
      if (pod.usesHostNetwork()) {
        hostPods.add(pod);
        continue;
      }
      Kin kin =
          new Kin(
              pod.namespace(),
              visible.computeIfAbsent(pod.selectorLabels(), mentions::visible),
              portNames(pod),
              mentions.addressesReachPods()
                  ? pieces(pod.addresses())
                  : Collections.emptySortedSet(),
              mentions.namesPod(pod) ? pod.toString() : "");
      Integer grain = known.putIfAbsent(kin, ownPods.size());
      grainOf[i] = grain == null ? ownPods.size() : grain;
      if (grain == null) {
        ownPods.add(pod);
      }
    }
  }

  Layout layout() {
    return layout;
  }

  /// The grain of an endpoint, by its number in [Endpoints].
  int grainOf(int endpoint) {
    return grainOf[endpoint];
  }

  AddressCuts cuts() {
    return cuts;
  }

  /// One pod of a grain of pods: any of it would do.
  Pod pod(int grain) {
    return grain < layout.ownPods() ? ownPods.get(grain) : hostPods.get(grain - layout.ownPods());
  }

  List<Node> nodes() {
    return nodes;
  }

  /// The node that a pod is on; null when it is not known or was not read.
  @Nullable Node nodeOf(Pod pod) {
    return pod.nodeName() == null ? null : nodesByName.get(pod.nodeName());
  }

  /// The names of a pod's ports. One that has its node's identity has none, as the node; of one
  /// that is exempt it is not said whether its names count.
  PortNames portNames(Pod pod) {
    if (pod.usesHostNetwork() && hostMode == HostNetworkPods.NODE) {
      return PortNames.NONE;
    }
    boolean certain = !pod.usesHostNetwork() || hostMode == HostNetworkPods.POLICED;
    return PortNames.of(pod.ports(), mentions.portNames(), certain);
  }

  /// The numbers of the pieces of address space that hold an endpoint's addresses.
  SortedSet<Integer> pieces(List<IpAddress> addresses) {
    if (addresses.isEmpty()) {
      return Collections.emptySortedSet();
    }
    SortedSet<Integer> pieces = new TreeSet<>();
    addresses.forEach(address -> pieces.add(cuts.atomOf(address)));
    return pieces;
  }

  /// The addresses under which a pod in its node's network appears: its own, and unless the flag is
  /// ignored its node's too.
  List<IpAddress> hostAddresses(Pod pod) {
    Node node = nodeOf(pod);
    if (hostMode == HostNetworkPods.POLICED || node == null) {
      return pod.addresses();
    }
    SortedSet<IpAddress> all = new TreeSet<>(pod.addresses());
    all.addAll(node.addresses());
    return List.copyOf(all);
  }
}
