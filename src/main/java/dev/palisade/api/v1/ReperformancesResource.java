package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.AskReperformance;
import dev.palisade.application.AskReperformance.Entered;
import dev.palisade.application.AskReperformance.Kept;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

/// Auditors draw samples, and have them judged again.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "reperformances")
public class ReperformancesResource {
  private static final String MARKDOWN = "text/markdown;charset=UTF-8";
  private static final String TEXT = "text/plain;charset=UTF-8";

  private final Requester requester;
  private final AskReperformance again;
  private final Once once;
  private final Body body;

  public ReperformancesResource(Requester requester, AskReperformance again, Once once, Body body) {
    this.requester = requester;
    this.again = again;
    this.once = once;
    this.body = body;
  }

  /// What is to be performed again.
  ///
  /// @param report id or number of a report on one snapshot; else `from` and `to`
  /// @param from the first snapshot: a sequence, a day or an instant
  /// @param to the last
  /// @param population `snapshots`, `objects`, `findings`, `policies` or `changes`
  /// @param seed absent: it is drawn
  public record Wanted(
      @Nullable String report,
      @Nullable String from,
      @Nullable String to,
      @Nullable String population,
      @Nullable Integer size,
      @Nullable String seed) {}

  /// A re-performance, without its document.
  ///
  /// @param performedAt null: there is no answer yet
  public record ReperformanceView(
      UUID id,
      String cluster,
      String population,
      int size,
      String seed,
      String seedOrigin,
      @Nullable String report,
      long fromSnapshot,
      long toSnapshot,
      String requestedBy,
      Instant requestedAt,
      @Nullable Instant performedAt) {
    static ReperformanceView of(UUID id, String cluster, Asked a, @Nullable Instant performedAt) {
      return new ReperformanceView(
          id,
          cluster,
          a.population().toString(),
          a.size(),
          a.seed(),
          a.seedOrigin().toString(),
          a.report(),
          a.fromSnapshot(),
          a.toSnapshot(),
          a.requestedBy(),
          a.requestedAt(),
          performedAt);
    }

    static ReperformanceView of(Kept kept) {
      return of(kept.id(), kept.cluster(), kept.asked(), kept.performedAt());
    }
  }

  /// @param reperformance with the seed, which is sealed already
  /// @param run that performs it
  public record Accepted(ReperformanceView reperformance, RunView run) {}

  @GET
  @Path("clusters/{cluster}/reperformances")
  @Operation(
      summary = "List a cluster's re-performances, the newest first",
      description = "Those without an answer too: no sample that was drawn disappears.")
  public RestResponse<Page<ReperformanceView>> list(
      @RestPath String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    return Page.answer(
        again.list(cluster, Page.id(cursor), page + 1),
        page,
        Kept::id,
        ReperformanceView::of,
        request);
  }

  @POST
  @Path("clusters/{cluster}/reperformances")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER})
  @Operation(
      operationId = "reperform",
      summary = "Draw a sample and have it judged again, in the background",
      description =
          "The request is sealed with its seed before anything is drawn. The answer shows the raw"
              + " objects, judges their snapshot by what held at the time and by what holds today,"
              + " and explains what differs.")
  @APIResponse(
      responseCode = "202",
      description = "The request, and the run; Location says where to ask how it goes",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  @APIResponse(responseCode = "400", description = "unusable-input: it cannot be performed")
  public Response ask(
      @RestPath String cluster,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable Wanted wanted) {
    requester.existing(cluster);
    AskReperformance.Request request = request(cluster, wanted);
    return once.write(
        key,
        "reperformance " + cluster + " " + body.written(request),
        () -> {
          Entered entered = again.ask(request);
          Asked asked = entered.asked();
          requester.log(
              "reperformance.request",
              entered.id().toString(),
              cluster,
              "%d of %s, snapshots %d to %d, seed %s (%s)"
                  .formatted(
                      asked.size(),
                      asked.population(),
                      asked.fromSnapshot(),
                      asked.toSnapshot(),
                      asked.seed(),
                      asked.seedOrigin()));
          return new Once.Written(
              202,
              "/api/v1/runs/" + entered.run().id(),
              body.written(
                  new Accepted(
                      ReperformanceView.of(entered.id(), cluster, asked, null),
                      RunView.of(entered.run()))));
        });
  }

  private AskReperformance.Request request(String cluster, @Nullable Wanted wanted) {
    List<Fault> missing = new ArrayList<>();
    if (wanted == null || wanted.population() == null) {
      missing.add(new Fault("is missing", "/population", null));
    }
    if (wanted == null || wanted.size() == null) {
      missing.add(new Fault("is missing", "/size", null));
    }
    if (wanted == null || wanted.population() == null || wanted.size() == null) {
      throw new RefusedRequest(ProblemType.MALFORMED_BODY, "the request is incomplete", missing);
    }
    return new AskReperformance.Request(
        cluster,
        wanted.report(),
        wanted.from(),
        wanted.to(),
        wanted.population(),
        wanted.size(),
        wanted.seed(),
        requester.name());
  }

  @GET
  @Path("reperformances/{id}")
  @Produces({MediaType.APPLICATION_JSON, MARKDOWN})
  @Operation(
      summary = "What came of a re-performance",
      description =
          "JSON (schema/reperformance.v1.json) or, with format=md, a working paper in Markdown. The"
              + " download is logged.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = MARKDOWN, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(responseCode = "404", description = "not-found: there is none, or no answer yet")
  public Response find(
      @RestPath String id,
      @Parameter(description = "json or md") @RestQuery @DefaultValue("json") String format) {
    Kept kept = seen(id);
    if (!format.equals("json") && !format.equals("md")) {
      throw RefusedRequest.parameter("format", "\"" + format + "\" is neither json nor md");
    }
    boolean json = format.equals("json");
    String text = json ? again.answered(kept.id()) : again.markdown(kept.id());
    requester.log("reperformance.download", id, kept.cluster(), format);
    return Response.ok(text, json ? MediaType.APPLICATION_JSON : MARKDOWN)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (json ? "inline" : "attachment")
                + "; filename=\"reperformance-"
                + kept.id()
                + "."
                + format
                + "\"")
        .build();
  }

  @GET
  @Path("reperformances/{id}/population")
  @Produces(TEXT)
  @Operation(
      summary = "What a sample was drawn from",
      description =
          "The keys of all items, one a line, sorted by their bytes: draw it again with sha256sum.")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = TEXT, schema = @Schema(type = SchemaType.STRING)))
  public Response population(@RestPath String id) {
    Kept kept = seen(id);
    String population = again.population(kept.id());
    requester.log("reperformance.download", id, kept.cluster(), "population");
    return Response.ok(population, TEXT).build();
  }

  private Kept seen(String id) {
    Kept kept = again.find(Parameters.id(id));
    requester.permitted(kept.cluster());
    return kept;
  }
}
