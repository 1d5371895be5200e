package dev.palisade.render.text;

import dev.palisade.analysis.reachability.connectivity.FlowDifference;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.RequestChange;
import java.util.List;

/// Differences between two maps as text: a header and one line a pair; nothing at all where there
/// is no difference.
public final class DifferenceText {
  private static final String HEADER = "Connectivity diff:\n";

  private DifferenceText() {}

  /// @param requests flows of which other requests may be made: a line each for what differs
  public static String of(List<FlowDifference> differences, List<FlowChange> requests) {
    if (differences.isEmpty() && requests.isEmpty()) {
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
    for (FlowChange flow : requests) {
      for (RequestChange change : changes(flow)) {
        text.append("diff-type: changed, source: ").append(end(flow.source()));
        text.append(", destination: ").append(end(flow.destination()));
        text.append(", ref1: ").append(before(change));
        text.append(", ref2: ").append(after(change)).append('\n');
      }
    }
    return text.toString();
  }

  public static List<RequestChange> changes(FlowChange flow) {
    return flow.requests() == null ? List.of() : flow.requests();
  }

  /// An end of a flow as maps write it.
  public static String end(String name) {
    return name.endsWith("]") ? name : name + "[External]";
  }

  /// `TCP 80 for every request`.
  public static String before(RequestChange change) {
    return change.traffic() + " for " + change.before();
  }

  public static String after(RequestChange change) {
    return change.traffic() + " for " + change.after();
  }

  /// `workload A and B added`; empty where both ends are there before and after.
  public static String workloads(FlowDifference difference) {
    return difference.oneSided().isEmpty()
        ? ""
        : "workload " + String.join(" and ", difference.oneSided()) + " " + difference.kind();
  }
}
