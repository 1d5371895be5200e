package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the evidence of all clusters says of one requirement: the gravest of what it says of each.
///
/// @param claim the requirement in our words; null when the catalogue has none
/// @param checks ids of the checks that it rests on, primary ones first
/// @param clusters every cluster of the group, by name
public record GroupRequirement(
    String framework,
    String id,
    @Nullable String claim,
    Conclusion outcome,
    List<String> checks,
    List<Standing> clusters) {

  /// @param reason why it is insufficient, where the cluster's own report does not say it; else
  ///   null
  public record Standing(String cluster, Conclusion outcome, @Nullable String reason) {}

  public GroupRequirement {
    checks = List.copyOf(checks);
    clusters = List.copyOf(clusters);
  }

  /// `pci-dss 1.3.1`.
  public String name() {
    return framework + " " + id;
  }

  /// In how many clusters it came to this.
  public long count(Conclusion conclusion) {
    return clusters.stream().filter(one -> one.outcome() == conclusion).count();
  }
}
