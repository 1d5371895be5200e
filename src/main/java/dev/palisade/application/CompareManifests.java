package dev.palisade.application;

import dev.palisade.analysis.reachability.connectivity.FlowDifference;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.reachability.connectivity.MapComparison;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.render.csv.DifferenceCsv;
import dev.palisade.render.text.DifferenceText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Compares two states of a cluster, given as manifests.
///
/// @param flows the pairs whose traffic differs
/// @param requests the pairs of which connections that both states allow are for other requests;
///   IPv6 is not in these maps
public record CompareManifests(
    List<FlowDifference> flows, List<FlowChange> requests, List<Message> warnings) {

  /// How differences are written.
  public enum Format {
    TXT,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CompareManifests {
    flows = List.copyOf(flows);
    requests = List.copyOf(requests);
    warnings = List.copyOf(warnings);
  }

  /// @throws UnusableInput when there is no map of one of the two states
  public static CompareManifests of(Path before, Path after, DialectChoice dialect) {
    ClusterModel first = ClusterModel.read(List.of(before), dialect, Purpose.WORKLOAD_MAP);
    ClusterModel second =
        ClusterModel.readAfter(first, List.of(after), dialect, Purpose.WORKLOAD_MAP);
    List<Message> warnings = new ArrayList<>(first.warnings());
    warnings.addAll(second.warnings());
    return new CompareManifests(
        MapComparison.between(
            first.analysis().reachability(), second.analysis().reachability(), Level.WORKLOAD),
        Comparison.requests(first.analysis().reachability(), second.analysis().reachability())
            .stream()
            .filter(flow -> !(flow.source() + flow.destination()).contains(":"))
            .toList(),
        warnings);
  }

  public boolean isEmpty() {
    return flows.isEmpty() && requests.isEmpty();
  }

  public void write(Format format, PrintWriter out) {
    out.append(
        switch (format) {
          case TXT -> DifferenceText.of(flows, requests);
          case CSV -> DifferenceCsv.of(flows, requests);
        });
    out.flush();
  }
}
