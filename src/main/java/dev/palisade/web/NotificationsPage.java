package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.DeliveryEntry;
import dev.palisade.application.ManageDeliveries;
import dev.palisade.application.ManageDeliveries.Tested;
import dev.palisade.application.NotFound;
import dev.palisade.application.Role;
import dev.palisade.application.TargetStatus;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// To whom notices go, whether they can be reached, what was given up.
@Path("/notifications")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
public class NotificationsPage {
  private static final int SHOWN = 50;

  private final Requester requester;
  private final ManageDeliveries deliveries;

  public NotificationsPage(Requester requester, ManageDeliveries deliveries) {
    this.requester = requester;
    this.deliveries = deliveries;
  }

  /// What the page says of a test that was just made.
  public record Test(String target, Tested result) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance notifications(
        List<TargetStatus> targets,
        List<DeliveryEntry> dead,
        List<DeliveryEntry> latest,
        @Nullable Test test,
        boolean administers,
        boolean decides,
        Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance show() {
    return page(null);
  }

  @POST
  @Path("targets/{name}/test")
  @RolesAllowed(ADMINISTRATOR)
  @Operation(hidden = true)
  public TemplateInstance test(@RestPath String name, @Context HttpServerRequest request) {
    requireWhole();
    SignInPage.requireOwnForm(request);
    Tested tested = deliveries.test(name, requester.name());
    requester.log("notification.test", name, null, tested.detail());
    return page(new Test(name, tested));
  }

  @POST
  @Path("targets/{name}/enable")
  @RolesAllowed(ADMINISTRATOR)
  @Operation(hidden = true)
  public Response enable(@RestPath String name, @Context HttpServerRequest request) {
    requireWhole();
    SignInPage.requireOwnForm(request);
    if (deliveries.enable(name)) {
      requester.log("notification.enable", name, null, null);
    }
    return back();
  }

  @POST
  @Path("deliveries/{id}/retry")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(hidden = true)
  public Response retry(@RestPath String id, @Context HttpServerRequest request) {
    return changed(id, "notification.retry", deliveries::retry, request);
  }

  @POST
  @Path("deliveries/{id}/discard")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(hidden = true)
  public Response discard(@RestPath String id, @Context HttpServerRequest request) {
    return changed(id, "notification.discard", deliveries::discard, request);
  }

  private Response changed(
      String id, String action, Consumer<UUID> change, HttpServerRequest request) {
    requireWhole();
    SignInPage.requireOwnForm(request);
    DeliveryEntry delivery = deliveries.find(id(id));
    try {
      change.accept(delivery.id());
      requester.log(action, id, delivery.cluster(), delivery.type() + " to " + delivery.target());
    } catch (IllegalStateException e) {
      // somebody else was faster: the page shows what it came to
    }
    return back();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new NotFound("there is no delivery " + text);
    }
  }

  private static Response back() {
    return Response.seeOther(URI.create("/notifications")).build();
  }

  private TemplateInstance page(@Nullable Test test) {
    requireWhole();
    Role role = requester.token().role();
    return Templates.notifications(
        deliveries.targets(),
        deliveries.list(DeliveryEntry.State.DEAD, null, null, null, SHOWN),
        deliveries.list(null, null, null, null, SHOWN),
        test,
        role == Role.ADMINISTRATOR,
        role == Role.ADMINISTRATOR || role == Role.COMPLIANCE_OFFICER,
        Visitor.of(requester.token()));
  }

  /// Targets serve the whole installation.
  private void requireWhole() {
    if (requester.token().clusters() != null) {
      throw new ForbiddenException("this token is limited to clusters, and this concerns all");
    }
  }
}
