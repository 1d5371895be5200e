package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.reachability.RowBuilder.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The rows of one direction: classes that the same policies apply to in the same way share one. A
/// row is computed when first asked for.
final class Rows {

  /// What a row follows from: the numbers of the policies, then what of the class itself they look
  /// at.
  private record Key(List<Integer> policies, List<Boolean> own, PortNames portNames) {}

  /// @param number of the policy among all, also those that say nothing of this direction
  record Applied(
      int number, int tier, Combination combination, Policy.Rules rules, Policy policy) {}

  private record Step(Action action, Certainty certainty, int traffic) {}

  private final Direction direction;
  private final EndpointClasses classes;
  private final TrafficTable table;
  private final ClauseTraffic traffic;
  private final int covered;
  private final List<Applied> policies = new ArrayList<>();
  private final List<Peer> ownSides;
  private final int[] rowOf;
  private final List<Key> keys = new ArrayList<>();
  private final List<Integer> firstClass = new ArrayList<>();
  private final AtomicReferenceArray<Row> rows;
  private final Map<Key, Map<State, RoaringBitmap>> afterTiers = new ConcurrentHashMap<>();

  Rows(
      Direction direction,
      PolicySet policySet,
      EndpointClasses classes,
      TrafficTable table,
      ClauseTraffic traffic,
      DialectSettings settings) {
    this.direction = direction;
    this.classes = classes;
    this.table = table;
    this.traffic = traffic;
    this.covered = table.number(settings.covered());
    int number = 0;
    for (int t = 0; t < policySet.tiers().size(); t++) {
      Tier tier = policySet.tiers().get(t);
      for (Policy policy : tier.policies()) {
        Policy.Rules rules = policy.rules(direction);
        if (rules != null) {
          policies.add(new Applied(number, t, tier.combination(), rules, policy));
        }
        number++;
      }
    }
    this.ownSides =
        policies.stream()
            .flatMap(applied -> applied.rules.rules().stream())
            .flatMap(rule -> rule.clauses().stream())
            .map(Rule.Clause::self)
            .filter(self -> !self.equals(Peer.ANYONE))
            .distinct()
            .toList();
    this.rowOf = new int[classes.layout().members()];
    number(settings);
    this.rows = new AtomicReferenceArray<>(keys.size());
  }

  private void number(DialectSettings settings) {
    List<List<Integer>> applying = applying(settings);
    boolean[] namesOwnPorts = new boolean[policies.size()];
    for (int p = 0; p < namesOwnPorts.length; p++) {
      namesOwnPorts[p] =
          policies.get(p).rules.rules().stream()
              .flatMap(rule -> rule.clauses().stream())
              .anyMatch(c -> ClauseTraffic.names(c.traffic(), ClauseTraffic.ownSide(direction)));
    }
    Map<Key, Integer> known = new HashMap<>();
    for (int c = 0; c < rowOf.length; c++) {
      List<Integer> ofClass = applying.get(c);
      boolean portsMatter = ofClass.stream().anyMatch(p -> namesOwnPorts[p]);
      Key key =
          new Key(
              ofClass,
              ofClass.isEmpty() ? List.of() : own(c),
              portsMatter ? classes.portNames(c) : PortNames.NONE);
      Integer row = known.putIfAbsent(key, keys.size());
      rowOf[c] = row == null ? keys.size() : row;
      if (row == null) {
        keys.add(key);
        firstClass.add(c);
      }
    }
  }

  /// The policies that apply to each class. None do to addresses, nor to pods that are exempt.
  private List<List<Integer>> applying(DialectSettings settings) {
    Layout layout = classes.layout();
    List<List<Integer>> applying = new ArrayList<>();
    for (int c = 0; c < layout.members(); c++) {
      applying.add(new ArrayList<>(4));
    }
    RoaringBitmap subjects = Layout.range(0, layout.addressStart());
    if (settings.hostNetworkPods() == HostNetworkPods.EXEMPT) {
      subjects.andNot(Layout.range(layout.ownPods(), layout.nodeStart()));
    }
    for (int p = 0; p < policies.size(); p++) {
      int policy = p;
      RoaringBitmap.and(classes.extent(policies.get(p).policy.subject()).must(), subjects)
          .forEach((IntConsumer) c -> applying.get(c).add(policy));
    }
    return applying;
  }

  /// For each peer that stands for a rule's own side, whether the class surely matches it, and
  /// whether it may.
  private List<Boolean> own(int number) {
    Boolean[] own = new Boolean[2 * ownSides.size()];
    for (int i = 0; i < ownSides.size(); i++) {
      Extent extent = classes.extent(ownSides.get(i));
      own[2 * i] = extent.must().contains(number);
      own[2 * i + 1] = extent.may().contains(number);
    }
    return Arrays.asList(own);
  }

