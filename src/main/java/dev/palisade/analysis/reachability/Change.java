package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What differs between two states of a cluster, for [Reachability#with]: policies that were added,
/// removed, replaced or moved, pods that came, went or were altered (also by the labels of their
/// namespace), nodes.
///
/// What is one object in both states is compared by identity; the more two states share, the
/// cheaper this is.
public final class Change {

  /// A cluster as far as its reachability follows from it.
  public record State(Inventory inventory, PolicySet policies) {}

  private record PodName(String namespace, String name, Object workload) {}

  private record TierName(String name, Tier.Combination combination) {}

  private final State before;
  private final State after;
  private final int[] policiesBefore;
  private final int[] podsBefore;
  private final List<Policy> added;
  private final List<Policy> removed;
  private final boolean nodesDiffer;

  private Change(State before, State after) {
    this.before = before;
    this.after = after;
    this.policiesBefore = policies(before.policies(), after.policies());
    this.podsBefore = pods(before.inventory(), after.inventory());
    this.added = new ArrayList<>();
    this.removed = new ArrayList<>();
    this.nodesDiffer = !before.inventory().nodes().equals(after.inventory().nodes());
    List<Policy> later = after.policies().policies().toList();
    BitSet stayed = new BitSet();
    for (int i = 0; i < policiesBefore.length; i++) {
      if (policiesBefore[i] == Alignment.NEW) {
        added.add(later.get(i));
      } else {
        stayed.set(policiesBefore[i]);
      }
    }
    List<Policy> earlier = before.policies().policies().toList();
    for (int i = stayed.nextClearBit(0); i < earlier.size(); i = stayed.nextClearBit(i + 1)) {
      removed.add(earlier.get(i));
    }
  }

  public static Change between(State before, State after) {
    return new Change(before, after);
  }

  private static int[] policies(PolicySet before, PolicySet after) {
    int[] tiers =
        Alignment.of(
            before.tiers(), after.tiers(), Change::nameOf, (a, b) -> nameOf(a).equals(nameOf(b)));
    int[] starts = new int[before.tiers().size() + 1];
    for (int t = 0; t < before.tiers().size(); t++) {
      starts[t + 1] = starts[t] + before.tiers().get(t).policies().size();
    }
    List<Integer> places = new ArrayList<>();
    for (int t = 0; t < tiers.length; t++) {
      List<Policy> later = after.tiers().get(t).policies();
      int tier = tiers[t];
      List<Policy> earlier =
          tier == Alignment.NEW ? List.of() : before.tiers().get(tier).policies();
      int[] within = Alignment.of(earlier, later, Policy::ref, (a, b) -> a == b || a.equals(b));
      for (int place : within) {
        places.add(place == Alignment.NEW ? place : starts[tier] + place);
      }
    }
    return places.stream().mapToInt(i -> i).toArray();
  }

  private static Object nameOf(Tier tier) {
    return new TierName(tier.name(), tier.combination());
  }

  private static int[] pods(Inventory before, Inventory after) {
    Set<String> altered = alteredNamespaces(before, after);
    if (before.pods() == after.pods() && altered.isEmpty()) {
      int[] all = new int[after.pods().size()];
      Arrays.setAll(all, i -> i);
      return all;
    }
    return Alignment.of(
        before.pods(),
        after.pods(),
        pod -> new PodName(pod.namespace(), pod.name(), pod.workload()),
        (a, b) -> !altered.contains(b.namespace()) && (a == b || areAlike(a, b)));
  }

  /// Whether two states of a pod are alike in everything that a policy can look at.
  private static boolean areAlike(Pod a, Pod b) {
    return a.namespace().equals(b.namespace())
        && a.name().equals(b.name())
        && a.selectorLabels().equals(b.selectorLabels())
        && a.addresses().equals(b.addresses())
        && Objects.equals(a.nodeName(), b.nodeName())
        && a.network() == b.network()
        && a.ports().equals(b.ports());
  }

  /// The namespaces whose labels differ.
  private static Set<String> alteredNamespaces(Inventory before, Inventory after) {
    if (before.namespaces() == after.namespaces()) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>(before.namespaces().keySet());
    names.addAll(after.namespaces().keySet());
    Set<String> altered = new HashSet<>();
    for (String name : names) {
      if (!labels(before, name).equals(labels(after, name))) {
        altered.add(name);
      }
    }
    return altered;
  }

  private static Labels labels(Inventory inventory, String name) {
    Namespace known = inventory.namespace(name);
    return known == null ? PeerSets.labelsOfUnread(name) : known.labels();
  }

  public State before() {
    return before;
  }

  public State after() {
    return after;
  }

  /// The policies that are there afterwards, and were not before, or not so, or elsewhere in the
  /// order.
  public List<Policy> added() {
    return List.copyOf(added);
  }

  /// The policies that were there before, and are not afterwards, or not so, or elsewhere in the
  /// order.
  public List<Policy> removed() {
    return List.copyOf(removed);
  }

  /// For each policy afterwards, its number before; [Alignment#NEW] for those added.
  int[] policiesBefore() {
    return policiesBefore;
  }

  /// For each pod afterwards, its number before; [Alignment#NEW] for those that policies may see
  /// differently.
  int[] podsBefore() {
    return podsBefore;
  }

  /// The pods that policies may see differently, in their order.
  List<Pod> freshPods() {
    List<Pod> fresh = new ArrayList<>();
    for (int i = 0; i < podsBefore.length; i++) {
      if (podsBefore[i] == Alignment.NEW) {
        fresh.add(after.inventory().pods().get(i));
      }
    }
    return fresh;
  }

  boolean nodesDiffer() {
    return nodesDiffer;
  }

  /// Whether every pod is there afterwards that was before, in the same place.
  boolean podsStay() {
    for (int i = 0; i < podsBefore.length; i++) {
      if (podsBefore[i] != i) {
        return false;
      }
    }
    return podsBefore.length == before.inventory().pods().size();
  }
}
