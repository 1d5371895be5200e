package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.FlowHistory;
import dev.palisade.application.FollowFlow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Since when a flow was possible.
@Path("/api/v1/clusters/{cluster}/history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "history")
public class HistoryResource {
  private final Requester requester;
  private final FollowFlow follow;

  public HistoryResource(Requester requester, FollowFlow follow) {
    this.requester = requester;
    this.follow = follow;
  }

  /// @param traffic as it was asked for; null: all that the dialect judges
  /// @param notes how it was found, for people
  public record HistoryView(
      String cluster,
      String from,
      String to,
      @Nullable String traffic,
      Instant since,
      Instant until,
      List<IntervalView> intervals,
      List<String> notes) {
    static HistoryView of(FlowHistory h) {
      return new HistoryView(
          h.cluster(),
          h.from(),
          h.to(),
          h.traffic(),
          h.since(),
          h.until(),
          h.intervals().stream().map(IntervalView::of).toList(),
          h.notes());
    }
  }

  /// @param state `possible`, `partly`, `not-possible` or `unknown`
  /// @param begun null: it was so when the record began, or nobody knows
  /// @param ended null: nothing is known to have ended it
  /// @param firstSnapshot sequence of the first that shows it; null: none does
  /// @param allowed what could flow between some of the endpoints; null: nothing, or not known
  /// @param throughout what could flow between all of them; null: the same
  /// @param reasons why it is unknown, or what was not there
  public record IntervalView(
      String state,
      Instant from,
      Instant until,
      @Nullable TurnView begun,
      @Nullable TurnView ended,
      @Nullable Long firstSnapshot,
      @Nullable Long lastSnapshot,
      @Nullable String allowed,
      @Nullable String throughout,
      List<String> reasons) {
    static IntervalView of(FlowHistory.Interval i) {
      return new IntervalView(
          i.state().toString(),
          i.from(),
          i.until(),
          i.begun() == null ? null : TurnView.of(i.begun()),
          i.ended() == null ? null : TurnView.of(i.ended()),
          i.firstSnapshot(),
          i.lastSnapshot(),
          i.allowed(),
          i.throughout(),
          i.reasons());
    }
  }

  /// @param after it happened after this
  /// @param until and by then
  /// @param causes sets of changes, each of which alone makes the difference
  /// @param minimality `smallest`, or `not-sought`: there were too many, and all are named
  public record TurnView(
      Instant after, Instant until, List<List<CauseView>> causes, String minimality) {
    static TurnView of(FlowHistory.Turn t) {
      return new TurnView(
          t.after(),
          t.until(),
          t.ways().stream().map(way -> way.stream().map(CauseView::of).toList()).toList(),
          t.smallest() ? "smallest" : "not-sought");
    }
  }

  /// A change of one object.
  ///
  /// @param namespace null for cluster-scoped objects
  /// @param change `added`, `removed` or `changed`
  /// @param pointers JSON pointers of the values that differ
  /// @param actor null: not known
  /// @param approval null: no approved change is known
  /// @param event id of the audit event that told of it
  public record CauseView(
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      String change,
      String what,
      List<String> pointers,
      Instant after,
      Instant until,
      @Nullable String actor,
      @Nullable String approval,
      @Nullable String event) {
    static CauseView of(FlowHistory.Cause c) {
      return new CauseView(
          c.changed().apiVersion(),
          c.changed().kind(),
          c.changed().namespace(),
          c.changed().name(),
          c.changed().change().toString(),
          c.what(),
          c.changed().pointers(),
          c.after(),
          c.until(),
          c.actor(),
          c.approval(),
          c.event());
    }
  }

  @GET
  @Operation(
      summary = "Since when a flow was possible, and by which change that began and ended",
      description =
          "Ends are namespace/name, namespace/name[Kind], an address, a CIDR or internet. Judged by"
              + " the newest scope. A time in which nobody looked, or in which something that may"
              + " matter was not seen, is unknown.")
  public HistoryView history(
      @RestPath String cluster,
      @Parameter(required = true) @RestQuery @Nullable String from,
      @Parameter(required = true) @RestQuery @Nullable String to,
      @Parameter(description = "TCP/5432, TCP/80,443, TCP/8000-8080; otherwise all") @RestQuery
          @Nullable String traffic,
      @Parameter(description = "an instant; otherwise the first snapshot's") @RestQuery
          @Nullable String since,
      @Parameter(description = "an instant; otherwise now") @RestQuery @Nullable String until) {
    requester.existing(cluster);
    return HistoryView.of(
        follow.follow(
            new FollowFlow.Request(
                cluster,
                Parameters.required("from", from),
                Parameters.required("to", to),
                traffic,
                Parameters.instant("since", since),
                Parameters.instant("until", until))));
  }
}
