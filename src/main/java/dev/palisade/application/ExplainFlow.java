package dev.palisade.application;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Explanation;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.ClusterModel.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    DENIED
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

  public ExplainFlow {
    parts = List.copyOf(parts);
    explanations = List.copyOf(explanations);
    warnings = List.copyOf(warnings);
  }

  /// The endpoints of one part.
  private record Pairs(List<int[]> ids) {}

  /// @throws UnusableInput when the manifests cannot be used, or an end or the traffic is none
  public static ExplainFlow of(Request request) {
    TrafficSet asked = asked(request.port());
    ClusterModel model = ClusterModel.read(request.paths(), request.dialect(), Purpose.VERDICT);
    Reachability reachability = model.analysis().reachability();
    FlowEnd from = FlowEnd.parse("--from", request.from(), reachability.endpoints());
    FlowEnd to = FlowEnd.parse("--to", request.to(), reachability.endpoints());
    if (from instanceof FlowEnd.Addresses && to instanceof FlowEnd.Addresses) {
      throw new UnusableInput(
          "--from, --to: " + from.text() + " and " + to.text() + " are both outside the cluster");
    }
    TrafficSet judged =
        asked == null
            ? reachability.settings().covered()
            : asked.intersect(reachability.settings().covered());
    if (judged.isEmpty()) {
      throw new UnusableInput(
          "--port: "
              + request.port()
              + " is not judged: the settings of "
              + reachability.settings().dialect()
              + " cover TCP, UDP and SCTP alone (--set icmp-when-isolated=denied covers it)");
    }
    return new Asked(reachability, from, to, judged).answer(model.warnings());
  }

  private static @Nullable TrafficSet asked(@Nullable String port) {
    try {
      return port == null ? null : TrafficNotation.parseScope(port);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--port: " + e.getMessage());
    }
  }

  /// One question.
  private record Asked(Reachability reachability, FlowEnd from, FlowEnd to, TrafficSet traffic) {

    ExplainFlow answer(List<Message> warnings) {
      List<Map.Entry<TrafficSet, Pairs>> groups = new ArrayList<>(groups().entrySet());
      groups.sort(
          Comparator.comparing(
              (Map.Entry<TrafficSet, Pairs> group) -> -group.getValue().ids().size()));
      FlowEvaluator evaluator =
          FlowEvaluator.of(
              reachability.inventory(), reachability.policies(), reachability.settings());
      List<Part> parts = new ArrayList<>();
      List<Explanation> explanations = new ArrayList<>();
      for (Map.Entry<TrafficSet, Pairs> group : groups) {
        List<int[]> pairs = group.getValue().ids();
        parts.add(
            new Part(
                name(from, pairs, 0, groups.size() == 1),
                name(to, pairs, 1, groups.size() == 1),
                TrafficNotation.format(group.getKey())));
        Endpoint source = reachability.endpoints().get(pairs.getFirst()[0]);
        Endpoint destination = reachability.endpoints().get(pairs.getFirst()[1]);
        explanations.add(
            evaluator.explain(source, destination, example(group.getKey(), destination)));
      }
      return new ExplainFlow(verdict(groups), parts, explanations, settings(), warnings);
    }

    private Map<TrafficSet, Pairs> groups() {
      EndpointSet sources = from.endpoints(reachability);
      EndpointSet destinations = to.endpoints(reachability);
      boolean itself = sources.size() == 1 && sources.equals(destinations);
      Map<TrafficSet, Pairs> groups = new LinkedHashMap<>();
      for (int source : sources.ids().toArray()) {
        for (int destination : destinations.ids().toArray()) {
          if (source != destination || itself) {
            groups
                .computeIfAbsent(
                    reachability.traffic(source, destination).intersect(traffic),
                    t -> new Pairs(new ArrayList<>()))
                .ids()
                .add(new int[] {source, destination});
          }
        }
      }
      return groups;
    }

    private Verdict verdict(List<Map.Entry<TrafficSet, Pairs>> groups) {
      if (groups.stream().allMatch(group -> group.getKey().isEmpty())) {
        return Verdict.DENIED;
      }
      return groups.stream().allMatch(group -> group.getKey().equals(traffic))
          ? Verdict.ALLOWED
          : Verdict.PARTLY;
    }

    /// The end as it was given; where only a part of it is meant, that part.
    private String name(FlowEnd end, List<int[]> pairs, int side, boolean whole) {
      EndpointSet meant =
          EndpointSet.of(pairs.stream().mapToInt(p -> p[side]).distinct().toArray());
      if (whole || meant.equals(end.endpoints(reachability))) {
        return end.text();
      }
      return switch (end) {
        case FlowEnd.Pods pods ->
            meant
                .ids()
                .mapToObj(id -> reachability.endpoints().get(id).toString())
                .collect(Collectors.joining(", "));
        case FlowEnd.Addresses(var text, var addresses) ->
            IpSet.unionOf(
                    meant
                        .ids()
                        .mapToObj(id -> reachability.endpoints().get(id))
                        .map(Asked::range)
                        .toList())
                .intersect(addresses)
                .toString();
      };
    }

    private static IpSet range(Endpoint endpoint) {
      return endpoint instanceof Endpoint.AddressEndpoint(var range) ? IpSet.of(range) : IpSet.NONE;
    }

    /// A packet to explain: of what may flow, or of what may not, on a port that the destination
    /// has.
    private Packet example(TrafficSet allowed, Endpoint destination) {
      if (!allowed.isEmpty()) {
        return allowed.example();
      }
      if (destination instanceof Endpoint.PodEndpoint(var pod)) {
        for (ContainerPort port : pod.ports()) {
          Packet packet = Packet.of(port.protocol(), port.number());
          if (traffic.contains(packet)) {
            return packet;
          }
        }
      }
      Packet usual = Packet.of(Protocol.TCP, 443);
      return traffic.contains(usual) ? usual : traffic.example();
    }

    private String settings() {
      return "judged as "
          + reachability.settings().dialect()
          + " does, with "
          + reachability.settings().values().entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(", "));
    }
  }

  /// The parts, then why, then the settings: each a line or a tree of lines.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part).append('\n'));
    explanations.forEach(explanation -> text.append('\n').append(explanation));
    return text.append('\n').append(settings).append('\n').toString();
  }
}
