package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.COLLECTOR;

import dev.palisade.api.access.Requester;
import dev.palisade.application.AnswerAdmission;
import dev.palisade.application.HearAuditLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What API servers call: the webhook of their audit log, and their admission webhook.
@Path("/api/v1/hooks/kubernetes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(COLLECTOR)
@Tag(name = "hooks")
public class HooksResource {
  private static final int MOST_BYTES = 16 << 20;
  private static final String CLUSTER =
      "not needed by a token that is limited to one cluster: API servers call webhooks without"
          + " their query";

  private final Requester requester;
  private final HearAuditLog audit;
  private final AnswerAdmission admission;

  public HooksResource(Requester requester, HearAuditLog audit, AnswerAdmission admission) {
    this.requester = requester;
    this.audit = audit;
    this.admission = admission;
  }

  /// @param events how many were in the list
  /// @param kept how many of them tell of a change that is followed
  /// @param unusable which could not be read, and why; the others were taken
  public record HeardView(int events, int kept, List<String> unusable) {}

  @POST
  @Path("audit")
  @Operation(
      summary = "Take events of the API server's audit log",
      description =
          "An EventList of audit.k8s.io/v1, as an audit webhook sends it. Kept are writes of"
              + " policies and namespaces, and those that may change labels of pods and workloads:"
              + " who, what, when, to which object, with which answer; nothing of what a request or"
              + " an answer holds. The same event twice is kept once. Events that cannot be read are"
              + " named in the answer and noted: audit-trail does not pass on them.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public HeardView audit(
      @Parameter(description = CLUSTER) @RestQuery @Nullable String cluster, InputStream events)
      throws IOException {
    HearAuditLog.Heard heard = audit.hear(cluster(cluster), Body.bytes(events, MOST_BYTES));
    return new HeardView(heard.events(), heard.kept(), heard.unusable());
  }

  @POST
  @Path("admission")
  @Operation(
      summary = "Answer whether a change may be carried out",
      description =
          "An AdmissionReview of admission.k8s.io/v1. Changes of policies and of labels are"
              + " recorded and allowed; where the configuration says so they are judged and denied"
              + " if a review would block them.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Response admission(
      @Parameter(description = CLUSTER) @RestQuery @Nullable String cluster, InputStream review)
      throws IOException {
    byte[] answer = admission.answer(cluster(cluster), Body.bytes(review, MOST_BYTES));
    return Response.ok(answer, MediaType.APPLICATION_JSON).build();
  }

  private String cluster(@Nullable String named) {
    List<String> limited = requester.token().clusters();
    if (named == null && limited != null && limited.size() == 1) {
      return requester.existing(limited.getFirst());
    }
    return requester.existing(Parameters.required("cluster", named));
  }
}
