package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Adds a pod to a cluster in thought: the row that it would have on its own side, and of each row
/// of the others the one cell that is about it. Nothing that was computed for the others changes.
final class Imagination {

  /// The pod as the only peer.
  private static final RoaringBitmap ITSELF = RoaringBitmap.bitmapOf(0);

  private final Endpoints endpoints;
  private final EndpointClasses classes;
  private final TrafficTable table;
  private final ClauseTraffic traffic;
  private final Pairs pairs;
  private final DialectSettings settings;
  private final Pod pod;
  private final Endpoint endpoint;
  private final PortNames portNames;
  private final PeerMatcher matcher;
  private final Map<Peer, Answer> answers = new HashMap<>();

  Imagination(
      Inventory inventory,
      Endpoints endpoints,
      EndpointClasses classes,
      TrafficTable table,
      ClauseTraffic traffic,
      Pairs pairs,
      DialectSettings settings,
      Pod pod) {
    if (pod.usesHostNetwork()) {
      throw new IllegalArgumentException(
          pod + " uses its node's network: which node that is, and so what it may, is not known");
    }
    this.endpoints = endpoints;
    this.classes = classes;
    this.table = table;
    this.traffic = traffic;
    this.pairs = pairs;
    this.settings = settings;
    this.pod = pod;
    this.endpoint = new Endpoint.PodEndpoint(pod);
    this.portNames = PortNames.of(pod.ports(), classes.mentionedPorts(), true);
    this.matcher = new PeerMatcher(inventory, settings);
  }

  private Answer answer(Peer peer) {
    return answers.computeIfAbsent(peer, p -> matcher.matches(p, endpoint, null));
  }

  /// Whether the pod counts as matched by a peer, at that certainty.
  private boolean isMatched(Peer peer, Certainty certainty) {
    return answer(peer).compareTo(certainty == Certainty.MUST ? Answer.YES : Answer.PERHAPS) >= 0;
  }

  /// The endpoints that the pod has traffic with.
  ///
  /// @param own the rows of the pod's side, `theirs` those of the other
  Partition partition(Rows own, Rows theirs) {
    Row row = ownRow(own);
    int[] asPeer = new int[theirs.count()];
    for (int other = 0; other < asPeer.length; other++) {
      asPeer[other] = cellOf(theirs, other);
    }
    Map<Integer, RoaringBitmap> cells = new TreeMap<>();
    for (int c = 0; c < classes.layout().members(); c++) {
      int other = c;
      for (Locality locality : localities(c)) {
        RoaringBitmap members = members(c, locality);
        int mine = row.at(classes.layout().seen(c, locality));
        // a node reaches the pods that it runs
        boolean opens =
            own.direction() == Direction.INGRESS
                && pairs.actsAsNode(other)
                && locality == Locality.LOCAL
                && settings.nodeToLocalPodOpen();
        int both =
            opens
                ? asPeer[theirs.numberOf(c)]
                : table.intersection(mine, asPeer[theirs.numberOf(c)]);
        if (both != TrafficTable.NONE && !members.isEmpty()) {
          cells.computeIfAbsent(both, t -> new RoaringBitmap()).or(members);
        }
      }
    }
    return new Partition(
        cells.entrySet().stream()
            .sorted(Comparator.comparingInt(cell -> cell.getValue().first()))
            .map(
                cell ->
                    new Partition.Cell(new EndpointSet(cell.getValue()), table.get(cell.getKey())))
            .toList());
  }

  private List<Locality> localities(int classNumber) {
    return pairs.localityMatters() && classes.layout().isOnNode(classNumber)
        ? List.of(Locality.values())
        : List.of(Locality.REMOTE);
  }

  /// The members of a class that are so to the pod.
  private RoaringBitmap members(int classNumber, Locality locality) {
    RoaringBitmap all = classes.members(classNumber);
    if (localities(classNumber).size() == 1) {
      return all;
    }
    RoaringBitmap some = new RoaringBitmap();
    all.forEach(
        (IntConsumer)
            member -> {
              if (seen(endpoints.get(member)) == locality) {
                some.add(member);
              }
            });
    return some;
  }

