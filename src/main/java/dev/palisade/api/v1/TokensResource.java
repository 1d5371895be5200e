package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.AccessToken;
import dev.palisade.application.HandOutTokens;
import dev.palisade.application.Role;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Who has access. An administrator whose token is limited to clusters hands out tokens for these
/// clusters alone.
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(ADMINISTRATOR)
@Tag(name = "tokens")
public class TokensResource {
  private static final int LONGEST_NAME = 100;
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final Requester requester;
  private final HandOutTokens tokens;
  private final Clock clock;

  public TokensResource(Requester requester, HandOutTokens tokens, Clock clock) {
    this.requester = requester;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// A token to hand out.
  ///
  /// @param name of its bearer: what the audit log says
  /// @param role `auditor`, `compliance-officer`, `change-reviewer`, `collector` or `administrator`
  /// @param clusters that it is limited to; null: every cluster
  /// @param expiresAt null: never
  public record Order(
      @Nullable String name,
      @Nullable String role,
      @Nullable List<String> clusters,
      @Nullable Instant expiresAt) {}

  /// A token.
  ///
  /// @param secret shown when it is handed out, and never again
  public record TokenView(
      UUID id,
      String name,
      String role,
      @Nullable List<String> clusters,
      String createdBy,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable String secret) {
    static TokenView of(AccessToken t, @Nullable String secret) {
      return new TokenView(
          t.id(),
          t.name(),
          t.role().toString(),
          t.clusters(),
          t.createdBy(),
          t.createdAt(),
          t.expiresAt(),
          t.revokedAt(),
          secret);
    }
  }

  @GET
  @Operation(summary = "List all tokens, the revoked ones too, by name; without secrets")
  public List<TokenView> list() {
    return tokens.list().stream().filter(this::governed).map(t -> TokenView.of(t, null)).toList();
  }

  @POST
  @Operation(
      summary = "Hand out a token; the answer alone holds its secret",
      description = "No Idempotency-Key is taken here: secrets are not kept to be answered again.")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  public Response issue(@Nullable Order order) {
    List<Fault> faults = new ArrayList<>();
    String name = order == null || order.name() == null ? "" : order.name().strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      faults.add(new Fault("from 1 to " + LONGEST_NAME + " characters are needed", "/name", null));
    }
    if (name.codePoints().anyMatch(TokensResource::isInvisible)) {
      faults.add(new Fault("holds a character that nobody sees", "/name", null));
    }
    Role role = order == null ? null : role(order.role(), faults);
    Instant expiresAt = order == null ? null : order.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      faults.add(new Fault("lies in the past", "/expiresAt", null));
    }
    List<String> clusters = order == null ? null : order.clusters();
    if (clusters != null && clusters.isEmpty()) {
      faults.add(new Fault("names no cluster; leave it out for every cluster", "/clusters", null));
    }
    if (clusters != null && clusters.stream().anyMatch(TokensResource::isNoCluster)) {
      faults.add(new Fault("holds what is no name of a cluster", "/clusters", null));
    }
    if (!faults.isEmpty() || role == null) {
      throw new RefusedRequest(
          ProblemType.MALFORMED_BODY, "the token cannot be handed out", faults);
    }
    requireWithinOwn(clusters);
    requireFree(name);
    HandOutTokens.Handed handed = tokens.issue(name, role, clusters, expiresAt, requester.name());
    requester.log("token.issue", handed.token().id().toString(), null, role + " " + name);
    return Response.status(201)
        .header("Location", "/api/v1/tokens")
        .entity(TokenView.of(handed.token(), handed.secret()))
        .build();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Revoke a token, at once")
  @APIResponse(responseCode = "204", description = "It is revoked")
  public void revoke(@RestPath String id) {
    UUID token = Parameters.id(id);
    if (requester.token().id().equals(token)) {
      throw new RefusedRequest(
          ProblemType.CONFLICT, "a token does not revoke itself: use another administrator's");
    }
    for (AccessToken one : tokens.list()) {
      if (one.id().equals(token) && !governed(one)) {
        throw new ForbiddenException("this token is limited to other clusters than that one");
      }
    }
    tokens.revoke(token, requester.name());
    requester.log("token.revoke", id, null, null);
  }

  /// A null in the list would stand in the database, and every list of tokens would fail over it.
  private static boolean isNoCluster(@Nullable String name) {
    return name == null || !CLUSTER.matcher(name).matches();
  }

  /// Whether it cannot be told from another name by eye.
  private static boolean isInvisible(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private static @Nullable Role role(@Nullable String name, List<Fault> faults) {
    try {
      return Role.parse(name == null ? "" : name);
    } catch (IllegalArgumentException e) {
      faults.add(new Fault("is none of " + List.of(Role.values()), "/role", null));
      return null;
    }
  }

  /// Whether the requester has a say in it: all of its clusters are theirs.
  private boolean governed(AccessToken other) {
    List<String> own = requester.token().clusters();
    List<String> others = other.clusters();
    return own == null || (others != null && own.containsAll(others));
  }

  private void requireWithinOwn(@Nullable List<String> clusters) {
    List<String> own = requester.token().clusters();
    if (own != null && (clusters == null || !own.containsAll(clusters))) {
      throw new ForbiddenException("this token is limited to the clusters " + own);
    }
  }

  /// Decisions are known by name: who requested and who approved must not be mistaken for each
  /// other.
  private void requireFree(String name) {
    if (tokens.list().stream().anyMatch(t -> t.name().equals(name) && t.revokedAt() == null)) {
      throw new RefusedRequest(ProblemType.CONFLICT, "there is a token named " + name);
    }
  }
}
