package dev.palisade.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a snapshot came about.
///
/// @param collector name and version of the collector, e.g. `palisade-kubernetes/1.0.0`
/// @param requester user, schedule or program that asked for it
/// @param user whom the API server took the collector for; null: it was not asked, or did not say
/// @param filters what was left out on purpose, in words
/// @param notes what the collection met with that is no gap, in the order of its happening
public record CollectionRun(
    Trigger trigger,
    String requester,
    String collector,
    Instant startedAt,
    Instant endedAt,
    @Nullable String user,
    List<String> filters,
    List<Note> notes) {

  /// What set a run off.
  public enum Trigger {
    SCHEDULE,
    REQUEST,
    PUSH,
    FILES
  }

  /// Something to know about a collection, that leaves nothing out of it.
  public record Note(Weight weight, String text) {
    /// How much it is to be minded.
    public enum Weight {
      REMARK,
      /// Somebody should see to it.
      WARNING
    }

    public Note {
      Objects.requireNonNull(weight);
      Objects.requireNonNull(text);
    }
  }

  public CollectionRun {
    Objects.requireNonNull(trigger);
    Objects.requireNonNull(requester);
    Objects.requireNonNull(collector);
    filters = List.copyOf(filters);
    notes = List.copyOf(notes);
  }

  /// A run that asked nobody who it is, left nothing out and met with nothing.
  public CollectionRun(
      Trigger trigger, String requester, String collector, Instant startedAt, Instant endedAt) {
    this(trigger, requester, collector, startedAt, endedAt, null, List.of(), List.of());
  }

  /// The same collection, asked for otherwise.
  public CollectionRun askedFor(Trigger otherwise, String by) {
    return new CollectionRun(otherwise, by, collector, startedAt, endedAt, user, filters, notes);
  }
}
