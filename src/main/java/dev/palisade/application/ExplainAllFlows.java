package dev.palisade.application;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.compliance.control.Evidence;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Explains the traffic of every pair of ends that a map of workloads has (workloads, and ranges of
/// IPv4 addresses that policies tell apart), whether anything may flow between them or not.
public final class ExplainAllFlows {
  /// What is said where nothing was found to flow, and something may.
  public static final Message DOUBT = ExplainFlow.DOUBT;

  /// Sources whose texts are held in memory, and made on all processors.
  private static final int AT_ONCE = 8;

  private final Evidence evidence;
  private final Reachability reachability;
  private final List<End> sources;
  private final List<End> destinations;
  private final TrafficSet traffic;
  private final List<Message> warnings;

  /// @param from the one source, see [FlowEnd]; null: each
  /// @param to the one destination; null: each
  /// @param port traffic in the notation of the scope; null: all
  public record Request(
      List<Path> paths,
      DialectChoice dialect,
      @Nullable String from,
      @Nullable String to,
      @Nullable String port) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  private record End(FlowEnd end, EndpointSet endpoints) {
    boolean isAddress() {
      return end instanceof FlowEnd.Addresses;
    }
  }

  /// @param any whether anything may flow
  private record Text(String lines, boolean any) {}

  private ExplainAllFlows(
      Evidence evidence,
      List<End> sources,
      List<End> destinations,
      TrafficSet traffic,
      List<Message> warnings) {
    this.evidence = evidence;
    this.reachability = evidence.reachability();
    this.sources = sources;
    this.destinations = destinations;
    this.traffic = traffic;
    this.warnings = warnings;
  }

  /// @throws UnusableInput when the manifests cannot be used, or an end or the traffic is none
  public static ExplainAllFlows of(Request request) {
    ExplainFlow.requireTraffic(request.port());
    ClusterModel model = ClusterModel.read(request.paths(), request.dialect(), Purpose.VERDICT);
    Reachability reachability = model.analysis().reachability();
    ConnectivityMap map = ConnectivityMap.of(reachability, Level.WORKLOAD);
    return new ExplainAllFlows(
        model.analysis().evidence(),
        ends("--from", request.from(), map.sources(), reachability),
        ends("--to", request.to(), map.destinations(), reachability),
        ExplainFlow.judged(request.port(), reachability.settings()),
        model.warnings());
  }

  private static List<End> ends(
      String option, @Nullable String only, List<MapEnd> all, Reachability reachability) {
    if (only != null) {
      FlowEnd end = FlowEnd.parse(option, only, reachability.endpoints());
      return List.of(new End(end, end.endpoints(reachability)));
    }
    return all.stream().map(end -> new End(flowEnd(end), end.endpoints())).toList();
  }

  private static FlowEnd flowEnd(MapEnd end) {
    IpRange range = end.range();
    return range == null
        ? new FlowEnd.Pods(end.name(), end.endpoints())
        : new FlowEnd.Addresses(end.name(), IpSet.of(range));
  }

  public List<Message> warnings() {
    return List.copyOf(warnings);
  }

  /// Writes the explanation of one pair after the other, then the settings; in the order of a map.
  ///
  /// @return whether anything may flow at all; in doubt where nothing was found to, and something
  ///   that was not read or is not modelled may allow it
  public ExplainFlow.Verdict write(PrintWriter out) {
    FlowEvaluator evaluator =
        FlowEvaluator.of(
            reachability.inventory(), reachability.policies(), reachability.settings());
    boolean any = false;
    for (int i = 0; i < sources.size(); i += AT_ONCE) {
      List<Text> texts =
          sources.subList(i, Math.min(i + AT_ONCE, sources.size())).parallelStream()
              .map(source -> text(evaluator, source))
              .toList();
      for (Text text : texts) {
        any |= text.any();
        out.print(text.lines());
      }
    }
    out.print(FlowQuestion.settings(reachability.settings()) + "\n");
    out.flush();
    return any
        ? ExplainFlow.Verdict.PARTLY
        : isDoubted() ? ExplainFlow.Verdict.IN_DOUBT : ExplainFlow.Verdict.DENIED;
  }

  private boolean isDoubted() {
    EndpointSet ends = reachability.endpoints().none();
    for (End end : Stream.concat(sources.stream(), destinations.stream()).toList()) {
      ends = ends.or(end.endpoints());
    }
    return ExplainFlow.isDoubted(evidence, ends);
  }

  /// All pairs of one source.
  private Text text(FlowEvaluator evaluator, End source) {
    boolean any = false;
    StringBuilder lines = new StringBuilder();
    for (End destination : destinations) {
      if (isPair(source, destination)) {
        ExplainFlow answer = answer(evaluator, source, destination);
        any |= answer.verdict() != ExplainFlow.Verdict.DENIED;
        answer.writeReasons(lines);
        lines.append('\n');
      }
    }
    return new Text(lines.toString(), any);
  }

  private static boolean isPair(End source, End destination) {
    return !(source.isAddress() && destination.isAddress())
        && !source.endpoints().equals(destination.endpoints());
  }

  private ExplainFlow answer(FlowEvaluator evaluator, End source, End destination) {
    return new FlowQuestion(
            reachability,
            source.end(),
            source.endpoints(),
            destination.end(),
            destination.endpoints(),
            traffic)
        .answer(evaluator, List.of());
  }
}
