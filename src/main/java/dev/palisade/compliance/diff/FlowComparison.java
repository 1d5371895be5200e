package dev.palisade.compliance.diff;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.diff.FlowChange.Ends;
import dev.palisade.compliance.diff.FlowDifference.End;
import dev.palisade.compliance.diff.WorkloadView.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs in reachable traffic, workload by workload: one row of each state is held at a
/// time, never the square.
final class FlowComparison {
  private final WorkloadView before;
  private final WorkloadView after;
  private final List<FlowDifference> differences = new ArrayList<>();

  private FlowComparison(WorkloadView before, WorkloadView after) {
    this.before = before;
    this.after = after;
  }

  static List<FlowDifference> of(WorkloadView before, WorkloadView after) {
    FlowComparison comparison = new FlowComparison(before, after);
    TreeSet<String> workloads = new TreeSet<>(before.workloads());
    workloads.addAll(after.workloads());
    for (String workload : workloads) {
      comparison.sends(workload);
      comparison.receives(workload);
    }
    return List.copyOf(comparison.differences);
  }

  private void sends(String workload) {
    Row old = before.row(workload, Direction.EGRESS);
    Row young = after.row(workload, Direction.EGRESS);
    End source = new End.OfWorkload(workload);
    TreeSet<String> others = new TreeSet<>(old.workloads().keySet());
    others.addAll(young.workloads().keySet());
    for (String other : others) {
      add(
          source,
          new End.OfWorkload(other),
          old.workloads().getOrDefault(other, TrafficSet.NONE),
          young.workloads().getOrDefault(other, TrafficSet.NONE),
          ends(workload, other));
    }
    for (Piece piece : pieces(old, young)) {
      add(
          source,
          new End.OfAddresses(piece.range()),
          piece.before(),
          piece.after(),
          ends(workload, null));
    }
  }

  private void receives(String workload) {
    Row old = before.row(workload, Direction.INGRESS);
    Row young = after.row(workload, Direction.INGRESS);
    for (Piece piece : pieces(old, young)) {
      add(
          new End.OfAddresses(piece.range()),
          new End.OfWorkload(workload),
          piece.before(),
          piece.after(),
          ends(workload, null));
    }
  }

  private void add(End source, End destination, TrafficSet old, TrafficSet young, Ends ends) {
    if (!old.equals(young)) {
      differences.add(new FlowDifference(source, destination, old, young, ends));
    }
  }

  private Ends ends(String one, @Nullable String other) {
    boolean wasThere =
        before.workloads().contains(one) && (other == null || before.workloads().contains(other));
    boolean isThere =
        after.workloads().contains(one) && (other == null || after.workloads().contains(other));
    return !wasThere ? Ends.NEW_WORKLOAD : !isThere ? Ends.REMOVED_WORKLOAD : Ends.BOTH_STAYED;
  }

  /// A range of addresses with the same two sets of traffic.
  private record Piece(IpSet range, TrafficSet before, TrafficSet after) {}

  /// The ranges for which the rows differ, merged where both sets are the same.
  private static List<Piece> pieces(Row old, Row young) {
    record Both(TrafficSet before, TrafficSet after) {}
    Map<Both, IpSet> sets = new LinkedHashMap<>();
    Map<TrafficSet, IpSet> left = whole(old);
    Map<TrafficSet, IpSet> right = whole(young);
    left.forEach(
        (one, some) ->
            right.forEach(
                (two, others) -> {
                  IpSet both = some.intersect(others);
                  if (!one.equals(two) && !both.isEmpty()) {
                    sets.merge(new Both(one, two), both, IpSet::union);
                  }
                }));
    List<Piece> pieces = new ArrayList<>();
    sets.forEach(
        (traffic, addresses) -> {
          for (IpRange range : addresses.ranges()) {
            pieces.add(new Piece(IpSet.of(range), traffic.before(), traffic.after()));
          }
        });
    return pieces;
  }

  /// With the addresses that have no traffic.
  private static Map<TrafficSet, IpSet> whole(Row row) {
    Map<TrafficSet, IpSet> all = new LinkedHashMap<>(row.addresses());
    IpSet without = IpSet.unionOf(row.addresses().values()).complement();
    if (!without.isEmpty()) {
      all.merge(TrafficSet.NONE, without, IpSet::union);
    }
    return all;
  }
}
