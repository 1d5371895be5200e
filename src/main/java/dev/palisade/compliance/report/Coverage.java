package dev.palisade.compliance.report;

import dev.palisade.compliance.report.period.Interval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was looked at: the data, when it was taken, and what is missing from it.
///
/// @param period from the first snapshot to the last; both are the snapshot's instant in a report
///   on one
/// @param population by kind, what the collection brought
/// @param gaps what it did not bring, or brought and was not understood
/// @param warnings what was understood in part, or may have been meant otherwise
public record Coverage(
    Period period,
    List<Source> snapshots,
    List<Population> population,
    List<Missing> gaps,
    List<Caution> warnings,
    List<NotExamined> notExamined) {

  public record Period(Instant from, Instant to) {}

  /// A snapshot, and how it came about.
  ///
  /// @param sequence its number in the cluster's chain; null: not kept in a store
  /// @param trigger what set the collection off: `schedule`, `request`, `push` or `files`
  /// @param user whom the API server took the collector for; null: it did not say
  /// @param filters what was left out on purpose; null: nothing
  /// @param notes what the collection met with that is no gap; null: nothing
  public record Source(
      @Nullable Long sequence,
      Instant takenAt,
      String digest,
      String collector,
      String trigger,
      String requester,
      Instant startedAt,
      Instant endedAt,
      @Nullable String user,
      @Nullable List<String> filters,
      @Nullable List<Note> notes) {
    public Source {
      filters = filters == null || filters.isEmpty() ? null : List.copyOf(filters);
      notes = notes == null || notes.isEmpty() ? null : List.copyOf(notes);
    }
  }

  /// What a collection met with.
  ///
  /// @param weight `remark` or `warning`
  public record Note(String weight, String text) {}

  /// @param resourceVersion the list's own version; null where no API server gave one
  /// @param complete whether all there is was brought
  /// @param state `complete`, `partial`, `not-collected` or `not-installed`
  public record Population(
      String kind,
      String apiVersion,
      int count,
      @Nullable String resourceVersion,
      boolean complete,
      String state) {}

  /// A gap.
  ///
  /// @param kind `*` when not even that is known
  /// @param namespace null: the whole cluster
  /// @param name null: any number of objects
  /// @param status HTTP status of a refused or failed call; null: there was no call
  /// @param affects ids of the checks that cannot pass because of it
  public record Missing(
      String kind,
      @Nullable String namespace,
      @Nullable String name,
      String reason,
      @Nullable Integer status,
      String message,
      List<String> affects) {
    public Missing {
      affects = List.copyOf(affects);
    }
  }

  /// A warning.
  ///
  /// @param effect `advice`, `may-narrow` or `may-allow`
  public record Caution(
      String kind,
      @Nullable String namespace,
      String name,
      String digest,
      @Nullable String pointer,
      String effect,
      String message) {}

  /// What the judgement does not rest on.
  public record NotExamined(String what, String why, List<String> affects) {
    public NotExamined {
      affects = List.copyOf(affects);
    }
  }

  public Coverage {
    snapshots = List.copyOf(snapshots);
    population = List.copyOf(population);
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
    notExamined = List.copyOf(notExamined);
  }

  /// The same of a period.
  Coverage over(Interval interval) {
    return new Coverage(
        new Period(interval.from(), interval.until()),
        snapshots,
        population,
        gaps,
        warnings,
        notExamined);
  }
}
