package dev.palisade.render.text;

import dev.palisade.analysis.reachability.connectivity.FlowDifference;
import dev.palisade.analysis.traffic.TrafficNotation;
import java.util.List;

/// Differences between two maps as text: a header and one line a pair; nothing at all where there
/// is no difference.
public final class DifferenceText {
  private static final String HEADER = "Connectivity diff:\n";

  private DifferenceText() {}

  public static String of(List<FlowDifference> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(HEADER);
    for (FlowDifference d : differences) {
      text.append("diff-type: ").append(d.kind());
      text.append(", source: ").append(d.source());
      text.append(", destination: ").append(d.destination());
      text.append(", ref1: ").append(TrafficNotation.format(d.before()));
      text.append(", ref2: ").append(TrafficNotation.format(d.after()));
      if (!d.oneSided().isEmpty()) {
        text.append(", workloads-diff-info: ").append(workloads(d));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /// `workload A and B added`; empty where both ends are there before and after.
  public static String workloads(FlowDifference difference) {
    return difference.oneSided().isEmpty()
        ? ""
        : "workload " + String.join(" and ", difference.oneSided()) + " " + difference.kind();
  }
}
