package dev.palisade.application;

import dev.palisade.compliance.diff.CausingChange.Changed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Since when a flow was possible, and by which changes that began and ended.
///
/// @param traffic as it was asked for; null: all that the dialect judges
/// @param until the end of what was asked for
/// @param intervals without gaps from `since` to `until`, in their order
/// @param notes how it was found, for people
public record FlowHistory(
    String cluster,
    String from,
    String to,
    @Nullable String traffic,
    Instant since,
    Instant until,
    List<Interval> intervals,
    List<String> notes) {

  /// What could flow of the traffic that was asked for.
  public enum State {
    /// All of it, between all endpoints of the two ends.
    POSSIBLE,
    /// Some of it, or between some of the endpoints.
    PARTLY,
    /// None of it.
    NOT_POSSIBLE,
    /// Nobody looked, or what was seen does not decide it.
    UNKNOWN;

    /// `possible`, `partly`, `not-possible`, `unknown`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A time in which the answer was the same.
  ///
  /// @param from when it is first known to have been so; of UNKNOWN, when that begins
  /// @param until when the next interval begins, or the end of what was asked for
  /// @param begun what made it so; null: it was so when the record began, or nothing changed
  /// @param ended what made an end of it; null: nothing is known to have
  /// @param firstSnapshot the first that shows it; null: none does
  /// @param allowed what could flow between some of the endpoints; null: nothing, or not known
  /// @param throughout what could flow between all of them, where that is less; null: the same
  /// @param reasons why it is unknown, or there was nothing to ask
  public record Interval(
      State state,
      Instant from,
      Instant until,
      @Nullable Turn begun,
      @Nullable Turn ended,
      @Nullable Long firstSnapshot,
      @Nullable Long lastSnapshot,
      @Nullable String allowed,
      @Nullable String throughout,
      List<String> reasons) {
    public Interval {
      reasons = List.copyOf(reasons);
    }
  }

  /// That the answer became another one.
  ///
  /// @param after it was still as before then
  /// @param until and was as afterwards by then; the same where the journal tells the instant
  /// @param ways sets of changes, each of which alone makes the difference; none of a set can be
  ///   left out
  /// @param smallest whether no smaller set would do; false: of too many changes, all are named
  public record Turn(Instant after, Instant until, List<List<Cause>> ways, boolean smallest) {
    public Turn {
      ways = ways.stream().map(List::copyOf).toList();
    }
  }

  /// A change of one object.
  ///
  /// @param what for people: `created`, `relabelled: team from a to b`, as far as policies and
  ///   labels are concerned; otherwise `added`, `removed`, `changed`
  /// @param after the object was last seen as it was before
  /// @param until it was first seen changed
  /// @param actor null: not known
  /// @param approval the approved change that it belongs to; null: none is known
  /// @param event id of the audit event that told of it; null: none did
  public record Cause(
      Changed changed,
      String what,
      Instant after,
      Instant until,
      @Nullable String actor,
      @Nullable String approval,
      @Nullable String event) {}

  public FlowHistory {
    intervals = List.copyOf(intervals);
    notes = List.copyOf(notes);
  }
}
