package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.AssessCluster;
import dev.palisade.application.JudgingTime;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.SnapshotChoice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Judgements that leave no report.
@Path("/api/v1/clusters/{cluster}/assessments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "assessments")
public class AssessmentsResource {
  private final Requester requester;
  private final AssessCluster assess;
  private final RunInBackground runs;
  private final Once once;
  private final Body body;

  public AssessmentsResource(
      Requester requester, AssessCluster assess, RunInBackground runs, Once once, Body body) {
    this.requester = requester;
    this.assess = assess;
    this.runs = runs;
    this.once = once;
    this.body = body;
  }

  /// What to judge.
  ///
  /// @param snapshot `latest`, a sequence, a day, an instant or a report's number; null: the latest
  /// @param framework `pci-dss`, `soc2`; null or `all`: all
  /// @param asOf the instant at which expiries are judged; null: the snapshot's own
  public record Judging(
      @Nullable String snapshot, @Nullable String framework, @Nullable Instant asOf) {
    static final Judging LATEST = new Judging(null, null, null);

    SnapshotChoice choice() {
      return snapshot == null ? SnapshotChoice.LATEST : SnapshotChoice.parse(snapshot);
    }
  }

  @GET
  @Operation(
      summary = "Judge a snapshot by the newest scope",
      description =
          "The answer has the form of a report that was not issued: schema/report.v1.json. It is"
              + " computed for this request; the download is logged.")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Response judge(
      @RestPath String cluster,
      @Parameter(description = "latest, a sequence, a day, an instant or a report's number")
          @RestQuery
          @DefaultValue("latest")
          String snapshot,
      @Parameter(description = "pci-dss, soc2 or all") @RestQuery @Nullable String framework,
      @Parameter(description = "when expiries are judged") @RestQuery("as-of")
          @Nullable String asOf) {
    requester.existing(cluster);
    byte[] json =
        assess.json(
            new AssessCluster.Request(
                cluster,
                SnapshotChoice.parse(snapshot),
                framework,
                JudgingTime.usable("as-of", Parameters.instant("as-of", asOf))));
    requester.log("assessment.download", "snapshot " + snapshot, cluster, framework);
    return Response.ok(json, MediaType.APPLICATION_JSON).build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER})
  @Operation(summary = "Judge a snapshot in the background and count the outcomes")
  @APIResponse(
      responseCode = "202",
      description = "The run; Location says where to ask how it goes",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response start(
      @RestPath String cluster,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable Judging asked) {
    requester.existing(cluster);
    Judging what = asked == null ? Judging.LATEST : asked;
    JudgingTime.usable("asOf", what.asOf());
    return once.write(
        key,
        "assessment " + cluster + " " + body.written(what),
        () -> {
          Run run =
              runs.assess(
                  new AssessCluster.Request(cluster, what.choice(), what.framework(), what.asOf()),
                  requester.name());
          requester.log("assessment.request", run.id().toString(), cluster, what.framework());
          return RunView.accepted(run, body);
        });
  }
}
