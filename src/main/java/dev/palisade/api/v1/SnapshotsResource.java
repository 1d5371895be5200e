package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.NotFound;
import dev.palisade.application.ReadEvidence;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.SnapshotEntry;
import dev.palisade.snapshot.ResourceRef;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What was collected.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "snapshots")
public class SnapshotsResource {
  private final Requester requester;
  private final ReadEvidence evidence;
  private final RunInBackground runs;
  private final Once once;
  private final Body body;

  public SnapshotsResource(
      Requester requester, ReadEvidence evidence, RunInBackground runs, Once once, Body body) {
    this.requester = requester;
    this.evidence = evidence;
    this.runs = runs;
    this.once = once;
    this.body = body;
  }

  @GET
  @Path("clusters/{cluster}/snapshots")
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
  @Operation(summary = "List a cluster's snapshots, the newest first")
  public RestResponse<Page<SnapshotView>> list(
      @RestPath String cluster,
      @Parameter(description = "taken at this instant or later") @RestQuery @Nullable String from,
      @Parameter(description = "taken before this instant") @RestQuery @Nullable String until,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    List<SnapshotEntry> found =
        evidence.list(
            cluster,
            Parameters.instant("from", from),
            Parameters.instant("until", until),
            Page.number(cursor),
            page + 1);
    return Page.answer(found, page, SnapshotEntry::sequence, SnapshotView::of, request);
  }

  @POST
  @Path("clusters/{cluster}/snapshots")
  @RolesAllowed({COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR})
  @Operation(summary = "Collect a snapshot now, in the background")
  @APIResponse(
      responseCode = "202",
      description = "The run; Location says where to ask how it goes",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response take(@RestPath String cluster, @RestHeader(Once.HEADER) @Nullable String key) {
    requester.permitted(cluster);
    return once.write(
        key,
        "snapshot " + cluster,
        () -> {
          Run run = runs.collect(cluster, requester.name());
          requester.log("snapshot.request", run.id().toString(), cluster, null);
          return RunView.accepted(run, body);
        });
  }

  @GET
  @Path("snapshots/{id}")
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
  @Operation(summary = "A snapshot, without its objects")
  public SnapshotView find(@RestPath String id) {
    return SnapshotView.of(seen(id));
  }

  @GET
  @Path("snapshots/{id}/objects")
  @Operation(summary = "List the objects of a snapshot, sorted by kind, namespace and name")
  public RestResponse<Page<ObjectView>> objects(
      @RestPath String id,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    SnapshotEntry snapshot = seen(id);
    int page = Page.limit(limit);
    Integer shown = Page.integer(cursor);
    List<ResourceRef> all = evidence.objects(snapshot.cluster(), snapshot.sequence());
    int from = shown == null ? 0 : Math.clamp(shown, 0, all.size());
    List<ResourceRef> found = all.subList(from, Math.min(all.size(), from + page + 1));
    // the objects of a snapshot never change: their count is a place among them
    return Page.answer(found, page, last -> from + page, ObjectView::of, request);
  }

  @GET
  @Path("objects/{digest}")
  @Operation(
      summary = "The content of an object by its digest, as canonical JSON",
      description = "SHA-256 over the answer is the digest. The download is logged.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public Response object(
      @RestPath String digest,
      @Parameter(description = "where to look; otherwise in every cluster that the token may see")
          @RestQuery
          @Nullable String cluster) {
    List<String> clusters = new ArrayList<>();
    if (cluster == null) {
      clusters.addAll(requester.clusters());
    } else {
      clusters.add(requester.existing(cluster));
    }
    for (String one : clusters) {
      try {
        String content = evidence.object(one, digest);
        requester.log("object.download", digest, one, null);
        return Response.ok(content, MediaType.APPLICATION_JSON).build();
      } catch (NotFound e) {
        continue; // another cluster may have it
      }
    }
    throw new NotFound("no cluster that this token may see ever had an object " + digest);
  }

  private SnapshotEntry seen(String id) {
    SnapshotEntry snapshot = evidence.find(Parameters.id(id));
    requester.permitted(snapshot.cluster());
    return snapshot;
  }
}
