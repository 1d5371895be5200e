package dev.palisade.api.v1;

import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.compliance.report.period.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a report over several clusters is to be on.
///
/// @param group what they are called together; without `clusters` a group of the configuration
/// @param clusters their names; null: those of the group
/// @param kind `point-in-time` or `period`; null: a period where `from` and `to` are given
/// @param from of a period its beginning
/// @param to of a period its end, not included
/// @param framework `pci-dss`, `soc2`; null or `all`: all
public record GroupReportOrder(
    @Nullable String group,
    @Nullable List<String> clusters,
    @Nullable String kind,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String framework) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /// Null: it is to be on the newest snapshot of each cluster.
  ///
  /// @throws RefusedRequest if the parts do not go together
  @Nullable Interval period() {
    ReportOrder parts = new ReportOrder(kind, null, from, to, framework, null);
    parts.requireWhole();
    if (!parts.isOnPeriod() || from == null || to == null) {
      return null;
    }
    if (!from.isBefore(to)) {
      throw RefusedRequest.parameter("to", "a period ends after it began: " + from + " to " + to);
    }
    return new Interval(from, to);
  }

  /// @throws RefusedRequest if no clusters are named, or what they are called is no name
  void requireNames() {
    if (group == null && clusters == null) {
      throw RefusedRequest.parameter("clusters", "name clusters, or a group of the configuration");
    }
    if (clusters != null && clusters.stream().anyMatch(Objects::isNull)) {
      throw RefusedRequest.parameter("clusters", "null is no cluster");
    }
    if (group != null && !NAME.matcher(group).matches()) {
      throw RefusedRequest.parameter(
          "group", "up to 63 letters, digits, '.', '_' and '-', the first a letter or digit");
    }
  }
}
