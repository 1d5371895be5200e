package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Policy;
import java.util.List;

/// Whether traffic that no rule names is dropped, for one endpoint in one direction.
///
/// @param by the policies that isolate it; empty: it is not isolated
/// @param applying every policy that applies to it in the direction, those included
public record Isolation(List<Policy> by, List<Policy> applying) {
  public Isolation {
    by = List.copyOf(by);
    applying = List.copyOf(applying);
  }

  public boolean isolated() {
    return !by.isEmpty();
  }
}