  /// How many different rows there are.
  int count() {
    return keys.size();
  }

  /// The number of the row that a class has.
  int numberOf(int classNumber) {
    return rowOf[classNumber];
  }

  Row ofClass(int classNumber) {
    return get(rowOf[classNumber]);
  }

  Row get(int number) {
    Row row = rows.get(number);
    if (row == null) {
      // two threads may both compute it: they compute the same
      row = compute(keys.get(number), firstClass.get(number));
      rows.set(number, row);
    }
    return row;
  }

  Direction direction() {
    return direction;
  }

  /// What a row follows from: the policies in their order.
  List<Applied> appliedTo(int number) {
    return keys.get(number).policies.stream().map(policies::get).toList();
  }

  /// All policies that say something of this direction, in their order.
  List<Applied> all() {
    return policies;
  }

  /// The port names of a row's classes, where its policies look at them.
  PortNames portNamesOf(int number) {
    return keys.get(number).portNames;
  }

  /// Whether a row's own side is what a clause asks for.
  boolean holds(Peer self, int number, Certainty certainty) {
    return ofClassHolds(self, firstClass.get(number), certainty);
  }

  /// What a clause matches in a row, as far as is sure or may be.
  Cells matched(int number, Rule.Clause clause, Certainty certainty) {
    if (!holds(clause.self(), number, certainty)) {
      return Cells.NONE;
    }
    RoaringBitmap peers = classes.extent(clause.peer()).of(certainty);
    Cells matched = Cells.NONE;
    for (ClauseTraffic.Piece piece :
        traffic.pieces(clause.traffic(), direction, keys.get(number).portNames)) {
      RoaringBitmap where = piece.where() == null ? peers : RoaringBitmap.and(peers, piece.where());
      int set = certainty == Certainty.MUST ? piece.must() : piece.may();
      matched = matched.union(Cells.of(where, set), table);
    }
    return matched;
  }

  /// The policies that apply to a class, in their order.
  List<Policy> applyingTo(int classNumber) {
    return keys.get(rowOf[classNumber]).policies.stream().map(p -> policies.get(p).policy).toList();
  }

  private Row compute(Key key, int classNumber) {
    int at = firstOfLastTier(key.policies);
    RowBuilder builder =
        at == 0
            ? RowBuilder.begin(table, classes.layout().everything())
            : RowBuilder.resume(table, earlierTiers(key, at, classNumber));
    applyTiers(builder, key, at, key.policies.size(), classNumber);
    return builder.build(covered);
  }

  /// Where the policies of the last tier begin; 0 when there is one tier or none.
  private int firstOfLastTier(List<Integer> numbers) {
    int at = numbers.size();
    while (at > 0
        && policies.get(numbers.get(at - 1)).tier == policies.get(numbers.getLast()).tier) {
      at--;
    }
    return at;
  }

  /// What all tiers but the last leave: the same for many rows, where an administrator's tiers hold
  /// for a whole cluster.
  private Map<State, RoaringBitmap> earlierTiers(Key key, int end, int classNumber) {
    Key earlier = new Key(key.policies.subList(0, end), key.own, key.portNames);
    Map<State, RoaringBitmap> known = afterTiers.get(earlier);
    if (known == null) {
      RowBuilder builder = RowBuilder.begin(table, classes.layout().everything());
      applyTiers(builder, key, 0, end, classNumber);
      known = builder.states();
      afterTiers.put(earlier, known);
    }
    return known;
  }

  private void applyTiers(RowBuilder builder, Key key, int from, int to, int classNumber) {
    int at = from;
    while (at < to) {
      int tier = policies.get(key.policies.get(at)).tier;
      boolean isolates = false;
      Map<Step, RoaringBitmap> steps = new LinkedHashMap<>();
      for (; at < to; at++) {
        Applied applied = policies.get(key.policies.get(at));
        if (applied.tier != tier) {
          break;
        }
        isolates |= applied.rules.noMatch() == Policy.NoMatch.DENY;
        for (Rule rule : applied.rules.rules()) {
          for (Rule.Clause clause : rule.clauses()) {
            resolve(
                rule.action(),
                clause,
                classNumber,
                key.portNames,
                applied.combination,
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
    Extent peer = classes.extent(clause.peer());
    for (ClauseTraffic.Piece piece : traffic.pieces(clause.traffic(), direction, portNames)) {
      for (Certainty certainty : counting(action)) {
        if (!ofClassHolds(clause.self(), classNumber, certainty)) {
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

  private boolean ofClassHolds(Peer self, int classNumber, Certainty certainty) {
    return self.equals(Peer.ANYONE) || classes.extent(self).of(certainty).contains(classNumber);
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
