package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Campaigns for tests of what shows them.
public final class SomeCampaign {
  private static final Instant OPENED = Instant.parse("2026-01-10T09:00:00Z");

  private SomeCampaign() {}

  private static ReviewItem item(Subject subject, String name, String digest) {
    return new ReviewItem(
        subject,
        name,
        digest.repeat(64),
        List.of("TCP 443 from internet to zone payments (payments/gateway[Deployment])"),
        List.of("F-001", "F-002"),
        "=cmd|' /C calc'!A0",
        LocalDate.of(2026, 6, 30),
        List.of("changed between 2026-01-01T00:00:00Z and 2026-01-02T00:00:00Z by olga"),
        List.of("explicit-allow: a rule with <every> peer"),
        Suggestion.TIGHTEN,
        "it lets through what is not authorised");
  }

  /// @param policies how many there are, beside one item of every other subject
  public static Campaign open(int policies) {
    List<ReviewItem> items = new ArrayList<>();
    for (int i = 0; i < policies; i++) {
      items.add(item(Subject.POLICY, "NetworkPolicy shop/policy-%04d".formatted(i), "1"));
    }
    Stream.of(Subject.values())
        .filter(subject -> subject != Subject.POLICY)
        .forEach(subject -> items.add(item(subject, "one of subject " + subject, "2")));
    return new Campaign(
        UUID.fromString("0d9f6a52-8f6e-5a34-9a57-52a1c3b8f0aa"),
        "sample",
        Campaign.Kind.POLICIES,
        "first half of 2026, ראשון",
        OPENED.minusSeconds(1_000_000),
        OPENED,
        List.of("ada", "grace"),
        List.of("mary"),
        false,
        OPENED.plusSeconds(86_400),
        "mary",
        OPENED,
        7,
        items,
        List.of());
  }

  /// With an event of every kind that leads to a signature; an item is gone.
  public static Campaign signedOff(int policies) {
    Campaign open = open(policies);
    List<String> keys = open.items().stream().map(ReviewItem::key).toList();
    List<ReviewItem> left = open.items().subList(1, open.items().size());
    return open.with(
        List.of(
            new Reassigned(OPENED.plusSeconds(1), "ada", keys.subList(0, 1), "edith", "hers"),
            new Decided(
                OPENED.plusSeconds(2), "edith", keys.subList(0, 1), Verdict.REMOVE, "unused"),
            new Decided(
                OPENED.plusSeconds(3),
                "ada",
                keys.subList(1, keys.size()),
                Verdict.CERTIFY,
                "+as it should be"),
            new Refreshed(OPENED.plusSeconds(4), "palisade", 8, left),
            new SignedOff(OPENED.plusSeconds(5), "mary", "I have seen all of it")));
  }
}
