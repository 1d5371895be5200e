package dev.palisade.analysis.reachability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.roaringbitmap.RoaringBitmap;

/// The traffic of each peer of a row, as a bitmap of peers for each traffic; peers in none of them
/// have no traffic. Immutable.
final class Cells {

  static final Cells NONE = new Cells(Map.of());

  private final Map<Integer, RoaringBitmap> byTraffic;

  private Cells(Map<Integer, RoaringBitmap> byTraffic) {
    this.byTraffic = byTraffic;
  }

  /// Takes the bitmap over: it must not change any more.
  static Cells of(RoaringBitmap peers, int traffic) {
    return peers.isEmpty() || traffic == TrafficTable.NONE
        ? NONE
        : new Cells(Map.of(traffic, peers));
  }

  boolean isEmpty() {
    return byTraffic.isEmpty();
  }

  Map<Integer, RoaringBitmap> byTraffic() {
    return byTraffic;
  }

  Cells union(Cells other, TrafficTable table) {
    return isEmpty() ? other : other.isEmpty() ? this : combine(other, table::union, true);
  }

  Cells and(Cells other, TrafficTable table) {
    return meets(other) ? combine(other, table::intersection, false) : NONE;
  }

  Cells minus(Cells other, TrafficTable table) {
    return meets(other) ? combine(other, table::difference, false) : this;
  }

  /// Whether some peer has traffic in both, be it other traffic.
  private boolean meets(Cells other) {
    return byTraffic.values().stream()
        .anyMatch(
            mine ->
                other.byTraffic.values().stream()
                    .anyMatch(theirs -> RoaringBitmap.intersects(mine, theirs)));
  }

  /// @param othersToo whether peers of the other alone count
  private Cells combine(Cells other, IntBinaryOperator operation, boolean othersToo) {
    Map<Integer, RoaringBitmap> result = new LinkedHashMap<>();
    RoaringBitmap mine = new RoaringBitmap();
    byTraffic.forEach(
        (traffic, peers) -> {
          RoaringBitmap rest = peers;
          for (Map.Entry<Integer, RoaringBitmap> cell : other.byTraffic.entrySet()) {
            RoaringBitmap common = RoaringBitmap.and(rest, cell.getValue());
            if (!common.isEmpty()) {
              rest = RoaringBitmap.andNot(rest, common);
              join(result, operation.applyAsInt(traffic, cell.getKey()), common);
            }
          }
          join(result, operation.applyAsInt(traffic, TrafficTable.NONE), rest);
          if (othersToo) {
            mine.or(peers);
          }
        });
    if (othersToo) {
      other.byTraffic.forEach(
          (traffic, peers) -> join(result, traffic, RoaringBitmap.andNot(peers, mine)));
    }
    return result.isEmpty() ? NONE : new Cells(result);
  }

  private static void join(Map<Integer, RoaringBitmap> cells, int traffic, RoaringBitmap peers) {
    if (traffic != TrafficTable.NONE && !peers.isEmpty()) {
      cells.merge(traffic, peers, (a, b) -> RoaringBitmap.or(a, b));
    }
  }
}
