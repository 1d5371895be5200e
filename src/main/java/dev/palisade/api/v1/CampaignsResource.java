package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.CampaignFormat;
import dev.palisade.application.RenderCampaign;
import dev.palisade.application.RunCampaign;
import dev.palisade.application.RunCampaign.Selection;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.ItemFilter;
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
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Review campaigns. Who decides or signs is whoever sends the request: nobody else can be named.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "campaigns")
public class CampaignsResource {
  private static final String CSV_TYPE = "text/csv";

  private final Requester requester;
  private final RunCampaign campaigns;
  private final RenderCampaign render;
  private final Once once;
  private final Body body;
  private final Clock clock;

  public CampaignsResource(
      Requester requester,
      RunCampaign campaigns,
      RenderCampaign render,
      Once once,
      Body body,
      Clock clock) {
    this.requester = requester;
    this.campaigns = campaigns;
    this.render = render;
    this.once = once;
    this.body = body;
    this.clock = clock;
  }

  @GET
  @Path("clusters/{cluster}/campaigns")
  @Operation(summary = "List a cluster's review campaigns, the latest opened first")
  public List<CampaignView> list(
      @RestPath String cluster,
      @Parameter(description = "`true`: only those that are due and not signed off")
          @RestQuery
          @DefaultValue("false")
          boolean overdue) {
    Instant now = clock.instant();
    return campaigns.list(requester.existing(cluster)).stream()
        .filter(campaign -> !overdue || campaign.isOverdue(now))
        .map(campaign -> CampaignView.of(campaign, now))
        .toList();
  }

  @POST
  @Path("clusters/{cluster}/campaigns")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Open a review campaign on the newest snapshot")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CampaignView.class)))
  public Response open(
      @RestPath String cluster,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable CampaignRequest asked) {
    requester.existing(cluster);
    RunCampaign.Opening opening = CampaignRequest.complete(asked, cluster, requester.name());
    return once.write(
        key,
        "campaign " + cluster + " " + body.written(Objects.requireNonNull(asked)),
        () -> {
          Campaign opened = campaigns.open(opening);
          requester.log("campaign.open", opened.id().toString(), cluster, opened.title());
          return new Once.Written(
              201, "/api/v1/campaigns/" + opened.id(), body.written(view(opened)));
        });
  }

  @GET
  @Path("campaigns/{id}")
  @Operation(
      summary = "A review campaign and how far it is",
      description =
          "When the cluster, the scope or an exception is another than it was, the campaign is"
              + " brought up to date first: what changed after its decision is open again.")
  public CampaignView find(@RestPath String id) {
    return view(seen(id));
  }

  @GET
  @Path("campaigns/{id}/items")
  @Operation(summary = "The items of a review campaign with their evidence, by key")
  public RestResponse<Page<CampaignReport.Item>> items(
      @RestPath String id,
      @Parameter(description = "pending, half-decided, decided, reopened or gone; otherwise all")
          @RestQuery
          @Nullable String status,
      @Parameter(description = "policy, register-entry, exception, network or zone; otherwise all")
          @RestQuery
          @Nullable String subject,
      @Parameter(description = "keep, tighten, remove or justify; otherwise all") @RestQuery
          @Nullable String suggestion,
      @Parameter(description = "the zone or network, and what lets traffic through that names it")
          @RestQuery
          @Nullable String zone,
      @RestQuery @Nullable String owner,
      @Parameter(description = "contained in the key or a line of the evidence") @RestQuery
          @Nullable String text,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    int page = Page.limit(limit);
    String after = Page.text(cursor);
    ItemFilter filter = new ItemFilterView(status, subject, suggestion, zone, owner, text).filter();
    List<CampaignReport.Item> found =
        CampaignReport.items(seen(id).progress(), filter).stream()
            .filter(item -> after == null || item.key().compareTo(after) > 0)
            .limit(page + 1L)
            .toList();
    return Page.answer(found, page, CampaignReport.Item::key, item -> item, request);
  }

