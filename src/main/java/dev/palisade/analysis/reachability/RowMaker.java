package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.reachability.RowBuilder.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/// Computes rows of one direction, over all peers or over some.
///
/// @param universe the peers that rows speak of, in every view of them
/// @param peers which of the universe a peer of the policies matches
/// @param own which classes a peer that stands for a clause's own side matches
/// @param afterTiers what has been computed of tiers that many rows share
record RowMaker(
    Direction direction,
    List<AppliedPolicy> policies,
    RoaringBitmap universe,
    Function<Peer, Extent> peers,
    Function<Peer, Extent> own,
    TrafficTable table,
    ClauseTraffic traffic,
    Map<RowKey, Map<State, RoaringBitmap>> afterTiers) {

  private record Step(Action action, Certainty certainty, int traffic) {}

  static RowMaker of(
      Direction direction,
      List<AppliedPolicy> policies,
      EndpointClasses classes,
      TrafficTable table,
      ClauseTraffic traffic) {
    return new RowMaker(
        direction,
        policies,
        classes.layout().everything(),
        classes::extent,
        classes::extent,
        table,
        traffic,
        new ConcurrentHashMap<>());
  }

  /// The same for peers that are new in a state of the cluster.
  RowMaker over(RoaringBitmap others, Function<Peer, Extent> theirPeers) {
    return new RowMaker(
        direction, policies, others, theirPeers, own, table, traffic, new ConcurrentHashMap<>());
  }

  /// @param classNumber one of the classes that the row is of
  Row make(RowKey key, int classNumber, int covered) {
    int at = firstOfLastTier(key.policies());
    RowBuilder builder =
        at == 0
            ? RowBuilder.begin(table, universe)
            : RowBuilder.resume(table, earlierTiers(key, at, classNumber));
    applyTiers(builder, key, at, key.policies().size(), classNumber);
    return builder.build(covered);
  }

  /// Where the policies of the last tier begin; 0 when there is one tier or none.
  private int firstOfLastTier(List<Integer> numbers) {
    int at = numbers.size();
    while (at > 0
        && policies.get(numbers.get(at - 1)).tier() == policies.get(numbers.getLast()).tier()) {
      at--;
    }
    return at;
  }

  /// What all tiers but the last leave: the same for many rows, where an administrator's tiers hold
  /// for a whole cluster.
  private Map<State, RoaringBitmap> earlierTiers(RowKey key, int end, int classNumber) {
    RowKey earlier = new RowKey(key.policies().subList(0, end), key.own(), key.portNames());
    Map<State, RoaringBitmap> known = afterTiers.get(earlier);
    if (known == null) {
      RowBuilder builder = RowBuilder.begin(table, universe);
      applyTiers(builder, key, 0, end, classNumber);
      known = builder.states();
      afterTiers.put(earlier, known);
    }
    return known;
  }

  private void applyTiers(RowBuilder builder, RowKey key, int from, int to, int classNumber) {
    int at = from;
    while (at < to) {
      int tier = policies.get(key.policies().get(at)).tier();
      boolean isolates = false;
      Map<Step, RoaringBitmap> steps = new LinkedHashMap<>();
      for (; at < to; at++) {
        AppliedPolicy applied = policies.get(key.policies().get(at));
        if (applied.tier() != tier) {
          break;
        }
        isolates |= applied.rules().noMatch() == Policy.NoMatch.DENY;
        for (Rule rule : applied.rules().rules()) {
          for (Rule.Clause clause : rule.clauses()) {
            resolve(
                rule.action(),
                clause,
                classNumber,
                key.portNames(),
                applied.combination(),
                steps,
                builder);
          }
        }
      }
      applyBySeverity(steps, builder);
      builder.endTier(isolates);
    }
  }

  /// In a tier whose order decides, a clause is applied at once; else it is gathered with those
  /// that do the same.
  private void resolve(
      Action action,
      Rule.Clause clause,
      int classNumber,
      PortNames portNames,
      Combination combination,
      Map<Step, RoaringBitmap> steps,
      RowBuilder builder) {
    Extent peer = peers.apply(clause.peer());
    for (ClauseTraffic.Piece piece : traffic.pieces(clause.traffic(), direction, portNames)) {
      for (Certainty certainty : counting(action)) {
        if (!holds(clause.self(), classNumber, certainty)) {
          continue;
        }
        RoaringBitmap where = peer.of(certainty);
        if (piece.where() != null) {
          where = RoaringBitmap.and(where, piece.where());
        }
        int number = certainty == Certainty.MUST ? piece.must() : piece.may();
        if (combination == Combination.ORDERED) {
          builder.apply(action, certainty, where, number);
        } else {
          steps.merge(new Step(action, certainty, number), where, (a, b) -> RoaringBitmap.or(a, b));
        }
      }
    }
  }

  /// What a clause matches of the peers, as far as is sure or may be.
  Cells matched(Rule.Clause clause, PortNames ownNames, Certainty certainty) {
    RoaringBitmap all = peers.apply(clause.peer()).of(certainty);
    Cells matched = Cells.NONE;
    for (ClauseTraffic.Piece piece : traffic.pieces(clause.traffic(), direction, ownNames)) {
      RoaringBitmap where = piece.where() == null ? all : RoaringBitmap.and(all, piece.where());
      int set = certainty == Certainty.MUST ? piece.must() : piece.may();
      matched = matched.union(Cells.of(where, set), table);
    }
    return matched;
  }

  /// Whether a class may be, or surely is, what a clause asks of its own side.
  boolean holds(Peer self, int classNumber, Certainty certainty) {
    return self.equals(Peer.ANYONE) || own.apply(self).of(certainty).contains(classNumber);
  }

  /// Which of its matches count for an action, in what order.
  static List<Certainty> counting(Action action) {
    return switch (action) {
      case ALLOW -> List.of(Certainty.MAY);
      case DENY -> List.of(Certainty.MUST);
      case PASS -> List.of(Certainty.MAY, Certainty.MUST);
    };
  }

  /// Any DENY decides, else any ALLOW, else any PASS.
  private static void applyBySeverity(Map<Step, RoaringBitmap> steps, RowBuilder builder) {
    for (Action action : List.of(Action.DENY, Action.ALLOW, Action.PASS)) {
      for (Certainty certainty : counting(action)) {
        steps.forEach(
            (step, where) -> {
              if (step.action == action && step.certainty == certainty) {
                builder.apply(action, certainty, where, step.traffic);
              }
            });
      }
    }
  }
}
