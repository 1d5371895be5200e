package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes a policy out where it applies to both ends of a pair, so that both sides change with it.
final class BothSides {

  private final RowIndex index;
  private final EndpointClasses classes;
  private final TrafficTable table;
  private final Meetings meetings;
  private final Cells covered;

  BothSides(
      RowIndex index,
      EndpointClasses classes,
      TrafficTable table,
      Meetings meetings,
      Cells covered) {
    this.index = index;
    this.classes = classes;
    this.table = table;
    this.meetings = meetings;
    this.covered = covered;
  }

  /// An example of what changes; null: nothing.
  @Nullable FlowChange without(int policy) {
    Map<Integer, Row> egress = rowsWithout(index.rows(Direction.EGRESS), policy);
    Map<Integer, Row> ingress = rowsWithout(index.rows(Direction.INGRESS), policy);
    int[] destinations =
        ingress.keySet().stream()
            .flatMapToInt(row -> Arrays.stream(index.classesOf(Direction.INGRESS, row)))
            .toArray();
    for (Map.Entry<Integer, Row> then : egress.entrySet()) {
      for (int source : index.classesOf(Direction.EGRESS, then.getKey())) {
        for (int destination : destinations) {
          FlowChange found = without(source, destination, then.getValue(), ingress);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private Map<Integer, Row> rowsWithout(Rows ofDirection, int policy) {
    Map<Integer, Row> without = new TreeMap<>();
    for (int row = 0; row < ofDirection.count(); row++) {
      if (index.policiesOf(ofDirection.direction(), row).contains(policy)) {
        Course course = new Course(ofDirection, row, table, classes.layout());
        for (int stage = 0; stage < course.stages().size(); stage++) {
          if (course.stages().get(stage).policies().stream()
              .anyMatch(applied -> applied.number() == policy)) {
            Cells outcome = course.outcome(stage, policy).and(covered, table);
            without.put(row, Row.of(outcome.byTraffic()));
          }
        }
      }
    }
    return without;
  }

  private @Nullable FlowChange without(
      int source, int destination, Row egressThen, Map<Integer, Row> ingressThen) {
    Layout layout = classes.layout();
    Rows ingress = index.rows(Direction.INGRESS);
    Row then = ingressThen.get(ingress.numberOf(destination));
    for (Locality locality : meetings.localities(source, destination)) {
      boolean ingressCounts = meetings.ingressCounts(source, destination, locality) && then != null;
      int seenSource = layout.seen(source, locality);
      int seenDestination = layout.seen(destination, locality);
      int now = index.rows(Direction.EGRESS).ofClass(source).at(seenDestination);
      int other = egressThen.at(seenDestination);
      if (ingressCounts && then != null) {
        now = table.intersection(now, ingress.ofClass(destination).at(seenSource));
        other = table.intersection(other, then.at(seenSource));
      }
      int[] ends = now == other ? null : meetings.endpoints(source, destination, locality);
      if (ends != null) {
        return new FlowChange(
            ends[0],
            ends[1],
            table.get(table.difference(now, other)),
            table.get(table.difference(other, now)));
      }
    }
    return null;
  }
}
