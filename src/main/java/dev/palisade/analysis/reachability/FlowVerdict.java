package dev.palisade.analysis.reachability;

import java.util.List;

/// The verdict on one flow.
///
/// @param allowed whether the packet may open a connection; false also for one of a protocol that
///   the settings leave uncovered
/// @param citations what decided: first of the source's egress, then of the destination's ingress;
///   both sides are always judged
public record FlowVerdict(boolean allowed, List<Citation> citations) {
  public FlowVerdict {
    citations = List.copyOf(citations);
  }
}
