package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.ReadControls;
import dev.palisade.compliance.control.Catalogue;
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

/// The catalogue, and each check's card.
@Path("/controls")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
public class ControlPage {
  private final Requester requester;
  private final ReadControls controls;

  public ControlPage(Requester requester, ReadControls controls) {
    this.requester = requester;
    this.controls = controls;
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance controls(Catalogue catalogue, Visitor visitor);

    static native TemplateInstance control(
        ReadControls.Control control, List<Markdown.Block> card, Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance list() {
    return Templates.controls(controls.catalogue(), Visitor.of(requester.token()));
  }

  @GET
  @Path("{id}")
  @Operation(hidden = true)
  public TemplateInstance find(@RestPath String id) {
    ReadControls.Control control = controls.control(id);
    List<Markdown.Block> card =
        Markdown.read(control.card()).stream().filter(block -> block.level() != 1).toList();
    return Templates.control(control, card, Visitor.of(requester.token()));
  }
}
