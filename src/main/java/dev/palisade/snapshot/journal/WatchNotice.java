package dev.palisade.snapshot.journal;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a watch has to say.
public sealed interface WatchNotice {

  /// An object changed.
  record Changed(JournalEntry entry) implements WatchNotice {}

  /// Every change of a kind between two instants was told of. What is not said so was not watched.
  ///
  /// @param kind as [WatchedKind] writes it
  record Watched(WatchedKind kind, Instant from, Instant until) implements WatchNotice {}

  /// A watch broke off, or never began.
  ///
  /// @param until null: it lasts
  /// @param reason for people
  record Blind(
      WatchedKind kind, Instant from, @Nullable Instant until, String reason, Recovery recovery)
      implements WatchNotice {}

  /// What is known of the changes in a blind interval.
  enum Recovery {
    /// Nothing.
    NONE,
    /// The API server told of every one of them later: nothing is missing.
    RESUMED,
    /// Lists before and after were compared: what was changed and undone is missing.
    RELISTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
