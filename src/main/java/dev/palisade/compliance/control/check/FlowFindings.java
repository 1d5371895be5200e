package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.FlowWitness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gathers violating flows and makes one violation of all that run between the same two ends, each
/// with the rules that let one packet of it through.
final class FlowFindings {

  /// More pairs than anyone reads: what goes beyond keeps the check failed and is not listed.
  static final int MOST = Judgement.MOST_FINDINGS;

  /// How a flow gets in from outside the cluster.
  ///
  /// @param name for people, e.g. `LoadBalancer Service shop/web`
  /// @param rules the fields that open it, and for a relayed flow what lets each of its legs
  ///   through
  record Way(String name, Relay relay, List<CitedRule> rules) {}

  /// Whether connections end on the way.
  enum Relay {
    DIRECT,
    /// At a controller, which opens its own to the destination.
    CONTROLLER
  }

  private record Pair(String source, String destination) {
    static final Comparator<Pair> ORDER =
        Comparator.comparing(Pair::source).thenComparing(Pair::destination);
  }

  /// What is known of a pair: all of its traffic, and one flow of it as example.
  private static final class Sum {
    TrafficSet traffic = TrafficSet.NONE;
    int source = -1;
    int destination = -1;
    TrafficSet example = TrafficSet.NONE;
    @Nullable Way way;

    void add(int from, int to, TrafficSet flow, @Nullable Way by) {
      traffic = traffic.union(flow);
      if (source < 0) {
        source = from;
        destination = to;
        example = flow;
        way = by;
      }
    }
  }

  private final Flows flows;
  private final Ends ends;
  private final Wording wording;
  private final Function<TrafficSet, String> about;
  // by the ends' numbers, the source's in the upper half
  private final Map<Long, Sum> named = new HashMap<>();
  // once there are too many pairs, what is not here need not be looked up
  private final BitSet listedSources = new BitSet();
  private final BitSet listedDestinations = new BitSet();
  // addresses in no network, by the pod at the other end; which of them share a name is known only
  // when all are there
  private final Map<Integer, Map<Integer, Sum>> addressSources = new HashMap<>();
  private final Map<Integer, Map<Integer, Sum>> addressDestinations = new HashMap<>();
  private boolean more;

  FlowFindings(Flows flows, Ends ends, Wording wording) {
    this(flows, ends, wording, traffic -> "");
  }

  /// @param about what `{about}` in the summary stands for, by a pair's traffic
  FlowFindings(Flows flows, Ends ends, Wording wording, Function<TrafficSet, String> about) {
    this.flows = flows;
    this.ends = ends;
    this.wording = wording;
    this.about = about;
  }

  /// Every cell's endpoints as sources, every member of the group as destination.
  void into(Flows.Group group, List<Cell> cells) {
    List<Integer> members = perWorkload(group);
    for (Cell cell : cells) {
      for (int source : ends.firstOfEach(cell.endpoints())) {
        for (int member : members) {
          add(source, member, cell.traffic());
        }
      }
    }
  }

  /// Every member of the group as source, every cell's endpoints as destinations.
  void outOf(Flows.Group group, List<Cell> cells) {
    List<Integer> members = perWorkload(group);
    for (Cell cell : cells) {
      for (int destination : ends.firstOfEach(cell.endpoints())) {
        for (int member : members) {
          add(member, destination, cell.traffic());
        }
      }
    }
  }

  /// One flow.
  void add(int source, int destination, TrafficSet traffic) {
    add(source, destination, traffic, null);
  }

  /// One flow that gets in by an exposure.
  void add(int source, int destination, TrafficSet traffic, @Nullable Way way) {
    if (source == destination) {
      // within one pod nothing passes a policy
      return;
    }
    int from = ends.endOf(source);
    int to = ends.endOf(destination);
    if (from != Ends.UNNAMED && to != Ends.UNNAMED) {
      Sum sum = named(from, to);
      if (sum != null) {
        sum.add(source, destination, traffic, way);
      }
    } else if (to != Ends.UNNAMED) {
      sum(addressSources, to, source).add(source, destination, traffic, way);
    } else if (from != Ends.UNNAMED) {
      sum(addressDestinations, from, destination).add(source, destination, traffic, way);
    }
  }