  @GET
  @Path("campaigns/{id}/report")
  @Produces({MediaType.APPLICATION_JSON, Download.PDF_TYPE, CSV_TYPE})
  @Operation(
      summary = "A review campaign with all its items, decisions and signatures",
      description = "The JSON is schema/campaign.v1.json; the PDF shows it and has it attached.")
  public Response report(
      @RestPath String id,
      @Parameter(description = "json, pdf or csv; otherwise by the header Accept") @RestQuery
          @Nullable String format,
      @Context HttpHeaders headers) {
    Campaign campaign = seen(id);
    CampaignFormat chosen =
        format == null
            ? Negotiation.choose(
                List.of(CampaignFormat.values()), CampaignFormat::mediaType, headers)
            : CampaignFormat.parse(format);
    byte[] bytes = render.bytes(campaign, chosen);
    requester.log("campaign.download", id, campaign.cluster(), chosen.ending());
    return Response.ok(bytes, chosen.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"campaign-" + campaign.id() + "." + chosen.ending() + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  @POST
  @Path("campaigns/{id}/decisions")
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(
      summary = "Decide on items, one or many alike, or hand them to somebody else",
      description =
          "`seen` is the `position` of the campaign that was looked at: an item that is another"
              + " since is not decided on (409). In place of `items`, `filter` means all that match,"
              + " and `count` says how many these are: where they are others than at `seen`, or"
              + " another number, nothing is decided (409).")
  public Response decide(
      @RestPath String id,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable DecisionRequest asked) {
    UUID campaign = permitted(id).id();
    DecisionRequest.Complete decision = DecisionRequest.complete(asked);
    return once(
        key,
        "decision " + id + body.written(Objects.requireNonNull(asked)),
        "campaign." + decision.decision(),
        decision.items().toString(),
        () -> {
          Selection on =
              new Selection(
                  decision.items(), decision.seen(), requester.name(), decision.comment());
          String to = decision.to();
          return to == null
              ? campaigns.decide(
                  campaign, on, Verdict.valueOf(decision.decision().toUpperCase(Locale.ROOT)))
              : campaigns.reassign(campaign, on, to);
        });
  }

  @POST
  @Path("campaigns/{id}/sign-off")
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(
      summary = "Sign a review campaign off",
      description =
          "The cluster is looked at once more before. When all who are to sign have signed, the"
              + " campaign is complete.")
  public Response signOff(
      @RestPath String id,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable SignOffRequest asked) {
    UUID campaign = permitted(id).id();
    SignOffRequest.Complete signature = SignOffRequest.complete(asked);
    return once(
        key,
        "sign-off " + id + signature,
        "campaign.sign-off",
        signature.statement(),
        () ->
            campaigns.signOff(campaign, signature.seen(), requester.name(), signature.statement()));
  }

  @POST
  @Path("campaigns/{id}/cancel")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Cancel a review campaign")
  public Response cancel(
      @RestPath String id,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable CancelRequest asked) {
    UUID campaign = permitted(id).id();
    String reason = CancelRequest.reason(asked);
    return once(
        key,
        "cancel " + id + reason,
        "campaign.cancel",
        reason,
        () -> campaigns.cancel(campaign, requester.name(), reason));
  }

  private Response once(
      @Nullable String key, String request, String action, String detail, Supplier<Campaign> step) {
    return once.write(
        key,
        request,
        () -> {
          Campaign after = step.get();
          requester.log(action, after.id().toString(), after.cluster(), detail);
          return new Once.Written(200, null, body.written(view(after)));
        });
  }

  /// @throws RefusedRequest if the id is none
  private Campaign permitted(String id) {
    Campaign campaign = campaigns.find(Parameters.id(id));
    requester.permitted(campaign.cluster());
    return campaign;
  }

  private Campaign seen(String id) {
    return campaigns.refreshed(permitted(id).id());
  }

  private CampaignView view(Campaign campaign) {
    return CampaignView.of(campaign, clock.instant());
  }
}
