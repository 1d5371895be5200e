package dev.palisade.render.csv;

import dev.palisade.analysis.reachability.connectivity.FlowDifference;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.RequestChange;
import dev.palisade.render.text.DifferenceText;
import java.util.List;

/// Differences between two maps as CSV; nothing at all, not even the header, where there is no
/// difference.
public final class DifferenceCsv {
  private static final List<String> HEADER =
      List.of("diff-type", "source", "destination", "ref1", "ref2", "workloads-diff-info");

  private DifferenceCsv() {}

  /// @param requests flows of which other requests may be made: a line each for what differs
  public static String of(List<FlowDifference> differences, List<FlowChange> requests) {
    if (differences.isEmpty() && requests.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(Csv.record(HEADER));
    for (FlowDifference d : differences) {
      text.append(
          Csv.record(
              List.of(
                  d.kind().toString(),
                  d.source(),
                  d.destination(),
                  TrafficNotation.format(d.before()),
                  TrafficNotation.format(d.after()),
                  DifferenceText.workloads(d))));
    }
    for (FlowChange flow : requests) {
      for (RequestChange change : DifferenceText.changes(flow)) {
        text.append(
            Csv.record(
                List.of(
                    "changed",
                    DifferenceText.end(flow.source()),
                    DifferenceText.end(flow.destination()),
                    DifferenceText.before(change),
                    DifferenceText.after(change),
                    "")));
      }
    }
    return text.toString();
  }
}
