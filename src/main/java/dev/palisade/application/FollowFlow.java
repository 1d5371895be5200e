package dev.palisade.application;

import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.FlowTimeline.Seen;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.snapshot.Gap;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says since when a flow is possible, and by which changes that began and ended. Each snapshot is
/// judged by the cluster's newest scope; only those in which something differs that can have part
/// in the flow are judged at all.
@ApplicationScoped
public class FollowFlow {
  private final HistoryStore store;
  private final ClusterHistory history;
  private final Function<String, @Nullable ScopeVersion> scopes;
  private final AssessSnapshot assess;
  private final Clock clock;

  @Inject
  public FollowFlow(
      HistoryStore store,
      ClusterHistory history,
      DeclareScope scopes,
      CatalogueInForce inForce,
      Clock clock) {
    this(store, history, scopes::latest, AssessSnapshot.by(inForce.catalogue()), clock);
  }

  /// @param scopes the newest version of a cluster's scope; null when there is none
  FollowFlow(
      HistoryStore store,
      ClusterHistory history,
      Function<String, @Nullable ScopeVersion> scopes,
      AssessSnapshot assess,
      Clock clock) {
    this.store = store;
    this.history = history;
    this.scopes = scopes;
    this.assess = assess;
    this.clock = clock;
  }

  /// @param from, to see [FlowEnd]; or a network of the newest scope
  /// @param traffic in the notation of the scope, `TCP/5432`, or as findings and differences write
  ///   it, `TCP 5432`; null: all that the dialect judges
  /// @param since null: from the first snapshot on
  /// @param until null: until now
  public record Request(
      String cluster,
      String from,
      String to,
      @Nullable String traffic,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /// @throws NotFound if there is no such cluster, no snapshot until then, or no scope yet
  /// @throws UnusableInput when an end or the traffic is none, or no snapshot has one of the ends
  public FlowHistory follow(Request asked) {
    ScopeVersion declared = scopes.apply(asked.cluster());
    Map<String, IpSet> networks = networks(declared);
    PastEnd from = PastEnd.parse("from", asked.from(), networks);
    PastEnd to = PastEnd.parse("to", asked.to(), networks);
    if (from.namespace() == null && to.namespace() == null) {
      throw new UnusableInput(
          "from, to: " + from.text() + " and " + to.text() + " are both outside the cluster");
    }
    TrafficSet traffic = traffic(asked.traffic());
    return Stored.answer(() -> follow(asked, from, to, traffic, declared));
  }

  /// Addresses by the names that the newest scope gives them; findings name networks so.
  private static Map<String, IpSet> networks(@Nullable ScopeVersion declared) {
    Map<String, IpSet> networks = new TreeMap<>();
    if (declared != null) {
      Scope scope = DeclareScope.read("scope version " + declared.version(), declared.document());
      scope.networks().forEach(network -> networks.put(network.name(), network.addresses()));
    }
    return networks;
  }

  private static @Nullable TrafficSet traffic(@Nullable String text) {
    try {
      return text == null ? null : TrafficNotation.parseScope(text);
    } catch (IllegalArgumentException e) {
      return asFindingsWriteIt(text, e);
    }
  }

  private static TrafficSet asFindingsWriteIt(String text, IllegalArgumentException otherwise) {
    try {
      return TrafficNotation.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("traffic: " + otherwise.getMessage());
    }
  }

  private FlowHistory follow(
      Request asked,
      PastEnd from,
      PastEnd to,
      @Nullable TrafficSet traffic,
      @Nullable ScopeVersion declared) {
    String cluster = asked.cluster();
    List<Look> looks = store.looks(cluster);
    Instant now = clock.instant();
    Instant until = asked.until() == null || asked.until().isAfter(now) ? now : asked.until();
    if (looks.isEmpty() || looks.getFirst().takenAt().isAfter(until)) {
      throw new NotFound("cluster " + cluster + " has no snapshot of " + until + " or before");
    }
    Instant since = asked.since() == null ? looks.getFirst().takenAt() : asked.since();
    if (!since.isBefore(until)) {
      throw new UnusableInput("since: " + since + " is not before " + until);
    }
    if (declared == null) {
      throw new NotFound("no scope was declared for cluster " + cluster + " yet");
    }
    Scope scope = DeclareScope.read("scope version " + declared.version(), declared.document());
    long first = Math.max(1, lastUntil(looks, since));
    long last = lastUntil(looks, until);
    FlowPast past = new FlowPast(store, cluster, List.of(from, to), looks, first, last);
    FlowJudge judge = new FlowJudge(assess, cluster, from, to, traffic, scope, past::touches);
    AtOnce<List<Seen>, History> all =
        AtOnce.of(
            () -> {
              List<Seen> answers = seen(past, judge, first, last);
              requireSomething(answers, from, to);
              return answers;
            },
            () -> history.of(cluster, last, until));
    List<Seen> seen = all.first();
    History known = all.second();
    List<History.Change> changes = known.changes() == null ? List.of() : known.changes().changes();
    FlowTimeline timeline =
        new FlowTimeline(looks, since, until, seen, new FlowTurns(past, judge, looks, changes));
    timeline.unseen(known.watch());
    timeline.passing(past, changes);
    return new FlowHistory(
        cluster,
        from.text(),
        to.text(),
        asked.traffic(),
        since,
        until,
        timeline.intervals(),
        List.of(
            "judged by scope version " + declared.version(),
            (last - first + 1) + " snapshots, of which " + judge.judged() + " states were computed",
            FlowTimeline.RULE));
  }

  /// Sequence of the last snapshot that was taken until an instant; 0: none was.
  private static long lastUntil(List<Look> looks, Instant instant) {
    long last = 0;
    for (Look look : looks) {
      if (!look.takenAt().isAfter(instant)) {
        last = look.sequence();
      }
    }
    return last;
  }

  private static List<Seen> seen(FlowPast past, FlowJudge judge, long first, long last) {
    List<Long> turns = past.turns(first, last);
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      long begin = turns.get(i);
      long end = i + 1 < turns.size() ? turns.get(i + 1) - 1 : last;
      FlowAnswer answer = answer(past, judge, begin);
      if (!seen.isEmpty() && seen.getLast().answer().equals(answer)) {
        seen.set(seen.size() - 1, new Seen(seen.getLast().first(), end, answer));
      } else {
        seen.add(new Seen(begin, end, answer));
      }
    }
    return seen;
  }

  private static FlowAnswer answer(FlowPast past, FlowJudge judge, long sequence) {
    List<Gap> gaps = past.gaps(sequence);
    if (!gaps.isEmpty()) {
      return FlowAnswer.unknown(
          gaps.stream().map(gap -> "missing evidence: " + gap.message()).distinct().toList());
    }
    FlowPast.State state = past.at(sequence);
    if (!state.lost().isEmpty()) {
      return FlowAnswer.unknown(
          state.lost().stream().map(name -> "retention took the content of " + name).toList());
    }
    return judge.judge(state.manifests(), state.dialects());
  }

  /// A name that nothing ever had is a mistake, and no answer.
  private static void requireSomething(List<Seen> seen, PastEnd from, PastEnd to) {
    for (PastEnd end : List.of(from, to)) {
      String missing = FlowAnswer.missing(end);
      if (seen.stream().allMatch(one -> one.answer().reasons().contains(missing))) {
        throw new UnusableInput(
            end.option() + ": " + missing + " in any snapshot of the time asked for");
      }
    }
  }
}
