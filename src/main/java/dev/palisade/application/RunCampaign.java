package dev.palisade.application;

import dev.palisade.application.campaign.CampaignItems;
import dev.palisade.application.campaign.Judged;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.Chosen;
import dev.palisade.compliance.review.campaign.RefusedStep;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.Sight;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.ExceptionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Review campaigns: opened, decided item by item, looked at again when the cluster is another, and
/// signed off. Who decides or signs is who asks.
@ApplicationScoped
public class RunCampaign {
  private static final String SERVICE = "palisade";

  private final CampaignStore campaigns;
  private final AssessCluster assess;
  private final ExceptionStore exceptions;
  private final Clock clock;

  /// The state that an open campaign was last looked at in: nothing is computed twice for it.
  private final Map<UUID, String> looked = new ConcurrentHashMap<>();

  public RunCampaign(
      CampaignStore campaigns, AssessCluster assess, ExceptionStore exceptions, Clock clock) {
    this.campaigns = campaigns;
    this.assess = assess;
    this.exceptions = exceptions;
    this.clock = clock;
  }

  /// @param from what happened since then is shown; null: since the last campaign of the kind, or
  ///   for as long as one is good (policies six months, scope twelve)
  public record Opening(
      String cluster,
      Campaign.Kind kind,
      String title,
      @Nullable Instant from,
      List<String> reviewers,
      List<String> signers,
      boolean fourEyes,
      Instant due,
      String by) {
    public Opening {
      reviewers = List.copyOf(reviewers);
      signers = List.copyOf(signers);
    }
  }

  /// What a person does with items.
  ///
  /// @param seen how many events the campaign had when the person looked at it
  public record Selection(Chosen items, int seen, String by, String comment) {
    List<String> keys(Campaign before) {
      return items.keys(Sight.of(before, seen));
    }
  }

