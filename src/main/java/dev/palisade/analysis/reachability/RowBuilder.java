package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Applies rules, in the order in which they decide, to all peers at once.
///
/// Every peer is in a state: the traffic let through so far, what is still open in the tier at
/// hand, and what has passed on to the next one. Peers in one state are one bitmap. A rule moves
/// the peers that it matches to another state; the number of states stays small.
///
/// What is in doubt is resolved in favour of traffic, each rule by itself: an ALLOW counts where it
/// may match, a DENY where it surely does, and a PASS hands on what it may match but closes the
/// tier only to what it surely matches.
final class RowBuilder {

  record State(int allowed, int open, int passed) {}

  private final TrafficTable table;
  // no bitmap in it is ever changed, so that states can be shared
  private Map<State, RoaringBitmap> peers;

  private RowBuilder(TrafficTable table, Map<State, RoaringBitmap> peers) {
    this.table = table;
    this.peers = peers;
  }

  /// Before the first tier: all is open.
  static RowBuilder begin(TrafficTable table, RoaringBitmap everything) {
    return resume(
        table,
        Map.of(new State(TrafficTable.NONE, TrafficTable.ALL, TrafficTable.NONE), everything));
  }

  /// From where another builder was.
  static RowBuilder resume(TrafficTable table, Map<State, RoaringBitmap> peers) {
    return new RowBuilder(table, peers);
  }

  /// Where it is, to be resumed from.
  Map<State, RoaringBitmap> states() {
    return Collections.unmodifiableMap(peers);
  }

  /// @param certainty which of its matches `where` and `traffic` are: an ALLOW is given those that
  ///   may be, a DENY those that must be, a PASS first the one, then the other
  void apply(Action action, Certainty certainty, RoaringBitmap where, int traffic) {
    if (where.isEmpty() || traffic == TrafficTable.NONE) {
      return;
    }
    move(
        where,
        s ->
            switch (action) {
              case ALLOW ->
                  new State(
                      table.union(s.allowed, table.intersection(s.open, traffic)),
                      table.difference(s.open, traffic),
                      s.passed);
              case DENY -> new State(s.allowed, table.difference(s.open, traffic), s.passed);
              case PASS ->
                  certainty == Certainty.MAY
                      ? new State(
                          s.allowed,
                          s.open,
                          table.union(s.passed, table.intersection(s.open, traffic)))
                      : new State(s.allowed, table.difference(s.open, traffic), s.passed);
            });
  }

  /// What no rule of the tier matched is dropped, or goes on with what was passed.
  void endTier(boolean isolates) {
    move(
        null,
        s ->
            new State(
                s.allowed, isolates ? s.passed : table.union(s.passed, s.open), TrafficTable.NONE));
  }

  /// After the last tier: what is open then is allowed. Ends the builder's life.
  Row build(int covered) {
    Map<Integer, RoaringBitmap> byTraffic = new LinkedHashMap<>();
    peers.forEach(
        (state, set) ->
            byTraffic.merge(
                table.intersection(table.union(state.allowed, state.open), covered),
                set,
                (a, b) -> RoaringBitmap.or(a, b)));
    return Row.of(byTraffic);
  }

  /// @param where null: everywhere
  private void move(@Nullable RoaringBitmap where, UnaryOperator<State> step) {
    Map<State, RoaringBitmap> next = LinkedHashMap.newLinkedHashMap(peers.size() + 4);
    peers.forEach(
        (state, set) -> {
          State to = step.apply(state);
          if (to.equals(state)) {
            join(next, state, set);
          } else if (where == null) {
            join(next, to, set);
          } else {
            RoaringBitmap moved = RoaringBitmap.and(set, where);
            if (moved.isEmpty()) {
              join(next, state, set);
            } else {
              join(next, to, moved);
              RoaringBitmap stay = RoaringBitmap.andNot(set, where);
              if (!stay.isEmpty()) {
                join(next, state, stay);
              }
            }
          }
        });
    peers = next;
  }

  private static void join(Map<State, RoaringBitmap> states, State state, RoaringBitmap set) {
    states.merge(state, set, (a, b) -> RoaringBitmap.or(a, b));
  }
}
