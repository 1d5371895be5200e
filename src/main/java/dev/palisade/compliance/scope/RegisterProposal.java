package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Register entries for what the policies let across the borders of zones in scope, as far as it is
/// narrow enough to be meant; the rest stands as a comment.
final class RegisterProposal {
  /// Labels that name an application, the most telling first.
  private static final List<String> NAMES =
      List.of("app.kubernetes.io/name", "app", "k8s-app", "name");

  /// More than that is no list that anyone meant.
  private static final int MOST_PORTS = 32;

  private static final int MOST_ENTRIES = 500;

  private final Zoning zoning;
  private final Reachability reachability;
  private final Endpoints endpoints;
  // by `from` and `to` as they are written
  private final SortedMap<String, TrafficSet> narrow = new TreeMap<>();
  private final TreeSet<String> wide = new TreeSet<>();

  RegisterProposal(Zoning zoning, Reachability reachability) {
    this.zoning = zoning;
    this.reachability = reachability;
    this.endpoints = reachability.endpoints();
  }

  String text() {
    EndpointSet inScope = zoning.podsInScope();
    inScope.forEach(
        pod -> {
          Zone zone = zoning.zoneOf(pod);
          EndpointSet outside =
              endpoints
                  .allPods()
                  .or(zoning.outside())
                  .minus(zone == null ? endpoints.none() : zoning.podsOf(zone))
                  .minus(zoning.dns().endpoints());
          add(reachability.sourcesOf(pod).cells(), outside, pod, true);
          add(reachability.destinationsOf(pod).cells(), outside.minus(inScope), pod, false);
        });
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Map.Entry<String, TrafficSet> entry : narrow.entrySet()) {
      if (number == MOST_ENTRIES) {
        text.append("  # and ").append(narrow.size() - number).append(" more\n");
        break;
      }
      number++;
      text.append("  - {id: ")
          .append("F-%03d".formatted(number))
          .append(", ")
          .append(entry.getKey())
          .append(", traffic: [")
          .append(String.join(", ", words(entry.getValue())))
          .append("]}\n");
    }
    String entries = number == 0 ? "register: []\n" : "register:\n" + text;
    StringBuilder comments = new StringBuilder();
    wide.forEach(line -> comments.append("# too wide to be proposed: ").append(line).append('\n'));
    return comments + entries;
  }

  private void add(List<Cell> cells, EndpointSet others, int pod, boolean inward) {
    for (Cell cell : cells) {
      cell.endpoints()
          .and(others)
          .forEach(
              other -> {
                String here = party(pod);
                String there = party(other);
                if (here == null || there == null) {
                  return;
                }
                String flow =
                    inward
                        ? "from: {" + there + "}, to: {" + here + "}"
                        : "from: {" + here + "}, to: {" + there + "}";
                if (isNarrow(cell.traffic())) {
                  narrow.merge(flow, cell.traffic(), TrafficSet::union);
                } else {
                  wide.add(flow + ": " + TrafficNotation.format(cell.traffic()));
                }
              });
    }
  }

  /// Null: an endpoint that the register cannot name.
  private @Nullable String party(int endpoint) {
    if (endpoints.isAddress(endpoint)) {
      Network network = zoning.networkOf(endpoint);
      return "network: " + (network == null ? Scope.INTERNET : network.name());
    }
    Zone zone = zoning.zoneOf(endpoint);
    if (zone == null || zone.name().equals(Scope.UNASSIGNED)) {
      return null;
    }
    Pod pod = endpoints.podList().get(endpoint);
    for (String key : NAMES) {
      String value = pod.labels().get(key);
      if (value != null) {
        return "zone: %s, pods: {matchLabels: {%s: %s}}"
            .formatted(ScopeProposal.quoted(zone.name()), key, ScopeProposal.quoted(value));
      }
    }
    return "zone: " + ScopeProposal.quoted(zone.name());
  }

  private static boolean isNarrow(TrafficSet traffic) {
    List<String> words = words(traffic);
    return !words.isEmpty()
        && words.size() <= MOST_PORTS
        && words.stream().noneMatch(RegisterProposal::isWide);
  }

  private static boolean isWide(String word) {
    int dash = word.indexOf('-');
    if (!word.contains("/")) {
      return true;
    }
    int from =
        Integer.parseInt(word.substring(word.indexOf('/') + 1, dash < 0 ? word.length() : dash));
    int to = dash < 0 ? from : Integer.parseInt(word.substring(dash + 1));
    return to - from >= MOST_PORTS;
  }

  /// `TCP/80`, `UDP/100-200`: what a register can say; empty when it cannot say all of it.
  private static List<String> words(TrafficSet traffic) {
    List<String> words = new ArrayList<>();
    TrafficSet said = TrafficSet.NONE;
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
      String text = TrafficNotation.format(traffic.intersect(TrafficSet.of(protocol)));
      if (text.startsWith(protocol + " ")) {
        for (String ports : text.substring(protocol.toString().length() + 1).split(",")) {
          words.add(protocol + "/" + ports);
        }
      }
      said = said.union(traffic.intersect(TrafficSet.of(protocol)));
    }
    return said.contains(traffic) ? words : List.of();
  }
}
