package dev.palisade.snapshot.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a kind when its watch begins.
///
/// @param asOf the instant at which the objects stood so; null: nothing was ever known of the kind,
///   and what is found is the beginning, not a change
/// @param watchedUntil the end of the last watch; null: there was none
public record KnownState(
    @Nullable Instant asOf, @Nullable Instant watchedUntil, List<StandingObject> objects) {
  /// Nothing was known yet.
  public static final KnownState NONE = new KnownState(null, null, List.of());

  public KnownState {
    objects = List.copyOf(objects);
  }
}
