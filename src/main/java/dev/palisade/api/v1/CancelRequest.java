package dev.palisade.api.v1;

import org.jspecify.annotations.Nullable;

/// Why a campaign is cancelled.
public record CancelRequest(@Nullable String reason) {

  /// @throws dev.palisade.api.problem.RefusedRequest if none is given
  static String reason(@Nullable CancelRequest asked) {
    Missing missing = new Missing();
    String reason = missing.text("/reason", asked == null ? null : asked.reason());
    missing.refuse();
    return reason;
  }
}
