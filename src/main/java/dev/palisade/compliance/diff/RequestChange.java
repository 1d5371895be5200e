package dev.palisade.compliance.diff;

import java.util.Locale;

/// Requests of the application layer that may be made on connections which both states allow, and
/// differ.
///
/// @param traffic the connections
/// @param before what the policies let pass: `every request`, or on which side only what
/// @param after likewise
public record RequestChange(Kind change, String traffic, String before, String after) {

  /// What became of the requests, as far as comparing rules can tell.
  public enum Kind {
    /// Nothing passes that did not before.
    NARROWED,
    /// All passes that did before.
    WIDENED,
    /// Other rules; what they let pass may be more, less, or the same in other words.
    CHANGED;

    /// `narrowed`, `widened`, `changed`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// `TCP 80 narrowed: every request, then ingress only HTTP GET /`.
  @Override
  public String toString() {
    return traffic + " " + change + ": " + before + ", then " + after;
  }
}
