package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Long work, and how it goes.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR})
@Tag(name = "runs")
public class RunsResource {
  /// How often a run is looked at for those who follow it, on whichever replica it is at work.
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Requester requester;
  private final RunInBackground runs;
  private final Body body;

  public RunsResource(Requester requester, RunInBackground runs, Body body) {
    this.requester = requester;
    this.runs = runs;
    this.body = body;
  }

  @GET
  @Path("clusters/{cluster}/runs")
  @Operation(
      summary = "List a cluster's runs, the latest requested first",
      description =
          "Instants at which a schedule expected a run that nobody began are runs in the state"
              + " missed, with the reason.")
  public RestResponse<Page<RunView>> list(
      @RestPath String cluster,
      @Parameter(description = "queued, running, succeeded, failed, cancelled or missed") @RestQuery
          @Nullable String state,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    return Page.answer(
        runs.list(cluster, Page.id(cursor), states(state), page + 1),
        page,
        Run::id,
        RunView::of,
        request);
  }

  @GET
  @Path("runs/{id}")
  @Operation(summary = "How a run goes, and what came of it")
  public RunView find(@RestPath String id) {
    return RunView.of(seen(id));
  }

  private static List<Run.State> states(@Nullable String asked) {
    if (asked == null) {
      return List.of();
    }
    return Stream.of(Run.State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(asked))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () -> RefusedRequest.parameter("state", "\"" + asked + "\" is no state of a run"));
  }

  @GET
  @Path("runs/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a run until it ends",
      description =
          "Server-sent events named run, each with the run as JSON: as it is now, after each"
              + " change, and when it has ended, which closes the stream.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = RunView.class)))
  @Blocking
  public Multi<OutboundSseEvent> follow(@RestPath String id, @Context Sse events) {
    Run now = seen(id);
    return Multi.createBy()
        .repeating()
        .uni(() -> look(now.id()))
        .withDelay(LOOK)
        .whilst(run -> !run.state().isEnded())
        .skip()
        .repetitions()
        .map(run -> event(events, run));
  }

  private Uni<Run> look(UUID id) {
    return Uni.createFrom()
        .item(() -> runs.find(id))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  private OutboundSseEvent event(Sse events, Run run) {
    return events
        .newEventBuilder()
        .name("run")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(String.class, body.written(RunView.of(run)))
        .build();
  }

  @POST
  @Path("runs/{id}/cancel")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(
      summary = "Cancel a run that has not ended",
      description =
          "One that waits does not begin; one at work stops at its next step, on whichever replica,"
              + " and leaves nothing.")
  public RunView cancel(@RestPath String id) {
    Run run = seen(id);
    try {
      Run cancelled = runs.cancel(run.id());
      requester.log("run.cancel", id, run.cluster(), null);
      return RunView.of(cancelled);
    } catch (IllegalStateException e) {
      throw new RefusedRequest(ProblemType.CONFLICT, "run " + id + " has ended");
    }
  }

  private Run seen(String id) {
    Run run = runs.find(Parameters.id(id));
    requester.permitted(run.cluster());
    return run;
  }
}
