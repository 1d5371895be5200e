package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.reachability.Reachability;
import org.jspecify.annotations.Nullable;

/// Which of two worlds allows more: exact for all flows between endpoints that both have, with a
/// flow to show each "no".
///
/// Left out are traffic of an endpoint with itself where a setting keeps it open, and addresses
/// among each other, both of which no policy decides on.
///
/// @param onlyFirst a flow that the first allows and the second does not; null: there is none
/// @param onlySecond the other way round
/// @param both a flow that both allow
/// @param unshared how many pods and nodes only one of the two has: nothing is said of those
public record PolicyComparison(
    @Nullable Flow onlyFirst, @Nullable Flow onlySecond, @Nullable Flow both, int unshared) {

  /// How what the first allows lies to what the second does.
  public enum Relation {
    /// The same, be it nothing.
    EQUIVALENT,
    /// The first allows all that the second does, and more.
    FIRST_CONTAINS_SECOND,
    SECOND_CONTAINS_FIRST,
    /// Each allows something that the other does not, and some is allowed by both.
    OVERLAPPING,
    /// Each allows something, and nothing is allowed by both.
    DISJOINT
  }

  public static PolicyComparison between(Reachability first, Reachability second, Slice slice) {
    return new FlowSearch(first, second, slice).search();
  }

  public static PolicyComparison between(Reachability first, Reachability second) {
    return between(first, second, Slice.ALL);
  }

  public Relation relation() {
    if (onlyFirst == null && onlySecond == null) {
      return Relation.EQUIVALENT;
    }
    if (onlySecond == null) {
      return Relation.FIRST_CONTAINS_SECOND;
    }
    if (onlyFirst == null) {
      return Relation.SECOND_CONTAINS_FIRST;
    }
    return both == null ? Relation.DISJOINT : Relation.OVERLAPPING;
  }

  /// Whether the first allows all that the second does.
  public boolean firstContainsSecond() {
    return onlySecond == null;
  }

  /// Whether the second allows all that the first does.
  public boolean secondContainsFirst() {
    return onlyFirst == null;
  }
}
