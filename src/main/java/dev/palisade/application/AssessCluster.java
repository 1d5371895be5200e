package dev.palisade.application;

import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ReportNumber;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.render.json.ReportJson;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Judges a snapshot that is kept, by the cluster's newest scope and its exceptions.
@ApplicationScoped
public class AssessCluster {
  /// The framework of an assessment by all of them.
  public static final String ALL = "all";

  static final String POINT_IN_TIME = ReportIdentity.Kind.POINT_IN_TIME.toString();

  private final AssessSnapshot assess;
  private final ReadEvidence evidence;
  private final ClusterHistory history;
  private final DeclareScope scopes;
  private final ExceptionStore exceptions;
  private final ReportStore reports;
  private final FollowFindings findings;

  public AssessCluster(
      ReadEvidence evidence,
      ClusterHistory history,
      DeclareScope scopes,
      ExceptionStore exceptions,
      ReportStore reports,
      FollowFindings findings,
      CatalogueInForce inForce) {
    this.assess = AssessSnapshot.by(inForce.catalogue());
    this.evidence = evidence;
    this.history = history;
    this.scopes = scopes;
    this.exceptions = exceptions;
    this.reports = reports;
    this.findings = findings;
  }

  /// @param framework `pci-dss`, `soc2`; null or `all`: all
  /// @param asOf the instant at which expiries are judged; null: the snapshot's own
  public record Request(
      String cluster,
      SnapshotChoice snapshot,
      @Nullable String framework,
      @Nullable Instant asOf) {}

  /// What was judged, and by what.
  ///
  /// @param framework `all`, or the one
  public record Judged(
      SnapshotEntry snapshot,
      ScopeVersion scope,
      String framework,
      AssessSnapshot.Request request,
      AssessSnapshot.Assessed assessed) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework, or nothing says which network plugin
  ///   enforces
  public Judged assess(Request asked) {
    return assess(asked, Steps.UNWATCHED);
  }

  /// The same as the steps of a run.
  ///
  /// @throws NotFound as in [#assess]
  /// @throws UnusableInput as in [#assess]
  Judged assess(Request asked, Steps steps) {
    steps.at(5, "reading the snapshot and its past");
    return judged(
        asked,
        request -> {
          steps.at(25, "judging " + request.snapshot().manifests().size() + " objects");
          return assess.assess(request, () -> steps.at(60, "planting canaries"));
        });
  }

  /// The same without canaries: for comparisons, which judge one cluster several times.
  ///
  /// @throws NotFound as in [#assess]
  /// @throws UnusableInput as in [#assess]
  Judged judge(Request asked) {
    return judged(asked, assess::judge);
  }

  private Judged judged(
      Request asked, Function<AssessSnapshot.Request, AssessSnapshot.Assessed> how) {
    String framework = asked.framework() == null ? ALL : asked.framework();
    SnapshotEntry entry = evidence.find(asked.cluster(), asked.snapshot());
    ScopeVersion declared = scopes.latest(asked.cluster());
    if (declared == null) {
      throw new NotFound("no scope was declared for cluster " + asked.cluster() + " yet");
    }
    AssessSnapshot.Request request = request(entry, declared, framework, asked.asOf());
    try {
      return new Judged(entry, declared, framework, request, how.apply(request));
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private AssessSnapshot.Request request(
      SnapshotEntry entry, ScopeVersion declared, String framework, @Nullable Instant asOf) {
    Snapshot snapshot =
        evidence.snapshot(entry.cluster(), new SnapshotChoice.Numbered(entry.sequence()));
    Scope scope = DeclareScope.read("scope version " + declared.version(), declared.document());
    Instant at = asOf == null ? entry.takenAt() : asOf;
    return new AssessSnapshot.Request(
        snapshot,
        scope,
        null,
        new TreeMap<>(),
        history.of(entry.cluster(), entry.sequence(), at),
        exceptions.waivers(entry.cluster()),
        at,
        framework.equals(ALL) ? null : framework);
  }

  /// The assessment as canonical JSON, in the form of a report that was not issued: its number ends
  /// in 0000, and its id follows from what was judged.
  public byte[] json(Request request) {
    Judged judged = assess(request);
    Instant asOf = judged.assessed().assessment().asOf();
    ReportNumber number =
        new ReportNumber(
            request.cluster(), judged.framework(), asOf.atOffset(ZoneOffset.UTC).getYear(), 0);
    String of = judged.snapshot().chain() + judged.scope().digest() + asOf + judged.framework();
    UUID id = UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    return ReportJson.bytes(report(judged).apply(ReportIdentity.first(id.toString(), number)));
  }

  /// A report of it, with what changed since the last report of the framework on an earlier
  /// snapshot.
  Function<ReportIdentity, Report> report(Judged judged) {
    Waivers waivers = judged.request().waivers();
    var settings = assess.settings(judged.request());
    var assessment = assess.withRemedies(judged.assessed()).assessment();
    String version = Release.version();
    Method method =
        Method.of(
            "palisade-reachability/" + version,
            "palisade-translator/" + version,
            settings,
            assessment.catalogue(),
            judged.assessed().canaries());
    Comparison changes = changes(judged);
    var ages = findings.ages(judged);
    return identity -> {
      Report report =
          Report.of(
                  assessment,
                  identity,
                  method,
                  judged.snapshot().sequence(),
                  waivers,
                  assess.catalogue(judged.request().framework()))
              .withAges(ages);
      return changes == null ? report : report.withChanges(changes);
    };
  }

  /// Keeps which findings a judgement had, so that the next knows them again.
  ///
  /// @param report id of the report that says so, issued in the same transaction; null: none
  void keep(Judged judged, Instant at, @Nullable UUID report) {
    findings.keep(judged, assess.catalogue(judged.request().framework()), at, report);
  }

  private @Nullable Comparison changes(Judged judged) {
    SnapshotEntry now = judged.snapshot();
    StoredReport earlier =
        reports.latestBefore(now.cluster(), POINT_IN_TIME, judged.framework(), now.sequence());
    if (earlier == null) {
      return null;
    }
    Judged before =
        judge(
            new Request(
                now.cluster(),
                new SnapshotChoice.Numbered(earlier.snapshotSequence()),
                judged.framework(),
                null));
    return compare(before, judged);
  }

  /// What differs between two assessments.
  Comparison compare(Judged before, Judged after) {
    Comparison comparison =
        assess.compare(
            before.assessed(),
            before.snapshot().sequence(),
            after.request(),
            after.assessed(),
            after.snapshot().sequence());
    return history.dated(after.snapshot().cluster(), comparison, after.request().history());
  }
}
