package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import dev.palisade.compliance.reperformance.Reperformance.Population;
import dev.palisade.compliance.reperformance.Reperformance.SeedOrigin;
import dev.palisade.compliance.reperformance.Sample;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ReperformanceJson;
import dev.palisade.render.markdown.ReperformanceMarkdown;
import dev.palisade.store.ReperformanceStore;
import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.StoredReperformance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what an auditor wants to have performed again, writes it down with its seed, and has it
/// done in the background.
@ApplicationScoped
public class AskReperformance {
  private static final int MOST_ITEMS = 500;

  /// Each is judged several times.
  private static final int MOST_SNAPSHOTS = 25;

  private static final int MONTHS = 12;
  private static final int SEED_BYTES = 16;

  private final ReperformanceStore store;
  private final ReadReports reports;
  private final ReadEvidence evidence;
  private final RunQueue queue;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public AskReperformance(
      ReperformanceStore store,
      ReadReports reports,
      ReadEvidence evidence,
      RunQueue queue,
      Clock clock) {
    this.store = store;
    this.reports = reports;
    this.evidence = evidence;
    this.queue = queue;
    this.clock = clock;
  }

  /// @param report id, or number with or without version; null: a range of snapshots
  /// @param from the first snapshot: a sequence, a day or an instant; null: of the report
  /// @param to the last one; null likewise
  /// @param population `snapshots`, `objects`, `findings`, `policies` or `changes`
  /// @param seed null: it is drawn
  public record Request(
      String cluster,
      @Nullable String report,
      @Nullable String from,
      @Nullable String to,
      String population,
      int size,
      @Nullable String seed,
      String by) {}

  /// A re-performance that was asked for.
  ///
  /// @param performedAt null: there is no answer yet
  public record Kept(String cluster, UUID id, Asked asked, @Nullable Instant performedAt) {

    private static Kept of(StoredReperformance stored) {
      return new Kept(
          stored.cluster(),
          stored.id(),
          ReperformanceJson.asked(stored.request()),
          stored.performedAt());
    }
  }

  /// @param id of the request, which is known before there is an answer
  public record Entered(UUID id, Asked asked, Run run) {}

  /// @throws NotFound if there is no such cluster, report or snapshot
  /// @throws UnusableInput if it cannot be performed
  @Transactional
  public Entered ask(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Asked asked = asked(request, now);
    UUID id = UUID.randomUUID();
    Run run =
        Run.of(
            queue.enter(
                NewRun.requested(
                    request.cluster(), RunOrder.Work.REPERFORM.kind(), request.by(), now),
                RunOrder.reperform(request.cluster(), id)));
    String text = new String(CanonicalJson.bytes(ReperformanceJson.node(asked)), UTF_8);
    Stored.answer(() -> store.request(request.cluster(), id, text, request.by(), now));
    return new Entered(id, asked, run);
  }

  private Asked asked(Request request, Instant now) {
    Population population = population(request.population());
    int most = population == Population.SNAPSHOTS ? MOST_SNAPSHOTS : MOST_ITEMS;
    if (request.size() < 1 || request.size() > most) {
      throw new UnusableInput(
          "a sample of " + population + " has from 1 to " + most + " items, not " + request.size());
    }
    if (request.seed() != null && !Sample.isSeed(request.seed())) {
      throw new UnusableInput("a seed is 1 to 128 printable ASCII characters without spaces");
    }
    IssuedReport report = report(request);
    if (population == Population.FINDINGS && report == null) {
      throw new UnusableInput("findings are those of a report: name one");
    }
    Range range = report == null ? range(request) : range(report, population);
    return new Asked(
        population,
        request.size(),
        request.seed() == null ? drawn() : request.seed(),
        request.seed() == null ? SeedOrigin.DRAWN : SeedOrigin.GIVEN,
        report == null ? null : report.id().toString(),
        range.from(),
        range.to(),
        request.by(),
        now);
  }

  private String drawn() {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }

  private static Population population(String text) {
    for (Population population : Population.values()) {
      if (population.toString().equals(text)) {
        return population;
      }
    }
    throw new UnusableInput(
        "\"" + text + "\" is no population: snapshots, objects, findings, policies, changes");
  }

