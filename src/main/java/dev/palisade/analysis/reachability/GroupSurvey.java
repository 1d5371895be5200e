package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.IntConsumer;

/// Finds the traffic between groups of endpoints: for each class of sources, its egress row is cut
/// by group, and each ingress row is asked once for that class.
///
/// What a class has in one group is a *unit* ([GroupUnits]). Pairs that their classes do not speak
/// for (an endpoint with itself, two on one node) are looked at one by one; two units that have no
/// other pairs are passed over.
final class GroupSurvey {

  private static final int UNASKED = -1;

  private final TrafficTable table;
  private final Rows egress;
  private final Rows ingress;
  private final Layout layout;
  private final GroupUnits units;
  private final int groups;
  private final PairMemo unions;
  private final PairMemo intersections;
  // results by pair of groups, row by row
  private final int[] some;
  private final int[] every;
  // of the source unit at hand: by ingress row, by unit, and by group of destinations
  private final int[] answers;
  private final int[] passedOverFor;
  private final int[] someTo;
  private final int[] everyTo;
  private final int[] left;

  private GroupSurvey(Pairs pairs, GroupUnits units, int groups) {
    this.table = pairs.table();
    this.egress = pairs.rows(Direction.EGRESS);
    this.ingress = pairs.rows(Direction.INGRESS);
    this.layout = pairs.layout();
    this.units = units;
    this.groups = groups;
    this.unions = new PairMemo(table::union);
    this.intersections = new PairMemo(table::intersection);
    this.some = new int[groups * groups];
    this.every = new int[groups * groups];
    Arrays.fill(every, UNASKED);
    this.answers = new int[ingress.count()];
    this.passedOverFor = new int[units.count()];
    Arrays.fill(passedOverFor, UNASKED);
    this.someTo = new int[groups];
    this.everyTo = new int[groups];
    this.left = new int[groups];
  }

  static GroupMatrix survey(Reachability reachability, Pairs pairs, List<EndpointSet> groups) {
    GroupUnits units = GroupUnits.of(pairs, groups);
    GroupSurvey survey = new GroupSurvey(pairs, units, groups.size());
    for (int unit = 0; unit < units.count(); unit++) {
      survey.from(unit);
    }
    units.forEachLocalPair(survey::count);
    for (int cell = 0; cell < survey.every.length; cell++) {
      survey.every[cell] = Math.max(survey.every[cell], TrafficTable.NONE);
    }
    return new GroupMatrix(reachability, groups, pairs.table(), survey.some, survey.every);
  }

  /// Everything that the endpoints of a unit send to other units, or to one another.
  private void from(int source) {
    Arrays.fill(answers, UNASKED);
    Arrays.fill(someTo, TrafficTable.NONE);
    Arrays.fill(everyTo, TrafficTable.ALL);
    units.countByGroup(left);
    units.forEachPassedOver(
        source,
        unit -> {
          passedOverFor[unit] = source;
          left[units.groupOf(unit)]--;
        });
    int[] unasked = left.clone();
    int sourceClass = units.classOf(source);
    Row row = egress.ofClass(sourceClass);
    for (int cell = 0; cell < row.cells(); cell++) {
      int allowed = row.traffic(cell);
      layout
          .membersSeen(row.peers(cell), Locality.REMOTE)
          .forEach((IntConsumer) to -> reach(source, sourceClass, allowed, to));
    }
    for (int group = 0; group < groups; group++) {
      if (unasked[group] > 0) {
        // a unit that was not reached has no traffic
        join(source, group, someTo[group], left[group] > 0 ? TrafficTable.NONE : everyTo[group]);
      }
    }
  }

  private void reach(int source, int sourceClass, int allowed, int destinationClass) {
    int row = ingress.numberOf(destinationClass);
    if (answers[row] == UNASKED) {
      answers[row] = ingress.at(row, sourceClass, Locality.REMOTE);
    }
    int both = intersections.of(allowed, answers[row]);
    if (both == TrafficTable.NONE) {
      return;
    }
    for (int unit : units.ofClass(destinationClass)) {
      if (passedOverFor[unit] != source) {
        int group = units.groupOf(unit);
        left[group]--;
        someTo[group] = unions.of(someTo[group], both);
        everyTo[group] = intersections.of(everyTo[group], both);
      }
    }
  }

  private void join(int source, int group, int someOfUnit, int everyOfUnit) {
    int cell = units.groupOf(source) * groups + group;
    some[cell] = unions.of(some[cell], someOfUnit);
    every[cell] = every[cell] == UNASKED ? everyOfUnit : intersections.of(every[cell], everyOfUnit);
  }

  /// A pair that was not counted with its classes.
  private void count(int sourceUnit, int destinationUnit, int traffic) {
    join(sourceUnit, units.groupOf(destinationUnit), traffic, traffic);
  }
}
