package dev.palisade.render.html;

import java.time.Instant;

/// Whether a report is one to rely on. What is not says so on top of the page and across each
/// printed one.
public sealed interface Standing {
  /// The newest version, as far as is known.
  record Issued() implements Standing {}

  /// Neither kept nor sealed.
  record Draft() implements Standing {}

  /// @param by id of the next version
  record Superseded(String by) implements Standing {}

  /// Not to be relied on, superseded or not.
  record Withdrawn(String by, Instant at, String reason) implements Standing {}
}
