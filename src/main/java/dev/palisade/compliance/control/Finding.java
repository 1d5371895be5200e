package dev.palisade.compliance.control;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One violation: one a pair of workloads, or a subject.
///
/// @param fingerprint see [Fingerprint]
/// @param exception id of the exception that covers it; null when it is open
/// @param fix what would close it, for people; null: nothing general can be said
/// @param remedy what was proved to close it; null: nothing was looked for
public record Finding(
    String fingerprint,
    Status status,
    String summary,
    Witness witness,
    List<CitedRule> rules,
    @Nullable String exception,
    @Nullable String fix,
    @Nullable Remedy remedy)
    implements Comparable<Finding> {

  /// Whether a finding counts.
  public enum Status {
    OPEN,
    /// An approved, unexpired exception names it and all of its traffic.
    EXCEPTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::status)
          .thenComparing(Finding::summary)
          .thenComparing(Finding::fingerprint);

  public Finding {
    rules = List.copyOf(rules);
  }

  public Finding with(Remedy proved) {
    return new Finding(fingerprint, status, summary, witness, rules, exception, fix, proved);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
