package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.Observation;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import dev.palisade.compliance.report.period.Turns;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.store.PeriodStore;
import dev.palisade.store.PeriodStore.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells what a period was: for each requirement when it was supported, when contradicted, and when
/// nobody was looking; and what happened meanwhile.
@ApplicationScoped
public class TellPeriod {
  /// Snapshots that are judged now because nobody did before: each takes its time. What goes beyond
  /// stays without a verdict, and says so.
  private static final int MOST_JUDGED_NOW = 500;

  private static final String NO_SCHEDULE =
      "no schedule of collections was in force, so nobody was to look";

  private final PeriodStore store;
  private final AssessCluster assess;
  private final ClusterHistory history;
  private final PeriodFindings findings;
  private final PeriodExceptions exceptions;
  private final CatalogueInForce inForce;
  private final Clock clock;

  public TellPeriod(
      PeriodStore store,
      AssessCluster assess,
      ClusterHistory history,
      PeriodFindings findings,
      PeriodExceptions exceptions,
      CatalogueInForce inForce,
      Clock clock) {
    this.store = store;
    this.assess = assess;
    this.history = history;
    this.findings = findings;
    this.exceptions = exceptions;
    this.inForce = inForce;
    this.clock = clock;
  }

  /// A period as it was told.
  ///
  /// @param first sequence of the first snapshot that was taken in it
  /// @param last likewise the last
  record Told(PeriodRecord record, long first, long last) {}

  /// Judges what was not judged yet, and keeps that.
  ///
  /// @param framework null: all
  /// @throws NotFound if there is no such cluster, no snapshot in the period, or no scope yet
  /// @throws UnusableInput if the period is not over, or there is no such framework
  Told tell(String cluster, Interval period, @Nullable String framework, Steps steps) {
    if (period.until().isAfter(clock.instant())) {
      throw new UnusableInput("the period is not over: it ends at " + period.until());
    }
    Catalogue catalogue = catalogue(framework);
    List<Seen> seen = Stored.answer(() -> store.seen(cluster, period.from(), period.until()));
    List<Seen> within =
        seen.stream().filter(one -> !one.takenAt().isBefore(period.from())).toList();
    if (within.isEmpty()) {
      throw new NotFound("no snapshot of cluster " + cluster + " was taken in " + period);
    }
    List<Observation> observations = observations(cluster, seen, framework, catalogue, steps);
    long last = within.getLast().sequence();
    History past = history.of(cluster, last, period.until());
    List<Unseen> unseen = unseen(period, past.watch());
    PeriodRecord record =
        new PeriodRecord(
            Lane.of(period, catalogue.requirements(), observations, unseen, Turns.none()),
            Looking.of(
                period,
                within.size(),
                observations.stream()
                    .filter(o -> o.outcomes() != null && !o.at().isBefore(period.from()))
                    .count(),
                past.watch() == null ? null : past.watch().expected(),
                unseen),
            findings.of(cluster, period, seen, framework, past),
            changes(period, past),
            exceptions.of(cluster, period));
    return new Told(record, within.getFirst().sequence(), last);
  }

  private Catalogue catalogue(@Nullable String framework) {
    try {
      return framework == null ? inForce.catalogue() : inForce.catalogue().of(framework);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  /// A snapshot that holds what the one before holds says nothing new, unless it was judged.
  private List<Observation> observations(
      String cluster,
      List<Seen> seen,
      @Nullable String framework,
      Catalogue catalogue,
      Steps steps) {
    Set<String> asked =
        catalogue.requirements().stream()
            .flatMap(requirement -> requirement.checks().stream())
            .map(CheckCall::toString)
            .collect(Collectors.toSet());
    List<Observation> observations = new ArrayList<>();
    int judgedNow = 0;
    String content = "";
    for (Seen one : seen) {
      boolean judged = one.outcomes().keySet().containsAll(asked);
      if (judged || !one.content().equals(content)) {
        Map<CheckCall, Outcome> outcomes = null;
        if (judged) {
          outcomes = outcomes(one.outcomes());
        } else if (judgedNow < MOST_JUDGED_NOW) {
          steps.at(percent(observations.size(), seen.size()), "judging snapshot " + one.sequence());
          outcomes = judge(cluster, one, framework);
          judgedNow++;
        }
        observations.add(new Observation(one.sequence(), one.takenAt(), outcomes));
      }
      content = one.content();
    }
    return observations;
  }

  /// The judging is the first 60 of 100.
  private static int percent(int done, int all) {
    return 60 * done / all;
  }

  private static Map<CheckCall, Outcome> outcomes(Map<String, String> stored) {
    Map<CheckCall, Outcome> outcomes = new TreeMap<>();
    stored.forEach(
        (name, outcome) -> outcomes.put(CheckCall.parse(name), Outcome.valueOf(outcome)));
    return outcomes;
  }

  private Map<CheckCall, Outcome> judge(String cluster, Seen one, @Nullable String framework) {
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                cluster, new SnapshotChoice.Numbered(one.sequence()), framework, null));
    assess.keep(judged, clock.instant(), null);
    Map<CheckCall, Outcome> outcomes = new TreeMap<>();
    judged
        .assessed()
        .assessment()
        .checks()
        .forEach(check -> outcomes.put(CheckCall.parse(check.id()), check.outcome()));
    return outcomes;
  }

  /// Until a schedule was in force nobody was to look; from then on, what it missed.
  private static List<Unseen> unseen(Interval period, History.@Nullable Watch watch) {
    if (watch == null) {
      return List.of(new Unseen(period.from(), period.until(), NO_SCHEDULE));
    }
    List<Unseen> unseen = new ArrayList<>();
    if (watch.since().isAfter(period.from())) {
      Instant end = watch.since().isBefore(period.until()) ? watch.since() : period.until();
      unseen.add(new Unseen(period.from(), end, NO_SCHEDULE));
    }
    for (BlindInterval blind : watch.blind()) {
      Instant until = blind.until() == null ? period.until() : blind.until();
      if (blind.from().isBefore(period.until()) && blind.from().isBefore(until)) {
        unseen.add(new Unseen(blind.from(), until, blind.reason()));
      }
    }
    return unseen;
  }

  private static List<History.Change> changes(Interval period, History past) {
    return past.changes() == null
        ? List.of()
        : past.changes().changes().stream()
            .filter(change -> change.until().isAfter(period.from()))
            .filter(change -> change.after().isBefore(period.until()))
            .toList();
  }
}
