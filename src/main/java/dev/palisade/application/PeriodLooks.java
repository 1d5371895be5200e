package dev.palisade.application;

import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Observation;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.PeriodStore.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a period's snapshots show. Not all of them need be judged for that: where nothing in the
/// cluster changed, an outcome changes only by the passing of time, by an exception, or by an
/// interval in which nobody was looking. So those are judged that
/// - hold something else than the one before, or than the one after;
/// - are the last before an exception begins or ends, or the first after;
/// - are the last before an interval in which nobody was looking, or the first after;
/// - are the first, or the last;
/// - come a week after the one that was judged before.
///
/// Where what is outside the cluster makes an outcome another one between two snapshots, the one
/// before is judged once more as of that instant: when an exception begins or ends, just before a
/// campaign was signed off that renewed what was overdue, and at the end of the period, by which
/// something may have expired since its last snapshot.
///
/// Where two that were judged do not agree, the graver of the two has the time between, so what is
/// left out makes a period never better than it was.
@ApplicationScoped
public class PeriodLooks {
  /// Snapshots that are judged now because nobody did before: each takes its time. What goes beyond
  /// stays without a verdict, and says so.
  private static final int MOST_JUDGED_NOW = 500;

  private static final Duration AT_LEAST_EVERY = Duration.ofDays(7);

  private final AssessCluster assess;
  private final ExceptionStore exceptions;
  private final CampaignStore campaigns;
  private final PastScopes scopes;
  private final Clock clock;

