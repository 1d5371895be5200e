package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a check came to in all clusters: the gravest of what it came to in each.
///
/// @param question what it asks; null when the catalogue does not know the check
/// @param open findings that count, of all clusters
/// @param excepted findings that an exception in force covers, of all clusters
/// @param clusters every cluster of the group, by name
public record GroupCheck(
    String id,
    @Nullable String question,
    Outcome outcome,
    long open,
    long excepted,
    List<Standing> clusters) {

  /// @param outcome in a report on a period the gravest of it; open and excepted are those of its
  ///   last snapshot
  /// @param reason why it is INCONCLUSIVE, where the cluster's own report does not say it; else
  ///   null
  public record Standing(
      String cluster, Outcome outcome, long open, long excepted, @Nullable String reason) {}

  public GroupCheck {
    clusters = List.copyOf(clusters);
  }
}
