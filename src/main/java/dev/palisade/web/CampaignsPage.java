package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.NotFound;
import dev.palisade.application.Role;
import dev.palisade.application.RunCampaign;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.RefusedStep;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// A cluster's review campaigns, and the form by which a compliance officer opens one.
@Path("/clusters/{cluster}/campaigns")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class CampaignsPage {
  private final Requester requester;
  private final RunCampaign campaigns;
  private final Clock clock;

  public CampaignsPage(Requester requester, RunCampaign campaigns, Clock clock) {
    this.requester = requester;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /// @param form null: the viewer opens none
  public record View(String cluster, List<Row> campaigns, @Nullable CampaignForm form) {}

  public record Row(CampaignReport campaign, boolean overdue) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance campaigns(View view, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance list(@RestPath String cluster) {
    requester.existing(cluster);
    return page(cluster, CampaignForm.empty(requester.name(), clock.instant()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(hidden = true)
  public Response open(
      @RestPath String cluster,
      @RestForm @DefaultValue("") String kind,
      @RestForm @DefaultValue("") String title,
      @RestForm @DefaultValue("") String reviewers,
      @RestForm @DefaultValue("") String signers,
      @RestForm @DefaultValue("") String fourEyes,
      @RestForm @DefaultValue("") String due,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    requester.existing(cluster);
    CampaignForm form =
        CampaignForm.read(
            new CampaignForm.Written(kind, title, reviewers, signers, !fourEyes.isEmpty(), due),
            clock.instant());
    if (form.isFaulty()) {
      return again(400, cluster, form);
    }
    try {
      Campaign opened = campaigns.open(form.opening(cluster, requester.name()));
      requester.log("campaign.open", opened.id().toString(), cluster, opened.title());
      return Response.seeOther(URI.create("/campaigns/" + opened.id())).build();
    } catch (RefusedStep | UnusableInput | NotFound e) {
      return again(409, cluster, form.refused(String.valueOf(e.getMessage())));
    }
  }

  private Response again(int status, String cluster, CampaignForm form) {
    return Response.status(status)
        .entity(page(cluster, form).render())
        .type("text/html;charset=UTF-8")
        .build();
  }

  private TemplateInstance page(String cluster, CampaignForm form) {
    Instant now = clock.instant();
    return Templates.campaigns(
        new View(
            cluster,
            campaigns.list(cluster).stream()
                .map(one -> new Row(CampaignReport.of(one), one.isOverdue(now)))
                .toList(),
            requester.token().role() == Role.COMPLIANCE_OFFICER ? form : null),
        Visitor.of(requester.token()));
  }
}
