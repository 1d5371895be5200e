package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same violation in several clusters: of one check, and between ends, or of a subject, of the
/// same names. A fingerprint is a cluster's own, so that they are told by these.
///
/// @param source null, with `destination`: it is no flow
/// @param subject null, with `direction`: it is a flow
/// @param direction `ingress` or `egress`; null: a flow, or the matter has none
/// @param clusters two or more, by name
public record SharedFinding(
    String check,
    @Nullable String source,
    @Nullable String destination,
    @Nullable String subject,
    @Nullable String direction,
    List<Stand> clusters) {

  /// @param traffic null: it is no flow
  /// @param exception that covers it; null when it is open
  public record Stand(
      String cluster,
      String fingerprint,
      Finding.Status status,
      String summary,
      @Nullable String traffic,
      @Nullable String exception) {}

  public SharedFinding {
    clusters = List.copyOf(clusters);
  }

  /// The ends of the flow, or the subject.
  public String what() {
    return subject == null
        ? source + " \u2192 " + destination
        : subject + (direction == null ? "" : " (" + direction + ")");
  }
}
