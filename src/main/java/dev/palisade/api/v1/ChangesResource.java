package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.ChangeJournal;
import dev.palisade.application.ChangeJournal.Entry;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The change journal: what changed in a cluster between snapshots, and when nobody was looking.
@Path("/api/v1/clusters/{cluster}/changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "changes")
public class ChangesResource {
  private static final Duration USUAL = Duration.ofDays(30);

  private final Requester requester;
  private final ChangeJournal journal;
  private final Clock clock;

  public ChangesResource(Requester requester, ChangeJournal journal, Clock clock) {
    this.requester = requester;
    this.journal = journal;
    this.clock = clock;
  }

  /// A client that wrote fields, as it calls itself.
  public record ClientView(String manager, String operation, @Nullable String time) {}

  /// @param before null: it was not there
  /// @param after null: it is not there any more
  public record LabelView(@Nullable String before, @Nullable String after) {}

  /// @param after null: a watch told of it as it happened
  /// @param clients that wrote what changed; they are programs, not users
  /// @param actor user, as the audit log or an admission review says; several where they do not
  ///   agree; null: nobody says
  /// @param event id of the audit event; null: none tells of it
  public record ChangeView(
      String what,
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      String uid,
      @Nullable String oldDigest,
      @Nullable String newDigest,
      @Nullable String resourceVersion,
      @Nullable Instant after,
      Instant until,
      List<ClientView> clients,
      SortedMap<String, LabelView> labels,
      @Nullable String actor,
      @Nullable String event) {
    static ChangeView of(Entry entry) {
      JournalEntry e = entry.change();
      ResourceRef object = e.object();
      SortedMap<String, LabelView> labels = new TreeMap<>();
      e.labels().forEach((key, c) -> labels.put(key, new LabelView(c.before(), c.after())));
      return new ChangeView(
          e.what().toString(),
          object.apiVersion(),
          object.kind(),
          object.namespace().isEmpty() ? null : object.namespace(),
          object.name(),
          e.uid(),
          e.oldDigest(),
          e.what() == JournalEntry.What.DELETED ? null : object.digest(),
          e.resourceVersion(),
          e.after(),
          e.until(),
          e.writers().stream()
              .map(w -> new ClientView(w.manager(), w.operation(), w.time()))
              .toList(),
          labels,
          entry.actor(),
          entry.event());
    }
  }

  /// @param watchedSeconds of the period's seconds
  public record CoverageView(String kind, long watchedSeconds, long seconds) {}

  /// @param reasons what is known of why
  public record BlindView(String kind, Instant from, Instant until, List<String> reasons) {}

  /// How a period was watched.
  public record WatchingView(
      Instant from, Instant until, List<CoverageView> coverage, List<BlindView> blind) {
    static WatchingView of(ChangeJournal.Watching w) {
      return new WatchingView(
          w.from(),
          w.until(),
          w.coverage().stream()
              .map(c -> new CoverageView(c.kind().toString(), c.watched(), c.seconds()))
              .toList(),
          w.unwatched().stream()
              .map(u -> new BlindView(u.kind().toString(), u.from(), u.until(), u.reasons()))
              .toList());
    }
  }

  @GET
  @Operation(summary = "List the changes that watches of a cluster saw, the first first")
  public RestResponse<Page<ChangeView>> changes(
      @RestPath String cluster,
      @Parameter(description = "received at this instant or later") @RestQuery
          @Nullable String from,
      @Parameter(description = "received before this instant") @RestQuery @Nullable String to,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    Long after = Page.number(cursor);
    List<Entry> found =
        journal.changes(
            cluster,
            Parameters.instant("from", from),
            Parameters.instant("to", to),
            after == null ? 0 : after,
            page + 1);
    return Page.answer(found, page, Entry::number, ChangeView::of, request);
  }

  @GET
  @Path("coverage")
  @Operation(
      summary = "How a period was watched: seconds by kind, and each interval that was not",
      description =
          "Without from, the thirty days before to. What no watch proves was not watched, whether"
              + " a reason is known or not.")
  public WatchingView coverage(
      @RestPath String cluster, @RestQuery @Nullable String from, @RestQuery @Nullable String to) {
    requester.existing(cluster);
    Instant until = Parameters.instant("to", to);
    Instant end = until == null ? clock.instant() : until;
    Instant begin = Parameters.instant("from", from);
    Instant start = begin == null ? end.minus(USUAL) : begin;
    if (!start.isBefore(end)) {
      throw RefusedRequest.parameter("from", "must be before to");
    }
    return WatchingView.of(journal.watching(cluster, start, end));
  }
}
