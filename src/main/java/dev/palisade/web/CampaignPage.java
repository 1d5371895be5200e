package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.CampaignFormat;
import dev.palisade.application.NotFound;
import dev.palisade.application.RenderCampaign;
import dev.palisade.application.RunCampaign;
import dev.palisade.application.RunCampaign.Selection;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.Chosen;
import dev.palisade.compliance.review.campaign.ItemFilter;
import dev.palisade.compliance.review.campaign.RefusedStep;
import dev.palisade.web.ShownCampaign.Tried;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// A review campaign: its items with their evidence, and forms to decide, hand on and sign off.
@Path("/campaigns/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class CampaignPage {
  private static final String REASSIGN = "reassign";

  private final Requester requester;
  private final RunCampaign campaigns;
  private final RenderCampaign render;
  private final Clock clock;

  public CampaignPage(
      Requester requester, RunCampaign campaigns, RenderCampaign render, Clock clock) {
    this.requester = requester;
    this.campaigns = campaigns;
    this.render = render;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance campaign(ShownCampaign view, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance show(
      @RestPath String id, @BeanParam ItemQuery query, @RestQuery @DefaultValue("") String after) {
    return page(campaigns.refreshed(permitted(id).id()), query.filter(), after, null);
  }

  @GET
  @Path("report/{format}")
  @Produces({MediaType.APPLICATION_JSON, "application/pdf", "text/csv"})
  @Operation(hidden = true)
  public Response report(@RestPath String id, @RestPath String format) {
    Campaign campaign = permitted(id);
    CampaignFormat chosen = CampaignFormat.parse(format);
    requester.log("campaign.download", id, campaign.cluster(), format);
    return Response.ok(render.bytes(campaign, chosen), chosen.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"campaign-" + campaign.id() + "." + chosen.ending() + "\"")
        .build();
  }

  @POST
  @Path("decisions")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(hidden = true)
  public Response decide(
      @RestPath String id,
      @BeanParam ItemQuery query,
      @RestForm @Nullable List<String> items,
      @RestForm @DefaultValue("") String decision,
      @RestForm @DefaultValue("") String comment,
      @RestForm @DefaultValue("") String to,
      @RestForm @DefaultValue("-1") int seen,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    Chosen ticked = new Chosen.Named(items == null ? List.of() : items);
    return decided(id, query.filter(), ticked, new Asked(decision, comment, to, seen));
  }

  /// All items that match the filter of the address. How many they are was shown and is confirmed.
  @POST
  @Path("decisions-on-all")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(hidden = true)
  public Response decideAll(
      @RestPath String id,
      @BeanParam ItemQuery query,
      @RestForm @DefaultValue("-1") int confirmed,
      @RestForm @DefaultValue("") String decision,
      @RestForm @DefaultValue("") String comment,
      @RestForm @DefaultValue("") String to,
      @RestForm @DefaultValue("-1") int seen,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    Chosen all = new Chosen.Matching(query.filter(), confirmed);
    return decided(id, query.filter(), all, new Asked(decision, comment, to, seen));
  }

  private record Asked(String decision, String comment, String to, int seen) {}

  private Response decided(String id, ItemFilter filter, Chosen items, Asked asked) {
    UUID campaign = permitted(id).id();
    Selection on = new Selection(items, asked.seen(), requester.name(), asked.comment().strip());
    return done(
        campaign,
        filter,
        "campaign." + asked.decision(),
        items.toString(),
        () ->
            asked.decision().equals(REASSIGN)
                ? campaigns.reassign(campaign, on, asked.to().strip())
                : campaigns.decide(campaign, on, verdict(asked.decision())),
        refused -> new Tried(refused, asked.decision(), asked.comment(), asked.to()));
  }

  private static Verdict verdict(String decision) {
    return Arrays.stream(Verdict.values())
        .filter(one -> one.toString().equals(decision))
        .findFirst()
        .orElseThrow(() -> new RefusedStep("nothing was chosen to be done"));
  }

  @POST
  @Path("sign-off")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(hidden = true)
  public Response signOff(
      @RestPath String id,
      @RestForm @DefaultValue("") String statement,
      @RestForm @DefaultValue("-1") int seen,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    UUID campaign = permitted(id).id();
    return done(
        campaign,
        ItemFilter.ANY,
        "campaign.sign-off",
        statement,
        () -> campaigns.signOff(campaign, seen, requester.name(), statement.strip()),
        CampaignPage::tried);
  }

  @POST
  @Path("cancel")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(hidden = true)
  public Response cancel(
      @RestPath String id,
      @RestForm @DefaultValue("") String reason,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    UUID campaign = permitted(id).id();
    return done(
        campaign,
        ItemFilter.ANY,
        "campaign.cancel",
        reason,
        () -> {
          if (reason.isBlank()) {
            throw new RefusedStep("who cancels a campaign says why");
          }
          return campaigns.cancel(campaign, requester.name(), reason.strip());
        },
        CampaignPage::tried);
  }

  private static Tried tried(String refused) {
    return new Tried(refused, "", "", "");
  }

  /// Back to the page; a refusal is said on it, with what was written.
  private Response done(
      UUID id,
      ItemFilter filter,
      String action,
      String detail,
      Supplier<Campaign> step,
      Function<String, Tried> tried) {
    try {
      Campaign after = step.get();
      requester.log(action, id.toString(), after.cluster(), detail);
      String query = ItemQuery.of(filter);
      return Response.seeOther(
              URI.create("/campaigns/" + id + (query.isEmpty() ? "" : "?" + query)))
          .build();
    } catch (RefusedStep | UnusableInput e) {
      Tried refused = tried.apply(String.valueOf(e.getMessage()));
      return Response.status(409)
          .entity(page(campaigns.find(id), filter, "", refused).render())
          .type("text/html;charset=UTF-8")
          .build();
    }
  }

  private Campaign permitted(String id) {
    Campaign campaign;
    try {
      campaign = campaigns.find(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw new NotFound("there is no campaign " + id);
    }
    requester.permitted(campaign.cluster());
    return campaign;
  }

  private TemplateInstance page(
      Campaign campaign, ItemFilter filter, String after, @Nullable Tried tried) {
    return Templates.campaign(
        ShownCampaign.of(campaign, filter, after, requester.token(), clock.instant(), tried),
        Visitor.of(requester.token()));
  }
}
