package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.diff.FlowChange.Ends;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds which changed object made a flow possible, or ended it. Exact, by computing again: a
/// change is a cause of what a pair gained (or lost) if the pair has not all of the gain (has some
/// of the loss back) once this change alone is taken back from the state after. Where no change
/// alone is so necessary, it is a cause if, made alone in the state before, it brings some of the
/// gain or loss: one of several ways. Where neither finds one, changes worked together.
///
/// All changes of a workload's pods count as one. A flow of a workload that is new or gone has that
/// for its cause.
final class Attribution {
  /// Each change costs a computation of the whole cluster or two.
  private static final int MOST = 100;

  static final String DONE =
      "each changed object put back alone, then made alone; a dash where several changes worked together";

  private final State before;
  private final State after;
  private final List<FlowDifference> flows;
  private final Function<Snapshot, Reachability> recompute;
  private final SortedMap<String, List<Pair>> units = new TreeMap<>();
  private final Map<FlowDifference, List<String>> causes = new HashMap<>();

  private Attribution(
      State before,
      State after,
      List<FlowDifference> flows,
      Function<Snapshot, Reachability> recompute) {
    this.before = before;
    this.after = after;
    this.flows = flows;
    this.recompute = recompute;
  }

  /// @param method how the causes were found, or why they were not
  record Attributed(List<FlowChange> flows, String method) {}

  static Attributed of(
      State before,
      State after,
      List<FlowDifference> flows,
      List<Pair> changed,
      Function<Snapshot, Reachability> recompute) {
    return new Attribution(before, after, flows, recompute).attribute(changed);
  }

  private Attributed attribute(List<Pair> changed) {
    unite(changed);
    List<FlowDifference> open = new ArrayList<>();
    for (FlowDifference flow : flows) {
      causes.put(flow, new ArrayList<>());
      if (flow.ends() == Ends.BOTH_STAYED) {
        open.add(flow);
      } else {
        workloadsThatCameOrWent(flow);
      }
    }
    String method = DONE;
    if (units.size() > MOST) {
      method =
          units.size()
              + " changes at once are too many to try each: compare states that lie closer together";
    } else if (!open.isEmpty()) {
      units.forEach((unit, pairs) -> tryWithout(unit, pairs, open));
      List<FlowDifference> unexplained =
          open.stream().filter(flow -> causesOf(flow).isEmpty()).toList();
      if (!unexplained.isEmpty()) {
        units.forEach((unit, pairs) -> tryAlone(unit, pairs, unexplained));
      }
    }
    return new Attributed(
        flows.stream().map(flow -> flow.change(causesOf(flow))).sorted().toList(), method);
  }

  /// Pods are one unit with the other pods of their workload, other objects each one for itself.
  private void unite(List<Pair> changed) {
    Map<String, String> workloads = new HashMap<>();
    for (State state : List.of(before, after)) {
      for (Pod pod : state.evidence().inventory().pods()) {
        workloads.put(pod.ref().identity(), WorkloadName.of(pod));
      }
    }
    for (Pair pair : changed) {
      ResourceRef ref = pair.ref();
      if (Kinds.REACHABILITY.contains(ref.kind())) {
        String workload = workloads.get(ref.identity());
        String unit =
            ref.kind().equals("Pod") && workload != null ? "pods of " + workload : ref.toString();
        units.computeIfAbsent(unit, u -> new ArrayList<>()).add(pair);
      }
    }
  }

  private void workloadsThatCameOrWent(FlowDifference flow) {
    for (FlowDifference.End end : List.of(flow.source(), flow.destination())) {
      if (end instanceof FlowDifference.End.OfWorkload(String name)
          && has(before, name) != has(after, name)) {
        causesOf(flow).add("workload " + name);
      }
    }
  }

  private static boolean has(State state, String workload) {
    return state.evidence().inventory().pods().stream()
        .anyMatch(pod -> WorkloadName.of(pod).equals(workload));
  }

  private void tryWithout(String unit, List<Pair> pairs, List<FlowDifference> open) {
    List<Pair> back = pairs.stream().map(p -> new Pair(p.after(), p.before())).toList();
    WorkloadView view = new WorkloadView(recompute.apply(changed(after.snapshot(), back)));
    for (FlowDifference flow : open) {
      TrafficSet traffic = view.traffic(flow.source(), flow.destination());
      boolean gainNeedsIt = !traffic.contains(flow.gained());
      boolean lossNeedsIt = traffic.overlaps(flow.lost());
      if (gainNeedsIt || lossNeedsIt) {
        causesOf(flow).add(unit);
      }
    }
  }

  private void tryAlone(String unit, List<Pair> pairs, List<FlowDifference> open) {
    WorkloadView view = new WorkloadView(recompute.apply(changed(before.snapshot(), pairs)));
    for (FlowDifference flow : open) {
      TrafficSet traffic = view.traffic(flow.source(), flow.destination());
      if (traffic.overlaps(flow.gained()) || !traffic.contains(flow.lost())) {
        causesOf(flow).add(unit);
      }
    }
  }

  private List<String> causesOf(FlowDifference flow) {
    return causes.computeIfAbsent(flow, f -> new ArrayList<>());
  }

  /// A snapshot in which these objects are as after the change.
  private static Snapshot changed(Snapshot snapshot, List<Pair> pairs) {
    Set<String> replaced = new HashSet<>();
    List<Manifest> manifests = new ArrayList<>();
    for (Pair pair : pairs) {
      replaced.add(pair.ref().identity());
      Manifest young = pair.after();
      if (young != null) {
        manifests.add(young);
      }
    }
    snapshot.manifests().stream()
        .filter(m -> !replaced.contains(m.ref().identity()))
        .forEach(manifests::add);
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        snapshot.run(),
        manifests,
        snapshot.calls(),
        snapshot.gaps());
  }
}
