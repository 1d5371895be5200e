package dev.palisade.compliance.control;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the evidence says of one requirement.
///
/// @param checks ids of the checks it rests on, with parameters, primary ones first
/// @param note e.g. on numbering; null: none
public record RequirementResult(
    String framework,
    String id,
    Conclusion conclusion,
    List<String> checks,
    @Nullable String note) {

  /// What can be concluded. Never "compliant".
  public enum Conclusion {
    CONTRADICTED,
    INSUFFICIENT,
    SUPPORTED,
    NOT_APPLICABLE;

    /// As in the report's JSON: `not-applicable`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public RequirementResult {
    checks = List.copyOf(checks);
  }
}
