package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.ProposedChange;
import dev.palisade.application.ReviewChange;
import dev.palisade.application.ReviewedChange;
import dev.palisade.application.SnapshotChoice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The change-review hook: what a change would open and close, before it is applied.
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "reviews")
public class ReviewsResource {
  private static final String YAML = "application/yaml";

  private final Requester requester;
  private final ReviewChange review;
  private final Once once;

  public ReviewsResource(Requester requester, ReviewChange review, Once once) {
    this.requester = requester;
    this.review = review;
    this.once = once;
  }

  /// A change review, without its document.
  ///
  /// @param verdict `allow`, `review` or `block`
  public record ReviewView(
      UUID id,
      String cluster,
      String verdict,
      String requestDigest,
      String requestedBy,
      Instant reviewedAt) {
    static ReviewView of(ReviewedChange r) {
      return new ReviewView(
          r.id(), r.cluster(), r.verdict(), r.requestDigest(), r.requestedBy(), r.reviewedAt());
    }
  }

  /// What a change is handed in as, for OpenAPI; it is read by the reader of manifests.
  ///
  /// @param apply objects, or one text of YAML documents
  public record ChangeShape(
      String cluster,
      @Nullable String snapshot,
      @Nullable List<Object> apply,
      @Nullable List<TargetShape> delete) {}

  /// An object to delete.
  public record TargetShape(
      String apiVersion, String kind, @Nullable String namespace, String name) {}

  @GET
  @Operation(summary = "List a cluster's change reviews, the newest first")
  public RestResponse<Page<ReviewView>> list(
      @Parameter(required = true) @RestQuery @Nullable String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    String name = requester.existing(Parameters.required("cluster", cluster));
    int page = Page.limit(limit);
    return Page.answer(
        review.list(name, Page.id(cursor), page + 1),
        page,
        ReviewedChange::id,
        ReviewView::of,
        request);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(
      operationId = "reviewChange",
      summary = "Review a change: manifests to apply and objects to delete",
      description =
          "Answers with the traffic gained and lost, the outcomes that change, and the verdict:"
              + " allow, review or block. apply is an array of objects or one text of YAML"
              + " documents. With Content-Type application/yaml the body is the manifests to apply,"
              + " and the query names the cluster.")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ChangeShape.class)),
        @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(
      responseCode = "201",
      description = "palisade/review/v1",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "400",
      description = "unusable-input: every fault with file, object and pointer; nothing is kept")
  public Response json(@RestHeader(Once.HEADER) @Nullable String key, InputStream manifests)
      throws IOException {
    ChangeBody change = ChangeBody.json(Body.bytes(manifests, Body.CHANGE_BYTES));
    String cluster = change.cluster();
    if (cluster == null) {
      throw RefusedRequest.parameter("/cluster", "is missing");
    }
    return answer(key, cluster, change.snapshot(), change.change());
  }

  @POST
  @Consumes({YAML, "application/x-yaml", "text/yaml"})
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(hidden = true)
  public Response yaml(
      @RestHeader(Once.HEADER) @Nullable String key,
      @RestQuery @Nullable String cluster,
      @RestQuery @Nullable String snapshot,
      InputStream manifests)
      throws IOException {
    String name = Parameters.required("cluster", cluster);
    byte[] bytes = Body.bytes(manifests, Body.CHANGE_BYTES);
    return answer(key, name, snapshot, ChangeBody.yaml(bytes, List.of()));
  }

  private Response answer(
      @Nullable String key, String cluster, @Nullable String snapshot, ProposedChange change) {
    requester.existing(cluster);
    SnapshotChoice state =
        snapshot == null ? SnapshotChoice.LATEST : SnapshotChoice.parse(snapshot);
    return once.write(
        key,
        "review " + cluster + " " + state + " " + change.digest(),
        () -> {
          ReviewedChange kept =
              review
                  .review(new ReviewChange.Request(cluster, state, change, requester.name()))
                  .kept();
          requester.log("review", kept.id().toString(), cluster, kept.verdict());
          return new Once.Written(201, "/api/v1/reviews/" + kept.id(), kept.document());
        });
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A change review as it was answered")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Response find(@RestPath String id) {
    ReviewedChange found = review.find(Parameters.id(id));
    requester.permitted(found.cluster());
    return Response.ok(found.document(), MediaType.APPLICATION_JSON).build();
  }
}
