package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.DeclareScope;
import dev.palisade.application.NotFound;
import dev.palisade.application.ScopeVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/// What an officer declares in scope, version by version.
@Path("/api/v1/clusters/{cluster}/scope")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "scope")
public class ScopeResource {
  private static final String YAML = "application/yaml";

  private final Requester requester;
  private final DeclareScope scopes;

  public ScopeResource(Requester requester, DeclareScope scopes) {
    this.requester = requester;
    this.scopes = scopes;
  }

  /// One version of a scope document.
  ///
  /// @param document as it was handed in; null in lists
  /// @param digest of the scope that the document says
  public record ScopeView(
      String cluster,
      int version,
      @Nullable String document,
      String digest,
      String author,
      Instant savedAt) {
    static ScopeView of(ScopeVersion v) {
      return new ScopeView(
          v.cluster(), v.version(), v.document(), v.digest(), v.author(), v.savedAt());
    }

    static ScopeView listed(ScopeVersion v) {
      return new ScopeView(v.cluster(), v.version(), null, v.digest(), v.author(), v.savedAt());
    }
  }

  @GET
  @Operation(
      summary = "The newest version of the scope",
      description = "Its ETag is what the next version names in If-Match.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScopeView.class)))
  @APIResponse(responseCode = "304", description = "It is still the version of If-None-Match")
  public Response latest(
      @RestPath String cluster, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
    requester.existing(cluster);
    ScopeVersion latest = scopes.latest(cluster);
    if (latest == null) {
      throw new NotFound("cluster " + cluster + " has no scope yet");
    }
    if (tag(latest.version()).equals(known)) {
      return Response.notModified().header(HttpHeaders.ETAG, known).build();
    }
    return Response.ok(ScopeView.of(latest))
        .header(HttpHeaders.ETAG, tag(latest.version()))
        .build();
  }

  @PUT
  @Consumes({YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(
      summary = "Declare the next version of the scope",
      description =
          "If-Match names the version that it replaces; If-None-Match: * says that there is none"
              + " yet. Nothing is kept of a document with a fault, and every fault is named.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScopeView.class)))
  @APIResponse(
      responseCode = "400",
      description = "unusable-scope: every fault with its JSON pointer")
  @APIResponse(responseCode = "412", description = "out-of-date: another version is the newest")
  @APIResponse(
      responseCode = "428",
      description = "precondition-required: neither If-Match nor If-None-Match")
  public Response declare(
      @RestPath String cluster,
      @Parameter(description = "the ETag of the newest version, e.g. \"3\"")
          @RestHeader(HttpHeaders.IF_MATCH)
          @Nullable String replaced,
      @Parameter(description = "* for the first version") @RestHeader(HttpHeaders.IF_NONE_MATCH)
          @Nullable String none,
      InputStream document)
      throws IOException {
    requester.permitted(cluster);
    int expected = expected(replaced, none);
    String text = Body.text(document, Body.SCOPE_BYTES);
    ScopeVersion kept;
    try {
      kept = scopes.declare(cluster, expected, text, requester.name());
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.parameter("cluster", String.valueOf(e.getMessage()));
    }
    requester.log("scope.declare", "version " + kept.version(), cluster, kept.digest());
    return Response.ok(ScopeView.of(kept)).header(HttpHeaders.ETAG, tag(kept.version())).build();
  }

  @GET
  @Path("versions")
  @Operation(summary = "List the versions of the scope, the newest first, without their documents")
  public RestResponse<Page<ScopeView>> versions(
      @RestPath String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    return Page.answer(
        scopes.list(cluster, Page.integer(cursor), page + 1),
        page,
        ScopeVersion::version,
        ScopeView::listed,
        request);
  }

  @GET
  @Path("versions/{version}")
  @Operation(summary = "A version of the scope")
  public ScopeView version(@RestPath String cluster, @RestPath int version) {
    requester.existing(cluster);
    return ScopeView.of(scopes.version(cluster, version));
  }

  private static String tag(int version) {
    return "\"" + version + "\"";
  }

  private static int expected(@Nullable String replaced, @Nullable String none) {
    if (replaced != null && replaced.matches("\"[0-9]{1,9}\"")) {
      return Integer.parseInt(replaced.substring(1, replaced.length() - 1));
    }
    if (replaced != null) {
      throw RefusedRequest.parameter(
          HttpHeaders.IF_MATCH, "a version in quotes, such as \"3\", not " + replaced);
    }
    if ("*".equals(none)) {
      return 0;
    }
    throw new RefusedRequest(
        ProblemType.PRECONDITION_REQUIRED,
        "send If-Match with the ETag of the newest version, or If-None-Match: * if there is none"
            + " yet");
  }
}