  public PeriodLooks(
      AssessCluster assess,
      ExceptionStore exceptions,
      CampaignStore campaigns,
      PastScopes scopes,
      Clock clock) {
    this.assess = assess;
    this.exceptions = exceptions;
    this.campaigns = campaigns;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// Judges what was not judged yet, and keeps that.
  ///
  /// @param seen the period's snapshots and the last before it, at least one
  /// @param asked names of the checks that are asked
  /// @param framework null: all
  List<Observation> of(
      String cluster,
      Interval period,
      List<Seen> seen,
      List<Unseen> unseen,
      Set<String> asked,
      @Nullable String framework,
      Steps steps) {
    List<Instant> begun = new ArrayList<>();
    TreeSet<Instant> worse = new TreeSet<>(List.of(period.until().minusMillis(1)));
    for (Instant signed : signOffs(cluster)) {
      worse.add(signed.minusMillis(1));
    }
    TreeSet<Instant> borders = new TreeSet<>();
    for (RiskException exception : exceptions.list(cluster)) {
      RiskException.Force force = exception.force();
      if (force != null) {
        begun.add(force.from());
        worse.add(force.until());
        borders.add(force.from());
        borders.add(force.until());
      }
    }
    unseen.forEach(
        one -> {
          borders.add(one.from());
          borders.add(one.until());
        });
    Set<Integer> telling = telling(seen, borders);
    List<Observation> observations = new ArrayList<>();
    Judging judging = new Judging(cluster, framework);
    for (int i = 0; i < seen.size(); i++) {
      Seen one = seen.get(i);
      if (one.outcomes().keySet().containsAll(asked)) {
        observations.add(new Observation(one.sequence(), one.takenAt(), parsed(one.outcomes())));
      } else if (telling.contains(i)) {
        steps.at(60 * i / seen.size(), "judging snapshot " + one.sequence());
        observations.add(new Observation(one.sequence(), one.takenAt(), judging.kept(one)));
      }
    }
    begun.stream()
        .filter(at -> at.isAfter(period.from()) && at.isBefore(period.until()))
        .map(at -> judging.asOf(at, seen, unseen))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .forEach(observations::add);
    Set<Instant> taken = seen.stream().map(Seen::takenAt).collect(Collectors.toSet());
    worse.stream()
        .filter(at -> at.isAfter(period.from()) && at.isBefore(period.until()))
        .filter(at -> !taken.contains(at))
        .map(at -> judging.orUnjudged(at, seen, unseen))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .forEach(observations::add);
    return observations;
  }

  /// When campaigns were signed off: what was overdue before is not any more.
  private List<Instant> signOffs(String cluster) {
    return campaigns.signed(cluster).stream()
        .map(campaign -> campaign.progress().signed())
        .filter(signed -> !signed.isEmpty())
        .map(signed -> signed.getLast().at())
        .toList();
  }

  /// Places of the snapshots that are to be judged.
  private static Set<Integer> telling(List<Seen> seen, Set<Instant> borders) {
    Set<Integer> telling = new TreeSet<>(List.of(0, seen.size() - 1));
    TreeMap<Instant, Integer> places = new TreeMap<>();
    for (int i = 0; i < seen.size(); i++) {
      places.put(seen.get(i).takenAt(), i);
      if (i > 0 && !seen.get(i).content().equals(seen.get(i - 1).content())) {
        telling.add(i - 1);
        telling.add(i);
      }
    }
    for (Instant border : borders) {
      var before = places.floorEntry(border);
      var after = places.ceilingEntry(border);
      if (before != null) {
        telling.add(before.getValue());
      }
      if (after != null) {
        telling.add(after.getValue());
      }
    }
    Instant last = seen.getFirst().takenAt();
    for (int i = 1; i < seen.size(); i++) {
      Instant at = seen.get(i).takenAt();
      if (telling.contains(i) || !at.isBefore(last.plus(AT_LEAST_EVERY))) {
        telling.add(i);
        last = at;
      }
    }
    return telling;
  }

  private static Map<CheckCall, Outcome> parsed(Map<String, String> stored) {
    Map<CheckCall, Outcome> outcomes = new TreeMap<>();
    stored.forEach(
        (name, outcome) -> outcomes.put(CheckCall.parse(name), Outcome.valueOf(outcome)));
    return outcomes;
  }

  /// Judges until it was enough.
  private final class Judging {
    private final String cluster;
    private final @Nullable String framework;
    private final Set<String> sound = new TreeSet<>();
    private int judged;

    Judging(String cluster, @Nullable String framework) {
      this.cluster = cluster;
      this.framework = framework;
    }

    /// Null when it was enough, or the scope of that time can be read no more.
    @Nullable Map<CheckCall, Outcome> kept(Seen one) {
      if (judged >= MOST_JUDGED_NOW) {
        return null;
      }
      AssessCluster.Judged result = judge(one, one.takenAt());
      if (result != null) {
        assess.keep(result, clock.instant(), null);
      }
      return outcomes(result);
    }

    /// What the last snapshot before an instant says at that instant; null when nobody was looking
    /// then, or it was enough.
    @Nullable Observation asOf(Instant at, List<Seen> seen, List<Unseen> unseen) {
      Seen last = lookedAt(at, seen, unseen);
      return last == null || judged >= MOST_JUDGED_NOW
          ? null
          : new Observation(last.sequence(), at, outcomes(judge(last, at)));
    }

    /// The same where it may be worse than what stands around it: without a state when it was
    /// enough.
    @Nullable Observation orUnjudged(Instant at, List<Seen> seen, List<Unseen> unseen) {
      Seen last = lookedAt(at, seen, unseen);
      return last != null && judged >= MOST_JUDGED_NOW
          ? new Observation(last.sequence(), at, null)
          : asOf(at, seen, unseen);
    }

    private static @Nullable Seen lookedAt(Instant at, List<Seen> seen, List<Unseen> unseen) {
      Seen last = null;
      for (Seen one : seen) {
        last = one.takenAt().isAfter(at) ? last : one;
      }
      boolean blind =
          unseen.stream().anyMatch(one -> !one.from().isAfter(at) && one.until().isAfter(at));
      return blind ? null : last;
    }

    /// By the scope that was in force when the snapshot was taken: one that was declared smaller
    /// since makes nothing good that was not. Canaries are planted once into each content: what
    /// finds them there finds them again.
    private AssessCluster.@Nullable Judged judge(Seen one, Instant at) {
      AssessCluster.Basis now = assess.now(cluster);
      ScopeVersion scope = scopes.at(cluster, one.takenAt(), now.scope());
      if (scope == null) {
        return null;
      }
      judged++;
      AssessCluster.Basis then =
          new AssessCluster.Basis(scope, now.waivers(), null, new TreeMap<>(), null);
      AssessCluster.Request request =
          new AssessCluster.Request(
              cluster, new SnapshotChoice.Numbered(one.sequence()), framework, at);
      String sown = one.content() + " " + scope.version();
      if (sound.contains(sown)) {
        return assess.judge(request, then);
      }
      AssessCluster.Judged result = assess.assess(request, then);
      var canaries = result.assessed().canaries();
      if (canaries != null && canaries.isSound()) {
        sound.add(sown);
      }
      return result;
    }

    private static @Nullable Map<CheckCall, Outcome> outcomes(
        AssessCluster.@Nullable Judged judged) {
      if (judged == null) {
        return null;
      }
      Map<CheckCall, Outcome> outcomes = new TreeMap<>();
      judged
          .assessed()
          .assessment()
          .checks()
          .forEach(check -> outcomes.put(CheckCall.parse(check.id()), check.outcome()));
      return outcomes;
    }
  }
}
