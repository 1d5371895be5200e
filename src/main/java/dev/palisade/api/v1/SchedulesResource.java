package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.ConfiguredSchedules;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is done again and again.
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "schedules")
public class SchedulesResource {
  private final Requester requester;
  private final ConfiguredSchedules schedules;

  public SchedulesResource(Requester requester, ConfiguredSchedules schedules) {
    this.requester = requester;
    this.schedules = schedules;
  }

  /// @param task `collect`, `assess` or `report`
  /// @param cron in Quartz' notation
  public record ScheduleView(
      String name, String cluster, String task, String cron, String timeZone, String framework) {}

  @GET
  @Operation(summary = "List the schedules of the configuration, by name")
  public List<ScheduleView> list() {
    return schedules.byName().entrySet().stream()
        .filter(each -> requester.token().covers(each.getValue().cluster()))
        .sorted(Map.Entry.comparingByKey())
        .map(each -> view(each.getKey(), each.getValue()))
        .toList();
  }

  private static ScheduleView view(String name, ConfiguredSchedules.Schedule s) {
    return new ScheduleView(
        name,
        s.cluster(),
        s.task().name().toLowerCase(Locale.ROOT),
        s.cron(),
        s.timeZone().getId(),
        s.framework());
  }
}