  private @Nullable IssuedReport report(Request request) {
    if (request.report() == null) {
      return null;
    }
    if (request.from() != null || request.to() != null) {
      throw new UnusableInput("a report has its own snapshots: give it, or from and to");
    }
    IssuedReport report = named(request.cluster(), request.report());
    if (!report.cluster().equals(request.cluster())) {
      throw new NotFound("cluster " + request.cluster() + " has no report " + request.report());
    }
    if (!report.kind().equals(ReportIdentity.Kind.POINT_IN_TIME.toString())) {
      throw new UnusableInput(
          "a report on a period is not judged again as a whole: draw snapshots of it, with from and"
              + " to");
    }
    return report;
  }

  private IssuedReport named(String cluster, String text) {
    try {
      return reports.find(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      if (SnapshotChoice.parse(text) instanceof SnapshotChoice.OfReport(var number, var version)) {
        return reports.versions(number).stream()
            .filter(one -> version == null || one.version() == version)
            .reduce((a, b) -> b)
            .orElseThrow(() -> new NotFound("cluster " + cluster + " has no report " + text));
      }
      throw new UnusableInput("\"" + text + "\" is neither id nor number of a report");
    }
  }

  private record Range(long from, long to) {}

  /// Changes are those that the report's checks look back on, everything else is of its snapshot.
  private Range range(IssuedReport report, Population population) {
    long to = report.snapshotSequence();
    if (population != Population.CHANGES) {
      return new Range(to, to);
    }
    Instant taken = evidence.find(report.cluster(), new SnapshotChoice.Numbered(to)).takenAt();
    Instant from = taken.atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
    return new Range(Math.min(first(report.cluster(), from), to), to);
  }

  private Range range(Request request) {
    if (request.from() == null || request.to() == null) {
      throw new UnusableInput("name a report, or a range of snapshots by from and to");
    }
    long from =
        switch (SnapshotChoice.parse(request.from())) {
          case SnapshotChoice.AsOf asOf -> first(request.cluster(), begin(request.from(), asOf));
          case SnapshotChoice other -> evidence.find(request.cluster(), other).sequence();
        };
    long to = evidence.find(request.cluster(), SnapshotChoice.parse(request.to())).sequence();
    if (from > to) {
      throw new UnusableInput(
          "no snapshot was taken from " + request.from() + " to " + request.to());
    }
    return new Range(from, to);
  }

  /// A day begins at its midnight; as a choice it is its end.
  private static Instant begin(String text, SnapshotChoice.AsOf asOf) {
    return text.indexOf('T') == 10
        ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
        : asOf.instant().truncatedTo(ChronoUnit.DAYS);
  }

  /// The first snapshot that was taken at an instant or later; one after the last where none was.
  private long first(String cluster, Instant instant) {
    try {
      return evidence
              .find(cluster, new SnapshotChoice.AsOf(instant.minus(1, ChronoUnit.MICROS)))
              .sequence()
          + 1;
    } catch (NotFound e) {
      return 1;
    }
  }

  /// @throws NotFound if there is none
  public Kept find(UUID id) {
    StoredReperformance found = store.find(id);
    if (found == null) {
      throw new NotFound("there is no reperformance " + id);
    }
    return Kept.of(found);
  }

  /// A cluster's re-performances, the newest first.
  ///
  /// @param after the last of the page before; null: the first page
  public List<Kept> list(String cluster, @Nullable UUID after, int limit) {
    return store.list(cluster, after, limit).stream().map(Kept::of).toList();
  }

  /// The working paper.
  ///
  /// @throws NotFound if there is none, or no answer yet
  public String markdown(UUID id) {
    return ReperformanceMarkdown.of(read(id));
  }

  /// What a conclusion means.
  public static String sentence(Reperformance.Conclusion conclusion) {
    return ReperformanceMarkdown.sentence(conclusion);
  }

  /// What it says.
  ///
  /// @throws NotFound if there is none, or no answer yet
  public Reperformance read(UUID id) {
    return ReperformanceJson.read("reperformance " + id, answered(id));
  }

  /// The document: canonical JSON.
  ///
  /// @throws NotFound if there is none, or no answer yet
  public String answered(UUID id) {
    return answer(id).document();
  }

  /// The keys of all items that were drawn from, one a line.
  ///
  /// @throws NotFound if there is none, or no answer yet
  public String population(UUID id) {
    return answer(id).population();
  }

  private StoredReperformance.Answer answer(UUID id) {
    StoredReperformance.Answer answer = store.answerTo(id);
    if (answer == null) {
      throw new NotFound("there is no reperformance " + id + ", or no answer yet: ask its run");
    }
    return answer;
  }
}
