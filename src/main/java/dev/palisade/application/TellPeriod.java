package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.Observation;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.store.PeriodStore;
import dev.palisade.store.PeriodStore.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells what a period was: for each requirement when it was supported, when contradicted, and when
/// nobody was looking; and what happened meanwhile.
@ApplicationScoped
public class TellPeriod {
  private static final String NO_SCHEDULE =
      "no schedule of collections was in force, so nobody was to look";

  private final PeriodStore store;
  private final PeriodLooks looks;
  private final PeriodTurns turns;
  private final ClusterHistory history;
  private final PeriodFindings findings;
  private final PeriodExceptions exceptions;
  private final CatalogueInForce inForce;
  private final Clock clock;

  public TellPeriod(
      PeriodStore store,
      PeriodLooks looks,
      PeriodTurns turns,
      ClusterHistory history,
      PeriodFindings findings,
      PeriodExceptions exceptions,
      CatalogueInForce inForce,
      Clock clock) {
    this.store = store;
    this.looks = looks;
    this.turns = turns;
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

  /// The period of a request that can be told: it is over, and there are snapshots in it.
  ///
  /// @throws NotFound if there is no such cluster, or no snapshot in the period
  /// @throws UnusableInput if it is no period or not over, or there is no such framework
  Interval required(IssueReport.PeriodRequest request) {
    if (!request.from().isBefore(request.until())) {
      throw new UnusableInput(
          "a period ends after it began: from " + request.from() + " until " + request.until());
    }
    Interval period = new Interval(request.from(), request.until());
    if (period.until().isAfter(clock.instant())) {
      throw new UnusableInput("the period is not over: it ends at " + period.until());
    }
    String framework = request.framework();
    catalogue(AssessCluster.ALL.equals(framework) ? null : framework);
    within(request.cluster(), period, seen(request.cluster(), period));
    return period;
  }

  private List<Seen> seen(String cluster, Interval period) {
    return Stored.answer(() -> store.seen(cluster, period.from(), period.until()));
  }

  private static List<Seen> within(String cluster, Interval period, List<Seen> seen) {
    List<Seen> within =
        seen.stream().filter(one -> !one.takenAt().isBefore(period.from())).toList();
    if (within.isEmpty()) {
      throw new NotFound("no snapshot of cluster " + cluster + " was taken in " + period);
    }
    return within;
  }

  /// Judges what was not judged yet, and keeps that.
  ///
  /// @param framework null: all
  /// @param period that can be told: see [#required]
  /// @throws NotFound if there is no such cluster, no snapshot in the period, or no scope yet
  /// @throws UnusableInput if there is no such framework
  Told tell(String cluster, Interval period, @Nullable String framework, Steps steps) {
    Catalogue catalogue = catalogue(framework);
    List<Seen> seen = seen(cluster, period);
    List<Seen> within = within(cluster, period, seen);
    long last = within.getLast().sequence();
    History past = history.over(cluster, last, period);
    List<Unseen> unseen = unseen(period, past.watch());
    Set<String> asked = asked(catalogue);
    List<Observation> observations =
        looks.of(cluster, period, seen, unseen, asked, framework, steps);
    steps.at(60, "following the findings");
    PeriodRecord record =
        new PeriodRecord(
            Lane.of(
                period,
                catalogue.requirements(),
                observations,
                unseen,
                turns.of(cluster, seen),
                UnshownChanges.of(seen, changes(period, past), catalogue)),
            Looking.of(
                period,
                within.size(),
                observations.stream()
                    .filter(o -> o.outcomes() != null && !o.at().isBefore(period.from()))
                    .map(Observation::sequence)
                    .distinct()
                    .count(),
                past.watch() == null ? null : past.watch().expected(),
                unseen),
            findings.of(cluster, period, seen, asked, framework, past),
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

  private static Set<String> asked(Catalogue catalogue) {
    return catalogue.requirements().stream()
        .flatMap(requirement -> requirement.checks().stream())
        .map(CheckCall::toString)
        .collect(Collectors.toSet());
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
