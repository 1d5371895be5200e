package dev.palisade.collect.kubernetes;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.FieldWriter;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.LabelChange;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.StandingObject;
import dev.palisade.snapshot.journal.WatchedKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of the objects of one kind, without the objects: digests, and of kinds that are
/// selected by labels these.
///
/// What is an entry of the journal:
/// - policies: each other content;
/// - namespaces: that they come and go, and other labels;
/// - pods: other labels; that they come and go only where no controller makes them, for otherwise
///   it follows from their owner.
final class KnownObjects {

  /// @param writers keys of [WatchedObject#writers]; empty: not known
  private record Known(
      ResourceRef ref,
      SortedMap<String, String> labels,
      Set<Integer> writers,
      boolean ownedByController) {}

  private final WatchedKind kind;
  private final Map<String, Known> byUid = new HashMap<>();

  KnownObjects(WatchedKind kind, List<StandingObject> standing) {
    this.kind = kind;
    for (StandingObject one : standing) {
      if (one.ref().uid() != null) {
        byUid.put(
            one.ref().uid(), new Known(one.ref(), one.labels(), Set.of(), one.ownedByController()));
      }
    }
  }

  /// What is to be written down when an object is found to be in a state; null: nothing.
  @Nullable JournalEntry found(WatchedObject now, @Nullable Instant after, Instant until) {
    Known known = byUid.get(now.ref().uid());
    if (known == null) {
      boolean follows = kind.equals(WatchedKind.POD) && now.ownedByController();
      return follows
          ? null
          : new JournalEntry(
              What.CREATED,
              now.ref(),
              null,
              now.resourceVersion(),
              after,
              until,
              List.copyOf(now.writers().values()),
              changes(new TreeMap<>(), now.labels()),
              now.content());
    }
    SortedMap<String, LabelChange> labels = changes(known.labels(), now.labels());
    boolean same =
        kind.isSelected() ? labels.isEmpty() : known.ref().digest().equals(now.ref().digest());
    return same
        ? null
        : new JournalEntry(
            What.CHANGED,
            now.ref(),
            known.ref().digest(),
            now.resourceVersion(),
            after,
            until,
            writers(known, now),
            labels,
            now.content());
  }

  /// What is to be written down when an object is gone; null: nothing.
  ///
  /// @param version null: not known
  @Nullable JournalEntry gone(
      String uid, @Nullable String version, @Nullable Instant after, Instant until) {
    Known known = byUid.get(uid);
    return known == null || (kind.equals(WatchedKind.POD) && known.ownedByController())
        ? null
        : new JournalEntry(
            What.DELETED,
            known.ref(),
            known.ref().digest(),
            version,
            after,
            until,
            List.of(),
            changes(known.labels(), new TreeMap<>()),
            null);
  }

  void keep(WatchedObject now) {
    byUid.put(
        Objects.requireNonNull(now.ref().uid()),
        new Known(
            now.ref(), now.labels(), Set.copyOf(now.writers().keySet()), now.ownedByController()));
  }

  void forget(String uid) {
    byUid.remove(uid);
  }

  /// UIDs of objects that are not among some.
  Set<String> others(Set<String> uids) {
    Set<String> others = new TreeSet<>(byUid.keySet());
    others.removeAll(uids);
    return others;
  }

  /// Those of the entries that are not as they were which are the newest: who lost a field to
  /// another has an entry that changed, too.
  private static List<FieldWriter> writers(Known known, WatchedObject now) {
    if (known.writers().isEmpty()) {
      return List.of();
    }
    List<FieldWriter> changed = new ArrayList<>();
    Set<Integer> added = new HashSet<>(now.writers().keySet());
    added.removeAll(known.writers());
    added.forEach(key -> changed.add(Objects.requireNonNull(now.writers().get(key))));
    String newest =
        changed.stream()
            .map(FieldWriter::time)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return changed.stream().filter(w -> Objects.equals(w.time(), newest)).toList();
  }

  private static SortedMap<String, LabelChange> changes(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    SortedMap<String, LabelChange> changes = new TreeMap<>();
    for (String key : keys) {
      if (!Objects.equals(before.get(key), after.get(key))) {
        changes.put(key, new LabelChange(before.get(key), after.get(key)));
      }
    }
    return changes;
  }
}
