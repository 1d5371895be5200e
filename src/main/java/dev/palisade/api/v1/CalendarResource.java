package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.DueDates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Due dates as calendars (RFC 5545).
@Path("/api/v1")
@Produces("text/calendar;charset=UTF-8")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "campaigns")
public class CalendarResource {
  private final Requester requester;
  private final DueDates dates;

  public CalendarResource(Requester requester, DueDates dates) {
    this.requester = requester;
    this.dates = dates;
  }

  @GET
  @Path("calendar.ics")
  @Operation(summary = "What is to be reviewed by when, of every cluster that the token may see")
  public String all() {
    return dates.calendar("Palisade", requester.clusters());
  }

  @GET
  @Path("clusters/{cluster}/calendar.ics")
  @Operation(
      summary = "What is to be reviewed by when",
      description =
          "Campaigns, the ends of exceptions, register entries and policies, as a calendar of RFC"
              + " 5545.")
  public String of(@RestPath String cluster) {
    return dates.calendar("Palisade: " + cluster, List.of(requester.existing(cluster)));
  }
}
