package dev.palisade.compliance.diff;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a finding, known by its fingerprint.
///
/// @param summary as in the state after, or before where it is closed
/// @param before the traffic of its witness before; null: none, or it was not there
/// @param after likewise
public record FindingChange(
    Kind change,
    String check,
    String fingerprint,
    String summary,
    @Nullable String before,
    @Nullable String after)
    implements Comparable<FindingChange> {

  private static final Comparator<FindingChange> ORDER =
      Comparator.comparing(FindingChange::change)
          .thenComparing(FindingChange::check)
          .thenComparing(FindingChange::summary)
          .thenComparing(FindingChange::fingerprint);

  /// The gravest first.
  public enum Kind {
    /// Open after, not there before.
    NEW,
    /// Open after, excepted before.
    REOPENED,
    /// Open before and after.
    STILL_OPEN,
    /// Excepted after, and open or not there before.
    NEWLY_EXCEPTED,
    /// Excepted before and after.
    STILL_EXCEPTED,
    /// Not there after.
    CLOSED;

    /// `new`, `still-open`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public int compareTo(FindingChange other) {
    return ORDER.compare(this, other);
  }
}
