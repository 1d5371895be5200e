package dev.palisade.compliance.report;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the evidence says of one requirement.
///
/// @param framework `pci-dss`, `soc2`
/// @param claim the requirement in our words; null when the catalogue has none
/// @param checks ids of the checks that it rests on, primary ones first
/// @param primary those of them that decide it; the others can leave it insufficient
/// @param note e.g. on numbering; null: none
/// @param references where other catalogues have the same subject; null: nowhere that is known
public record JudgedRequirement(
    String framework,
    String id,
    @Nullable String claim,
    Conclusion outcome,
    List<String> checks,
    List<String> primary,
    @Nullable String note,
    @Nullable List<String> references) {
  public JudgedRequirement {
    checks = List.copyOf(checks);
    primary = List.copyOf(primary);
    references = references == null ? null : List.copyOf(references);
  }

  JudgedRequirement with(Conclusion other) {
    return new JudgedRequirement(framework, id, claim, other, checks, primary, note, references);
  }

  /// `pci-dss 1.3.1`.
  public String name() {
    return framework + " " + id;
  }
}
