package dev.palisade.application;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.compliance.control.Assessment;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final PastScopes pastScopes;

  public AssessCluster(
      ReadEvidence evidence,
      ClusterHistory history,
      DeclareScope scopes,
      ExceptionStore exceptions,
      ReportStore reports,
      FollowFindings findings,
      PastScopes pastScopes,
      CatalogueInForce inForce) {
    this.assess = AssessSnapshot.by(inForce.catalogue());
    this.evidence = evidence;
    this.history = history;
    this.scopes = scopes;
    this.exceptions = exceptions;
    this.reports = reports;
    this.findings = findings;
    this.pastScopes = pastScopes;
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

  /// What a cluster is judged by, beside its snapshots, when that is not what holds now.
  ///
  /// @param dialect null: as for [AssessSnapshot.Request]
  /// @param overrides settings of the dialect, which outweigh the scope's
  /// @param knownBy nothing that was judged or issued later is known; null: all that is kept is
  record Basis(
      ScopeVersion scope,
      Waivers waivers,
      @Nullable Dialect dialect,
      SortedMap<String, String> overrides,
      @Nullable Instant knownBy) {}

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
        null,
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
    return judged(asked, null, assess::judge);
  }

  /// Two snapshots of one cluster, read and judged at once, by the same scope and exceptions. One
  /// after the other, another scope might be declared between the two.
  ///
  /// @throws NotFound as in [#assess]
  /// @throws UnusableInput as in [#assess]
  AtOnce<Judged, Judged> judge(Request one, Request other) {
    Basis basis = now(one.cluster());
    return AtOnce.of(
        () -> judged(one, basis, assess::judge), () -> judged(other, basis, assess::judge));
  }

  /// Judges by something else than what holds now.
  ///
  /// @throws NotFound as in [#assess]
  /// @throws UnusableInput as in [#assess]
  Judged assess(Request asked, Basis basis) {
    return judged(asked, basis, assess::assess);
  }

  /// The same without canaries.
  ///
  /// @throws NotFound as in [#assess]
  /// @throws UnusableInput as in [#assess]
  Judged judge(Request asked, Basis basis) {
    return judged(asked, basis, assess::judge);
  }

  /// The same cluster and framework, judged without canaries on a request that was changed.
  ///
  /// @throws UnusableInput as in [#assess]
  Judged judge(Judged like, ScopeVersion scope, AssessSnapshot.Request request) {
    return usable(
        () -> new Judged(like.snapshot(), scope, like.framework(), request, assess.judge(request)));
  }

  /// What holds now: the newest scope, all exceptions.
  ///
  /// @throws NotFound if no scope was declared yet
  Basis now(String cluster) {
    return new Basis(declared(cluster), exceptions.waivers(cluster), null, new TreeMap<>(), null);
  }

  /// The settings that something was judged with.
  DialectSettings settings(Judged judged) {
    return assess.settings(judged.request());
  }

  /// What the newest snapshot and scope of a cluster are known by: another text is another state.
  ///
  /// @throws NotFound if there is no such cluster, no snapshot of it, or no scope yet
  String newest(String cluster) {
    SnapshotEntry entry = evidence.find(cluster, SnapshotChoice.LATEST);
    return entry.chain() + " " + declared(cluster).version() + " ";
  }

  private ScopeVersion declared(String cluster) {
    ScopeVersion declared = scopes.latest(cluster);
    if (declared == null) {
      throw new NotFound("no scope was declared for cluster " + cluster + " yet");
    }
    return declared;
  }

  private Judged judged(
      Request asked,
      @Nullable Basis basis,
      Function<AssessSnapshot.Request, AssessSnapshot.Assessed> how) {
    String framework = asked.framework() == null ? ALL : asked.framework();
    SnapshotEntry entry = evidence.find(asked.cluster(), asked.snapshot());
    Basis by = basis == null ? now(asked.cluster()) : basis;
    AssessSnapshot.Request request = request(entry, by, framework, asked.asOf());
    return usable(() -> new Judged(entry, by.scope(), framework, request, how.apply(request)));
  }

  private static Judged usable(Supplier<Judged> judging) {
    try {
      return judging.get();
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private AssessSnapshot.Request request(
      SnapshotEntry entry, Basis by, String framework, @Nullable Instant asOf) {
    Snapshot snapshot =
        evidence.snapshot(entry.cluster(), new SnapshotChoice.Numbered(entry.sequence()));
    Instant at = asOf == null ? entry.takenAt() : asOf;
    return new AssessSnapshot.Request(
        snapshot,
        scope(by.scope()),
        by.dialect(),
        by.overrides(),
        history.of(entry.cluster(), entry.sequence(), at),
        by.waivers(),
        at,
        framework.equals(ALL) ? null : framework);
  }

  static Scope scope(ScopeVersion declared) {
    return DeclareScope.read("scope version " + declared.version(), declared.document());
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
    return report(judged, null);
  }

  /// The same, with the past as it was known.
  ///
  /// @param basis that it was judged by; null: by what holds now
  Function<ReportIdentity, Report> report(Judged judged, @Nullable Basis basis) {
    Waivers waivers = judged.request().waivers();
    var assessment = assess.withRemedies(judged.assessed()).assessment();
    Method method = method(judged, assessment);
    Comparison changes = changes(judged, basis);
    var ages = findings.ages(judged, basis == null ? null : basis.knownBy());
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

  /// What a judgement says, as a report without remedies and past.
  Report outline(Judged judged, ReportIdentity identity) {
    return Report.of(
        judged.assessed().assessment(),
        identity,
        method(judged),
        judged.snapshot().sequence(),
        judged.request().waivers(),
        assess.catalogue(judged.request().framework()));
  }

  /// How something was judged.
  Method method(Judged judged) {
    return method(judged, judged.assessed().assessment());
  }

  private Method method(Judged judged, Assessment assessment) {
    String version = Release.version();
    return Method.of(
        "palisade-reachability/" + version,
        "palisade-translator/" + version,
        settings(judged),
        assessment.catalogue(),
        judged.assessed().canaries());
  }

  /// Keeps which findings a judgement had, so that the next knows them again.
  ///
  /// @param report id of the report that says so, issued in the same transaction; null: none
  void keep(Judged judged, Instant at, @Nullable UUID report) {
    findings.keep(judged, assess.catalogue(judged.request().framework()), at, report);
  }

  private @Nullable Comparison changes(Judged judged, @Nullable Basis basis) {
    SnapshotEntry now = judged.snapshot();
    StoredReport earlier =
        reports.latestBefore(
            now.cluster(),
            POINT_IN_TIME,
            judged.framework(),
            now.sequence(),
            basis == null ? null : basis.knownBy());
    if (earlier == null) {
      return null;
    }
    Judged before =
        judged(
            new Request(
                now.cluster(),
                new SnapshotChoice.Numbered(earlier.snapshotSequence()),
                judged.framework(),
                null),
            basis,
            assess::judge);
    return compareInFull(before, judged);
  }

  /// What differs between two assessments, and in the scopes and exceptions of their times.
  Comparison compareInFull(Judged before, Judged after) {
    return pastScopes.told(compare(before, after), before, after);
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
