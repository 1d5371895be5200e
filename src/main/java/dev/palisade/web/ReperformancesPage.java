package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.AskReperformance;
import dev.palisade.application.AskReperformance.Kept;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/// The samples that were drawn of a cluster's evidence.
@Path("/clusters/{cluster}/reperformances")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
public class ReperformancesPage {
  private static final int SHOWN = 100;

  private final Requester requester;
  private final AskReperformance again;

  public ReperformancesPage(Requester requester, AskReperformance again) {
    this.requester = requester;
    this.again = again;
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance reperformances(String cluster, List<Kept> list, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance list(@RestPath String cluster) {
    requester.existing(cluster);
    return Templates.reperformances(
        cluster, again.list(cluster, null, SHOWN), Visitor.of(requester.token()));
  }
}
