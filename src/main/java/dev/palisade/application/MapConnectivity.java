package dev.palisade.application;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.connectivity.AddressPieces;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.analysis.reachability.outline.Division;
import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.traffic.IpAddress.Family;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.render.csv.ConnectivityCsv;
import dev.palisade.render.dot.ConnectivityDot;
import dev.palisade.render.json.ConnectivityJson;
import dev.palisade.render.svg.ConnectivitySvg;
import dev.palisade.render.text.ConnectivityText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps the traffic that manifests allow.
///
/// @param division into zones, for pictures
/// @param caption for pictures
/// @param warnings what the map leaves out, or what people may have meant otherwise
public record MapConnectivity(
    ConnectivityMap map,
    Division division,
    ConnectivitySvg.Caption caption,
    List<Message> warnings) {

  /// How a map is written.
  public enum Format {
    TXT,
    JSON,
    CSV,
    /// For Graphviz.
    DOT,
    /// A picture.
    SVG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is asked for.
  ///
  /// @param paths together one cluster
  /// @param from limits the sources, see [FlowEnd]; null: all
  /// @param to limits the destinations; null: all
  /// @param scope whose zones and networks a picture shows; null: namespaces
  public record Request(
      List<Path> paths,
      DialectChoice dialect,
      Level level,
      @Nullable String from,
      @Nullable String to,
      @Nullable Path scope) {
    public Request {
      paths = List.copyOf(paths);
    }

    /// The whole map by workloads.
    public static Request of(List<Path> paths, DialectChoice dialect) {
      return new Request(paths, dialect, Level.WORKLOAD, null, null, null);
    }
  }

  public MapConnectivity {
    warnings = List.copyOf(warnings);
  }

  /// @throws UnusableInput when there is no map of these manifests
  public static MapConnectivity of(Request request) {
    ClusterModel model =
        ClusterModel.read(
            request.paths(),
            request.dialect(),
            switch (request.level()) {
              case WORKLOAD -> ClusterModel.Purpose.WORKLOAD_MAP;
              case POD -> ClusterModel.Purpose.POD_MAP;
            });
    Reachability reachability = model.analysis().reachability();
    FlowEnd from = end("--from", request.from(), reachability);
    FlowEnd to = end("--to", request.to(), reachability);
    List<Message> warnings = new ArrayList<>(model.warnings());
    Division declared = null;
    if (request.scope() != null) {
      Zoning zoning = Zoning.of(AssessManifests.scope(request.scope()), reachability);
      zoning.warnings().forEach(warning -> warnings.add(Message.warning(warning)));
      declared = declared(zoning);
    }
    List<IpSet> cuts =
        Stream.concat(
                Stream.of(addresses("--from", from), addresses("--to", to)),
                declared == null
                    ? Stream.of()
                    : declared.networks().stream().map(Division.Network::addresses))
            .filter(set -> !set.isEmpty())
            .toList();
    ConnectivityMap map =
        ConnectivityMap.of(
                reachability,
                request.level(),
                AddressPieces.of(List.of(reachability.policies()), cuts))
            .restrictedTo(within(from), within(to));
    return new MapConnectivity(
        map,
        declared == null ? Division.byNamespace(map) : declared,
        new ConnectivitySvg.Caption(AssessManifests.folder(request.paths()), limits(request)),
        warnings);
  }

  private static Division declared(Zoning zoning) {
    List<Division.Network> networks = new ArrayList<>();
    for (Scope.Network network : zoning.scope().networks()) {
      networks.add(new Division.Network(network.name(), network.addresses()));
    }
    networks.add(new Division.Network(Scope.INTERNET, IpSet.ALL));
    return new Division(
        Division.Kind.DECLARED,
        zoning.zones().stream()
            .map(
                zone ->
                    new Division.Zone(zone.name(), zone.category().toString(), zoning.podsOf(zone)))
            .toList(),
        networks);
  }

  private static String limits(Request request) {
    return Stream.of(
            request.from() == null ? "" : "from " + request.from(),
            request.to() == null ? "" : "to " + request.to())
        .filter(limit -> !limit.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static @Nullable FlowEnd end(
      String option, @Nullable String text, Reachability reachability) {
    return text == null ? null : FlowEnd.parse(option, text, reachability.endpoints());
  }

  private static IpSet addresses(String option, @Nullable FlowEnd end) {
    if (!(end instanceof FlowEnd.Addresses(String text, IpSet all))) {
      return IpSet.NONE;
    }
    IpSet shown = all.restrictedTo(Family.V4);
    if (shown.isEmpty()) {
      throw new UnusableInput(option + ": " + text + " is not in a map: maps are of IPv4");
    }
    return shown;
  }

  private static Predicate<MapEnd> within(@Nullable FlowEnd wanted) {
    return switch (wanted) {
      case null -> end -> true;
      case FlowEnd.Pods(var text, var pods) ->
          end -> !end.isAddress() && end.endpoints().overlaps(pods);
      case FlowEnd.Addresses(var text, var addresses) ->
          end -> end.range() != null && addresses.contains(end.range().first());
    };
  }

  public void write(Format format, PrintWriter out) {
    switch (format) {
      case TXT -> ConnectivityText.write(map, out);
      case JSON -> ConnectivityJson.write(map, out);
      case CSV -> ConnectivityCsv.write(map, out);
      case DOT -> ConnectivityDot.write(map, out);
      case SVG -> ConnectivitySvg.write(Outline.of(map, division), caption, out);
    }
  }
}
