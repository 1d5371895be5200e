package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.snapshot.Gap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the catalogue says in words about what was judged.
///
/// @param claims requirements in our words, by `framework id`
/// @param checks every check that was evaluated
public record Wording(Map<String, String> claims, List<Check> checks) {
  public Wording {
    claims = Map.copyOf(claims);
    checks = List.copyOf(checks);
  }

  @Nullable String claim(String framework, String id) {
    return claims.get(framework + " " + id);
  }

  /// @param name the check's id, with or without parameters
  @Nullable String question(String name) {
    return checks.stream()
        .filter(check -> check.id().equals(withoutParameters(name)))
        .map(Check::question)
        .findFirst()
        .orElse(null);
  }

  /// Which of the evaluated checks a gap keeps from passing.
  List<String> affectedBy(Gap gap, List<String> evaluated) {
    return evaluated.stream()
        .filter(
            name ->
                checks.stream()
                    .anyMatch(
                        check ->
                            check.id().equals(withoutParameters(name)) && Kinds.touches(gap, check)))
        .toList();
  }

  private static String withoutParameters(String name) {
    int bracket = name.indexOf('(');
    return bracket < 0 ? name : name.substring(0, bracket);
  }
}
