package dev.palisade.compliance.diff;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Changes that together bring a difference about when they alone are made in the state before, and
/// of which none can be left out.
///
/// @param changes sorted by name
public record CauseSet(List<CausingChange> changes) {

  public CauseSet {
    changes = changes.stream().sorted().toList();
  }

  CauseSet dated(UnaryOperator<CausingChange> dates) {
    return new CauseSet(changes.stream().map(dates).toList());
  }

  /// `A and B`.
  @Override
  public String toString() {
    return changes.stream().map(CausingChange::toString).collect(Collectors.joining(" and "));
  }
}
