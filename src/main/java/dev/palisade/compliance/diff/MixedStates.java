package dev.palisade.compliance.diff;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// States between two others: the state before with some of the changes made, restricted to the
/// objects that matter to the flows that are asked about.
final class MixedStates {
  private final Snapshot snapshot;
  private final List<Manifest> untouched = new ArrayList<>();
  private final List<ChangeUnit> changes;
  private final List<FlowDifference> flows;
  private final Function<Snapshot, Reachability> recompute;
  private final Map<BitSet, BitSet> known = new HashMap<>();
  private long cost;

  /// @param objects identities of what matters
  /// @param changes those that are made or not
  MixedStates(
      Snapshot before,
      Set<String> objects,
      List<ChangeUnit> changes,
      List<FlowDifference> flows,
      Function<Snapshot, Reachability> recompute) {
    this.snapshot = before;
    this.changes = changes;
    this.flows = flows;
    this.recompute = recompute;
    Set<String> changing = new HashSet<>();
    for (ChangeUnit change : changes) {
      change.pairs().forEach(pair -> changing.add(pair.ref().identity()));
    }
    for (Manifest manifest : before.manifests()) {
      String identity = manifest.ref().identity();
      if (objects.contains(identity) && !changing.contains(identity)) {
        untouched.add(manifest);
      }
    }
  }

  /// The flows that are as in the state after, where they differ between the two states, once these
  /// changes alone are made.
  BitSet shown(BitSet made) {
    BitSet answer = known.get(made);
    if (answer == null) {
      answer = compute(made);
      known.put((BitSet) made.clone(), answer);
    }
    return answer;
  }

  /// How many objects were read again so far, for all questions together.
  long cost() {
    return cost;
  }

  private BitSet compute(BitSet made) {
    List<Manifest> manifests = new ArrayList<>(untouched);
    for (int i = 0; i < changes.size(); i++) {
      for (Pair pair : changes.get(i).pairs()) {
        Manifest manifest = made.get(i) ? pair.after() : pair.before();
        if (manifest != null) {
          manifests.add(manifest);
        }
      }
    }
    cost += manifests.size() + OVERHEAD;
    WorkloadView view =
        new WorkloadView(
            recompute.apply(
                new Snapshot(
                    snapshot.cluster(),
                    snapshot.takenAt(),
                    snapshot.run(),
                    manifests,
                    snapshot.calls(),
                    snapshot.gaps())));
    BitSet shown = new BitSet();
    for (int i = 0; i < flows.size(); i++) {
      if (view.shows(flows.get(i))) {
        shown.set(i);
      }
    }
    return shown;
  }

  /// What an empty state costs, in objects.
  private static final int OVERHEAD = 20;
}
