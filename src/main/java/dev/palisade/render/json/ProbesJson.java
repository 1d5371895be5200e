package dev.palisade.render.json;

import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.ProbePlan;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;
import java.util.List;

/// A probe plan as JSON: `{"format": "palisade/probes/v1", "probes": [{"id", "from", "source",
/// "sourcePod", "to", "target", "protocol", "port", "expected", "covers"}], "uncovered": [{"from",
/// "to", "what", "why"}]}`.
public final class ProbesJson {
  private ProbesJson() {}

  private record Line(
      String id,
      String from,
      String source,
      String sourcePod,
      String to,
      String target,
      String protocol,
      int port,
      Probe.Expected expected,
      List<String> covers) {}

  private record Plan(String format, List<Line> probes, List<ProbePlan.Uncovered> uncovered) {}

  public static String text(ProbePlan plan) {
    Plan written =
        new Plan(
            "palisade/probes/v1",
            plan.probes().stream().map(ProbesJson::line).toList(),
            plan.uncovered());
    return PrettyJson.text(Node.object(RecordJson.fields(written))) + "\n";
  }

  private static Line line(Probe probe) {
    return new Line(
        probe.id(),
        probe.from(),
        WorkloadName.of(probe.source()),
        probe.source().toString(),
        probe.to(),
        probe.target().name(),
        probe.packet().protocol().toString(),
        probe.packet().destinationPort(),
        probe.expected(),
        probe.covers());
  }
}
