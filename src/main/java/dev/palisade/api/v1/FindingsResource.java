package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.FollowFindings;
import dev.palisade.application.FollowFindings.Life;
import dev.palisade.application.FollowFindings.State;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Findings over time: which are open, excepted or closed, and since when.
@Path("/api/v1/clusters/{cluster}/findings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "findings")
public class FindingsResource {
  private static final int FINGERPRINT = 64;

  private final Requester requester;
  private final FollowFindings findings;

  public FindingsResource(Requester requester, FollowFindings findings) {
    this.requester = requester;
    this.findings = findings;
  }

  /// A finding and its life. Instants are those of the snapshots that were judged.
  ///
  /// @param check name of the check, with its parameters
  /// @param state `open`, `excepted` or `closed`
  /// @param openSince from when on it was never missed, open or excepted
  /// @param closedAt null: it was not closed
  /// @param reopened how many times it came back after it had been closed
  /// @param duration ISO 8601: from `openSince` until it was closed, or was seen last
  public record FindingView(
      String check,
      String fingerprint,
      String state,
      String summary,
      Instant firstSeen,
      Instant openSince,
      Instant lastSeen,
      @Nullable Instant closedAt,
      int reopened,
      String duration) {
    static FindingView of(Life f) {
      return new FindingView(
          f.check(),
          f.fingerprint(),
          f.state().toString(),
          f.summary(),
          f.firstSeen(),
          f.openSince(),
          f.lastSeen(),
          f.closedAt(),
          f.reopened(),
          f.duration().toString());
    }
  }

  @GET
  @Operation(
      summary = "List a cluster's findings over time, by check and fingerprint",
      description =
          "From issued reports and judgements in the background. A finding is closed when a later"
              + " judgement that saw everything did not have it.")
  public RestResponse<Page<FindingView>> list(
      @RestPath String cluster,
      @Parameter(description = "open, excepted or closed; otherwise all") @RestQuery
          @Nullable String state,
      @Parameter(description = "name of a check; otherwise of all") @RestQuery
          @Nullable String check,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    String after = Page.text(cursor);
    if (after != null && !after.matches(".+ [0-9a-f]{" + FINGERPRINT + "}")) {
      throw Page.foreign();
    }
    int space = after == null ? 0 : after.length() - FINGERPRINT - 1;
    return Page.answer(
        findings.list(
            cluster,
            state == null ? null : State.parse(state),
            check,
            after == null ? null : after.substring(0, space),
            after == null ? null : after.substring(space + 1),
            page + 1),
        page,
        f -> f.check() + " " + f.fingerprint(),
        FindingView::of,
        request);
  }
}
