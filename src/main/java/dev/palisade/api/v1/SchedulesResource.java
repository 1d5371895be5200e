package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.AssessCluster;
import dev.palisade.application.ConfiguredSchedules.Task;
import dev.palisade.application.Cron;
import dev.palisade.application.KeepSchedules;
import dev.palisade.application.KeepSchedules.Definition;
import dev.palisade.application.KeepSchedules.Scheduled;
import dev.palisade.application.NotFound;
import dev.palisade.application.ScheduleVersion;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.report.period.CalendarPeriod;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done again and again. Asking for the same once more changes nothing.
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "schedules")
public class SchedulesResource {
  private final Requester requester;
  private final KeepSchedules schedules;

  public SchedulesResource(Requester requester, KeepSchedules schedules) {
    this.requester = requester;
    this.schedules = schedules;
  }

  /// @param task `collect`, `assess`, `report` or `remind`
  /// @param cron in Quartz' notation
  /// @param period of reports on one: `P1M`, `P3M` or `P1Y`; null: on the newest snapshot, or it is
  ///   other work
  /// @param state `active`, `paused` or, in the history, `deleted`
  /// @param source `configuration` or `api`: who owns the definition
  /// @param inForceFrom until the next version is
  /// @param nextAt when it takes its next turn; null: not any more, not while it is paused, or a
  ///   version of the history
  /// @param lastAt when it took its last; null: it took none since it was made or changed, or a
  ///   version of the history
  public record ScheduleView(
      String name,
      String cluster,
      String task,
      String cron,
      String timeZone,
      String framework,
      @Nullable String period,
      String state,
      String source,
      int version,
      String decidedBy,
      Instant inForceFrom,
      @Nullable Instant nextAt,
      @Nullable Instant lastAt) {

    static ScheduleView of(Scheduled s) {
      return of(s.schedule(), s.turns().next(), s.turns().last());
    }

    static ScheduleView of(ScheduleVersion s, @Nullable Instant next, @Nullable Instant last) {
      return new ScheduleView(
          s.name(),
          s.cluster(),
          small(s.task()),
          s.cron(),
          s.timeZone(),
          s.framework(),
          s.period() == null ? null : s.period().toString(),
          small(s.state()),
          small(s.source()),
          s.version(),
          s.decidedBy(),
          s.inForceFrom(),
          next,
          last);
    }

    private static String small(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is to be done, and when.
  ///
  /// @param task `collect`, `assess`, `report` or `remind`
  /// @param cron in Quartz' notation: seconds, minutes, hours, day of month, month, day of week
  /// @param timeZone whose clock that is, such as `Europe/Berlin`; null: UTC
  /// @param framework for `assess` and `report`; null: all
  /// @param period for `report`: `P1M`, `P3M` or `P1Y`, the calendar month, quarter or year before
  ///   each turn, in UTC; null: on the newest snapshot
  public record Scheduling(
      @Nullable String cluster,
      @Nullable String task,
      @Nullable String cron,
      @Nullable String timeZone,
      @Nullable String framework,
      @Nullable String period) {

    Definition definition(String name) {
      return new Definition(
          name,
          required("cluster", cluster),
          task(required("task", task)),
          Cron.of(required("cron", cron), timeZone == null ? "UTC" : timeZone),
          framework == null ? AssessCluster.ALL : framework,
          period == null ? null : period(period));
    }

    private static CalendarPeriod period(String notation) {
      try {
        return CalendarPeriod.parse(notation);
      } catch (IllegalArgumentException e) {
        throw new UnusableInput("period: " + e.getMessage());
      }
    }

    private static String required(String key, @Nullable String value) {
      if (value == null) {
        throw new UnusableInput(key + " is missing");
      }
      return value;
    }

    private static Task task(String text) {
      return Stream.of(Task.values())
          .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new UnusableInput(
                      "task \"" + text + "\" is none: expected collect, assess, report or remind"));
    }
  }

  @GET
  @Operation(summary = "List the schedules, by name, with their last and next turns")
  public List<ScheduleView> list() {
    return schedules.list().stream()
        .filter(each -> requester.token().covers(each.schedule().cluster()))
        .map(ScheduleView::of)
        .toList();
  }

  @GET
  @Path("{name}")
  @Operation(summary = "A schedule, with its last and next turn")
  public ScheduleView find(@RestPath String name) {
    return ScheduleView.of(seen(name));
  }

  @GET
  @Path("{name}/versions")
  @Operation(
      summary = "What was in force when: every version of schedules of this name",
      description = "Nothing of it is ever changed; a deleted schedule's history stays.")
  public List<ScheduleView> versions(@RestPath String name) {
    List<ScheduleView> versions =
        schedules.versions(name).stream()
            .filter(each -> requester.token().covers(each.cluster()))
            .map(each -> ScheduleView.of(each, null, null))
            .toList();
    if (versions.isEmpty()) {
      throw new NotFound("there never was a schedule " + name);
    }
    return versions;
  }

  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(
      summary = "Make a schedule, or put another in its place",
      description =
          "A paused schedule stays paused. What comes from the configuration is changed there.")
  public ScheduleView put(@RestPath String name, @Nullable Scheduling asked) {
    if (asked == null) {
      throw new UnusableInput("cluster, task and cron are missing");
    }
    Definition definition = asked.definition(name);
    requester.permitted(definition.cluster());
    return changed("put", name, () -> schedules.put(definition, requester.name()));
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Delete a schedule; its history stays")
  public void delete(@RestPath String name) {
    Scheduled before = seen(name);
    changed(
        "delete",
        name,
        () -> {
          schedules.delete(name, requester.name());
          return before;
        });
  }

  @POST
  @Path("{name}/pause")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Let a schedule rest until it is resumed")
  public ScheduleView pause(@RestPath String name) {
    seen(name);
    return changed("pause", name, () -> schedules.pause(name, requester.name()));
  }

  @POST
  @Path("{name}/resume")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Put a paused schedule into force again")
  public ScheduleView resume(@RestPath String name) {
    seen(name);
    return changed("resume", name, () -> schedules.resume(name, requester.name()));
  }

  private ScheduleView changed(String what, String name, Supplier<Scheduled> change) {
    Scheduled now = change.get();
    requester.log("schedule." + what, name, now.schedule().cluster(), null);
    return ScheduleView.of(now);
  }

  private Scheduled seen(String name) {
    Scheduled found = schedules.find(name);
    requester.permitted(found.schedule().cluster());
    return found;
  }
}
