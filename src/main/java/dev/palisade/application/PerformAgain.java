package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.application.SampledPopulation.Candidate;
import dev.palisade.application.SampledPopulation.Found;
import dev.palisade.compliance.reperformance.Reassessment;
import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import dev.palisade.compliance.reperformance.Reperformance.Population;
import dev.palisade.compliance.reperformance.Sample;
import dev.palisade.compliance.reperformance.SampledItem;
import dev.palisade.compliance.reperformance.SampledItem.Followed;
import dev.palisade.compliance.reperformance.Verdicts;
import dev.palisade.compliance.report.Report;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ReperformanceJson;
import dev.palisade.store.ReperformanceStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReperformance;
import dev.palisade.store.StoredReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Draws the sample that an auditor asked for, shows its facts, judges again, and keeps what came
/// of it.
@ApplicationScoped
public class PerformAgain {
  private final ReperformanceStore store;
  private final ReadReports reports;
  private final ReportStore issued;
  private final ReadEvidence evidence;
  private final SampledPopulation populations;
  private final SampledFacts facts;
  private final JudgeAgain judge;
  private final CatalogueInForce inForce;
  private final Clock clock;

  public PerformAgain(
      ReperformanceStore store,
      ReadReports reports,
      ReportStore issued,
      ReadEvidence evidence,
      SampledPopulation populations,
      SampledFacts facts,
      JudgeAgain judge,
      CatalogueInForce inForce,
      Clock clock) {
    this.store = store;
    this.reports = reports;
    this.issued = issued;
    this.evidence = evidence;
    this.populations = populations;
    this.facts = facts;
    this.judge = judge;
    this.inForce = inForce;
    this.clock = clock;
  }

  /// Performs what was asked for.
  ///
  /// @throws NotFound if there is no such request
  /// @throws UnusableInput if there is nothing to draw from
  void perform(UUID id, Steps steps) {
    StoredReperformance request = store.find(id);
    if (request == null) {
      throw new NotFound("there is no reperformance " + id);
    }
    Asked asked = ReperformanceJson.asked(request.request());
    Instant today = clock.instant().truncatedTo(ChronoUnit.MICROS);
    steps.at(5, "listing " + asked.population());
    String cluster = request.cluster();
    IssuedReport of = asked.report() == null ? null : reports.find(UUID.fromString(asked.report()));
    Report said = of == null ? null : reports.read(of.id());
    SortedMap<String, Candidate> population = populations.of(cluster, asked, said);
    Sample sample = Sample.draw(population.keySet(), asked.seed(), asked.size());
    SortedMap<Long, JudgeAgain.Outcome> outcomes =
        judged(cluster, of, sequences(asked, sample, population), today, steps);
    steps.at(90, "reading the facts of " + sample.drawn().size() + " " + asked.population());
    List<SampledItem> items =
        sample.drawn().stream()
            .map(
                drawn ->
                    item(
                        cluster,
                        asked,
                        drawn,
                        Objects.requireNonNull(population.get(drawn.key())),
                        outcomes))
            .toList();
    List<Reassessment> assessments =
        outcomes.values().stream().map(JudgeAgain.Outcome::reassessment).toList();
    Reperformance performed =
        new Reperformance(
            id.toString(),
            cluster,
            asked,
            today,
            sample,
            Reperformance.concluded(items, assessments),
            items,
            assessments);
    StoredReperformance.Answer answer =
        new StoredReperformance.Answer(
            Sample.population(population.keySet()),
            new String(CanonicalJson.bytes(ReperformanceJson.node(performed)), UTF_8),
            today);
    steps.store(() -> store.answer(id, answer), one -> one.id().toString());
  }

  /// The snapshots that are judged again.
  private static SortedSet<Long> sequences(
      Asked asked, Sample sample, SortedMap<String, Candidate> population) {
    if (asked.population() != Population.SNAPSHOTS) {
      return new TreeSet<>(Set.of(asked.toSnapshot()));
    }
    SortedSet<Long> sequences = new TreeSet<>();
    sample
        .drawn()
        .forEach(d -> sequences.addAll(Objects.requireNonNull(population.get(d.key())).seenIn()));
    return sequences;
  }

  /// @param of the report to hold against; null: the newest on each snapshot
  private SortedMap<Long, JudgeAgain.Outcome> judged(
      String cluster,
      @Nullable IssuedReport of,
      SortedSet<Long> sequences,
      Instant today,
      Steps steps) {
    SortedMap<Long, JudgeAgain.Outcome> outcomes = new TreeMap<>();
    for (long sequence : sequences) {
      steps.at(
          10 + 80 * outcomes.size() / sequences.size(), "judging snapshot " + sequence + " again");
      SnapshotEntry entry = evidence.find(cluster, new SnapshotChoice.Numbered(sequence));
      outcomes.put(
          sequence, judge.judge(entry, of == null ? newest(cluster, sequence) : of, today));
    }
    return outcomes;
  }

  /// The newest version of the report on a snapshot: the combined one, or the first framework's.
  private @Nullable IssuedReport newest(String cluster, long sequence) {
    StoredReport found =
        issued.latestOn(cluster, AssessCluster.POINT_IN_TIME, AssessCluster.ALL, sequence);
    for (var framework : inForce.catalogue().frameworks()) {
      if (found == null) {
        found = issued.latestOn(cluster, AssessCluster.POINT_IN_TIME, framework.id(), sequence);
      }
    }
    return found == null ? null : IssuedReport.of(found);
  }

  private SampledItem item(
      String cluster,
      Asked asked,
      Sample.Drawn drawn,
      Candidate candidate,
      SortedMap<Long, JudgeAgain.Outcome> outcomes) {
    long judged =
        asked.population() == Population.SNAPSHOTS
            ? candidate.seenIn().first()
            : asked.toSnapshot();
    Found found = candidate.finding();
    JudgeAgain.Outcome outcome = Objects.requireNonNull(outcomes.get(judged));
    return facts.of(
        cluster, drawn, candidate, judged, found == null ? null : followed(found, outcome));
  }

  private static @Nullable Followed followed(Found found, JudgeAgain.Outcome outcome) {
    Verdicts.On on = Verdicts.finding(found.check(), found.finding().fingerprint());
    return new Followed(
        Verdicts.words(found.finding()),
        outcome.then() == null ? null : outcome.then().of(on),
        outcome.today() == null ? null : outcome.today().of(on));
  }
}
