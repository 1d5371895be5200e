package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.CheckRights;
import dev.palisade.application.CompareSnapshots;
import dev.palisade.application.DeclareScope;
import dev.palisade.application.FlowHistory;
import dev.palisade.application.FollowFindings;
import dev.palisade.application.FollowFlow;
import dev.palisade.application.IssuedReport;
import dev.palisade.application.NotFound;
import dev.palisade.application.ReadEvidence;
import dev.palisade.application.ReadReports;
import dev.palisade.application.Run;
import dev.palisade.application.RunCampaign;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.ScopeVersion;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.application.SnapshotEntry;
import dev.palisade.application.preflight.Preflight;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.review.campaign.CampaignReport;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// One cluster, and what differs between two of its snapshots.
@Path("/clusters/{cluster}")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class ClusterPage {
  private static final int SHOWN = 50;
  private static final int RUNS = 10;
  private static final int FINDINGS = 200;

  private final Requester requester;
  private final ReadEvidence evidence;
  private final ReadReports reports;
  private final DeclareScope scopes;
  private final RunInBackground runs;
  private final CompareSnapshots compare;
  private final FollowFindings findings;
  private final RunCampaign campaigns;
  private final Summaries summaries;
  private final CheckRights rights;
  private final FollowFlow follow;
  private final Clock clock;

  public ClusterPage(
      Requester requester,
      ReadEvidence evidence,
      ReadReports reports,
      DeclareScope scopes,
      RunInBackground runs,
      CompareSnapshots compare,
      FollowFindings findings,
      RunCampaign campaigns,
      Summaries summaries,
      CheckRights rights,
      FollowFlow follow,
      Clock clock) {
    this.requester = requester;
    this.evidence = evidence;
    this.reports = reports;
    this.scopes = scopes;
    this.runs = runs;
    this.compare = compare;
    this.findings = findings;
    this.campaigns = campaigns;
    this.summaries = summaries;
    this.rights = rights;
    this.follow = follow;
    this.clock = clock;
  }

  /// @param age of the newest snapshot, in words
  /// @param findings open, excepted and closed ones, as many as a page holds
  /// @param campaigns the latest opened first
  public record View(
      String name,
      String age,
      List<SnapshotEntry> snapshots,
      @Nullable SnapshotEntry before,
      @Nullable ReportSummary summary,
      List<IssuedReport> reports,
      List<FollowFindings.Life> findings,
      List<CampaignReport> campaigns,
      @Nullable ScopeVersion scope,
      List<Run> runs,
      @Nullable Preflight preflight) {

    /// Where to see since when the flow of a finding is possible; null: it is about none, or the
    /// newest report does not have it.
    public @Nullable String since(String fingerprint) {
      return summary == null ? null : summary.since().get(fingerprint);
    }
  }

  /// @param query by which the same comparison is downloaded
  public record DiffView(String cluster, String query, Comparison comparison) {

    /// Where to see since when a flow is possible; null: it is not followed.
    public @Nullable String since(FlowChange flow) {
      return SinceLink.of(cluster, flow);
    }
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance cluster(View view, Visitor visitor);

    static native TemplateInstance diff(DiffView view, Visitor visitor);

    static native TemplateInstance since(FlowHistory view, Visitor visitor);
  }

  @GET
  @Path("since")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance since(
      @RestPath String cluster,
      @RestQuery @DefaultValue("") String from,
      @RestQuery @DefaultValue("") String to,
      @RestQuery @Nullable String traffic) {
    requester.existing(cluster);
    return Templates.since(
        follow.follow(
            new FollowFlow.Request(
                cluster,
                from,
                to,
                traffic == null || traffic.isEmpty() ? null : traffic,
                null,
                null)),
        Visitor.of(requester.token()));
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance cluster(@RestPath String cluster) {
    requester.existing(cluster);
    List<SnapshotEntry> snapshots = evidence.list(cluster, null, null, null, SHOWN);
    IssuedReport latest = reports.latest(cluster);
    return Templates.cluster(
        new View(
            cluster,
            snapshots.isEmpty() ? "" : Age.of(snapshots.getFirst().takenAt(), clock.instant()),
            snapshots,
            snapshots.size() < 2 ? null : snapshots.get(1),
            latest == null ? null : summaries.of(latest),
            reports.list(cluster, null, SHOWN),
            findings.list(cluster, null, null, null, null, FINDINGS),
            campaigns.list(cluster).stream().limit(SHOWN).map(CampaignReport::of).toList(),
            scopes.latest(cluster),
            runs.list(cluster, null, RUNS),
            rights.latest(cluster)),
        Visitor.of(requester.token()));
  }

  @GET
  @Path("diff")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance diff(
      @RestPath String cluster,
      @RestQuery @DefaultValue("") String from,
      @RestQuery @DefaultValue("latest") String to) {
    Comparison comparison = comparison(cluster, from, to);
    String query =
        "from=" + comparison.before().sequence() + "&to=" + comparison.after().sequence();
    return Templates.diff(new DiffView(cluster, query, comparison), Visitor.of(requester.token()));
  }

  @GET
  @Path("diff/{format}")
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response download(
      @RestPath String cluster,
      @RestPath String format,
      @RestQuery @DefaultValue("") String from,
      @RestQuery @DefaultValue("latest") String to) {
    Comparison comparison = comparison(cluster, from, to);
    byte[] bytes =
        switch (format) {
          case "pdf" -> compare.pdf(comparison);
          case "json" -> compare.json(comparison);
          case "html" -> compare.html(comparison).getBytes(StandardCharsets.UTF_8);
          case "csv" -> compare.csv(comparison).getBytes(StandardCharsets.UTF_8);
          case "md" -> compare.markdown(comparison).getBytes(StandardCharsets.UTF_8);
          default ->
              throw new NotFound(
                  "there is no format " + format + ": pdf, json, html, csv and md are offered");
        };
    String name =
        cluster + "-" + comparison.before().sequence() + "-" + comparison.after().sequence();
    requester.log("diff.download", name, cluster, format);
    return Response.ok(bytes, Format.type(format))
        .header(HttpHeaders.CONTENT_DISPOSITION, Format.disposition(name, format))
        .build();
  }

  private Comparison comparison(String cluster, String from, String to) {
    requester.existing(cluster);
    if (from.isEmpty()) {
      throw RefusedRequest.parameter("from", "is missing");
    }
    return compare.compare(
        new CompareSnapshots.Request(
            cluster, SnapshotChoice.parse(from), SnapshotChoice.parse(to), null));
  }
}
