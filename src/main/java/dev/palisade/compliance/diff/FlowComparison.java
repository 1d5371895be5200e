package dev.palisade.compliance.diff;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.diff.FlowChange.Ends;
import dev.palisade.compliance.diff.FlowDifference.End;
import dev.palisade.compliance.diff.WorkloadView.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
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
    addRanges(old, young, workload, range -> new Pair(source, new End.OfAddresses(range)));
  }

  private void receives(String workload) {
    Row old = before.row(workload, Direction.INGRESS);
    Row young = after.row(workload, Direction.INGRESS);
    End destination = new End.OfWorkload(workload);
    addRanges(old, young, workload, range -> new Pair(new End.OfAddresses(range), destination));
  }

  private record Pair(End source, End destination) {}

  private void add(End source, End destination, TrafficSet old, TrafficSet young, Ends ends) {
    List<RequestDifference> requests =
        speaksOfRequests(source, destination)
            ? requests(source, destination, old.intersect(young))
            : List.of();
    if (!old.equals(young) || !requests.isEmpty()) {
      differences.add(new FlowDifference(source, destination, old, young, ends, requests));
    }
  }

  private boolean speaksOfRequests(End source, End destination) {
    return before.narrows(source, destination) || after.narrows(source, destination);
  }

  /// Where connections that both states allow are for other requests. A range of addresses must be
  /// one that neither state tells apart.
  private List<RequestDifference> requests(End source, End destination, TrafficSet traffic) {
    if (traffic.isEmpty()) {
      return List.of();
    }
    record Limits(PairLimits before, PairLimits after) {}
    Map<Limits, TrafficSet> found = new LinkedHashMap<>();
    Map<TrafficSet, PairLimits> then = before.limits(source, destination, traffic).getFirst();
    Map<TrafficSet, PairLimits> now = after.limits(source, destination, traffic).getFirst();
    then.forEach(
        (one, old) ->
            now.forEach(
                (other, young) -> {
                  TrafficSet both = one.intersect(other);
                  if (!both.isEmpty() && !old.equals(young)) {
                    found.merge(new Limits(old, young), both, TrafficSet::union);
                  }
                }));
    List<RequestDifference> all = new ArrayList<>();
    found.forEach((l, part) -> all.add(new RequestDifference(part, l.before(), l.after())));
    all.sort(Comparator.comparing(difference -> difference.change().toString()));
    return all;
  }

  private Ends ends(String one, @Nullable String other) {
    boolean wasThere =
        before.workloads().contains(one) && (other == null || before.workloads().contains(other));
    boolean isThere =
        after.workloads().contains(one) && (other == null || after.workloads().contains(other));
    return !wasThere ? Ends.NEW_WORKLOAD : !isThere ? Ends.REMOVED_WORKLOAD : Ends.BOTH_STAYED;
  }

  /// What addresses with the same answers have in common.
  private record Answers(TrafficSet before, TrafficSet after, List<RequestDifference> requests) {
    boolean differ() {
      return !before.equals(after) || !requests.isEmpty();
    }
  }

  /// The ranges for which the rows differ, merged where all answers are the same.
  ///
  /// @param pair of a workload with some addresses
  private void addRanges(Row old, Row young, String workload, Function<IpSet, Pair> pair) {
    Map<Answers, IpSet> sets = new LinkedHashMap<>();
    Map<TrafficSet, IpSet> left = whole(old);
    Map<TrafficSet, IpSet> right = whole(young);
    left.forEach(
        (one, some) ->
            right.forEach(
                (two, others) -> {
                  IpSet both = some.intersect(others);
                  if (!both.isEmpty()) {
                    addAnswers(one, two, both, pair, sets);
                  }
                }));
    sets.forEach(
        (answers, addresses) -> {
          for (IpRange range : answers.differ() ? addresses.ranges() : List.<IpRange>of()) {
            Pair ends = pair.apply(IpSet.of(range));
            differences.add(
                new FlowDifference(
                    ends.source(),
                    ends.destination(),
                    answers.before(),
                    answers.after(),
                    ends(workload, null),
                    answers.requests()));
          }
        });
  }

  private void addAnswers(
      TrafficSet old,
      TrafficSet young,
      IpSet addresses,
      Function<IpSet, Pair> pair,
      Map<Answers, IpSet> sets) {
    Pair all = pair.apply(addresses);
    if (old.intersect(young).isEmpty() || !speaksOfRequests(all.source(), all.destination())) {
      sets.merge(new Answers(old, young, List.of()), addresses, IpSet::union);
      return;
    }
    for (IpRange part : before.partsOf(addresses)) {
      for (IpRange smaller : after.partsOf(IpSet.of(part))) {
        IpSet range = IpSet.of(smaller);
        Pair ends = pair.apply(range);
        sets.merge(
            new Answers(
                old, young, requests(ends.source(), ends.destination(), old.intersect(young))),
            range,
            IpSet::union);
      }
    }
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
