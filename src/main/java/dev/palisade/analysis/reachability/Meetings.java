package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Finds endpoints to what rows say of classes: two of them that see each other so, and between
/// which rows count at all.
final class Meetings {

  private static final List<Locality> REMOTE = List.of(Locality.REMOTE);
  private static final List<Locality> EACH = List.of(Locality.values());

  /// @param subject the endpoint whose side it is
  /// @param traffic that the other side lets through
  record Meeting(int subject, int other, int traffic) {}

  private final EndpointClasses classes;
  private final Layout layout;
  private final TrafficTable table;
  private final Pairs pairs;
  private final Hosts hosts;

  Meetings(EndpointClasses classes, TrafficTable table, Pairs pairs, Hosts hosts) {
    this.classes = classes;
    this.layout = classes.layout();
    this.table = table;
    this.pairs = pairs;
    this.hosts = hosts;
  }

  /// The first two endpoints between which something of a class's cells is not dropped by the other
  /// side; null: there are none.
  ///
  /// @param ofOthers which classes at the other end are asked for
  @Nullable Meeting find(Direction direction, int subject, Cells cells, IntPredicate ofOthers) {
    for (var cell : cells.byTraffic().entrySet()) {
      PeekableIntIterator peers = cell.getValue().getIntIterator();
      while (peers.hasNext()) {
        int peer = peers.next();
        Meeting found = find(direction, subject, peer, cell.getKey(), ofOthers);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable Meeting find(
      Direction direction, int subject, int peer, int traffic, IntPredicate ofOthers) {
    Locality seen = localityOf(peer);
    int other = peer - (seen == Locality.REMOTE ? 0 : layout.shift(seen));
    if (!ofOthers.test(other)) {
      return null;
    }
    for (Locality locality : localities(subject, other)) {
      if (layout.isOnNode(other) && locality != seen) {
        continue;
      }
      int both = table.intersection(traffic, pairs.otherSide(direction, subject, other, locality));
      if (both != TrafficTable.NONE) {
        int[] ends = endpoints(subject, other, locality);
        if (ends != null) {
          return new Meeting(ends[0], ends[1], both);
        }
      }
    }
    return null;
  }

  /// Whether the destination's own side is asked at all.
  boolean ingressCounts(int source, int destination, Locality locality) {
    return !pairs.opensLocally(source, destination, locality);
  }

  private Locality localityOf(int peer) {
    if (peer < layout.members()) {
      return Locality.REMOTE;
    }
    return peer < layout.ownPods() + layout.shift(Locality.UNKNOWN)
        ? Locality.LOCAL
        : Locality.UNKNOWN;
  }

  /// How the endpoints of two classes may see each other, as far as that can matter.
  List<Locality> localities(int one, int other) {
    return pairs.localityMatters() && (layout.isOnNode(one) || layout.isOnNode(other))
        ? EACH
        : REMOTE;
  }

  /// Two endpoints of these classes that see each other so, and whose traffic the rows decide on;
  /// null: there are none.
  int @Nullable [] endpoints(int subject, int other, Locality locality) {
    boolean relative = localities(subject, other).size() > 1;
    RoaringBitmap others = classes.members(other);
    PeekableIntIterator subjects = classes.members(subject).getIntIterator();
    while (subjects.hasNext()) {
      int one = subjects.next();
      RoaringBitmap candidates = others;
      if (relative) {
        RoaringBitmap local = hosts.others(one, Locality.LOCAL);
        RoaringBitmap unknown = hosts.others(one, Locality.UNKNOWN);
        candidates =
            switch (locality) {
              case LOCAL -> RoaringBitmap.and(others, local);
              case UNKNOWN -> RoaringBitmap.and(others, unknown);
              case REMOTE -> RoaringBitmap.andNot(RoaringBitmap.andNot(others, local), unknown);
            };
      }
      PeekableIntIterator found = candidates.getIntIterator();
      while (found.hasNext()) {
        int two = found.next();
        if (one != two || !pairs.opensToItself(one)) {
          return new int[] {one, two};
        }
      }
    }
    return null;
  }
}
