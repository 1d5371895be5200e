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
  private final List<String> workloads;

  private FlowComparison(WorkloadView before, WorkloadView after) {
    this.before = before;
    this.after = after;
    TreeSet<String> all = new TreeSet<>(before.workloads());
    all.addAll(after.workloads());
    this.workloads = List.copyOf(all);
  }

  /// By workload, sorted; what it sends before what it receives. Workloads are compared on all
  /// processors: none needs another's result.
  static List<FlowDifference> of(WorkloadView before, WorkloadView after) {
    FlowComparison comparison = new FlowComparison(before, after);
    return comparison.workloads.parallelStream()
        .map(comparison::differences)
        .flatMap(List::stream)
        .toList();
  }

  private List<FlowDifference> differences(String workload) {
    List<FlowDifference> found = new ArrayList<>();
    sends(workload, found);
    receives(workload, found);
    return found;
  }

  private void sends(String workload, List<FlowDifference> found) {
    Row old = before.row(workload, Direction.EGRESS);
    Row young = after.row(workload, Direction.EGRESS);
    End source = new End.OfWorkload(workload);
    for (String other : workloads) {
      TrafficSet was = old.workloads().getOrDefault(other, TrafficSet.NONE);
      TrafficSet is = young.workloads().getOrDefault(other, TrafficSet.NONE);
      if (!was.isEmpty() || !is.isEmpty()) {
        add(workload, other, was, is, found);
      }
    }
    addRanges(old, young, workload, range -> new Pair(source, new End.OfAddresses(range)), found);
  }

  private void receives(String workload, List<FlowDifference> found) {
    Row old = before.row(workload, Direction.INGRESS);
    Row young = after.row(workload, Direction.INGRESS);
    End destination = new End.OfWorkload(workload);
    addRanges(
        old, young, workload, range -> new Pair(new End.OfAddresses(range), destination), found);
  }

  private record Pair(End source, End destination) {}

  private void add(
      String from, String to, TrafficSet old, TrafficSet young, List<FlowDifference> found) {
    boolean differ = !old.equals(young);
    // most pairs of most clusters
    if (!differ && !before.speaksOfRequests() && !after.speaksOfRequests()) {
      return;
    }
    End source = new End.OfWorkload(from);
    End destination = new End.OfWorkload(to);
    List<RequestDifference> requests =
        speaksOfRequests(source, destination)
            ? requests(source, destination, old.intersect(young))
            : List.of();
    if (differ || !requests.isEmpty()) {
      found.add(new FlowDifference(source, destination, old, young, ends(from, to), requests));
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
  private void addRanges(
      Row old, Row young, String workload, Function<IpSet, Pair> pair, List<FlowDifference> found) {
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
            found.add(
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
