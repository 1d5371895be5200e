package dev.palisade.api.v1;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A signature under a campaign.
///
/// @param statement what the person declares
/// @param seen the `position` of the campaign that was looked at
public record SignOffRequest(@Nullable String statement, @Nullable Integer seen) {

  record Complete(String statement, int seen) {}

  /// @throws dev.palisade.api.problem.RefusedRequest if something is missing
  static Complete complete(@Nullable SignOffRequest asked) {
    Missing missing = new Missing();
    String statement = missing.text("/statement", asked == null ? null : asked.statement());
    Integer seen = asked == null ? null : asked.seen();
    if (seen == null) {
      missing.add("/seen", "is missing");
    }
    missing.refuse();
    return new Complete(statement, Objects.requireNonNull(seen));
  }
}
