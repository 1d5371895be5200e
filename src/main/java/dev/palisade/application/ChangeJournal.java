package dev.palisade.application;

import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.ActorStore;
import dev.palisade.store.JournalStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal of a cluster's changes, with who made them and when nobody was looking.
@ApplicationScoped
public class ChangeJournal {
  private static final Duration AROUND = Duration.ofHours(1);

  private final JournalStore journal;
  private final ActorStore actors;
  private final Clock clock;

  public ChangeJournal(JournalStore journal, ActorStore actors, Clock clock) {
    this.journal = journal;
    this.actors = actors;
    this.clock = clock;
  }

  /// @param number its place in the journal
  /// @param actor who made it, as audit events or admission reviews say; several where they do not
  ///   agree; null: nobody says
  /// @param event id of the audit event that tells of it; null: none does
  public record Entry(
      long number, JournalEntry change, @Nullable String actor, @Nullable String event) {}

  /// An interval in which a kind was not watched.
  ///
  /// @param reasons what watches said when they broke off, in the order of time, or that none stood
  public record Unwatched(WatchedKind kind, Instant from, Instant until, List<String> reasons) {
    public Unwatched {
      reasons = List.copyOf(reasons);
    }
  }

  /// How much of a period a kind was watched.
  ///
  /// @param watched whole seconds of it, rounded down
  public record Coverage(WatchedKind kind, long watched, long seconds) {}

  /// @param unwatched sorted by kind and time
  public record Watching(
      Instant from, Instant until, List<Coverage> coverage, List<Unwatched> unwatched) {}

  /// Changes of a period, in the order in which they were received.
  ///
  /// @param from null: since the journal began
  /// @param until null: until now
  /// @param after the last entry of the page before; 0: the first page
  /// @throws NotFound if there is no such cluster
  public List<Entry> changes(
      String cluster, @Nullable Instant from, @Nullable Instant until, long after, int limit) {
    return Stored.answer(
        () -> {
          Instant end = until == null ? clock.instant() : until;
          List<JournalStore.Numbered> found =
              journal.entries(cluster, from == null ? Instant.EPOCH : from, end, after, limit);
          if (found.isEmpty()) {
            return List.of();
          }
          Instant first = found.getFirst().entry().until();
          Instant last = first;
          for (JournalStore.Numbered one : found) {
            Instant begun = one.entry().after() == null ? one.entry().until() : one.entry().after();
            first = begun.isBefore(first) ? begun : first;
            last = one.entry().until().isAfter(last) ? one.entry().until() : last;
          }
          PastActors past =
              PastActors.of(
                  actors.events(cluster, first.minus(AROUND), last.plus(AROUND)),
                  actors.admissions(cluster, first.minus(AROUND), last.plus(AROUND)),
                  found.stream().map(JournalStore.Numbered::entry).toList());
          List<Entry> entries = new ArrayList<>();
          for (JournalStore.Numbered one : found) {
            PastActors.Who who = past.of(one.entry());
            entries.add(new Entry(one.id(), one.entry(), who.actor(), who.event()));
          }
          return entries;
        });
  }

  /// How a period was watched: every kind that ever was.
  ///
  /// @throws NotFound if there is no such cluster
  public Watching watching(String cluster, Instant from, Instant until) {
    return Stored.answer(
        () -> {
          List<Watched> watched = journal.watched(cluster, from, until);
          List<Blind> blind = journal.blind(cluster, from, until);
          List<Coverage> coverage = new ArrayList<>();
          List<Unwatched> unwatched = new ArrayList<>();
          List<WatchedKind> kinds = journal.kinds(cluster);
          for (WatchedKind kind : kinds.isEmpty() ? List.of(WatchedKind.ALL) : kinds) {
            WatchedTime time = new WatchedTime(kind, from, until, watched, blind);
            coverage.add(
                new Coverage(
                    kind, time.watched().toSeconds(), Duration.between(from, until).toSeconds()));
            unwatched.addAll(time.unwatched());
          }
          return new Watching(from, until, coverage, unwatched);
        });
  }
}