  /// @throws NotFound if there is no such cluster, no snapshot of it, or no scope yet
  /// @throws UnusableInput if it is incomplete, or there is nothing to review
  /// @throws RefusedStep if the newest snapshot is not whole
  public Campaign open(Opening asked) {
    Instant now = now();
    Instant from = asked.from() == null ? since(asked.cluster(), asked.kind(), now) : asked.from();
    Looked state = look(asked.cluster(), asked.kind(), from, now);
    if (state.incomplete() != null) {
      throw new RefusedStep(state.incomplete());
    }
    if (state.items().isEmpty()) {
      throw new UnusableInput("there is nothing to review: nothing is in scope");
    }
    Campaign campaign;
    try {
      campaign =
          new Campaign(
              UUID.randomUUID(),
              asked.cluster(),
              asked.kind(),
              asked.title(),
              from,
              now,
              asked.reviewers(),
              asked.signers(),
              asked.fourEyes(),
              asked.due().truncatedTo(ChronoUnit.MICROS),
              asked.by(),
              now,
              state.snapshot(),
              state.items(),
              List.of());
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
    return Stored.answer(() -> campaigns.open(campaign));
  }

  private Instant since(String cluster, Campaign.Kind kind, Instant now) {
    Campaign last = previous(cluster, kind);
    int months = kind == Campaign.Kind.POLICIES ? 6 : 12;
    return last == null
        ? now.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant()
        : last.events().getLast().at();
  }

  /// The last of the kind that was signed off; null: there is none.
  private @Nullable Campaign previous(String cluster, Campaign.Kind kind) {
    return campaigns.signed(cluster).stream()
        .filter(one -> one.kind() == kind && one.progress().state() == State.SIGNED_OFF)
        .findFirst()
        .orElse(null);
  }

  /// A campaign as it stands, whatever became of the cluster.
  ///
  /// @throws NotFound if there is none
  public Campaign find(UUID id) {
    Campaign found = campaigns.find(id);
    if (found == null) {
      throw new NotFound("there is no campaign " + id);
    }
    return found;
  }

  /// A campaign; an open one as the newest snapshot, scope and exceptions are. A state that is not
  /// whole, or cannot be judged, is passed over: then nothing can be signed either.
  ///
  /// @throws NotFound if there is none
  public Campaign refreshed(UUID id) {
    Campaign campaign = find(id);
    if (campaign.progress().state() != State.OPEN) {
      return campaign;
    }
    Instant now = now();
    String state = assess.newest(campaign.cluster()) + exceptionsInForce(campaign.cluster(), now);
    if (state.equals(looked.get(id))) {
      return campaign;
    }
    Looked seen;
    try {
      seen = look(campaign.cluster(), campaign.kind(), campaign.from(), now);
    } catch (UnusableInput e) {
      return campaign;
    }
    Campaign after =
        seen.incomplete() != null ? campaign : refreshed(campaign, seen, now, OnlyIf.ANOTHER);
    looked.put(id, state);
    return after;
  }

  /// When a look at the cluster is kept.
  private enum OnlyIf {
    /// Something is another than it was.
    ANOTHER,
    /// The same, or the snapshot is newer.
    NEWER
  }

  private Campaign refreshed(Campaign campaign, Looked seen, Instant now, OnlyIf when) {
    return Stored.answer(
        () ->
            campaigns.next(
                campaign.id(),
                before -> {
                  boolean newer = !before.snapshots().getLast().equals(seen.snapshot());
                  boolean wanted = when == OnlyIf.NEWER && newer || !isSame(before, seen.items());
                  return before.progress().state() == State.OPEN && wanted
                      ? new Refreshed(now, SERVICE, seen.snapshot(), seen.items())
                      : null;
                }));
  }

  private static boolean isSame(Campaign campaign, List<ReviewItem> items) {
    List<ReviewItem> known =
        campaign.progress().items().values().stream()
            .filter(standing -> standing.status() != Status.GONE)
            .map(Standing::item)
            .toList();
    return known.size() == items.size() && known.containsAll(items);
  }

  private String exceptionsInForce(String cluster, Instant at) {
    StringBuilder text = new StringBuilder();
    exceptions.list(cluster).forEach(e -> text.append(e.id()).append(e.stateAt(at)));
    return text.toString();
  }

  /// @param incomplete why it cannot be asked about; null: it can
  private record Looked(long snapshot, List<ReviewItem> items, @Nullable String incomplete) {}

  private Looked look(String cluster, Campaign.Kind kind, Instant from, Instant now) {
    AssessCluster.Judged state =
        assess.judge(new AssessCluster.Request(cluster, SnapshotChoice.LATEST, null, now));
    Assessment assessment = state.assessed().assessment();
    Judged judged =
        new Judged(
            new Examination(
                assessment.evidence(),
                assessment.scope(),
                Zoning.of(assessment.scope(), assessment.evidence().reachability()),
                state.request().history(),
                state.request().waivers(),
                now,
                List.of()),
            assessment,
            exceptions.list(cluster),
            previous(cluster, kind),
            from);
    return new Looked(
        state.snapshot().sequence(),
        CampaignItems.of(kind, judged),
        CampaignItems.incomplete(judged));
  }

  /// A cluster's campaigns, the latest opened first.
  public List<Campaign> list(String cluster) {
    return campaigns.list(cluster);
  }

  /// @throws NotFound if there is no such campaign
  /// @throws RefusedStep if the person may not, or an item is another than it was when they looked
  public Campaign decide(UUID id, Selection on, Verdict verdict) {
    Instant now = now();
    return Stored.answer(
        () ->
            campaigns.next(
                id, before -> new Decided(now, on.by(), on.keys(before), verdict, on.comment())));
  }

  /// Hands items to somebody else.
  ///
  /// @throws NotFound if there is no such campaign
  /// @throws RefusedStep if the person may not, or an item is another than it was when they looked
  public Campaign reassign(UUID id, Selection on, String to) {
    Instant now = now();
    return Stored.answer(
        () ->
            campaigns.next(
                id, before -> new Reassigned(now, on.by(), on.keys(before), to, on.comment())));
  }

  /// Signs off, after a look at the newest state of the cluster.
  ///
  /// @param seen how many events the campaign had when the person looked at it
  /// @throws NotFound if there is no such campaign
  /// @throws RefusedStep if the person may not, something is open, the newest snapshot is not
  ///   whole, or something was decided or changed that the person did not see
  public Campaign signOff(UUID id, int seen, String by, String statement) {
    Campaign campaign = find(id);
    Instant now = now();
    if (campaign.progress().state() == State.OPEN) {
      Looked state = look(campaign.cluster(), campaign.kind(), campaign.from(), now);
      if (state.incomplete() != null) {
        throw new RefusedStep(state.incomplete());
      }
      refreshed(campaign, state, now, OnlyIf.NEWER);
    }
    return Stored.answer(
        () ->
            campaigns.next(
                id,
                before -> {
                  CampaignProgress progress = before.progress();
                  if (progress.state() == State.OPEN && progress.unsettled().isEmpty()) {
                    Sight.of(before, seen).requireDecidedAlike();
                  }
                  return new SignedOff(now, by, statement);
                }));
  }

  /// @throws NotFound if there is no such campaign
  /// @throws RefusedStep if it is over
  public Campaign cancel(UUID id, String by, String reason) {
    Instant now = now();
    return Stored.answer(() -> campaigns.next(id, before -> new Cancelled(now, by, reason)));
  }

  /// As the database keeps it.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
