package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.HoldEvidence;
import dev.palisade.application.HoldEvidence.Hold;
import dev.palisade.application.PruneOldEvidence;
import dev.palisade.application.PruneOldEvidence.Outlook;
import dev.palisade.application.PruneOldEvidence.Pruned;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// How long a cluster's evidence is kept, and what forbids to prune it.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "retention")
public class RetentionResource {
  private static final int RUNS = 100;

  private final Requester requester;
  private final HoldEvidence holds;
  private final PruneOldEvidence retention;
  private final Once once;
  private final Body body;

  public RetentionResource(
      Requester requester, HoldEvidence holds, PruneOldEvidence retention, Once once, Body body) {
    this.requester = requester;
    this.holds = holds;
    this.retention = retention;
    this.once = once;
    this.body = body;
  }

  /// Why a hold is placed, or lifted.
  public record HoldReason(@Nullable String reason) {}

  /// @param dryRun whether nothing was changed
  /// @param pruned what was: empty when nothing is old enough, or a hold stands
  /// @param outlook what could go after that
  public record PruneView(boolean dryRun, List<Pruned> pruned, Outlook outlook) {}

  @GET
  @Path("clusters/{cluster}/holds")
  @Operation(summary = "List a cluster's legal holds, lifted ones too, the latest first")
  public List<Hold> holds(@RestPath String cluster) {
    return holds.list(requester.existing(cluster));
  }

  @POST
  @Path("clusters/{cluster}/holds")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Hold all evidence of a cluster: nothing of it is pruned")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Hold.class)))
  public Response place(
      @RestPath String cluster,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable HoldReason why) {
    requester.existing(cluster);
    String reason = reason(why);
    return once.write(
        key,
        "hold " + cluster + " " + reason,
        () -> {
          Hold placed = holds.place(cluster, reason, requester.name());
          requester.log("hold.place", placed.id().toString(), cluster, reason);
          return new Once.Written(
              201, "/api/v1/clusters/" + cluster + "/holds", body.written(placed));
        });
  }

  @POST
  @Path("clusters/{cluster}/holds/{id}/lift")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lift a legal hold")
  public Hold lift(@RestPath String cluster, @RestPath String id, @Nullable HoldReason why) {
    requester.existing(cluster);
    String reason = reason(why);
    try {
      Hold lifted = holds.lift(cluster, Parameters.id(id), reason, requester.name());
      requester.log("hold.lift", id, cluster, reason);
      return lifted;
    } catch (IllegalStateException e) {
      throw new RefusedRequest(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  @GET
  @Path("clusters/{cluster}/retention")
  @Operation(summary = "How long a cluster's evidence is kept, what could go now, and what went")
  public Outlook retention(@RestPath String cluster) {
    return retention.outlook(requester.existing(cluster), RUNS);
  }

  @POST
  @Path("clusters/{cluster}/retention/prune")
  @RolesAllowed(ADMINISTRATOR)
  @Operation(summary = "Prune what is older than it is kept, or say what would go")
  public PruneView prune(
      @RestPath String cluster,
      @Parameter(description = "`false` prunes; else nothing is changed")
          @RestQuery
          @DefaultValue("true")
          boolean dryRun) {
    requester.existing(cluster);
    if (dryRun) {
      return new PruneView(true, List.of(), retention.outlook(cluster, RUNS));
    }
    List<Pruned> pruned = retention.prune(cluster, requester.name());
    requester.log("retention.prune", cluster, cluster, pruned.size() + " runs");
    return new PruneView(false, pruned, retention.outlook(cluster, RUNS));
  }

  private static String reason(@Nullable HoldReason why) {
    if (why == null || why.reason() == null || why.reason().isBlank()) {
      throw new RefusedRequest(
          ProblemType.MALFORMED_BODY,
          "the request is incomplete",
          List.of(new Fault("is missing", "/reason", null)));
    }
    return why.reason();
  }
}
