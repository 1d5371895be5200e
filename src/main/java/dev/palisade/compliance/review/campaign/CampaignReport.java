package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignProgress.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A campaign as it is handed out: every format shows this value.
///
/// @param kind `policies` or `scope`
/// @param fourEyes whether an item takes two people who decide alike
/// @param state `open`, `signed-off` or `cancelled`
/// @param snapshots sequences of all that items were taken from
/// @param position how many events there were: who decides or signs says that they saw this
/// @param signatures in their order; what was signed before another decision is not among them
/// @param items sorted by their keys
/// @param events in their order
public record CampaignReport(
    String id,
    String cluster,
    String kind,
    String title,
    Instant from,
    Instant until,
    List<String> reviewers,
    List<String> signers,
    boolean fourEyes,
    Instant due,
    String openedBy,
    Instant openedAt,
    String state,
    List<Long> snapshots,
    int position,
    List<Signature> signatures,
    List<Item> items,
    List<Event> events) {

  /// @param statement what the person declared
  public record Signature(String by, Instant at, String statement) {}

  /// @param key by which decisions name it
  /// @param status `pending`, `half-decided`, `decided`, `reopened` or `gone`
  /// @param assigned who is to decide; null: any reviewer
  /// @param verdict `certify`, `change` or `remove`; null while it is not decided
  /// @param decisions on the item as it is now
  public record Item(
      String key,
      String subject,
      String name,
      String digest,
      String status,
      @Nullable String assigned,
      @Nullable String verdict,
      List<Decision> decisions,
      List<String> allows,
      List<String> usedBy,
      @Nullable String owner,
      @Nullable LocalDate reviewBy,
      List<String> changed,
      List<String> findings,
      String suggestion,
      String because) {}

  public record Decision(String by, Instant at, String verdict, String comment) {}

  /// @param what `decided`, `reassigned`, `refreshed`, `signed-off`, `cancelled`
  /// @param detail a sentence
  /// @param items keys of those concerned; empty: all
  public record Event(Instant at, String by, String what, String detail, List<String> items) {}

  public CampaignReport {
    reviewers = List.copyOf(reviewers);
    signers = List.copyOf(signers);
    snapshots = List.copyOf(snapshots);
    signatures = List.copyOf(signatures);
    items = List.copyOf(items);
    events = List.copyOf(events);
  }

  public static CampaignReport of(Campaign campaign) {
    CampaignProgress progress = campaign.progress();
    return new CampaignReport(
        campaign.id().toString(),
        campaign.cluster(),
        campaign.kind().toString(),
        campaign.title(),
        campaign.from(),
        campaign.until(),
        campaign.reviewers(),
        campaign.signers(),
        campaign.fourEyes(),
        campaign.due(),
        campaign.openedBy(),
        campaign.openedAt(),
        progress.state().toString(),
        campaign.snapshots(),
        campaign.events().size(),
        progress.signed().stream()
            .map(one -> new Signature(one.by(), one.at(), one.statement()))
            .toList(),
        items(progress),
        campaign.events().stream().map(CampaignReport::event).toList());
  }

  public static List<Item> items(CampaignProgress progress) {
    return items(progress, ItemFilter.ANY);
  }

  /// The items that match, by key.
  public static List<Item> items(CampaignProgress progress, ItemFilter filter) {
    List<Item> items = new ArrayList<>();
    progress
        .items()
        .forEach(
            (key, standing) -> {
              if (filter.matches(standing)) {
                items.add(item(key, standing));
              }
            });
    return items;
  }

  private static Item item(String key, Standing standing) {
    ReviewItem item = standing.item();
    CampaignEvent.Verdict verdict = standing.verdict();
    return new Item(
        key,
        item.subject().toString(),
        item.name(),
        item.digest(),
        standing.status().toString(),
        standing.assigned(),
        verdict == null ? null : verdict.toString(),
        standing.decisions().stream()
            .map(d -> new Decision(d.by(), d.at(), d.verdict().toString(), d.comment()))
            .toList(),
        item.allows(),
        item.usedBy(),
        item.owner(),
        item.reviewBy(),
        item.changed(),
        item.findings(),
        item.suggestion().toString(),
        item.because());
  }

  private static Event event(CampaignEvent event) {
    String what = Campaign.nameOf(event);
    return switch (event) {
      case Decided d ->
          new Event(d.at(), d.by(), what, said(d.verdict().toString(), d.comment()), d.items());
      case Reassigned r ->
          new Event(r.at(), r.by(), what, said("handed to " + r.to(), r.comment()), r.items());
      case Refreshed r ->
          new Event(
              r.at(),
              r.by(),
              what,
              "looked at snapshot " + r.snapshot() + ": " + r.items().size() + " items",
              List.of());
      case SignedOff s -> new Event(s.at(), s.by(), what, s.statement(), List.of());
      case Cancelled c -> new Event(c.at(), c.by(), what, c.reason(), List.of());
    };
  }

  private static String said(String what, String comment) {
    return comment.isBlank() ? what : what + ": " + comment;
  }

  /// How many items have that status, or verdict.
  public long count(String statusOrVerdict) {
    return items.stream()
        .filter(
            item ->
                item.status().equals(statusOrVerdict)
                    || Objects.equals(item.verdict(), statusOrVerdict))
        .count();
  }

  /// Whether it should have been signed off by then and was not.
  public boolean isOverdue(Instant at) {
    return state.equals("open") && !at.isBefore(due);
  }
}
