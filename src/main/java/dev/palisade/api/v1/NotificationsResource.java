package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.DeliveryEntry;
import dev.palisade.application.ManageDeliveries;
import dev.palisade.application.ManageDeliveries.Tested;
import dev.palisade.application.TargetStatus;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// To whom notices go, and what became of them. A target serves the whole installation: a token
/// that is limited to clusters sees deliveries on these alone, and changes no target.
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "notifications")
public class NotificationsResource {
  private final Requester requester;
  private final ManageDeliveries deliveries;

  public NotificationsResource(Requester requester, ManageDeliveries deliveries) {
    this.requester = requester;
    this.deliveries = deliveries;
  }

  /// What came of a test.
  ///
  /// @param status of HTTP; null: there was none
  /// @param answer the beginning of what the receiver wrote; null: nothing
  public record TestView(
      boolean delivered,
      @Nullable Integer status,
      String detail,
      @Nullable String answer,
      long milliseconds) {}

  /// A notice on its way to a target.
  ///
  /// @param cluster null: the whole installation
  /// @param state `waiting`, `delivered`, `dead` or `discarded`
  /// @param log every attempt; null in lists
  public record DeliveryView(
      UUID id,
      UUID notice,
      String type,
      @Nullable String cluster,
      String subject,
      Instant at,
      String target,
      String state,
      int attempts,
      @Nullable Instant dueAt,
      @Nullable Instant endedAt,
      @Nullable List<DeliveryEntry.Attempt> log) {
    static DeliveryView of(DeliveryEntry d) {
      return of(d, null);
    }

    static DeliveryView of(DeliveryEntry d, @Nullable List<DeliveryEntry.Attempt> log) {
      return new DeliveryView(
          d.id(),
          d.notice(),
          d.type(),
          d.cluster(),
          d.subject(),
          d.at(),
          d.target(),
          d.state().toString(),
          d.attempts(),
          d.dueAt(),
          d.endedAt(),
          log);
    }
  }

  @GET
  @Path("targets")
  @Operation(summary = "List the targets of the configuration, by name; without secrets")
  public List<TargetStatus> targets() {
    requireWhole();
    return deliveries.targets();
  }

  @POST
  @Path("targets/{name}/test")
  @RolesAllowed(ADMINISTRATOR)
  @Operation(summary = "Send a notice of type palisade.test now, and say what came back")
  public TestView test(@RestPath String name) {
    requireWhole();
    Tested tested = deliveries.test(name, requester.name());
    requester.log("notification.test", name, null, tested.detail());
    return new TestView(
        tested.delivered(),
        tested.status(),
        tested.detail(),
        tested.answer(),
        tested.took().toMillis());
  }

  @POST
  @Path("targets/{name}/enable")
  @RolesAllowed(ADMINISTRATOR)
  @Operation(summary = "Send again to a target that was disabled since it had answered 410 Gone")
  public TargetStatus enable(@RestPath String name) {
    requireWhole();
    if (deliveries.enable(name)) {
      requester.log("notification.enable", name, null, null);
    }
    return deliveries.targets().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @GET
  @Path("deliveries")
  @Operation(
      summary = "List deliveries, those of the latest notices first",
      description = "`state=dead` is the list of what was given up.")
  public RestResponse<Page<DeliveryView>> list(
      @RestQuery @Nullable String state,
      @RestQuery @Nullable String target,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    int page = Page.limit(limit);
    return Page.answer(
        deliveries.list(
            state == null ? null : DeliveryEntry.State.parse(state),
            target,
            requester.token().clusters(),
            Page.id(cursor),
            page + 1),
        page,
        DeliveryEntry::id,
        DeliveryView::of,
        request);
  }

  @GET
  @Path("deliveries/{id}")
  @Operation(summary = "A delivery with all of its attempts")
  public DeliveryView find(@RestPath String id) {
    DeliveryEntry delivery = seen(id);
    return DeliveryView.of(delivery, deliveries.attempts(delivery.id()));
  }

  @POST
  @Path("deliveries/{id}/retry")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Try again at once what was given up, or waits")
  public DeliveryView retry(@RestPath String id) {
    return changed(id, "notification.retry", deliveries::retry);
  }

  @POST
  @Path("deliveries/{id}/discard")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Let a delivery be that was given up, or waits")
  public DeliveryView discard(@RestPath String id) {
    return changed(id, "notification.discard", deliveries::discard);
  }

  private DeliveryView changed(String id, String action, Function<UUID, DeliveryEntry> change) {
    DeliveryEntry delivery = seen(id);
    try {
      DeliveryEntry now = change.apply(delivery.id());
      requester.log(action, id, delivery.cluster(), delivery.type() + " to " + delivery.target());
      return DeliveryView.of(now);
    } catch (IllegalStateException e) {
      throw new RefusedRequest(
          ProblemType.CONFLICT, "delivery " + id + " was delivered or discarded");
    }
  }

  private DeliveryEntry seen(String id) {
    DeliveryEntry delivery = deliveries.find(Parameters.id(id));
    if (delivery.cluster() == null) {
      requireWhole();
    } else {
      requester.permitted(delivery.cluster());
    }
    return delivery;
  }

  private void requireWhole() {
    if (requester.token().clusters() != null) {
      throw new ForbiddenException("this token is limited to clusters, and this concerns all");
    }
  }
}
