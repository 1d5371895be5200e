package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The rows of one direction: classes that the same policies apply to in the same way share one. A
/// row is computed when first asked for.
final class Rows {

  private final Direction direction;
  private final EndpointClasses classes;
  private final TrafficTable table;
  private final DialectSettings settings;
  private final int covered;
  private final List<AppliedPolicy> policies;
  // by number of a policy among all of the set; NEW where it says nothing of this direction
  private final int[] appliedOf;
  private final RowNumbers numbers;
  private final AtomicReferenceArray<Row> rows;
  private final RowMaker maker;
  private final @Nullable EarlierRows earlier;

  private Rows(
      Direction direction,
      EndpointClasses classes,
      TrafficTable table,
      ClauseTraffic traffic,
      DialectSettings settings,
      List<AppliedPolicy> policies,
      int[] appliedOf,
      RowNumbers numbers,
      @Nullable EarlierRows earlier) {
    this.direction = direction;
    this.classes = classes;
    this.table = table;
    this.settings = settings;
    this.covered = table.number(settings.covered());
    this.policies = policies;
    this.appliedOf = appliedOf;
    this.numbers = numbers;
    this.rows = new AtomicReferenceArray<>(numbers.count());
    this.maker = RowMaker.of(direction, policies, classes, table, traffic);
    this.earlier = earlier == null ? null : earlier.with(maker, covered, numbers);
  }

  static Rows of(
      Direction direction,
      PolicySet policySet,
      EndpointClasses classes,
      TrafficTable table,
      ClauseTraffic traffic,
      DialectSettings settings) {
    List<AppliedPolicy> policies = new ArrayList<>();
    int[] appliedOf = applied(direction, policySet, null, null, policies);
    RowNumbers numbers = RowNumbers.of(policies, classes, subjects(classes, settings));
    return new Rows(
        direction, classes, table, traffic, settings, policies, appliedOf, numbers, null);
  }

  /// The rows after a change: those of classes to which the same policies apply as before are kept.
  ///
  /// @param policiesBefore by the number of a policy afterwards, its number before
  /// @param after the classes afterwards, the same as here or following from them
  Rows after(
      PolicySet policySet, int[] policiesBefore, EndpointClasses after, ClauseTraffic traffic) {
    List<AppliedPolicy> policiesAfter = new ArrayList<>();
    int[] appliedAfter = applied(direction, policySet, this, policiesBefore, policiesAfter);
    int[] numberAfter = new int[policies.size()];
    Arrays.fill(numberAfter, Alignment.NEW);
    List<Integer> added = new ArrayList<>();
    for (int p = 0; p < appliedAfter.length; p++) {
      if (appliedAfter[p] != Alignment.NEW) {
        if (policiesBefore[p] == Alignment.NEW) {
          added.add(appliedAfter[p]);
        } else {
          numberAfter[appliedOf[policiesBefore[p]]] = appliedAfter[p];
        }
      }
    }
    Succession succession = after == classes ? null : after.succession();
    RowNumbers.Renewal renewal =
        numbers.renewed(
            policiesAfter, numberAfter, added, after, succession, subjects(after, settings));
    EarlierRows theirs =
        succession != null
            ? new EarlierRows(this, succession, renewal.rowBefore())
            : earlier == null ? null : earlier.renumbered(renewal.rowBefore());
    Rows next =
        new Rows(
            direction,
            after,
            table,
            traffic,
            settings,
            policiesAfter,
            appliedAfter,
            renewal.numbers(),
            theirs);
    if (succession == null) {
      for (int row = 0; row < next.count(); row++) {
        int before = renewal.rowBefore().get(row);
        if (before != Alignment.NEW) {
          next.rows.set(row, rows.get(before));
        }
      }
    }
    return next;
  }

  /// Lists the policies that speak of a direction; what an earlier list knows of one is kept.
  private static int[] applied(
      Direction direction,
      PolicySet policySet,
      @Nullable Rows before,
      int @Nullable [] policiesBefore,
      List<AppliedPolicy> policies) {
    List<Integer> appliedOf = new ArrayList<>();
    for (int t = 0; t < policySet.tiers().size(); t++) {
      Tier tier = policySet.tiers().get(t);
      for (Policy policy : tier.policies()) {
        Policy.Rules rules = policy.rules(direction);
        int number = appliedOf.size();
        int earlier = policiesBefore == null ? Alignment.NEW : policiesBefore[number];
        appliedOf.add(rules == null ? Alignment.NEW : policies.size());
        if (rules != null) {
          policies.add(
              before == null || earlier == Alignment.NEW
                  ? AppliedPolicy.of(number, t, tier.combination(), policy, rules, direction)
                  : before.policies.get(before.appliedOf[earlier]).in(number, t, policy, rules));
        }
        number++;
      }
    }
    return appliedOf.stream().mapToInt(i -> i).toArray();
  }

  /// The classes that policies can apply to: not addresses, nor pods that are exempt.
  private static RoaringBitmap subjects(EndpointClasses classes, DialectSettings settings) {
    Layout layout = classes.layout();
    RoaringBitmap subjects = Layout.range(0, layout.addressStart());
    if (settings.hostNetworkPods() == HostNetworkPods.EXEMPT) {
      subjects.andNot(Layout.range(layout.ownPods(), layout.nodeStart()));
    }
    return subjects;
  }

  /// How many different rows there are.
  int count() {
    return numbers.count();
  }

  /// The number of the row that a class has.
  int numberOf(int classNumber) {
    return numbers.rowOf(classNumber);
  }

  Row ofClass(int classNumber) {
    return get(numberOf(classNumber));
  }

  Row get(int number) {
    Row row = rows.get(number);
    if (row == null) {
      // two threads may both compute it: they compute the same
      row = maker.make(numbers.key(number), numbers.firstClass(number), covered);
      rows.set(number, row);
    }
    return row;
  }

  /// The number of the traffic that a row has with a class, seen in a locality.
  int at(int number, int classNumber, Locality locality) {
    if (earlier != null && rows.get(number) == null && earlier.has(number)) {
      return earlier.at(number, classNumber, locality);
    }
    return get(number).at(classes.layout().seen(classNumber, locality));
  }

  Direction direction() {
    return direction;
  }

  /// What a row follows from: the policies in their order.
  List<AppliedPolicy> appliedTo(int number) {
    return numbers.key(number).policies().stream().map(policies::get).toList();
  }

  /// All policies that say something of this direction, in their order.
  List<AppliedPolicy> all() {
    return policies;
  }

  /// The port names of a row's classes, where its policies look at them.
  PortNames portNamesOf(int number) {
    return numbers.key(number).portNames();
  }

  /// Whether a row's own side is what a clause asks for.
  boolean holds(Peer self, int number, Certainty certainty) {
    return maker.holds(self, numbers.firstClass(number), certainty);
  }

  /// What a clause matches in a row, as far as is sure or may be.
  Cells matched(int number, Rule.Clause clause, Certainty certainty) {
    return holds(clause.self(), number, certainty)
        ? maker.matched(clause, portNamesOf(number), certainty)
        : Cells.NONE;
  }

  /// The policies that apply to a class, in their order.
  List<Policy> applyingTo(int classNumber) {
    return numbers.key(numberOf(classNumber)).policies().stream()
        .map(p -> policies.get(p).policy())
        .toList();
  }
}
