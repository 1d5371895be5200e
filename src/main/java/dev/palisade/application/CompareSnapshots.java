package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.render.csv.ComparisonCsv;
import dev.palisade.render.html.ComparisonHtml;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.render.markdown.ComparisonMarkdown;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Says what differs between two snapshots of a cluster: objects, traffic, outcomes. Each is judged
/// by the newest scope, as of its own time; what differs in the scopes that were in force at those
/// times is said beside it.
@ApplicationScoped
public class CompareSnapshots {
  private final AssessCluster assess;
  private final ReadEvidence evidence;
  private final PrintPdf print;

  public CompareSnapshots(AssessCluster assess, ReadEvidence evidence, PrintPdf print) {
    this.assess = assess;
    this.evidence = evidence;
    this.print = print;
  }

  /// @param framework whose outcomes are compared; null or `all`: all
  public record Request(
      String cluster, SnapshotChoice from, SnapshotChoice to, @Nullable String framework) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework, or `from` is later than `to`
  public Comparison compare(Request request) {
    SnapshotEntry from = evidence.find(request.cluster(), request.from());
    SnapshotEntry to = evidence.find(request.cluster(), request.to());
    if (from.sequence() > to.sequence()) {
      throw new UnusableInput(
          "from is later than to: "
              + named(request.from(), from)
              + ", "
              + named(request.to(), to)
              + "; exchange them");
    }
    AtOnce<AssessCluster.Judged, AssessCluster.Judged> judged =
        assess.judge(of(request, from), of(request, to));
    return assess.compareInFull(judged.first(), judged.second());
  }

  private static String named(SnapshotChoice choice, SnapshotEntry found) {
    return choice.text() + " is snapshot " + found.sequence() + " of " + found.takenAt();
  }

  private static AssessCluster.Request of(Request request, SnapshotEntry snapshot) {
    return new AssessCluster.Request(
        request.cluster(),
        new SnapshotChoice.Numbered(snapshot.sequence()),
        request.framework(),
        null);
  }

  /// Canonical JSON, `palisade/comparison/v1`.
  public byte[] json(Comparison comparison) {
    return ComparisonJson.bytes(comparison);
  }

  /// For people.
  public byte[] pdf(Comparison comparison) {
    return print.comparison(comparison, json(comparison));
  }

  /// One page, which needs nothing else.
  public String html(Comparison comparison) {
    return ComparisonHtml.of(comparison);
  }

  /// One table of all layers.
  public String csv(Comparison comparison) {
    return ComparisonCsv.of(comparison);
  }

  public String markdown(Comparison comparison) {
    return ComparisonMarkdown.of(comparison);
  }
}
