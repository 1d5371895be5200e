package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Joins the two sides: the traffic of a pair is the intersection of what the source's egress row
/// says of the destination and the destination's ingress row of the source. Pairs are joined when
/// they are asked for; no square of them is kept.
final class Pairs {

  private static final int UNASKED = -1;

  private final Endpoints endpoints;
  private final EndpointClasses classes;
  private final Layout layout;
  private final TrafficTable table;
  private final Rows egress;
  private final Rows ingress;
  private final DialectSettings settings;
  private final int covered;
  private final boolean localityMatters;
  private final boolean hostOfPod;
  private final Hosts hosts;

  Pairs(
      Endpoints endpoints,
      EndpointClasses classes,
      TrafficTable table,
      Rows egress,
      Rows ingress,
      DialectSettings settings,
      Hosts hosts,
      boolean hostOfPod) {
    this.endpoints = endpoints;
    this.classes = classes;
    this.layout = classes.layout();
    this.table = table;
    this.egress = egress;
    this.ingress = ingress;
    this.settings = settings;
    this.covered = table.number(settings.covered());
    this.hostOfPod = hostOfPod;
    this.localityMatters = hostOfPod || settings.nodeToLocalPodOpen();
    this.hosts = hosts;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Layout layout() {
    return layout;
  }

  TrafficTable table() {
    return table;
  }

  Rows rows(Direction direction) {
    return direction == Direction.EGRESS ? egress : ingress;
  }

  int classOf(int endpoint) {
    return classes.classOf(endpoint);
  }

  /// The number of the traffic of a pair.
  int traffic(int source, int destination) {
    if (source == destination && opensToItself(source)) {
      return covered;
    }
    Locality locality = localityMatters ? hosts.between(source, destination) : Locality.REMOTE;
    return ofClasses(classes.classOf(source), classes.classOf(destination), locality);
  }

  /// A pod's traffic with itself, and a node's, does not leave it.
  boolean opensToItself(int endpoint) {
    return settings.selfTrafficOpen() && !endpoints.isAddress(endpoint);
  }

  private int ofClasses(int source, int destination, Locality locality) {
    int out = egress.at(egress.numberOf(source), destination, locality);
    if (out == TrafficTable.NONE || opensLocally(source, destination, locality)) {
      return out;
    }
    return table.intersection(out, ingress.at(ingress.numberOf(destination), source, locality));
  }

  /// What the other side of a class's traffic lets through; nothing where its own side does not
  /// count.
  ///
  /// @param direction whose side is its own
  int otherSide(Direction direction, int subject, int other, Locality locality) {
    if (direction == Direction.INGRESS) {
      return opensLocally(other, subject, locality)
          ? TrafficTable.NONE
          : egress.ofClass(other).at(layout.seen(subject, locality));
    }
    return opensLocally(subject, other, locality)
        ? covered
        : ingress.ofClass(other).at(layout.seen(subject, locality));
  }

  boolean localityMatters() {
    return localityMatters;
  }

  Hosts hosts() {
    return hosts;
  }

  /// The kubelet's way to the pods of its node: kept open for probes, whatever policies say.
  boolean opensLocally(int source, int destination, Locality locality) {
    return locality == Locality.LOCAL
        && actsAsNode(source)
        && layout.isPod(destination)
        && settings.nodeToLocalPodOpen();
  }

  boolean actsAsNode(int classNumber) {
    return layout.isNode(classNumber)
        || (layout.isHostPod(classNumber) && settings.hostNetworkPods() == HostNetworkPods.NODE);
  }

  /// @param direction INGRESS: the sources of an endpoint; EGRESS: its destinations
  Partition partition(int endpoint, Direction direction) {
    Map<Integer, RoaringBitmap> cells = new TreeMap<>();
    Map<Integer, RoaringBitmap> remote = remote(classes.classOf(endpoint), direction);
    RoaringBitmap near = near(endpoint);
    remote.forEach(
        (traffic, others) -> {
          RoaringBitmap members = classes.expand(others);
          members.andNot(near);
          cells.put(traffic, members);
        });
    near.forEach(
        (IntConsumer)
            other -> {
              int traffic =
                  direction == Direction.INGRESS
                      ? traffic(other, endpoint)
                      : traffic(endpoint, other);
              cells.computeIfAbsent(traffic, t -> new RoaringBitmap()).add(other);
            });
    List<Partition.Cell> result = new ArrayList<>();
    cells.forEach(
        (traffic, members) -> {
          if (traffic != TrafficTable.NONE && !members.isEmpty()) {
            result.add(new Partition.Cell(new EndpointSet(members), table.get(traffic)));
          }
        });
    // numbers of traffic sets follow the order in which they were first met, members do not
    result.sort(Comparator.comparingInt(cell -> cell.endpoints().first()));
    return new Partition(result);
  }

  /// The endpoints whose traffic with this one its class alone does not tell.
  RoaringBitmap near(int endpoint) {
    RoaringBitmap near = new RoaringBitmap();
    if (!endpoints.isAddress(endpoint)) {
      near.add(endpoint);
    }
    if (localityMatters) {
      near.or(hosts.others(endpoint, Locality.LOCAL));
    }
    if (hostOfPod) {
      near.or(hosts.others(endpoint, Locality.UNKNOWN));
    }
    return near;
  }

  /// The classes that a class has traffic with, where all are on different nodes.
  private Map<Integer, RoaringBitmap> remote(int subject, Direction direction) {
    Rows own = rows(direction);
    Rows theirs = rows(direction.opposite());
    int[] answers = new int[theirs.count()];
    Arrays.fill(answers, UNASKED);
    Row row = own.ofClass(subject);
    Map<Integer, RoaringBitmap> result = new TreeMap<>();
    for (int cell = 0; cell < row.cells(); cell++) {
      int allowed = row.traffic(cell);
      layout
          .membersSeen(row.peers(cell), Locality.REMOTE)
          .forEach(
              (IntConsumer)
                  other -> {
                    int number = theirs.numberOf(other);
                    if (answers[number] == UNASKED) {
                      answers[number] = theirs.at(number, subject, Locality.REMOTE);
                    }
                    int both = table.intersection(allowed, answers[number]);
                    if (both != TrafficTable.NONE) {
                      result.computeIfAbsent(both, t -> new RoaringBitmap()).add(other);
                    }
                  });
    }
    return result;
  }

  void forEachBlock(Consumer<Block> consumer) {
    for (int source = 0; source < layout.members(); source++) {
      blocksFrom(source).forEach(consumer);
    }
  }

  List<Block> blocksFrom(int source) {
    // numbers of traffic sets follow the order in which they were first met, classes do not
    return remote(source, Direction.EGRESS).entrySet().stream()
        .sorted(Comparator.comparingInt(cell -> cell.getValue().first()))
        .map(cell -> new Block(source, new ClassSet(cell.getValue()), table.get(cell.getKey())))
        .toList();
  }

  void forEachLocalPair(Reachability.PairConsumer consumer) {
    int inCluster = endpoints.podList().size() + endpoints.nodeList().size();
    for (int source = 0; source < inCluster; source++) {
      int from = source;
      near(source)
          .forEach((IntConsumer) to -> consumer.accept(from, to, table.get(traffic(from, to))));
    }
  }
}
