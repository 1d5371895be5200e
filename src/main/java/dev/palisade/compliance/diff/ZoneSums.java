package dev.palisade.compliance.diff;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.diff.FlowChange.Ends;
import dev.palisade.compliance.diff.FlowDifference.End;
import dev.palisade.compliance.diff.ZoneTraffic.Pairs;
import dev.palisade.compliance.diff.ZoneTraffic.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds up the flows that differ, by the zones and networks that their ends are in: one pass over
/// them, no traffic is computed anew.
final class ZoneSums {
  private final ZoneMap before;
  private final ZoneMap after;
  private final Map<Row, Sum> sums = new HashMap<>();

  private ZoneSums(ZoneMap before, ZoneMap after) {
    this.before = before;
    this.after = after;
  }

  static List<ZoneTraffic> of(List<FlowDifference> flows, ZoneMap before, ZoneMap after) {
    ZoneSums sums = new ZoneSums(before, after);
    flows.forEach(sums::add);
    return sums.rows();
  }

  /// A cell of the matrix.
  private record Row(ZoneMap.Party from, ZoneMap.Party to) {}

  /// Pairs with traffic, and which there is: of most pairs it is the same.
  private static final class Share {
    private int pairs;
    private final Set<TrafficSet> traffic = new LinkedHashSet<>();

    void add(TrafficSet some) {
      if (!some.isEmpty()) {
        pairs++;
        traffic.add(some);
      }
    }

    TrafficSet union() {
      return traffic.stream().reduce(TrafficSet.NONE, TrafficSet::union);
    }

    @Nullable Part part() {
      return pairs == 0 ? null : new Part(pairs, TrafficNotation.format(union()));
    }
  }

  private static final class Sum {
    private int gained;
    private int lost;
    private int changed;
    private int requests;
    private final Share loosened = new Share();
    private final Share tightened = new Share();
    private final Share come = new Share();
    private final Share gone = new Share();

    private static @Nullable String text(Share some, Share others) {
      TrafficSet traffic = some.union().union(others.union());
      return traffic.isEmpty() ? null : TrafficNotation.format(traffic);
    }

    ZoneTraffic row(Row row) {
      return new ZoneTraffic(
          row.from().name(),
          row.to().name(),
          new Pairs(gained, lost, changed),
          text(loosened, come),
          text(tightened, gone),
          loosened.part(),
          tightened.part(),
          come.part(),
          gone.part(),
          requests);
    }
  }

  private void add(FlowDifference flow) {
    TrafficSet gained = flow.gained();
    TrafficSet lost = flow.lost();
    Set<Row> touched = new LinkedHashSet<>();
    if (!lost.isEmpty()) {
      for (Row row : rows(flow, before, after)) {
        touched.add(row);
        Sum sum = sum(row);
        (flow.ends() == Ends.REMOVED_WORKLOAD ? sum.gone : sum.tightened).add(lost);
      }
    }
    if (!gained.isEmpty() || lost.isEmpty()) {
      for (Row row : rows(flow, after, before)) {
        touched.add(row);
        Sum sum = sum(row);
        (flow.ends() == Ends.NEW_WORKLOAD ? sum.come : sum.loosened).add(gained);
      }
    }
    for (Row row : touched) {
      Sum sum = sum(row);
      sum.requests += flow.requests().isEmpty() ? 0 : 1;
      if (flow.before().isEmpty()) {
        sum.gained++;
      } else if (flow.after().isEmpty()) {
        sum.lost++;
      } else {
        sum.changed++;
      }
    }
  }

  private Sum sum(Row row) {
    return sums.computeIfAbsent(row, r -> new Sum());
  }

  private static List<Row> rows(FlowDifference flow, ZoneMap then, ZoneMap otherwise) {
    List<Row> rows = new ArrayList<>();
    for (ZoneMap.Party from : parties(flow.source(), then, otherwise)) {
      for (ZoneMap.Party to : parties(flow.destination(), then, otherwise)) {
        rows.add(new Row(from, to));
      }
    }
    return rows;
  }

  private static List<ZoneMap.Party> parties(End end, ZoneMap then, ZoneMap otherwise) {
    return switch (end) {
      case End.OfAddresses(var range) -> then.networksOf(range);
      case End.OfWorkload(String name) -> {
        ZoneMap.Party zone = then.zoneOf(name);
        ZoneMap.Party other = zone == null ? otherwise.zoneOf(name) : zone;
        yield other == null ? List.of() : List.of(other);
      }
    };
  }

  private List<ZoneTraffic> rows() {
    return sums.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Row::from).thenComparing(Row::to)))
        .map(entry -> entry.getValue().row(entry.getKey()))
        .toList();
  }
}