  private Locality seen(Endpoint other) {
    String there = PeerMatcher.hostOf(other);
    if (there == null || pod.nodeName() == null) {
      return Locality.UNKNOWN;
    }
    return there.equals(pod.nodeName()) ? Locality.LOCAL : Locality.REMOTE;
  }

  /// The policies that would apply to it, tier by tier.
  private Row ownRow(Rows rows) {
    RowBuilder builder = RowBuilder.begin(table, classes.layout().everything());
    List<AppliedPolicy> applying =
        rows.all().stream().filter(a -> answer(a.policy().subject()) == Answer.YES).toList();
    applyTiers(
        builder,
        applying,
        (clause, certainty) -> {
          List<Where> found = new ArrayList<>();
          if (isMatched(clause.self(), certainty)) {
            RoaringBitmap peers = classes.extent(clause.peer()).of(certainty);
            traffic
                .pieces(clause.traffic(), rows.direction(), portNames)
                .forEach(piece -> found.add(Where.of(peers, piece, certainty)));
          }
          return found;
        });
    return builder.build(table.number(settings.covered()));
  }

  /// What a row says of the pod.
  private int cellOf(Rows rows, int row) {
    RowBuilder builder = RowBuilder.begin(table, ITSELF);
    applyTiers(
        builder,
        rows.appliedTo(row),
        (clause, certainty) -> {
          if (!isMatched(clause.peer(), certainty) || !rows.holds(clause.self(), row, certainty)) {
            return List.of();
          }
          ClauseTraffic.Piece piece =
              traffic.between(clause.traffic(), rows.direction(), rows.portNamesOf(row), portNames);
          return List.of(Where.of(ITSELF, piece, certainty));
        });
    return builder.build(table.number(settings.covered())).at(0);
  }

  /// Peers, and the traffic that a clause matches with them.
  private record Where(RoaringBitmap peers, int traffic) {
    static Where of(RoaringBitmap peers, ClauseTraffic.Piece piece, Certainty certainty) {
      RoaringBitmap within = piece.where();
      return new Where(
          within == null ? peers : RoaringBitmap.and(peers, within),
          certainty == Certainty.MUST ? piece.must() : piece.may());
    }
  }

  private record Step(Action action, Rule.Clause clause) {}

  private static void applyTiers(
      RowBuilder builder,
      List<AppliedPolicy> policies,
      BiFunction<Rule.Clause, Certainty, List<Where>> matched) {
    Map<Integer, List<AppliedPolicy>> byTier = new TreeMap<>();
    policies.forEach(a -> byTier.computeIfAbsent(a.tier(), t -> new ArrayList<>()).add(a));
    byTier
        .values()
        .forEach(
            ofTier -> {
              for (Step step : steps(ofTier)) {
                for (Certainty certainty : RowMaker.counting(step.action)) {
                  matched
                      .apply(step.clause, certainty)
                      .forEach(
                          where ->
                              builder.apply(
                                  step.action, certainty, where.peers(), where.traffic()));
                }
              }
              builder.endTier(
                  ofTier.stream().anyMatch(a -> a.rules().noMatch() == Policy.NoMatch.DENY));
            });
  }

  private static List<Step> steps(List<AppliedPolicy> policies) {
    List<Step> steps = new ArrayList<>();
    for (AppliedPolicy applied : policies) {
      for (Rule rule : applied.rules().rules()) {
        rule.clauses().forEach(clause -> steps.add(new Step(rule.action(), clause)));
      }
    }
    if (policies.getFirst().combination() == Tier.Combination.DENY_OVERRIDES) {
      // any DENY decides, else any ALLOW, else any PASS
      List<Action> severity = List.of(Action.DENY, Action.ALLOW, Action.PASS);
      steps.sort(Comparator.comparingInt(step -> severity.indexOf(step.action)));
    }
    return steps;
  }
}
