package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.WorkloadName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reachability seen by workloads: what some pod of the one may send to some other pod of the
/// other. Pods are asked once a class. Finished pods count where the settings keep them; nodes are
/// left out. Safe for use by several threads.
final class WorkloadView {
  private final Reachability reachability;
  private final RequestView requests;
  private final Endpoints endpoints;
  private final List<String> names = new ArrayList<>();
  private final int[] workloadOf;
  private final SortedMap<String, List<Integer>> representatives = new TreeMap<>();
  private final Map<String, List<Integer>> members = new HashMap<>();

  WorkloadView(Reachability reachability) {
    this.reachability = reachability;
    this.requests = new RequestView(reachability);
    this.endpoints = reachability.endpoints();
    List<Pod> pods = endpoints.podList();
    workloadOf = new int[pods.size()];
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Map<String, Set<Integer>> classes = new LinkedHashMap<>();
    boolean finished = reachability.settings().finishedPodsKept();
    for (int id = 0; id < pods.size(); id++) {
      Pod pod = pods.get(id);
      workloadOf[id] = -1;
      if (pod.life() == Pod.Life.FINISHED && !finished) {
        continue;
      }
      String workload = WorkloadName.of(pod);
      Integer number = numbers.get(workload);
      if (number == null) {
        number = names.size();
        numbers.put(workload, number);
        names.add(workload);
      }
      workloadOf[id] = number;
      members.computeIfAbsent(workload, w -> new ArrayList<>()).add(id);
      // pods in their node's network differ by the node that they are on
      boolean first =
          classes.computeIfAbsent(workload, w -> new HashSet<>()).add(reachability.classOf(id));
      if (first || pod.usesHostNetwork()) {
        representatives.computeIfAbsent(workload, w -> new ArrayList<>()).add(id);
      }
    }
  }

  Set<String> workloads() {
    return representatives.keySet();
  }

  /// Traffic of one workload with all others and with addresses.
  ///
  /// @param workloads only those with traffic
  /// @param addresses by traffic, never empty
  record Row(Map<String, TrafficSet> workloads, Map<TrafficSet, IpSet> addresses) {
    static final Row EMPTY = new Row(Map.of(), Map.of());
  }

  /// What a workload may send, or what may be sent to it.
  Row row(String workload, Direction direction) {
    Map<String, TrafficSet> byWorkload = new HashMap<>();
    List<Integer> own = representatives.getOrDefault(workload, List.of());
    Map<TrafficSet, IpSet> byAddress = new LinkedHashMap<>();
    for (int pod : own) {
      Partition partition =
          direction == Direction.EGRESS
              ? reachability.destinationsOf(pod)
              : reachability.sourcesOf(pod);
      for (Partition.Cell cell : partition.cells()) {
        BitSet others = new BitSet();
        List<IpSet> ranges = new ArrayList<>();
        cell.endpoints()
            .forEach(
                id -> {
                  if (endpoints.isPod(id) && id != pod && workloadOf[id] >= 0) {
                    others.set(workloadOf[id]);
                  } else if (endpoints.isAddress(id)) {
                    ranges.add(
                        IpSet.of(endpoints.addressList().get(id - endpoints.idOfAddress(0))));
                  }
                });
        others.stream()
            .forEach(n -> byWorkload.merge(names.get(n), cell.traffic(), TrafficSet::union));
        if (!ranges.isEmpty()) {
          byAddress = laidOver(byAddress, IpSet.unionOf(ranges), cell.traffic());
        }
      }
    }
    return new Row(byWorkload, byAddress);
  }

  /// Adds traffic for a set of addresses to what there is.
  private static Map<TrafficSet, IpSet> laidOver(
      Map<TrafficSet, IpSet> ground, IpSet addresses, TrafficSet traffic) {
    Map<TrafficSet, IpSet> result = new LinkedHashMap<>();
    IpSet rest = addresses;
    for (Map.Entry<TrafficSet, IpSet> entry : ground.entrySet()) {
      IpSet both = entry.getValue().intersect(addresses);
      IpSet alone = entry.getValue().minus(addresses);
      if (!both.isEmpty()) {
        result.merge(entry.getKey().union(traffic), both, IpSet::union);
        rest = rest.minus(both);
      }
      if (!alone.isEmpty()) {
        result.merge(entry.getKey(), alone, IpSet::union);
      }
    }
    if (!rest.isEmpty()) {
      result.merge(traffic, rest, IpSet::union);
    }
    return result;
  }

