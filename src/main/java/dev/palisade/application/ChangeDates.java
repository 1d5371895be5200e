package dev.palisade.application;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.CausingChange.Made;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Stay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// When objects were changed between two snapshots of a cluster: as the history tells of policies
/// and labels, with who made it; of all others between which snapshots.
final class ChangeDates {
  private final HistoryStore store;
  private final String cluster;
  private final List<Look> looks;
  private final long before;
  private final long after;
  private final Map<String, List<Made>> told = new HashMap<>();
  private final Map<String, Map<String, List<Stay>>> stays = new HashMap<>();

  /// @param looks all snapshots of the cluster
  ChangeDates(
      HistoryStore store, String cluster, List<Look> looks, History past, long before, long after) {
    this.store = store;
    this.cluster = cluster;
    this.looks = looks;
    this.before = before;
    this.after = after;
    List<History.Change> changes = past.changes() == null ? List.of() : past.changes().changes();
    for (History.Change change : changes) {
      if (change.until().isAfter(look(before).takenAt())
          && !change.until().isAfter(look(after).takenAt())) {
        told.computeIfAbsent(change.object(), o -> new ArrayList<>())
            .add(
                new Made(
                    change.what(),
                    change.after(),
                    change.until(),
                    change.actor(),
                    change.approval(),
                    change.event()));
      }
    }
  }

  private Look look(long sequence) {
    return looks.get(Math.toIntExact(sequence - 1));
  }

  /// The earliest first; none where nothing is known.
  List<Made> of(Changed changed) {
    List<Made> known = told.get(changed.toString());
    return known != null ? known : bySnapshots(changed);
  }

  private List<Made> bySnapshots(Changed changed) {
    TreeSet<Long> turns = new TreeSet<>();
    TreeSet<Long> standing = new TreeSet<>();
    for (Stay stay : stays(changed.kind()).getOrDefault(changed.toString(), List.of())) {
      standing.add(stay.first());
      turns.add(stay.first());
      if (stay.last() != null) {
        turns.add(stay.last() + 1);
      }
    }
    List<Made> made = new ArrayList<>();
    for (long turn : turns.subSet(before, false, after, true)) {
      made.add(
          new Made(
              standing.contains(turn) ? "seen with another content" : "gone",
              look(turn - 1).takenAt(),
              look(turn).takenAt(),
              null,
              null,
              null));
    }
    return made;
  }

  private Map<String, List<Stay>> stays(String kind) {
    Map<String, List<Stay>> known = stays.get(kind);
    if (known == null) {
      known = new HashMap<>();
      for (Stay stay : store.stays(cluster, List.of(kind), after)) {
        known.computeIfAbsent(stay.ref().toString(), o -> new ArrayList<>()).add(stay);
      }
      stays.put(kind, known);
    }
    return known;
  }
}