  /// The sum of a pair of named ends; null when there are too many and it is not one of the listed.
  private @Nullable Sum named(int from, int to) {
    boolean full = named.size() >= MOST;
    if (full && !(listedSources.get(from) && listedDestinations.get(to))) {
      more = true;
      return null;
    }
    long pair = (long) from << 32 | to;
    Sum sum = named.get(pair);
    if (sum == null && !full) {
      sum = new Sum();
      named.put(pair, sum);
      listedSources.set(from);
      listedDestinations.set(to);
    }
    more |= sum == null;
    return sum;
  }

  /// Hands the violations over, in the order of their names.
  void report(Judgement judgement) {
    SortedMap<Pair, Sum> pairs = new TreeMap<>(Pair.ORDER);
    named.forEach(
        (key, sum) ->
            pairs.put(new Pair(ends.name((int) (key >>> 32)), ends.name(key.intValue())), sum));
    addressSources.forEach(
        (to, sums) ->
            parts(sums).forEach((name, sum) -> pairs.put(new Pair(name, ends.name(to)), sum)));
    addressDestinations.forEach(
        (from, sums) ->
            parts(sums).forEach((name, sum) -> pairs.put(new Pair(ends.name(from), name), sum)));
    pairs.forEach((pair, sum) -> judgement.violation(violation(pair, sum)));
    if (more) {
      judgement.unlisted(
          "more than "
              + MOST
              + " pairs of workloads violate this: the first are listed, all count as open");
    }
  }

  private static Sum sum(Map<Integer, Map<Integer, Sum>> sums, int end, int address) {
    return sums.computeIfAbsent(end, e -> new TreeMap<>()).computeIfAbsent(address, a -> new Sum());
  }

  /// Joins address ranges into parts that are named together.
  private SortedMap<String, Sum> parts(Map<Integer, Sum> sums) {
    IpSet all = IpSet.ofRanges(sums.keySet().stream().map(ends::rangeOf).toList());
    SortedMap<String, Sum> parts = new TreeMap<>();
    for (IpSet part : ends.parts(all)) {
      Sum joined = parts.computeIfAbsent(ends.nameOf(part), n -> new Sum());
      for (Map.Entry<Integer, Sum> entry : sums.entrySet()) {
        IpRange range = ends.rangeOf(entry.getKey());
        Sum sum = entry.getValue();
        if (part.contains(range.first())) {
          joined.add(sum.source, sum.destination, sum.example, sum.way);
          joined.traffic = joined.traffic.union(sum.traffic);
        }
      }
    }
    return parts;
  }

  private Violation violation(Pair pair, Sum sum) {
    Way way = sum.way;
    List<CitedRule> rules = new ArrayList<>(way == null ? List.of() : way.rules());
    if (way == null || way.relay() == Relay.DIRECT) {
      rules.addAll(citedFor(flows, sum.source, sum.destination, sum.example));
    }
    if (flows.passesThroughNode(sum.source, sum.destination)) {
      rules.add(
          new CitedRule(
              flows.endpoints().podList().get(sum.source).ref(),
              "",
              Direction.EGRESS,
              pair.source()
                  + " uses its node's network: no policy holds it off pods of that node"));
    }
    String traffic = TrafficNotation.format(sum.traffic, flows.reachability().settings().covered());
    return new Violation(
        wording
            .summary(pair.source(), pair.destination(), traffic)
            .replace("{about}", about.apply(sum.traffic)),
        new FlowWitness(
            pair.source(), pair.destination(), sum.traffic, way == null ? null : way.name()),
        rules,
        wording.fix(pair.source(), pair.destination(), traffic));
  }

  /// What lets one packet of some traffic through, on both sides.
  static List<CitedRule> citedFor(Flows flows, int source, int destination, TrafficSet traffic) {
    List<CitedRule> rules = new ArrayList<>();
    for (Citation c : flows.reachability().cite(source, destination, traffic.example())) {
      // a side that would have dropped the packet is passed by on the node
      if (c.action() == Action.ALLOW) {
        rules.add(new CitedRule(c.policy(), c.pointer(), c.direction(), c.reason()));
      }
    }
    return rules;
  }

  /// One member of a group for each workload that it has pods of: the last, so that a flow among
  /// pods of one workload is seen between it and the first.
  private List<Integer> perWorkload(Flows.Group group) {
    Map<Integer, Integer> last = new LinkedHashMap<>();
    for (int member : group.members()) {
      last.put(ends.endOf(member), member);
    }
    return List.copyOf(last.values());
  }
}
