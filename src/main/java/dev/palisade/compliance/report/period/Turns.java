package dev.palisade.compliance.report.period;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When something changed that verdicts rest on, as far as it was watched and not only seen from
/// snapshot to snapshot.
///
/// @param watched intervals in which no change went unnoticed
/// @param at the instants of the changes
public record Turns(List<Interval> watched, NavigableSet<Instant> at) {
  public Turns {
    watched = List.copyOf(watched);
    at = new TreeSet<>(at);
  }

  /// Nothing was watched.
  public static Turns none() {
    return new Turns(List.of(), new TreeSet<>());
  }

  private boolean covers(Instant from, Instant until) {
    return watched.stream().anyMatch(one -> one.covers(from, until));
  }

  /// The first change after an instant, at another at the latest; null: not known.
  @Nullable Instant first(Instant after, Instant until) {
    Instant first = covers(after, until) ? at.higher(after) : null;
    return first == null || first.isAfter(until) ? null : first;
  }

  /// The last change after an instant, at another at the latest; null: not known.
  @Nullable Instant last(Instant after, Instant until) {
    Instant last = covers(after, until) ? at.floor(until) : null;
    return last == null || !last.isAfter(after) ? null : last;
  }
}
