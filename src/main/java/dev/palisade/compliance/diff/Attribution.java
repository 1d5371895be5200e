package dev.palisade.compliance.diff;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.diff.CauseSearch.Found;
import dev.palisade.compliance.diff.FlowChange.Causes;
import dev.palisade.compliance.diff.FlowChange.Ends;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds for each flow that was gained, lost or changed the smallest sets of object changes that
/// explain it: made alone in the state before, such a set already yields all that was gained and
/// nothing that was lost, and no smaller set does. A flow may have several, each enough for itself.
/// Apart from that a change may be necessary: taken back alone from the state after, the difference
/// is not there.
///
/// Exact, by computing the traffic of mixtures of the two states; what cannot matter to a flow's
/// ends ([Relevance]) is left out of the mixture, and flows for which the same changes are in
/// question are asked together. Where one change alone is in question, it is the cause.
///
/// A flow of a workload that is new or gone has that for its cause.
final class Attribution {
  /// In objects that are read again for mixtures: some ten seconds' worth.
  private static final long MOST_COST = 4_000_000;

  static final String DONE =
      "the smallest sets of changes that bring the difference about when they alone are made in the"
          + " state before";

  private final State before;
  private final State after;
  private final List<FlowDifference> flows;
  private final Function<Snapshot, Reachability> recompute;
  private final Relevance relevance;
  private final Map<Integer, CausingChange> described = new HashMap<>();
  private final List<FlowChange> explained = new ArrayList<>();
  private final Set<String> workloadsBefore;
  private final Set<String> workloadsAfter;
  private long spent;
  private int unexplained;
  private int unsought;

  private Attribution(
      State before,
      State after,
      List<FlowDifference> flows,
      List<Pair> changed,
      Function<Snapshot, Reachability> recompute) {
    this.before = before;
    this.after = after;
    this.flows = flows;
    this.recompute = recompute;
    this.relevance = new Relevance(before, after, changed);
    this.workloadsBefore = workloads(before);
    this.workloadsAfter = workloads(after);
  }

  private static Set<String> workloads(State state) {
    return state.evidence().inventory().pods().stream()
        .map(WorkloadName::of)
        .collect(Collectors.toSet());
  }

  /// @param method how the causes were found, and for how many flows they were not
  record Attributed(List<FlowChange> flows, String method) {}

  /// @param recompute translation and reachability of a part of a snapshot
  static Attributed of(
      State before,
      State after,
      List<FlowDifference> flows,
      List<Pair> changed,
      Function<Snapshot, Reachability> recompute) {
    return new Attribution(before, after, flows, changed, recompute).attribute();
  }

  /// Flows for which the same changes are in question.
  private record Group(List<Integer> changes, Set<String> objects, List<FlowDifference> flows) {}

  private Attributed attribute() {
    Map<List<Integer>, Group> groups = new LinkedHashMap<>();
    for (FlowDifference flow : flows) {
      if (flow.ends() == Ends.BOTH_STAYED) {
        Relevance.Part part = relevance.of(flow);
        Group group =
            groups.computeIfAbsent(
                part.changes(), c -> new Group(c, new HashSet<>(), new ArrayList<>()));
        group.objects().addAll(part.objects());
        group.flows().add(flow);
      } else {
        explained.add(flow.change(workloadsThatCameOrWent(flow), null));
      }
    }
    // first those that cost least
    groups.values().stream()
        .sorted((a, b) -> Integer.compare(a.changes().size(), b.changes().size()))
        .forEach(this::explain);
    return new Attributed(explained.stream().sorted().toList(), method());
  }

  private String method() {
    String method = DONE;
    if (unsought > 0) {
      method +=
          "; for "
              + unsought
              + " flows there were too many changes: compare states closer together";
    }
    if (unexplained > 0) {
      method +=
          "; "
              + unexplained
              + " flows differ whatever objects changed: the two states were judged by different"
              + " settings";
    }
    return method;
  }

  private List<String> workloadsThatCameOrWent(FlowDifference flow) {
    TreeSet<String> names = new TreeSet<>();
    for (FlowDifference.End end : List.of(flow.source(), flow.destination())) {
      if (end instanceof FlowDifference.End.OfWorkload(String name)
          && workloadsBefore.contains(name) != workloadsAfter.contains(name)) {
        names.add("workload " + name);
      }
    }
    return List.copyOf(names);
  }

  private void explain(Group group) {
    int count = group.changes().size();
    boolean sameSettings =
        before
            .evidence()
            .reachability()
            .settings()
            .equals(after.evidence().reachability().settings());
    if (count == 1 && sameSettings) {
      BitSet only = new BitSet();
      only.set(0);
      Told told = told(group, new Found(List.of(only), true, only));
      group.flows().forEach(flow -> explained.add(told.of(flow)));
      return;
    }
    MixedStates states =
        new MixedStates(
            before.snapshot(),
            group.objects(),
            group.changes().stream().map(relevance.changes()::get).toList(),
            group.flows(),
            recompute);
    BitSet without = sameSettings ? new BitSet() : states.shown(new BitSet());
    long size = Math.min(group.objects().size(), before.snapshot().manifests().size());
    long begun = spent;
    List<Found> found =
        new CauseSearch(
                states,
                count,
                group.flows().size(),
                mixtures -> {
                  spent = begun + states.cost();
                  return spent + mixtures * (size + count) <= MOST_COST;
                })
            .search();
    spent = begun + states.cost();
    Map<Found, Told> told = new HashMap<>();
    for (int i = 0; i < group.flows().size(); i++) {
      FlowDifference flow = group.flows().get(i);
      Found of = without.get(i) ? Found.NOTHING : found.get(i);
      explained.add(told.computeIfAbsent(of, one -> told(group, one)).of(flow));
      unexplained += without.get(i) ? 1 : 0;
      unsought += !without.get(i) && found.get(i).ways().isEmpty() ? 1 : 0;
    }
  }

  /// What was found, in words: one value for all flows of a group of which the same was found.
  private record Told(List<String> names, @Nullable Causes causes) {
    FlowChange of(FlowDifference flow) {
      return flow.change(names, causes);
    }
  }

  private Told told(Group group, Found found) {
    TreeSet<String> names = new TreeSet<>();
    List<CauseSet> ways = new ArrayList<>();
    for (BitSet way : found.ways()) {
      List<CausingChange> changes = way.stream().mapToObj(i -> describe(group, i)).toList();
      ways.add(new CauseSet(changes));
      changes.forEach(change -> names.add(change.name()));
    }
    BitSet necessary = found.necessary();
    return new Told(
        List.copyOf(names),
        ways.isEmpty()
            ? null
            : new Causes(
                ways,
                found.smallest() ? Causes.Minimality.SMALLEST : Causes.Minimality.IRREDUCIBLE,
                names(group, necessary)));
  }

  private @Nullable List<String> names(Group group, @Nullable BitSet changes) {
    return changes == null
        ? null
        : changes.stream().mapToObj(i -> describe(group, i).name()).sorted().toList();
  }

  private CausingChange describe(Group group, int number) {
    int change = group.changes().get(number);
    return described.computeIfAbsent(change, c -> relevance.changes().get(c).describe());
  }
}
