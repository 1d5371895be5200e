package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.AddressCuts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// How the classes after a change follow from those before: each lies within one class from before,
/// or is fresh (pods that came or were altered). Classes that only policies kept apart which have
/// gone stay apart.
///
/// What a peer matches is carried over from before; what a peer of the added policies matches was
/// evaluated over all endpoints, and what any peer matches among the fresh is evaluated when asked.
final class Succession {

  private final EndpointClasses before;
  private final Layout layout;
  private final int[] classBefore;
  private final int[][] following;
  private final @Nullable EndpointClasses added;
  private final int[][] followingAdded;
  private final @Nullable FreshPods fresh;
  private final int[][] followingFresh;
  private final RoaringBitmap freshInEveryView;

  /// @param classBefore by class, the one that it lies in; [Alignment#NEW] if it is fresh
  /// @param added the classes that the added policies tell apart; null: there is nothing new in
  ///   them
  /// @param classOfAdded by class, the one of `added` that it lies in
  /// @param classOfFresh by grain of the fresh pods
  Succession(
      EndpointClasses before,
      Layout layout,
      int[] classBefore,
      @Nullable EndpointClasses added,
      int[] classOfAdded,
      @Nullable FreshPods fresh,
      int[] classOfFresh) {
    this.before = before;
    this.layout = layout;
    this.classBefore = classBefore;
    this.following = inverted(classBefore, before.layout().members());
    this.added = added;
    this.followingAdded =
        added == null ? new int[0][] : inverted(classOfAdded, added.layout().members());
    this.fresh = fresh;
    this.followingFresh = new int[fresh == null ? 0 : fresh.grains.layout().members()][0];
    for (int i = 0; i < classOfFresh.length; i++) {
      followingFresh[i] = new int[] {classOfFresh[i]};
    }
    RoaringBitmap members = RoaringBitmap.bitmapOf(classOfFresh);
    this.freshInEveryView = layout.inEveryView(members);
  }

  /// Pods of which nothing is known from before, as if policies could tell all of them apart.
  record FreshPods(Grains grains, PeerSets peers, Set<String> namespaces) {
    static FreshPods of(
        List<Pod> pods,
        Inventory inventory,
        AddressCuts cuts,
        Set<PortName> portNames,
        HostNetworkPods hostMode) {
      Inventory alone = inventory.withPods(pods);
      Mentions mentions = Mentions.everything(portNames);
      Grains grains = new Grains(alone, mentions, cuts, hostMode);
      Set<String> namespaces = new HashSet<>();
      pods.forEach(pod -> namespaces.add(pod.namespace()));
      return new FreshPods(
          grains, new PeerSets(alone, grains, mentions, hostMode), Set.copyOf(namespaces));
    }
  }

  static int[][] inverted(int[] numbers, int count) {
    List<List<Integer>> inverted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inverted.add(new ArrayList<>(1));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != Alignment.NEW) {
        inverted.get(numbers[i]).add(i);
      }
    }
    return inverted.stream()
        .map(list -> list.stream().mapToInt(i -> i).toArray())
        .toArray(int[][]::new);
  }

  EndpointClasses before() {
    return before;
  }

  Layout layout() {
    return layout;
  }

  int classBefore(int classNumber) {
    return classBefore[classNumber];
  }

  RoaringBitmap freshInEveryView() {
    return freshInEveryView;
  }

  Set<String> freshNamespaces() {
    return fresh == null ? Set.of() : fresh.namespaces;
  }

  /// The classes that a peer of the policies matches, in every view of them.
  Extent extent(Peer peer) {
    if (added != null && added.knows(peer)) {
      return carried(added.extent(peer), added.layout(), followingAdded, layout);
    }
    Extent kept = carried(before.extent(peer), before.layout(), following, layout);
    return fresh == null ? kept : kept.or(freshExtent(peer));
  }

  /// The fresh classes that a peer matches, in every view of them.
  Extent freshExtent(Peer peer) {
    if (fresh == null) {
      return Extent.certain(new RoaringBitmap());
    }
    return carried(fresh.peers.evaluate(peer), fresh.grains.layout(), followingFresh, layout);
  }

  /// @param following by number there, the numbers here
  static Extent carried(Extent extent, Layout from, int[][] following, Layout to) {
    RoaringBitmap must = carried(extent.must(), from, following, to);
    return extent.isCertain()
        ? Extent.certain(must)
        : new Extent(must, carried(extent.may(), from, following, to));
  }

  private static RoaringBitmap carried(
      RoaringBitmap set, Layout from, int[][] following, Layout to) {
    RoaringBitmap result = new RoaringBitmap();
    for (Locality locality : Locality.values()) {
      from.membersSeen(set, locality)
          .forEach(
              (IntConsumer)
                  member -> {
                    for (int follower : following[member]) {
                      result.add(to.seen(follower, locality));
                    }
                  });
    }
    result.runOptimize();
    return result;
  }
}
