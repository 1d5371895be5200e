package dev.palisade.application;

import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.diff.ManifestRole;
import dev.palisade.snapshot.Gap;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Changes that no two snapshots show, since another undid them, or went further, before the next
/// was taken: what was possible meanwhile nobody looked at.
final class PassingChanges {
  private PassingChanges() {}

  /// @param until after `from`
  record Passing(Instant from, Instant until, String reason) {}

  private record Between(int look, String object) implements Comparable<Between> {
    @Override
    public int compareTo(Between other) {
      return look != other.look
          ? Integer.compare(look, other.look)
          : object.compareTo(other.object);
    }
  }

  /// @param looks all snapshots
  /// @param changes what is known to have changed, by snapshots or otherwise
  static List<Passing> of(FlowPast past, List<Look> looks, List<Change> changes) {
    Set<String> names = past.names();
    TreeMap<Between, List<Change>> byPlace = new TreeMap<>();
    for (Change change : changes) {
      int look = firstAfter(looks, change.until());
      if (look > 0 && mayHavePart(past, names, change.object())) {
        byPlace
            .computeIfAbsent(new Between(look, change.object()), b -> new ArrayList<>())
            .add(change);
      }
    }
    List<Passing> found = new ArrayList<>();
    byPlace.forEach(
        (between, of) -> {
          int shown = turns(past, between) ? 1 : 0;
          boolean back = of.stream().anyMatch(PassingChanges::isUndone);
          if (of.size() > shown || back) {
            Passing passing = passing(of, between, looks);
            if (passing != null) {
              found.add(passing);
            }
          }
        });
    return found;
  }

  static boolean isUndone(Change change) {
    return change.what().startsWith("changed and changed back")
        || change.what().startsWith("deleted and created again");
  }

  /// The place of the first snapshot that was taken at an instant or later; -1: none was.
  private static int firstAfter(List<Look> looks, Instant instant) {
    for (int i = 0; i < looks.size(); i++) {
      if (!looks.get(i).takenAt().isBefore(instant)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean mayHavePart(FlowPast past, Set<String> names, String object) {
    if (names.contains(object)) {
      return true;
    }
    int space = object.indexOf(' ');
    String kind = space < 0 ? object : object.substring(0, space);
    String name = space < 0 ? "" : object.substring(space + 1);
    int slash = name.indexOf('/');
    return ManifestRole.ofKind(kind) != ManifestRole.WORKLOAD
        && past.touches(
            new Gap(
                Gap.Reason.FAILED,
                kind,
                slash < 0 ? null : name.substring(0, slash),
                name.substring(slash + 1),
                0,
                ""));
  }

  private static boolean turns(FlowPast past, Between between) {
    long sequence = between.look() + 1L;
    for (Stay stay : past.staysNamed(between.object())) {
      if (stay.first() == sequence || (stay.last() != null && stay.last() + 1 == sequence)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Passing passing(List<Change> of, Between between, List<Look> looks) {
    Instant from = of.stream().map(Change::after).min(Instant::compareTo).orElseThrow();
    Instant until = of.stream().map(Change::until).max(Instant::compareTo).orElseThrow();
    if (!from.isBefore(until)) {
      until = looks.get(between.look()).takenAt();
    }
    String what =
        between.object() + ": " + String.join(", ", of.stream().map(Change::what).toList());
    return from.isBefore(until)
        ? new Passing(
            from, until, what + ", between two snapshots: no snapshot shows what was possible")
        : null;
  }
}
