package dev.palisade.compliance.diff;

import org.jspecify.annotations.Nullable;

/// A check or requirement whose outcome differs.
///
/// @param subject `check` or `requirement`
/// @param name the check's id, or the requirement's framework and id
/// @param before null: it was not judged
/// @param after likewise
public record OutcomeChange(
    String subject, String name, @Nullable String before, @Nullable String after) {}