  /// Whether a pair that differs between two other states is here as in the second of them, as far
  /// as they differ: all of the gain is there, and nothing of the loss. Of a range of addresses,
  /// this holds for each of them.
  boolean shows(FlowDifference flow) {
    TrafficSet gained = flow.gained();
    TrafficSet lost = flow.lost();
    return pieces(flow.source(), flow.destination()).stream()
            .allMatch(traffic -> traffic.contains(gained) && !traffic.overlaps(lost))
        && flow.requests().stream().allMatch(difference -> shows(flow, difference));
  }

  /// Whether the requests are those of the state after.
  private boolean shows(FlowDifference flow, RequestDifference difference) {
    return limits(flow.source(), flow.destination(), difference.traffic()).stream()
        .allMatch(
            limits -> limits.values().stream().allMatch(limit -> limit.equals(difference.after())));
  }

  /// Whether any policy speaks of requests.
  boolean speaksOfRequests() {
    return requests.any();
  }

  /// Whether policies with rules on requests apply to either end.
  boolean narrows(FlowDifference.End source, FlowDifference.End destination) {
    return requests.any()
        && (requests.narrows(ids(source), Direction.EGRESS)
            || requests.narrows(ids(destination), Direction.INGRESS));
  }

  /// Which requests may be made on connections, by parts of the traffic; of a range of addresses
  /// for each part of it that is told apart.
  List<Map<TrafficSet, PairLimits>> limits(
      FlowDifference.End source, FlowDifference.End destination, TrafficSet traffic) {
    List<Integer> senders = ids(source);
    List<Integer> receivers = receivers(source, destination);
    if (source instanceof FlowDifference.End.OfAddresses) {
      return senders.stream()
          .map(from -> requests.limits(List.of(from), receivers, traffic))
          .toList();
    }
    if (destination instanceof FlowDifference.End.OfAddresses) {
      return receivers.stream().map(to -> requests.limits(senders, List.of(to), traffic)).toList();
    }
    return List.of(requests.limits(senders, receivers, traffic));
  }

  /// The parts of a range that policies tell apart.
  List<IpRange> partsOf(IpSet range) {
    return endpoints
        .addressesIn(range)
        .ids()
        .mapToObj(id -> IpSet.of(endpoints.addressList().get(id - endpoints.idOfAddress(0))))
        .flatMap(part -> part.intersect(range).ranges().stream())
        .toList();
  }

  /// The traffic of two ends: between workloads what some pod of the one may send to some other pod
  /// of the other, with a range the same for each part of it that is told apart.
  private List<TrafficSet> pieces(FlowDifference.End source, FlowDifference.End destination) {
    List<Integer> receivers = receivers(source, destination);
    List<Integer> senders = ids(source);
    if (source instanceof FlowDifference.End.OfAddresses) {
      return senders.stream().map(from -> traffic(List.of(from), receivers)).toList();
    }
    if (destination instanceof FlowDifference.End.OfAddresses) {
      return receivers.stream().map(to -> traffic(senders, List.of(to))).toList();
    }
    return List.of(traffic(senders, receivers));
  }

  private List<Integer> receivers(FlowDifference.End source, FlowDifference.End destination) {
    // between pods of one workload, those of one class are told apart
    return source.equals(destination) && source instanceof FlowDifference.End.OfWorkload(String own)
        ? members.getOrDefault(own, List.of())
        : ids(destination);
  }

  private TrafficSet traffic(List<Integer> senders, List<Integer> receivers) {
    TrafficSet all = TrafficSet.NONE;
    for (int from : senders) {
      for (int to : receivers) {
        if (from != to) {
          all = all.union(reachability.traffic(from, to));
        }
      }
    }
    return all;
  }

  private List<Integer> ids(FlowDifference.End end) {
    return switch (end) {
      case FlowDifference.End.OfWorkload(String name) ->
          representatives.getOrDefault(name, List.of());
      case FlowDifference.End.OfAddresses(IpSet addresses) ->
          endpoints.addressesIn(addresses).ids().boxed().toList();
    };
  }
}
