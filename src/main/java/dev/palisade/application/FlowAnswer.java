package dev.palisade.application;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.FlowHistory.State;
import dev.palisade.compliance.control.MayTouch;
import dev.palisade.snapshot.Gap;
import dev.palisade.translate.Translation;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What could flow between two ends in one state of the cluster.
///
/// @param some what could flow between some of the endpoints
/// @param all what could flow between all of them
/// @param reasons why it is unknown, or there was nothing to ask
record FlowAnswer(State state, TrafficSet some, TrafficSet all, List<String> reasons) {

  static FlowAnswer unknown(List<String> reasons) {
    return new FlowAnswer(State.UNKNOWN, TrafficSet.NONE, TrafficSet.NONE, reasons);
  }

  boolean isKnown() {
    return state != State.UNKNOWN;
  }

  @Nullable String allowed() {
    return some.isEmpty() ? null : TrafficNotation.format(some);
  }

  @Nullable String throughout() {
    return some.isEmpty() || some.equals(all)
        ? null
        : all.isEmpty() ? TrafficNotation.NONE : TrafficNotation.format(all);
  }

  /// @param touches whether what a gap hides may have part in the flow
  /// @param asked null: all traffic that is judged
  static FlowAnswer of(
      Translation translation,
      Reachability reachability,
      PastEnd from,
      PastEnd to,
      @Nullable TrafficSet asked,
      Predicate<Gap> touches) {
    FlowEnd source;
    FlowEnd destination;
    try {
      source = end(from, reachability.endpoints());
      destination = end(to, reachability.endpoints());
    } catch (UnusableInput e) {
      return unknown(List.of(String.valueOf(e.getMessage())));
    }
    EndpointSet none = reachability.endpoints().none();
    EndpointSet sources = source == null ? none : source.endpoints(reachability);
    EndpointSet destinations = destination == null ? none : destination.endpoints(reachability);
    FlowAnswer answer = absent(source, from, destination, to);
    if (answer == null) {
      answer = known(reachability, sources, destinations, asked);
    }
    List<String> doubts =
        doubts(translation, sources.or(destinations), reachability, answer, touches);
    return doubts.isEmpty() ? answer : unknown(doubts);
  }

  private static @Nullable FlowEnd end(PastEnd past, Endpoints endpoints) {
    return past.namespace() == null
        ? new FlowEnd.Addresses(past.text(), past.addresses())
        : FlowEnd.find(past.option(), past.text(), endpoints);
  }

  /// What is said where an end is not there.
  static String missing(PastEnd end) {
    return "there was no pod or workload " + end.text();
  }

  /// Null: both ends are there.
  private static @Nullable FlowAnswer absent(
      @Nullable FlowEnd source, PastEnd from, @Nullable FlowEnd destination, PastEnd to) {
    if (source != null && destination != null) {
      return null;
    }
    TreeSet<String> missing = new TreeSet<>();
    if (source == null) {
      missing.add(missing(from));
    }
    if (destination == null) {
      missing.add(missing(to));
    }
    return new FlowAnswer(
        State.NOT_POSSIBLE, TrafficSet.NONE, TrafficSet.NONE, List.copyOf(missing));
  }

  private static FlowAnswer known(
      Reachability reachability,
      EndpointSet sources,
      EndpointSet destinations,
      @Nullable TrafficSet asked) {
    DialectSettings settings = reachability.settings();
    TrafficSet judged = asked == null ? settings.covered() : asked.intersect(settings.covered());
    if (judged.isEmpty()) {
      return unknown(
          List.of("the settings of " + settings.dialect() + " do not judge such traffic"));
    }
    boolean itself = sources.size() == 1 && sources.equals(destinations);
    TrafficSet some = TrafficSet.NONE;
    TrafficSet all = judged;
    boolean pairs = false;
    for (int source : sources.ids().toArray()) {
      for (int destination : destinations.ids().toArray()) {
        if (source != destination || itself) {
          TrafficSet traffic = reachability.traffic(source, destination).intersect(judged);
          some = some.union(traffic);
          all = all.intersect(traffic);
          pairs = true;
        }
      }
    }
    State state =
        !pairs || some.isEmpty()
            ? State.NOT_POSSIBLE
            : all.equals(judged) ? State.POSSIBLE : State.PARTLY;
    return new FlowAnswer(state, some, pairs ? all : TrafficSet.NONE, List.of());
  }

  /// What stands in the way of the answer. What is not modelled can only allow more: of what is
  /// possible wholly it takes nothing away.
  private static List<String> doubts(
      Translation translation,
      EndpointSet ends,
      Reachability reachability,
      FlowAnswer answer,
      Predicate<Gap> touches) {
    boolean whole = answer.state() == State.POSSIBLE;
    TreeSet<String> doubts = new TreeSet<>();
    for (Gap gap : translation.gaps()) {
      if (touches.test(gap) && !(whole && gap.reason() == Gap.Reason.NOT_MODELLED)) {
        doubts.add(gap.message());
      }
    }
    for (Warning warning : translation.warnings()) {
      if (!whole
          && warning.effect() == Warning.Effect.MAY_ALLOW
          && MayTouch.of(warning.touches(), ends, reachability)) {
        doubts.add(
            "not modelled, and may allow traffic: "
                + warning.ref()
                + " "
                + warning.pointer()
                + ": "
                + warning.message());
      }
    }
    return List.copyOf(doubts);
  }
}
