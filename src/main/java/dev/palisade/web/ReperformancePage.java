package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.AskReperformance;
import dev.palisade.application.AskReperformance.Kept;
import dev.palisade.compliance.reperformance.Reperformance;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What auditors had performed again.
@Path("/")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
public class ReperformancePage {
  private static final int SHOWN = 100;
  private static final String MARKDOWN = "text/markdown;charset=UTF-8";

  private final Requester requester;
  private final AskReperformance again;

  public ReperformancePage(Requester requester, AskReperformance again) {
    this.requester = requester;
    this.again = again;
  }

  /// One of them.
  ///
  /// @param performed null: there is no answer yet
  /// @param sentence what its conclusion means; empty without one
  public record View(Kept kept, @Nullable Reperformance performed, String sentence) {
    /// Whether the page is to warn.
    public boolean unexplained() {
      return performed != null && performed.conclusion() == Reperformance.Conclusion.UNEXPLAINED;
    }
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance reperformances(String cluster, List<Kept> list, Visitor visitor);

    static native TemplateInstance reperformance(View view, Visitor visitor);
  }

  @GET
  @Path("clusters/{cluster}/reperformances")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance list(@RestPath String cluster) {
    requester.existing(cluster);
    return Templates.reperformances(
        cluster, again.list(cluster, null, SHOWN), Visitor.of(requester.token()));
  }

  @GET
  @Path("reperformances/{id}")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance find(@RestPath String id) {
    Kept kept = seen(id);
    Reperformance performed = kept.performedAt() == null ? null : again.read(kept.id());
    requester.log("reperformance.read", id, kept.cluster(), "html");
    return Templates.reperformance(
        new View(
            kept,
            performed,
            performed == null ? "" : AskReperformance.sentence(performed.conclusion())),
        Visitor.of(requester.token()));
  }

  @GET
  @Path("reperformances/{id}/{format}")
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response download(@RestPath String id, @RestPath String format) {
    Kept kept = seen(id);
    String text =
        switch (format) {
          case "json" -> again.answered(kept.id());
          case "md" -> again.markdown(kept.id());
          default ->
              throw RefusedRequest.parameter("format", "\"" + format + "\" is neither json nor md");
        };
    requester.log("reperformance.download", id, kept.cluster(), format);
    return Response.ok(text, format.equals("md") ? MARKDOWN : MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            Format.disposition("reperformance-" + kept.id(), format))
        .build();
  }

  private Kept seen(String id) {
    UUID parsed;
    try {
      parsed = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.parameter("id", "\"" + id + "\" is no UUID");
    }
    Kept kept = again.find(parsed);
    requester.permitted(kept.cluster());
    return kept;
  }
}
