package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.application.ReadControls;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Framework;
import dev.palisade.compliance.control.Requirement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The catalogue that clusters are judged by.
@Path("/api/v1/controls")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
@Tag(name = "controls")
public class ControlsResource {
  private final ReadControls controls;

  public ControlsResource(ReadControls controls) {
    this.controls = controls;
  }

  /// @param digest SHA-256 over all of it, as reports cite it
  public record CatalogueView(
      String version, String digest, List<FrameworkView> frameworks, List<CheckView> checks) {}

  /// A set of requirements that somebody is held to.
  public record FrameworkView(String id, String title, List<RequirementView> requirements) {
    static FrameworkView of(Framework f) {
      return new FrameworkView(
          f.id(), f.title(), f.requirements().stream().map(RequirementView::of).toList());
    }
  }

  /// A requirement and the checks that it rests on.
  ///
  /// @param primary checks that decide it
  /// @param supporting checks that can leave it insufficient
  public record RequirementView(
      String framework,
      String id,
      boolean leading,
      String subject,
      List<String> primary,
      List<String> supporting,
      @Nullable String note) {
    static RequirementView of(Requirement r) {
      return new RequirementView(
          r.framework(),
          r.id(),
          r.rank() == Requirement.Rank.LEADING,
          r.subject(),
          names(r.primary()),
          names(r.supporting()),
          r.note());
    }

    private static List<String> names(List<CheckCall> calls) {
      return calls.stream().map(CheckCall::toString).toList();
    }
  }

  /// A question that is asked of a cluster's evidence.
  public record CheckView(String id, String question, List<String> dependsOn) {
    static CheckView of(Check c) {
      return new CheckView(c.id(), c.question(), c.dependsOn().stream().sorted().toList());
    }
  }

  /// @param card what the check looks at and how, in Markdown
  public record ControlView(
      String id,
      String question,
      List<String> dependsOn,
      List<RequirementView> requirements,
      String card) {}

  @GET
  @Operation(summary = "The catalogue: frameworks, their requirements, and the checks")
  public CatalogueView list() {
    Catalogue catalogue = controls.catalogue();
    return new CatalogueView(
        catalogue.version(),
        catalogue.digest(),
        catalogue.frameworks().stream().map(FrameworkView::of).toList(),
        catalogue.checks().stream().map(CheckView::of).toList());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A check, its card, and the requirements that rest on it")
  public ControlView find(@RestPath String id) {
    ReadControls.Control control = controls.control(id);
    CheckView check = CheckView.of(control.check());
    return new ControlView(
        check.id(),
        check.question(),
        check.dependsOn(),
        control.requirements().stream().map(RequirementView::of).toList(),
        control.card());
  }
}
