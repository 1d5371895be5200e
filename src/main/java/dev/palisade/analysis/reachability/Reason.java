package dev.palisade.analysis.reachability;

import dev.palisade.analysis.reachability.Contribution.Standing;
import java.util.SortedSet;
import java.util.TreeSet;

/// Why a part of the policies has no effect, as far as the rows looked at say.
final class Reason {
  boolean applied;
  boolean matched;
  boolean met;
  boolean byDefault;

  /// Whether something that is not known for sure touches what it matches.
  boolean inDoubt;

  private Standing miss = Standing.MATCHES_NOTHING;
  private final SortedSet<PolicyPart> others = new TreeSet<>();

  /// One that says more of what is wrong counts more.
  void missed(Standing why) {
    if (miss == Standing.MATCHES_NOTHING || why == Standing.NAMES_NO_PORT) {
      miss = why;
    }
  }

  void name(PolicyPart other) {
    if (!isFull()) {
      others.add(other);
    }
  }

  boolean isFull() {
    return others.size() >= Removals.NAMED;
  }

  SortedSet<PolicyPart> others() {
    return others;
  }

  Standing standing(boolean changesItsSide) {
    if (!applied) {
      return Standing.SELECTS_NOTHING;
    }
    if (!matched) {
      return miss;
    }
    if (changesItsSide) {
      return Standing.OUTWEIGHED;
    }
    return met ? Standing.REDUNDANT : Standing.SHADOWED;
  }
}
