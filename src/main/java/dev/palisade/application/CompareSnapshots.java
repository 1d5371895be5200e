package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.render.json.ComparisonJson;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Says what differs between two snapshots of a cluster: objects, traffic, outcomes. Each is judged
/// by the newest scope, as of its own time.
@ApplicationScoped
public class CompareSnapshots {
  private final AssessCluster assess;
  private final PrintPdf print;

  public CompareSnapshots(AssessCluster assess, PrintPdf print) {
    this.assess = assess;
    this.print = print;
  }

  /// @param framework whose outcomes are compared; null or `all`: all
  public record Request(
      String cluster, SnapshotChoice from, SnapshotChoice to, @Nullable String framework) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  public Comparison compare(Request request) {
    return assess.compare(judged(request, request.from()), judged(request, request.to()));
  }

  private AssessCluster.Judged judged(Request request, SnapshotChoice snapshot) {
    return assess.judge(
        new AssessCluster.Request(request.cluster(), snapshot, request.framework(), null));
  }

  /// Canonical JSON, `palisade/comparison/v1`.
  public byte[] json(Comparison comparison) {
    return ComparisonJson.bytes(comparison);
  }

  /// For people.
  public byte[] pdf(Comparison comparison) {
    return print.comparison(comparison, json(comparison));
  }
}
