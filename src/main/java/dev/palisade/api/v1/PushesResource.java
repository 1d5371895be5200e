package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.COLLECTOR;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.push.ReceiveSnapshot;
import dev.palisade.application.push.ReceiveSnapshot.Received;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Snapshots that a collector brings: it asks which contents are missing, sends these, and then the
/// snapshot. Each step may be repeated.
@Path("/api/v1/clusters/{cluster}/pushes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({COLLECTOR, ADMINISTRATOR})
@Tag(name = "snapshots")
public class PushesResource {
  /// Bytes of a batch of objects, and of a snapshot without their contents.
  private static final int BATCH = 8 << 20;

  private static final int OUTLINE = 16 << 20;

  private static final int MOST_DIGESTS = 20_000;

  private final Requester requester;
  private final ReceiveSnapshot receive;

  public PushesResource(Requester requester, ReceiveSnapshot receive) {
    this.requester = requester;
    this.receive = receive;
  }

  /// Digests of contents.
  public record Digests(@Nullable List<String> digests) {}

  /// Those of them that have to be sent.
  public record Missing(List<String> missing) {}

  /// How many contents were taken.
  public record Taken(int taken) {}

  @POST
  @Path("missing")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Ask which contents have to be sent",
      description = "At most 20000 digests at a time.")
  public Missing missing(@RestPath String cluster, Digests asked) {
    requester.permitted(cluster);
    if (asked == null || asked.digests() == null) {
      throw new RefusedRequest(ProblemType.MALFORMED_BODY, "digests: is required");
    }
    if (asked.digests().size() > MOST_DIGESTS) {
      throw new RefusedRequest(
          ProblemType.TOO_LARGE, "at most " + MOST_DIGESTS + " digests are taken");
    }
    return new Missing(receive.missing(cluster, asked.digests()));
  }

  @POST
  @Path("objects")
  @Operation(
      summary = "Send contents ahead of their snapshot",
      description =
          "application/x-ndjson, a line for each: {\"digest\": …, \"object\": …}. At most 8 MiB at a time; all are taken or none. What is not followed by its snapshot within a day is dropped.")
  public Taken objects(@RestPath String cluster, InputStream body) throws IOException {
    requester.permitted(cluster);
    byte[] lines = Body.bytes(body, BATCH);
    return answered(() -> new Taken(receive.keep(cluster, lines)));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Hand over a snapshot whose contents are there",
      description =
          "palisade/push/v1. It is appended whole or not at all, and once: whoever hands over the same again is answered 200 with the snapshot that stands.")
  @APIResponse(
      responseCode = "201",
      description = "Appended; Location says where it is",
      content = @Content(schema = @Schema(implementation = SnapshotView.class)))
  @APIResponse(responseCode = "200", description = "It was there already")
  public Response snapshot(@RestPath String cluster, @RestPath String id, InputStream body)
      throws IOException {
    requester.permitted(cluster);
    byte[] outline = Body.bytes(body, OUTLINE);
    Received received =
        answered(() -> receive.commit(cluster, Parameters.id(id), outline, requester.name()));
    SnapshotView view = SnapshotView.of(received.snapshot());
    if (received.state() == Received.State.WAS_THERE) {
      return Response.ok(view).build();
    }
    requester.log("snapshot.push", view.id().toString(), cluster, null);
    return Response.created(URI.create("/api/v1/snapshots/" + view.id())).entity(view).build();
  }

  private static <T> T answered(Supplier<T> work) {
    try {
      return work.get();
    } catch (ReceiveSnapshot.Conflict e) {
      throw new RefusedRequest(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
