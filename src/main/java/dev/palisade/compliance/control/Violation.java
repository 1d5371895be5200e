package dev.palisade.compliance.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a check found, before exceptions are looked at.
///
/// @param summary one sentence that names the ends or the subject
/// @param rules what lets it happen; for a flow the source's side first, then the destination's
/// @param fix what would close it; null: nothing general can be said
public record Violation(
    String summary, Witness witness, List<CitedRule> rules, @Nullable String fix) {
  public Violation {
    rules = List.copyOf(rules);
  }
}
