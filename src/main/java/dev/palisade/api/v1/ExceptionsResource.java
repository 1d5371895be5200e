package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.DecideException;
import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Exceptions from findings. Who requests one cannot approve it.
@Path("/api/v1/exceptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "exceptions")
public class ExceptionsResource {
  private final Requester requester;
  private final DecideException exceptions;
  private final Once once;
  private final Body body;
  private final Clock clock;

  public ExceptionsResource(
      Requester requester, DecideException exceptions, Once once, Body body, Clock clock) {
    this.requester = requester;
    this.exceptions = exceptions;
    this.once = once;
    this.body = body;
    this.clock = clock;
  }

  /// An exception that is asked for.
  ///
  /// @param check id of the check whose findings these are
  /// @param ticket null: none
  /// @param from null: now
  /// @param until at most 12 months after `from`
  public record Request(
      @Nullable String cluster,
      @Nullable String check,
      @Nullable List<FindingShape> findings,
      @Nullable String reason,
      @Nullable String compensatingControl,
      @Nullable String ticket,
      @Nullable Instant from,
      @Nullable Instant until) {}

  /// A finding that is excepted, by its fingerprint, or findings that a selector chooses.
  ///
  /// @param traffic the most that is excepted, as reports write it; null: all that the finding has.
  ///   A selector of flows needs it
  public record FindingShape(
      @Nullable String fingerprint, @Nullable SelectorShape selector, @Nullable String traffic) {
    static FindingShape of(Excepted excepted) {
      WitnessSelector by = excepted.selector();
      return new FindingShape(
          excepted.fingerprint(),
          by == null ? null : new SelectorShape(by.source(), by.destination(), by.subject()),
          excepted.trafficText());
    }
  }

  /// Names as reports write them, `*` for any run of characters: source and destination of flows,
  /// or a subject.
  public record SelectorShape(
      @Nullable String source, @Nullable String destination, @Nullable String subject) {}

  /// Why somebody decides as they do.
  public record Reason(@Nullable String reason) {}

  /// @param state `requested`, `approved`, `rejected`, `revoked` or `expired`, now
  public record ExceptionView(
      UUID id,
      String cluster,
      String check,
      List<FindingShape> findings,
      String reason,
      String compensatingControl,
      @Nullable String ticket,
      String requestedBy,
      Instant requestedAt,
      Instant from,
      Instant until,
      String state,
      List<DecisionView> decisions) {}

  /// @param kind `approved`, `rejected` or `revoked`
  public record DecisionView(String kind, String by, Instant at, String reason) {}

  @GET
  @Operation(summary = "List a cluster's exceptions, the latest requested first")
  public List<ExceptionView> list(@Parameter(required = true) @RestQuery @Nullable String cluster) {
    String name = requester.existing(Parameters.required("cluster", cluster));
    return exceptions.list(name).stream().map(this::view).toList();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "An exception and what was decided on it")
  public ExceptionView find(@RestPath String id) {
    return view(seen(id));
  }

  @POST
  @RolesAllowed({COMPLIANCE_OFFICER, CHANGE_REVIEWER})
  @Operation(summary = "Request an exception for findings of the newest snapshot")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ExceptionView.class)))
  public Response request(@RestHeader(Once.HEADER) @Nullable String key, @Nullable Request asked) {
    DecideException.Request request = complete(asked);
    requester.existing(request.cluster());
    return once.write(
        key,
        "exception " + body.written(Objects.requireNonNull(asked)),
        () -> {
          RiskException made = exceptions.request(request);
          requester.log("exception.request", made.id().toString(), made.cluster(), made.check());
          return new Once.Written(201, "/api/v1/exceptions/" + made.id(), body.written(view(made)));
        });
  }

  @POST
  @Path("{id}/approve")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Approve an exception that somebody else requested")
  public ExceptionView approve(@RestPath String id, @Nullable Reason why) {
    RiskException before = seen(id);
    return decided("approve", exceptions.approve(before.id(), requester.name(), reason(why)));
  }

  @POST
  @Path("{id}/reject")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Reject an exception")
  public ExceptionView reject(@RestPath String id, @Nullable Reason why) {
    RiskException before = seen(id);
    return decided("reject", exceptions.reject(before.id(), requester.name(), reason(why)));
  }

  @POST
  @Path("{id}/revoke")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Revoke an approved exception: its findings are open again")
  public ExceptionView revoke(@RestPath String id, @Nullable Reason why) {
    RiskException before = seen(id);
    return decided("revoke", exceptions.revoke(before.id(), requester.name(), reason(why)));
  }

  private ExceptionView decided(String how, RiskException exception) {
    requester.log("exception." + how, exception.id().toString(), exception.cluster(), null);
    return view(exception);
  }

  private RiskException seen(String id) {
    RiskException exception = exceptions.find(Parameters.id(id));
    requester.permitted(exception.cluster());
    return exception;
  }

  private static String reason(@Nullable Reason why) {
    if (why == null || why.reason() == null || why.reason().isBlank()) {
      throw incomplete(List.of(missing("/reason")));
    }
    return why.reason();
  }

  private DecideException.Request complete(@Nullable Request asked) {
    if (asked == null) {
      throw incomplete(List.of(missing("")));
    }
    List<Fault> faults = new ArrayList<>();
    String cluster = present("/cluster", asked.cluster(), faults);
    String check = present("/check", asked.check(), faults);
    String reason = present("/reason", asked.reason(), faults);
    String control = present("/compensatingControl", asked.compensatingControl(), faults);
    List<Excepted> findings = findings(asked.findings(), faults);
    Instant until = asked.until();
    if (until == null) {
      faults.add(missing("/until"));
    }
    if (!faults.isEmpty() || until == null) {
      throw incomplete(faults);
    }
    return new DecideException.Request(
        cluster,
        check,
        findings,
        reason,
        control,
        asked.ticket(),
        asked.from(),
        until,
        requester.name());
  }

  private static List<Excepted> findings(@Nullable List<FindingShape> given, List<Fault> faults) {
    List<Excepted> findings = new ArrayList<>();
    if (given == null || given.isEmpty()) {
      faults.add(missing("/findings"));
      return findings;
    }
    for (int i = 0; i < given.size(); i++) {
      FindingShape one = given.get(i);
      String pointer = "/findings/" + i;
      if (one == null
          || ((one.fingerprint() == null || one.fingerprint().isBlank())
              && one.selector() == null)) {
        faults.add(missing(pointer + "/fingerprint"));
        continue;
      }
      if (one.selector() != null) {
        selected(one, pointer, findings, faults);
        continue;
      }
      try {
        findings.add(Excepted.read(Objects.requireNonNull(one.fingerprint()), one.traffic()));
      } catch (IllegalArgumentException e) {
        faults.add(new Fault(String.valueOf(e.getMessage()), pointer + "/traffic", null));
      }
    }
    return findings;
  }

  private static void selected(
      FindingShape given, String pointer, List<Excepted> findings, List<Fault> faults) {
    SelectorShape by = Objects.requireNonNull(given.selector());
    if (given.fingerprint() != null) {
      faults.add(new Fault("names a fingerprint and a selector", pointer, null));
      return;
    }
    try {
      findings.add(
          Excepted.read(
              new WitnessSelector(by.source(), by.destination(), by.subject()), given.traffic()));
    } catch (IllegalArgumentException e) {
      faults.add(new Fault(String.valueOf(e.getMessage()), pointer + "/selector", null));
    }
  }

  private static String present(String pointer, @Nullable String text, List<Fault> faults) {
    if (text == null || text.isBlank()) {
      faults.add(missing(pointer));
      return "";
    }
    return text;
  }

  private static Fault missing(String pointer) {
    return new Fault("is missing", pointer, null);
  }

  private static RefusedRequest incomplete(List<Fault> faults) {
    return new RefusedRequest(ProblemType.MALFORMED_BODY, "the request is incomplete", faults);
  }

  private ExceptionView view(RiskException e) {
    return new ExceptionView(
        e.id(),
        e.cluster(),
        e.check(),
        e.findings().stream().map(FindingShape::of).toList(),
        e.reason(),
        e.compensatingControl(),
        e.ticket(),
        e.requestedBy(),
        e.requestedAt(),
        e.from(),
        e.until(),
        e.stateAt(clock.instant()).name().toLowerCase(Locale.ROOT),
        e.decisions().stream()
            .map(
                d ->
                    new DecisionView(
                        d.kind().name().toLowerCase(Locale.ROOT), d.by(), d.at(), d.reason()))
            .toList());
  }
}
