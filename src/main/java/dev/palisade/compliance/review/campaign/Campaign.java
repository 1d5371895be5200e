package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/// A review that named people make of everything that a scope has, and sign off.
///
/// @param from what happened since then is shown beside the items
/// @param until the instant that the review is about
/// @param reviewers who decide; an item may be handed to another
/// @param signers who sign off: all of them have to
/// @param fourEyes whether an item takes two people who decide alike
/// @param due until when it is to be signed off
/// @param snapshot sequence of the snapshot that the items were taken from
/// @param items as they were when it was opened
/// @param events in their order
public record Campaign(
    UUID id,
    String cluster,
    Kind kind,
    String title,
    Instant from,
    Instant until,
    List<String> reviewers,
    List<String> signers,
    boolean fourEyes,
    Instant due,
    String openedBy,
    Instant openedAt,
    long snapshot,
    List<ReviewItem> items,
    List<CampaignEvent> events) {

  /// What is reviewed.
  public enum Kind {
    /// Policies, register entries and exceptions: PCI DSS 1.2.7, SOC 2 CC4.1.
    POLICIES,
    /// Zones, connected systems and the register: PCI DSS 12.5.2.
    SCOPE;

    /// `policies`, `scope`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @throws IllegalArgumentException if nobody is to decide or to sign, there is no title, it is
  ///   due before it is opened, four eyes are asked for of one person, or two items have one key
  /// @throws RefusedStep if an event is not allowed after those before it
  public Campaign {
    reviewers = reviewers.stream().distinct().sorted().toList();
    signers = signers.stream().distinct().sorted().toList();
    items = List.copyOf(items);
    events = List.copyOf(events);
    require(!title.isBlank(), "a campaign has a title");
    require(!reviewers.isEmpty(), "a campaign names at least one reviewer");
    require(!signers.isEmpty(), "a campaign names at least one person who signs it off");
    require(!fourEyes || reviewers.size() > 1, "four eyes take two reviewers at least");
    require(openedAt.isBefore(due), "a campaign is due after it is opened: " + due);
    require(!until.isBefore(from), "a period ends after it began: " + from + " to " + until);
    require(
        items.stream().map(ReviewItem::key).distinct().count() == items.size(),
        "two items of a campaign have one name");
    CampaignProgress progress = CampaignProgress.opened(items);
    for (CampaignEvent event : events) {
      progress = progress.after(event, reviewers, signers, fourEyes);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /// The campaign as it was after so many events.
  public Campaign upTo(int count) {
    return new Campaign(
        id, cluster, kind, title, from, until, reviewers, signers, fourEyes, due, openedBy,
        openedAt, snapshot, items, events.subList(0, count));
  }

  /// Where it stands.
  public CampaignProgress progress() {
    CampaignProgress progress = CampaignProgress.opened(items);
    for (CampaignEvent event : events) {
      progress = progress.after(event, reviewers, signers, fourEyes);
    }
    return progress;
  }

  /// The campaign with one more event.
  ///
  /// @throws RefusedStep if where it stands, or the person, does not allow it
  public Campaign with(CampaignEvent event) {
    return with(List.of(event));
  }

  /// The campaign with more events, in their order.
  ///
  /// @throws RefusedStep if where it stands, or a person, does not allow one
  public Campaign with(List<CampaignEvent> more) {
    List<CampaignEvent> all = new ArrayList<>(events);
    all.addAll(more);
    return new Campaign(
        id, cluster, kind, title, from, until, reviewers, signers, fourEyes, due, openedBy,
        openedAt, snapshot, items, all);
  }

  /// Whether it should have been signed off by then and was not.
  public boolean isOverdue(Instant at) {
    return progress().state() == CampaignProgress.State.OPEN && !at.isBefore(due);
  }

  /// Sequences of all snapshots that its items were taken from.
  public List<Long> snapshots() {
    return Stream.concat(
            Stream.of(snapshot),
            events.stream()
                .filter(Refreshed.class::isInstance)
                .map(event -> ((Refreshed) event).snapshot()))
        .distinct()
        .toList();
  }

  /// The kind of an event, as it is kept and shown: `decided`, `reassigned`, `refreshed`,
  /// `signed-off`, `cancelled`.
  public static String nameOf(CampaignEvent event) {
    return switch (event) {
      case Decided one -> "decided";
      case Reassigned one -> "reassigned";
      case Refreshed one -> "refreshed";
      case SignedOff one -> "signed-off";
      case Cancelled one -> "cancelled";
    };
  }
}
