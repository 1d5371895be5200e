package dev.palisade.application;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Explanation;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.MayTouch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says whether traffic may flow from one end to another, and why.
///
/// @param verdict on all that was asked for
/// @param parts pairs of endpoints by their traffic, those with most pairs first; one where all
///   have the same
/// @param explanations of one example of each part
/// @param settings by which it was judged
public record ExplainFlow(
    Verdict verdict,
    List<Part> parts,
    List<Explanation> explanations,
    String settings,
    List<Message> warnings) {

  /// What becomes of the traffic asked for.
  public enum Verdict {
    ALLOWED,
    /// Some of it, or between some of the endpoints.
    PARTLY,
    DENIED,
    /// None of it by what was read, and something that may allow it was not read or is not
    /// modelled: the warnings name it.
    IN_DOUBT
  }

  /// @param source which endpoints, as text
  /// @param traffic of that asked for, what may flow; `No Connections` if none
  public record Part(String source, String destination, String traffic) {
    /// `SRC => DST : TRAFFIC`, as in maps.
    @Override
    public String toString() {
      return source + " => " + destination + " : " + traffic;
    }
  }

  /// @param from, to see [FlowEnd]
  /// @param port traffic in the notation of the scope, `TCP/5432`; null: all
  public record Request(
      List<Path> paths, DialectChoice dialect, String from, String to, @Nullable String port) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  static final Message DOUBT =
      Message.warning(
          "the answer is in doubt: what was not read or is not modelled may allow this traffic");

  public ExplainFlow {
    parts = List.copyOf(parts);
    explanations = List.copyOf(explanations);
    warnings = List.copyOf(warnings);
  }

  /// @throws UnusableInput when the manifests cannot be used, or an end or the traffic is none
  public static ExplainFlow of(Request request) {
    requireTraffic(request.port());
    ClusterModel model = ClusterModel.read(request.paths(), request.dialect(), Purpose.VERDICT);
    Reachability reachability = model.analysis().reachability();
    FlowEnd from = FlowEnd.parse("--from", request.from(), reachability.endpoints());
    FlowEnd to = FlowEnd.parse("--to", request.to(), reachability.endpoints());
    if (from instanceof FlowEnd.Addresses && to instanceof FlowEnd.Addresses) {
      throw new UnusableInput(
          "--from, --to: " + from.text() + " and " + to.text() + " are both outside the cluster");
    }
    TrafficSet judged = judged(request.port(), reachability.settings());
    FlowEvaluator evaluator =
        FlowEvaluator.of(
            reachability.inventory(), reachability.policies(), reachability.settings());
    ExplainFlow answer =
        FlowQuestion.of(reachability, from, to, judged).answer(evaluator, model.warnings());
    EndpointSet ends = from.endpoints(reachability).or(to.endpoints(reachability));
    return answer.verdict() == Verdict.DENIED && isDoubted(model.analysis().evidence(), ends)
        ? answer.inDoubt()
        : answer;
  }

  /// Whether a document that was lost may be of any kind, or something may allow traffic of one of
  /// the ends beyond what was computed. Policies that cannot be used have ended the command before.
  static boolean isDoubted(Evidence evidence, EndpointSet ends) {
    return evidence.gaps().stream().anyMatch(gap -> gap.kind().equals("*"))
        || evidence.warnings().stream()
            .anyMatch(
                warning ->
                    warning.effect() == Effect.MAY_ALLOW
                        && MayTouch.of(warning.touches(), ends, evidence.reachability()));
  }

  private ExplainFlow inDoubt() {
    List<Message> all = new ArrayList<>(warnings);
    all.add(DOUBT);
    return new ExplainFlow(Verdict.IN_DOUBT, parts, explanations, settings, all);
  }

  /// Of the traffic that was asked for, what the dialect judges; all that it does if none was.
  ///
  /// @throws UnusableInput if that is none
  static TrafficSet judged(@Nullable String port, DialectSettings settings) {
    TrafficSet asked = asked(port);
    TrafficSet judged = asked == null ? settings.covered() : asked.intersect(settings.covered());
    if (judged.isEmpty()) {
      throw new UnusableInput(
          "--port: "
              + port
              + " is not judged: the settings of "
              + settings.dialect()
              + " cover TCP, UDP and SCTP alone (--set icmp-when-isolated=denied covers it)");
    }
    return judged;
  }

  /// Before manifests are read: a misspelt port is told at once.
  static void requireTraffic(@Nullable String port) {
    asked(port);
  }

  private static @Nullable TrafficSet asked(@Nullable String port) {
    try {
      return port == null ? null : TrafficNotation.parseScope(port);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--port: " + e.getMessage());
    }
  }

  /// The parts, then why, then the settings: each a line or a tree of lines.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    writeReasons(text);
    return text.append('\n').append(settings).append('\n').toString();
  }

  /// The parts, then why.
  void writeReasons(StringBuilder text) {
    parts.forEach(part -> text.append(part).append('\n'));
    for (Explanation explanation : explanations) {
      text.append('\n');
      explanation.write(text);
    }
  }
}
