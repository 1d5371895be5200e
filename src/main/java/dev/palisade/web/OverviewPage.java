package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.AlteredEvidence;
import dev.palisade.application.IssuedReport;
import dev.palisade.application.ReadControls;
import dev.palisade.application.ReadEvidence;
import dev.palisade.application.ReadReports;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.SnapshotEntry;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.web.ReportSummary.RequirementLine;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// All clusters at a glance.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class OverviewPage {
  private static final int RUNS = 3;

  private final Requester requester;
  private final ReadEvidence evidence;
  private final ReadReports reports;
  private final RunInBackground runs;
  private final Summaries summaries;
  private final ReadControls controls;
  private final Clock clock;

  public OverviewPage(
      Requester requester,
      ReadEvidence evidence,
      ReadReports reports,
      RunInBackground runs,
      Summaries summaries,
      ReadControls controls,
      Clock clock) {
    this.requester = requester;
    this.evidence = evidence;
    this.reports = reports;
    this.runs = runs;
    this.summaries = summaries;
    this.controls = controls;
    this.clock = clock;
  }

  /// @param age of the snapshot, in words
  /// @param trouble why the newest report is not shown; empty: nothing is wrong
  public record Card(
      String name,
      @Nullable SnapshotEntry snapshot,
      String age,
      @Nullable ReportSummary summary,
      List<RequirementLine> leading,
      int others,
      List<Run> runs,
      String trouble) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance overview(List<Card> cards, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance overview() {
    return Templates.overview(
        requester.clusters().stream().map(this::card).toList(), Visitor.of(requester.token()));
  }

  private Card card(String cluster) {
    SnapshotEntry snapshot = evidence.latest(cluster);
    IssuedReport report = reports.latest(cluster);
    ReportSummary summary = null;
    String trouble = "";
    try {
      summary = report == null ? null : summaries.of(report);
    } catch (AlteredEvidence e) {
      // one report that was tampered with must not hide the other clusters
      trouble = "The newest report is not what was issued: " + e.getMessage();
    }
    List<RequirementLine> leading =
        summary == null ? List.of() : summary.requirements().stream().filter(this::leads).toList();
    return new Card(
        cluster,
        snapshot,
        snapshot == null ? "" : Age.of(snapshot.takenAt(), clock.instant()),
        summary,
        leading,
        summary == null ? 0 : summary.requirements().size() - leading.size(),
        runs.list(cluster, null, RUNS),
        trouble);
  }

  private boolean leads(RequirementLine line) {
    Requirement requirement =
        controls.catalogue().requirement(line.judged().framework(), line.judged().id());
    return requirement != null && requirement.rank() == Requirement.Rank.LEADING;
  }
}
