package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Unshown;
import dev.palisade.snapshot.Gap;
import dev.palisade.store.PeriodStore.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Changes between two snapshots of which neither shows what came of them: what was changed and
/// changed back, or went on changing. What held meanwhile nobody judged, and a check that might
/// have failed then did not pass.
final class UnshownChanges {
  private UnshownChanges() {}

  /// @param seen snapshots in their order
  /// @param changes what is known to have changed, by snapshots or otherwise
  /// @return sorted by the snapshots between which they lie, and by object
  static List<Unshown> of(List<Seen> seen, List<Change> changes, Catalogue catalogue) {
    List<Unshown> found = new ArrayList<>();
    for (int i = 1; i < seen.size(); i++) {
      Seen before = seen.get(i - 1);
      Seen after = seen.get(i);
      TreeMap<String, List<Change>> byObject = new TreeMap<>();
      for (Change change : changes) {
        if (change.until().isAfter(before.takenAt())
            && !change.until().isAfter(after.takenAt())) {
          byObject.computeIfAbsent(change.object(), o -> new ArrayList<>()).add(change);
        }
      }
      boolean same = before.content().equals(after.content());
      byObject.forEach(
          (object, of) -> {
            if (same || of.size() > 1 || of.stream().anyMatch(PassingChanges::isUndone)) {
              unshown(object, of, before, after, catalogue, found);
            }
          });
    }
    return found;
  }

  private static void unshown(
      String object,
      List<Change> of,
      Seen before,
      Seen after,
      Catalogue catalogue,
      List<Unshown> found) {
    Instant from = of.stream().map(Change::after).min(Instant::compareTo).orElseThrow();
    Instant until = of.stream().map(Change::until).max(Instant::compareTo).orElseThrow();
    from = from.isBefore(before.takenAt()) ? before.takenAt() : from;
    until = from.isBefore(until) ? until : after.takenAt();
    if (!from.isBefore(until)) {
      return;
    }
    String kind = object.substring(0, object.indexOf(' '));
    Gap hidden = new Gap(Gap.Reason.FAILED, kind, null, null, 0, "");
    found.add(
        new Unshown(
            new Interval(from, until),
            object
                + ": "
                + String.join(", ", of.stream().map(Change::what).toList())
                + ", between two snapshots: no snapshot shows what was then",
            Set.copyOf(catalogue.affectedBy(hidden))));
  }
}
