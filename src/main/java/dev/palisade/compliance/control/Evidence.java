package dev.palisade.compliance.control;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Snapshot;
import java.util.List;

/// Everything that the checks judge: a snapshot and what was computed from it.
///
/// @param gaps the snapshot's gaps and those that translation found
public record Evidence(
    Snapshot snapshot,
    Inventory inventory,
    PolicySet policies,
    Reachability reachability,
    List<Warning> warnings,
    List<Gap> gaps) {
  public Evidence {
    warnings = warnings.stream().sorted().toList();
    gaps = gaps.stream().sorted().distinct().toList();
  }
}
