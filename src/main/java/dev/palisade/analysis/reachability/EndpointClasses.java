package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Peer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Endpoints that no policy tells apart: the same peers match them, and mentioned port names stand
/// for the same ports on them.
///
/// Classes are numbered by [#layout], within each kind by their first endpoint.
final class EndpointClasses {

  private final Layout layout;
  private final int[] classOf;
  private final PortNames[] portNames;
  private final Set<PortName> mentionedPorts;
  private final @Nullable Succession succession;
  private final int steps;
  // grows: an extent follows from the classes and the peer alone
  private final Map<Peer, Extent> extents = new ConcurrentHashMap<>();
  private final RoaringBitmap[] members;

  /// @param mentionedPorts the port names that `portNames` knows of
  EndpointClasses(
      Layout layout,
      int[] classOf,
      PortNames[] portNames,
      Set<PortName> mentionedPorts,
      @Nullable Succession succession) {
    this.layout = layout;
    this.classOf = classOf;
    this.portNames = portNames;
    this.mentionedPorts = Set.copyOf(mentionedPorts);
    this.succession = succession;
    this.steps = succession == null ? 0 : succession.before().steps + 1;
    this.members = new RoaringBitmap[layout.members()];
    Arrays.setAll(members, i -> new RoaringBitmap());
    for (int endpoint = 0; endpoint < classOf.length; endpoint++) {
      members[classOf[endpoint]].add(endpoint);
    }
  }

  static EndpointClasses of(Grains grains, PeerSets peers, Mentions mentions, int endpoints) {
    Layout fine = grains.layout();
    Map<Peer, Extent> evaluated = new LinkedHashMap<>();
    mentions.peers().forEach(peer -> evaluated.put(peer, peers.evaluate(peer)));
    Refinement partition = partition(grains, evaluated, mentions.hostOfPod());

    int[] number = new int[partition.blocks()];
    Arrays.fill(number, -1);
    int[] classOfGrain = new int[fine.members()];
    int[] counts = new int[4];
    int next = 0;
    int[] grainOfClass = new int[partition.blocks()];
    for (int grain = 0; grain < fine.members(); grain++) {
      int block = partition.blockOf(grain);
      if (number[block] < 0) {
        grainOfClass[next] = grain;
        number[block] = next++;
        counts[kind(fine, grain)]++;
      }
      classOfGrain[grain] = number[block];
    }
    Layout layout = new Layout(counts[0], counts[1], counts[2], counts[3]);

    PortNames[] names = new PortNames[layout.members()];
    for (int c = 0; c < names.length; c++) {
      names[c] = layout.isPod(c) ? grains.portNames(grains.pod(grainOfClass[c])) : PortNames.NONE;
    }
    int[] classOf = new int[endpoints];
    for (int endpoint = 0; endpoint < endpoints; endpoint++) {
      classOf[endpoint] = classOfGrain[grains.grainOf(endpoint)];
    }
    evaluated.replaceAll((peer, extent) -> coarse(extent, fine, layout, classOfGrain));
    EndpointClasses classes =
        new EndpointClasses(layout, classOf, names, mentions.portNames(), null);
    classes.extents.putAll(evaluated);
    return classes;
  }

  private static Refinement partition(
      Grains grains, Map<Peer, Extent> evaluated, boolean relative) {
    Layout fine = grains.layout();
    Refinement partition = new Refinement(fine.members());
    partition.split(fine.pods(false));
    partition.split(fine.onNodes(Locality.REMOTE));
    partition.split(fine.addressRange());
    partition.split(fine.pods(true));
    Map<PortNames, RoaringBitmap> byNames = new LinkedHashMap<>();
    for (int grain = 0; grain < fine.nodeStart(); grain++) {
      byNames
          .computeIfAbsent(grains.portNames(grains.pod(grain)), n -> new RoaringBitmap())
          .add(grain);
    }
    byNames.values().forEach(partition::split);
    for (Extent extent : evaluated.values()) {
      split(partition, fine, extent.must(), relative);
      if (!extent.isCertain()) {
        split(partition, fine, extent.may(), relative);
      }
    }
    return partition;
  }

