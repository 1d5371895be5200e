package dev.palisade.compliance.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a report is one to rely on. What is not says so wherever its format has a place for it.
public sealed interface Standing {
  /// The newest version, as far as is known.
  record Issued() implements Standing {}

  /// Neither kept nor sealed.
  record Draft() implements Standing {}

  /// @param by id of the next version
  record Superseded(String by) implements Standing {}

  /// Not to be relied on, superseded or not.
  record Withdrawn(String by, Instant at, String reason) implements Standing {}

  /// `issued`, `draft`, `superseded` or `withdrawn`.
  default String word() {
    return switch (this) {
      case Issued() -> "issued";
      case Draft() -> "draft";
      case Superseded superseded -> "superseded";
      case Withdrawn withdrawn -> "withdrawn";
    };
  }

  /// Why it is not to be relied on, for formats whose words nobody chooses; null: it is.
  default @Nullable String caution() {
    return switch (this) {
      case Issued() -> null;
      case Draft() -> "This is a draft: it was not issued.";
      case Superseded(String by) ->
          "This report was superseded: its next version is the report " + by + ".";
      case Withdrawn(String by, Instant at, String reason) ->
          "This report was withdrawn by "
              + by
              + " at "
              + at
              + " and is not to be relied on: "
              + reason;
    };
  }
}
