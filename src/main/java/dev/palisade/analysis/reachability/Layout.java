package dev.palisade.analysis.reachability;

import org.roaringbitmap.RoaringBitmap;

/// How the members of a universe of peers are numbered: pods with a network of their own, pods in
/// their node's network, nodes, addresses.
///
/// What stands on a node (the second and third kind) has three numbers, since `HostOfPod` peers
/// depend on who asks: its own, which means that it is seen from another node, one as seen from the
/// same node, and one as seen where that is not known. Thus every peer, relative or not, is one
/// bitmap, and rows need not be told apart by node.
record Layout(int ownPods, int hostPods, int nodes, int addresses) {

  int nodeStart() {
    return ownPods + hostPods;
  }

  int addressStart() {
    return nodeStart() + nodes;
  }

  /// How many there are, each counted once. Lower numbers are members, higher ones other views of
  /// them.
  int members() {
    return addressStart() + addresses;
  }

  int total() {
    return members() + 2 * (hostPods + nodes);
  }

  boolean isPod(int member) {
    return member < nodeStart();
  }

  boolean isHostPod(int member) {
    return member >= ownPods && member < nodeStart();
  }

  boolean isNode(int member) {
    return member >= nodeStart() && member < addressStart();
  }

  /// Whether it stands on a node, so that where it is seen from may matter.
  boolean isOnNode(int member) {
    return member >= ownPods && member < addressStart();
  }

  /// The number of a member as seen from an endpoint in that locality.
  int seen(int member, Locality locality) {
    return isOnNode(member) ? member + shift(locality) : member;
  }

  /// The distance from a member on a node to its number in a locality.
  int shift(Locality locality) {
    return switch (locality) {
      case REMOTE -> 0;
      case LOCAL -> members() - ownPods;
      case UNKNOWN -> members() - ownPods + hostPods + nodes;
    };
  }

  /// All numbers.
  RoaringBitmap everything() {
    return range(0, total());
  }

  /// The pods that a selection by label may mean.
  RoaringBitmap pods(boolean hostPodsToo) {
    return range(0, hostPodsToo ? nodeStart() : ownPods);
  }

  /// All that stands on nodes, seen so.
  RoaringBitmap onNodes(Locality locality) {
    int shift = shift(locality);
    return range(ownPods + shift, addressStart() + shift);
  }

  RoaringBitmap addressRange() {
    return range(addressStart(), members());
  }

  /// A set of members with all the other views of them.
  RoaringBitmap inEveryView(RoaringBitmap set) {
    if (!set.intersects(ownPods, addressStart())) {
      return set;
    }
    RoaringBitmap onNodes = RoaringBitmap.and(set, onNodes(Locality.REMOTE));
    RoaringBitmap all =
        RoaringBitmap.or(set, RoaringBitmap.addOffset(onNodes, shift(Locality.LOCAL)));
    all.or(RoaringBitmap.addOffset(onNodes, shift(Locality.UNKNOWN)));
    return all;
  }

  /// The members whose view in that locality is in a set.
  RoaringBitmap membersSeen(RoaringBitmap set, Locality locality) {
    if (locality == Locality.REMOTE) {
      return RoaringBitmap.and(set, range(0, members()));
    }
    RoaringBitmap views = RoaringBitmap.and(set, onNodes(locality));
    return RoaringBitmap.addOffset(views, -shift(locality));
  }

  /// The members of which some view is in a set.
  RoaringBitmap members(RoaringBitmap set) {
    RoaringBitmap seen = new RoaringBitmap();
    for (Locality locality : Locality.values()) {
      seen.or(membersSeen(set, locality));
    }
    return seen;
  }

  static RoaringBitmap range(int from, int to) {
    RoaringBitmap bits = new RoaringBitmap();
    bits.add((long) from, (long) to);
    return bits;
  }
}
