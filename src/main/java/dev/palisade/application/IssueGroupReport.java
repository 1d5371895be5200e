package dev.palisade.application;

import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.Part;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.render.csv.GroupReportSheets;
import dev.palisade.render.json.GroupReportJson;
import dev.palisade.store.GroupReportStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredGroupReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Issues reports over several clusters. Each cluster's own report comes first, issued where there
/// is none to rely on; the report over all of them names these and is made of nothing else.
@ApplicationScoped
public class IssueGroupReport {
  /// More clusters in one table cannot be read.
  private static final int MOST = 100;

  private final IssueReport issue;
  private final ReadReports read;
  private final FollowReport lives;
  private final ReadEvidence evidence;
  private final CatalogueInForce catalogue;
  private final ConfiguredGroups groups;
  private final GroupReportStore store;
  private final PrintPdf print;
  private final SigningKeys keys;
  private final SignCheckpoints checkpoints;
  private final Clock clock;

  public IssueGroupReport(
      IssueReport issue,
      ReadReports read,
      FollowReport lives,
      ReadEvidence evidence,
      CatalogueInForce catalogue,
      ConfiguredGroups groups,
      GroupReportStore store,
      PrintPdf print,
      SigningKeys keys,
      SignCheckpoints checkpoints,
      Clock clock) {
    this.issue = issue;
    this.read = read;
    this.lives = lives;
    this.evidence = evidence;
    this.catalogue = catalogue;
    this.groups = groups;
    this.store = store;
    this.print = print;
    this.keys = keys;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /// @param framework `all` or the one
  /// @param period null: the newest snapshot of each cluster
  record Request(RunOrder.Group group, String framework, @Nullable Interval period, String by) {}

  /// The clusters of a group of the configuration.
  ///
  /// @throws NotFound if it has no such group
  public List<String> clusters(String group) {
    List<String> clusters = groups.byName().get(group);
    if (clusters == null) {
      throw new NotFound("there is no group " + group + " (palisade.groups)");
    }
    return List.copyOf(clusters);
  }

  /// Refuses what no report can be on.
  ///
  /// @throws NotFound if there is no such cluster
  /// @throws UnusableInput if there are no clusters or too many, the period is not over, or there
  ///   is no such framework
  void require(RunOrder.Group group, String framework, @Nullable Interval period) {
    if (group.clusters().isEmpty() || group.clusters().size() > MOST) {
      throw new UnusableInput(
          "a group has from 1 to " + MOST + " clusters, not " + group.clusters().size());
    }
    List<String> known = evidence.clusters();
    for (String cluster : group.clusters()) {
      if (!known.contains(cluster)) {
        throw new NotFound("there is no cluster " + cluster);
      }
    }
    if (period != null && period.until().isAfter(clock.instant())) {
      throw new UnusableInput("the period is not over: it ends at " + period.until());
    }
    catalogue.of(framework);
  }

  /// What a cluster brings, and how it is called among the snapshots or the period of the group.
  private record Brought(Part part, @Nullable UUID report, String subject) {}

  /// Issues: with a number of its own, or, where a report of this framework on the same snapshots
  /// or period of the same clusters was issued before, as the next version of that.
  ///
  /// @throws NotFound if there is no such cluster, or none of them can be reported on
  /// @throws UnusableInput as in [#require]
  IssuedGroupReport issue(Request request, Steps steps) {
    require(request.group(), request.framework(), request.period());
    List<Brought> brought = new ArrayList<>();
    List<String> clusters = request.group().clusters();
    for (String cluster : clusters) {
      // who may see the run may not be who may see the other clusters: they are not named
      steps.at(
          80 * brought.size() / clusters.size(),
          "reporting on cluster %d of %d".formatted(brought.size() + 1, clusters.size()));
      brought.add(brought(cluster, request));
    }
    if (brought.stream().noneMatch(one -> one.part() instanceof Part.Reported)) {
      throw new NotFound(
          "no cluster of the group can be reported on: each needs a scope, and a snapshot"
              + (request.period() == null ? "" : " in the period"));
    }
    steps.at(90, "writing the report");
    keys.open(); // outside of it, too: the first key of all is sealed by itself
    IssuedGroupReport issued = store(request, brought, steps);
    checkpoints.sign();
    return issued;
  }

  private Brought brought(String cluster, Request request) {
    try {
      IssuedReport own = own(cluster, request);
      return new Brought(
          new Part.Reported(cluster, read.read(own.id()), own.digest()),
          own.id(),
          request.period() == null ? cluster + "@" + own.snapshotSequence() : cluster);
    } catch (NotFound e) {
      // no snapshot, or none in the period, or no scope: nobody can say anything of it
      return new Brought(
          new Part.Unreported(cluster, String.valueOf(e.getMessage())), null, cluster);
    }
  }

  /// The cluster's own report: the newest version, unless that was withdrawn.
  private IssuedReport own(String cluster, Request request) {
    Interval period = request.period();
    if (period == null) {
      var asked =
          new IssueReport.Request(
              cluster, SnapshotChoice.LATEST, request.framework(), null, request.by());
      IssuedReport own = issue.issueOnce(asked);
      return lives.isWithdrawn(own.id()) ? issue.issue(asked) : own;
    }
    var asked =
        new IssueReport.PeriodRequest(
            cluster, period.from(), period.until(), request.framework(), request.by());
    IssuedReport own = issue.issueOnce(asked, Steps.UNWATCHED);
    return lives.isWithdrawn(own.id()) ? issue.issue(asked) : own;
  }

  private IssuedGroupReport store(Request request, List<Brought> brought, Steps steps) {
    Interval period = request.period();
    Instant at = clock.instant();
    GroupReportStore.Issue next =
        new GroupReportStore.Issue(
            request.group().name(),
            brought.stream()
                .map(one -> new StoredGroupReport.Member(one.part().cluster(), one.report()))
                .toList(),
            request.framework(),
            subject(brought, period),
            at,
            request.by(),
            period == null ? null : new ReportStore.Period(period.from(), period.until()));
    List<Part> parts = brought.stream().map(Brought::part).toList();
    return Stored.answer(
        () ->
            steps.store(
                () ->
                    IssuedGroupReport.of(
                        store.issue(
                            next,
                            named ->
                                rendered(
                                    GroupReport.of(
                                        identity(named, period), request.group().name(), parts),
                                    at),
                            keys::sign)),
                one -> one.id().toString()));
  }

  private static String subject(List<Brought> brought, @Nullable Interval period) {
    return brought.stream().map(Brought::subject).collect(Collectors.joining(","))
        + (period == null ? "" : " " + period);
  }

  private static ReportIdentity identity(
      GroupReportStore.NewReport named, @Nullable Interval period) {
    return new ReportIdentity(
        named.id().toString(),
        named.number(),
        named.version(),
        named.supersedes() == null ? null : named.supersedes().toString(),
        period == null ? ReportIdentity.Kind.POINT_IN_TIME : ReportIdentity.Kind.PERIOD);
  }

  private Map<String, byte[]> rendered(GroupReport report, Instant at) {
    byte[] json = GroupReportJson.bytes(report);
    Map<String, byte[]> files = new TreeMap<>();
    files.put("report.json", json);
    files.put("report.pdf", print.issued(report, json, at));
    files.put("report-csv.zip", GroupReportSheets.zip(report));
    return files;
  }
}
