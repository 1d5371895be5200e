package dev.palisade.analysis.reachability;

import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// What one side lets through: for each peer, in each view of it, the traffic. Peers without
/// traffic are in no cell.
final class Row {

  private final RoaringBitmap[] peers;
  private final int[] traffic;

  private Row(RoaringBitmap[] peers, int[] traffic) {
    this.peers = peers;
    this.traffic = traffic;
  }

  /// @param peersByTraffic disjoint sets
  static Row of(Map<Integer, RoaringBitmap> peersByTraffic) {
    List<Map.Entry<Integer, RoaringBitmap>> cells =
        peersByTraffic.entrySet().stream()
            .filter(cell -> cell.getKey() != TrafficTable.NONE)
            .sorted(Map.Entry.comparingByKey())
            .toList();
    RoaringBitmap[] peers = new RoaringBitmap[cells.size()];
    int[] traffic = new int[cells.size()];
    for (int i = 0; i < peers.length; i++) {
      traffic[i] = cells.get(i).getKey();
      // the builder's bitmaps may be shared with other rows
      peers[i] = cells.get(i).getValue().clone();
      peers[i].runOptimize();
      peers[i].trim();
    }
    return new Row(peers, traffic);
  }

  int cells() {
    return peers.length;
  }

  RoaringBitmap peers(int cell) {
    return peers[cell];
  }

  int traffic(int cell) {
    return traffic[cell];
  }

  /// The number of the traffic with a peer, by its number in a view.
  int at(int peer) {
    for (int i = 0; i < peers.length; i++) {
      if (peers[i].contains(peer)) {
        return traffic[i];
      }
    }
    return TrafficTable.NONE;
  }
}