  /// @param relative whether some peer depends on the view; if none does, all views are alike
  private static void split(
      Refinement partition, Layout fine, RoaringBitmap set, boolean relative) {
    if (set.contains(0L, fine.total())) {
      return;
    }
    for (Locality locality : Locality.values()) {
      if (relative || locality == Locality.REMOTE) {
        partition.split(fine.membersSeen(set, locality));
      }
    }
  }

  private static int kind(Layout layout, int member) {
    if (layout.isPod(member)) {
      return layout.isHostPod(member) ? 1 : 0;
    }
    return layout.isNode(member) ? 2 : 3;
  }

  private static Extent coarse(Extent extent, Layout fine, Layout layout, int[] classOfGrain) {
    RoaringBitmap must = coarse(extent.must(), fine, layout, classOfGrain);
    return extent.isCertain()
        ? Extent.certain(must)
        : new Extent(must, coarse(extent.may(), fine, layout, classOfGrain));
  }

  private static RoaringBitmap coarse(
      RoaringBitmap set, Layout fine, Layout layout, int[] classOfGrain) {
    if (set.contains(0L, fine.total())) {
      return layout.everything();
    }
    RoaringBitmap result = new RoaringBitmap();
    for (Locality locality : Locality.values()) {
      fine.membersSeen(set, locality)
          .forEach((IntConsumer) grain -> result.add(layout.seen(classOfGrain[grain], locality)));
    }
    result.runOptimize();
    return result;
  }

  Layout layout() {
    return layout;
  }

  /// How many endpoints there are.
  int endpoints() {
    return classOf.length;
  }

  int classOf(int endpoint) {
    return classOf[endpoint];
  }

  /// The endpoints of a class. Must not be changed.
  RoaringBitmap members(int number) {
    return members[number];
  }

  PortNames portNames(int number) {
    return portNames[number];
  }

  /// The classes that a peer of the policies matches, in every view of them. Must not be changed.
  Extent extent(Peer peer) {
    Extent extent = extents.get(peer);
    if (extent == null && succession != null) {
      extent = succession.extent(peer);
      extents.put(peer, extent);
    }
    if (extent == null) {
      throw new IllegalArgumentException("no policy has the peer " + peer);
    }
    return extent;
  }

  /// Whether a peer has been evaluated on all endpoints.
  boolean knows(Peer peer) {
    return extents.containsKey(peer);
  }

  /// Takes over what peers match that other classes of the same endpoints tell apart.
  ///
  /// @param following by class there, the classes here: each lies within one of those
  void learn(EndpointClasses others, int[][] following) {
    others.extents.forEach(
        (peer, extent) ->
            extents.put(peer, Succession.carried(extent, others.layout, following, layout)));
  }

  /// Where these come from; null: they were made from nothing.
  @Nullable Succession succession() {
    return succession;
  }

  /// How many times classes have followed on others.
  int steps() {
    return steps;
  }

  Set<PortName> mentionedPorts() {
    return mentionedPorts;
  }

  /// The classes by the port names that they have, in every view of them.
  Map<PortNames, RoaringBitmap> byPortNames() {
    Map<PortNames, RoaringBitmap> byNames = new HashMap<>();
    for (int c = 0; c < portNames.length; c++) {
      if (!portNames[c].equals(PortNames.NONE)) {
        byNames.computeIfAbsent(portNames[c], n -> new RoaringBitmap()).add(c);
      }
    }
    byNames.replaceAll((names, classes) -> layout.inEveryView(classes));
    return byNames;
  }

  /// The endpoints of some classes.
  RoaringBitmap expand(RoaringBitmap classes) {
    RoaringBitmap endpoints = new RoaringBitmap();
    if (classes.getLongCardinality() < 64) {
      classes.forEach((IntConsumer) c -> endpoints.or(members[c]));
      return endpoints;
    }
    boolean[] wanted = new boolean[layout.members()];
    classes.forEach((IntConsumer) c -> wanted[c] = true);
    for (int endpoint = 0; endpoint < classOf.length; endpoint++) {
      if (wanted[classOf[endpoint]]) {
        endpoints.add(endpoint);
      }
    }
    return endpoints;
  }
}
