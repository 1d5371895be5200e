package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.CampaignFormat;
import dev.palisade.application.NotFound;
import dev.palisade.application.RenderCampaign;
import dev.palisade.application.Role;
import dev.palisade.application.RunCampaign;
import dev.palisade.application.RunCampaign.Selection;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
  private static final int SHOWN = 100;
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

  /// @param statuses with how many items have each
  /// @param status of the items that are shown; empty: any
  /// @param next key behind which the next page begins; null: this is the last
  /// @param refused why what was asked for was not done; null: nothing was refused
  public record View(
      CampaignReport campaign,
      boolean overdue,
      List<Count> statuses,
      String status,
      List<CampaignReport.Item> items,
      @Nullable String next,
      boolean decides,
      boolean signs,
      @Nullable String refused) {}

  /// @param look of the badge
  public record Count(String status, String words, long count, String look) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance campaign(View view, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance show(
      @RestPath String id,
      @RestQuery @DefaultValue("") String status,
      @RestQuery @DefaultValue("") String after) {
    return page(campaigns.refreshed(permitted(id).id()), status, after, null);
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
      @RestForm @Nullable List<String> items,
      @RestForm @DefaultValue("") String decision,
      @RestForm @DefaultValue("") String comment,
      @RestForm @DefaultValue("") String to,
      @RestForm @DefaultValue("-1") int seen,
      @Context HttpServerRequest request) {
    SignInPage.requireOwnForm(request);
    UUID campaign = permitted(id).id();
    Selection on =
        new Selection(items == null ? List.of() : items, seen, requester.name(), comment.strip());
    return done(
        campaign,
        "campaign." + decision,
        String.join(", ", on.items()),
        () ->
            decision.equals(REASSIGN)
                ? campaigns.reassign(campaign, on, to.strip())
                : campaigns.decide(campaign, on, verdict(decision)));
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
        "campaign.sign-off",
        statement,
        () -> campaigns.signOff(campaign, seen, requester.name(), statement.strip()));
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
        "campaign.cancel",
        reason,
        () -> {
          if (reason.isBlank()) {
            throw new RefusedStep("who cancels a campaign says why");
          }
          return campaigns.cancel(campaign, requester.name(), reason.strip());
        });
  }

  /// Back to the page; a refusal is said on it.
  private Response done(UUID id, String action, String detail, Supplier<Campaign> step) {
    try {
      Campaign after = step.get();
      requester.log(action, id.toString(), after.cluster(), detail);
      return Response.seeOther(URI.create("/campaigns/" + id)).build();
    } catch (RefusedStep | UnusableInput e) {
      return Response.status(409)
          .entity(page(campaigns.find(id), "", "", String.valueOf(e.getMessage())).render())
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
      Campaign campaign, String status, String after, @Nullable String refused) {
    CampaignReport report = CampaignReport.of(campaign);
    List<CampaignReport.Item> found =
        report.items().stream()
            .filter(item -> status.isEmpty() || item.status().equals(status))
            .filter(item -> item.key().compareTo(after) > 0)
            .limit(SHOWN + 1L)
            .toList();
    boolean more = found.size() > SHOWN;
    List<CampaignReport.Item> shown = more ? found.subList(0, SHOWN) : found;
    Role role = requester.token().role();
    boolean acts =
        report.state().equals("open")
            && (role == Role.COMPLIANCE_OFFICER || role == Role.CHANGE_REVIEWER);
    return Templates.campaign(
        new View(
            report,
            report.isOverdue(clock.instant()),
            Arrays.stream(Status.values()).map(one -> count(report, one)).toList(),
            status,
            shown,
            more ? shown.getLast().key() : null,
            acts,
            acts && report.signers().contains(requester.name()),
            refused),
        Visitor.of(requester.token()));
  }

  private static Count count(CampaignReport report, Status status) {
    return new Count(
        status.toString(),
        status.toString().replace('-', ' '),
        report.count(status.toString()),
        switch (status) {
          case PENDING, HALF_DECIDED -> "open";
          case REOPENED -> "bad";
          case DECIDED -> "good";
          case GONE -> status.name().toLowerCase(Locale.ROOT);
        });
  }
}
