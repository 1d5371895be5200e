package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Resolves the traffic of clauses: port names stand for other ports on each pod, so that one
/// written match becomes several sets, each for the peers on which the names mean the same.
final class ClauseTraffic {

  /// The traffic that a clause matches from or to some peers.
  ///
  /// @param where the peers; null: all
  /// @param must what surely matches
  /// @param may what perhaps does; the same number where nothing is in doubt
  record Piece(@Nullable RoaringBitmap where, int must, int may) {}

  private record Meaning(int must, int may) {}

  private record Question(TrafficMatch match, Direction direction, PortNames own) {}

  private final TrafficTable table;
  private final Map<PortNames, RoaringBitmap> byPortNames;
  private final RoaringBitmap everything;
  private final Map<Question, List<Piece>> cache = new ConcurrentHashMap<>();

  ClauseTraffic(TrafficTable table, EndpointClasses classes) {
    this.table = table;
    this.byPortNames = classes.byPortNames();
    this.everything = classes.layout().everything();
  }

  /// Whether what a match means depends on the port names of the pod at one side.
  static boolean names(TrafficMatch match, Side side) {
    return switch (match) {
      case TrafficMatch.Exactly e -> false;
      case TrafficMatch.NamedPort named -> named.side() == side;
      case TrafficMatch.AnyOf any -> any.parts().stream().anyMatch(part -> names(part, side));
      case TrafficMatch.AllOf all -> all.parts().stream().anyMatch(part -> names(part, side));
      case TrafficMatch.Not not -> names(not.part(), side);
    };
  }

  /// The side on which the endpoint under policy stands.
  static Side ownSide(Direction direction) {
    return direction == Direction.INGRESS ? Side.DESTINATION : Side.SOURCE;
  }

  /// @param own the port names of the endpoint under policy
  List<Piece> pieces(TrafficMatch match, Direction direction, PortNames own) {
    if (match instanceof TrafficMatch.Exactly exactly) {
      int number = table.number(exactly.traffic());
      return List.of(new Piece(null, number, number));
    }
    boolean ownMatters = names(match, ownSide(direction));
    return cache.computeIfAbsent(
        new Question(match, direction, ownMatters ? own : PortNames.NONE), this::resolve);
  }

  /// What a match means between an endpoint under policy and one other that have these port names.
  Piece between(TrafficMatch match, Direction direction, PortNames own, PortNames other) {
    Meaning meaning = meaning(new Question(match, direction, own), other);
    return new Piece(null, meaning.must(), meaning.may());
  }

  private List<Piece> resolve(Question question) {
    Side otherSide = ownSide(question.direction().opposite());
    if (!names(question.match(), otherSide)) {
      Meaning meaning = meaning(question, PortNames.NONE);
      return List.of(new Piece(null, meaning.must(), meaning.may()));
    }
    Map<Meaning, RoaringBitmap> byMeaning = new LinkedHashMap<>();
    RoaringBitmap nameless = everything.clone();
    byPortNames.forEach(
        (names, classes) -> {
          byMeaning.computeIfAbsent(meaning(question, names), m -> new RoaringBitmap()).or(classes);
          nameless.andNot(classes);
        });
    byMeaning
        .computeIfAbsent(meaning(question, PortNames.NONE), m -> new RoaringBitmap())
        .or(nameless);
    List<Piece> pieces = new ArrayList<>();
    byMeaning.forEach(
        (meaning, where) -> {
          if (meaning.may() != TrafficTable.NONE) {
            where.runOptimize();
            pieces.add(new Piece(where, meaning.must(), meaning.may()));
          }
        });
    return pieces;
  }

  private Meaning meaning(Question question, PortNames other) {
    Map<Side, PortNames> names = new HashMap<>();
    names.put(ownSide(question.direction()), question.own());
    names.put(ownSide(question.direction().opposite()), other);
    return new Meaning(
        table.number(traffic(question.match(), names, Certainty.MUST)),
        table.number(traffic(question.match(), names, Certainty.MAY)));
  }

  private static TrafficSet traffic(
      TrafficMatch match, Map<Side, PortNames> names, Certainty certainty) {
    return switch (match) {
      case TrafficMatch.Exactly exactly -> exactly.traffic();
      case TrafficMatch.NamedPort named -> named(named, names, certainty);
      case TrafficMatch.AnyOf any ->
          any.parts().stream()
              .map(part -> traffic(part, names, certainty))
              .reduce(TrafficSet.NONE, TrafficSet::union);
      case TrafficMatch.AllOf all ->
          all.parts().stream()
              .map(part -> traffic(part, names, certainty))
              .reduce(TrafficSet.ALL, TrafficSet::intersect);
      case TrafficMatch.Not not -> traffic(not.part(), names, certainty.opposite()).complement();
    };
  }

  private static TrafficSet named(
      TrafficMatch.NamedPort named, Map<Side, PortNames> names, Certainty certainty) {
    PortNames declared = names.getOrDefault(named.side(), PortNames.NONE);
    PortSet ports = declared.get(new PortName(named.protocol(), named.name()));
    if (ports.isEmpty() || (certainty == Certainty.MUST && !declared.certain())) {
      return TrafficSet.NONE;
    }
    return named.side() == Side.DESTINATION
        ? TrafficSet.of(named.protocol(), ports)
        : TrafficSet.of(named.protocol(), PortSet.ALL, ports);
  }
}
