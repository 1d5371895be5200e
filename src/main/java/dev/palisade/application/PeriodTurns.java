package dev.palisade.application;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Turns;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.JournalStore;
import dev.palisade.store.PeriodStore;
import dev.palisade.store.PeriodStore.ChangedKind;
import dev.palisade.store.PeriodStore.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// When it was between two snapshots that something changed, as the change journal tells. It is
/// taken at its word where
/// - all kinds of objects that differ between the two are such as are watched;
/// - each of these, and each that was ever watched, was watched from the one to the other;
/// - the instant of each change is known, and not only between which lists it came;
/// - none came while the first of the two was being collected, which may have seen it or not.
@ApplicationScoped
public class PeriodTurns {
  private static final int PAGE = 10_000;

  private final PeriodStore periods;
  private final JournalStore journal;
  private final HistoryStore history;

  public PeriodTurns(PeriodStore periods, JournalStore journal, HistoryStore history) {
    this.periods = periods;
    this.journal = journal;
    this.history = history;
  }

  /// @param seen the period's snapshots and the last before it, in their order
  Turns of(String cluster, List<Seen> seen) {
    Set<WatchedKind> ever = new HashSet<>(Stored.answer(() -> journal.kinds(cluster)));
    if (ever.isEmpty()) {
      return Turns.none();
    }
    Map<Long, Instant> begun = new HashMap<>();
    for (Look look : history.looks(cluster)) {
      begun.put(look.sequence(), look.begunAt());
    }
    List<Watched> watched =
        journal.watched(cluster, seen.getFirst().takenAt(), seen.getLast().takenAt());
    List<Interval> exact = new ArrayList<>();
    TreeSet<Instant> at = new TreeSet<>();
    for (int i = 1; i < seen.size(); i++) {
      Seen before = seen.get(i - 1);
      Seen after = seen.get(i);
      if (before.content().equals(after.content())
          || !isWatched(cluster, before, after, ever, watched)) {
        continue;
      }
      Instant from = Objects.requireNonNull(begun.get(before.sequence()));
      List<JournalEntry> entries = entries(cluster, from, after.takenAt());
      if (entries.stream()
          .allMatch(e -> e.after() == null && e.until().isAfter(before.takenAt()))) {
        exact.add(new Interval(before.takenAt(), after.takenAt()));
        entries.forEach(e -> at.add(e.until()));
      }
    }
    return new Turns(exact, at);
  }

  private boolean isWatched(
      String cluster, Seen before, Seen after, Set<WatchedKind> ever, List<Watched> watched) {
    Set<WatchedKind> kinds = new HashSet<>(ever);
    for (ChangedKind changed : periods.changed(cluster, before.sequence(), after.sequence())) {
      int slash = changed.apiVersion().indexOf('/');
      String group = slash < 0 ? "" : changed.apiVersion().substring(0, slash);
      WatchedKind kind = WatchedKind.of(group, changed.kind());
      if (kind == null) {
        return false;
      }
      kinds.add(kind);
    }
    return kinds.stream()
        .allMatch(
            kind ->
                new WatchedTime(kind, before.takenAt(), after.takenAt(), watched, List.of())
                    .unwatched()
                    .isEmpty());
  }

  /// @param until with it
  private List<JournalEntry> entries(String cluster, Instant from, Instant until) {
    List<JournalEntry> entries = new ArrayList<>();
    long last = 0;
    while (true) {
      List<JournalStore.Numbered> page =
          journal.entries(cluster, from, until.plusNanos(1_000), last, PAGE);
      page.forEach(one -> entries.add(one.entry()));
      if (page.size() < PAGE) {
        return entries;
      }
      last = page.getLast().id();
    }
  }
}
