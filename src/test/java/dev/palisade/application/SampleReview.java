package dev.palisade.application;

import dev.palisade.application.campaign.CampaignItems;
import dev.palisade.application.campaign.Judged;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.compliance.scope.Zoning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A six-monthly review of the sample cluster, decided and signed off.
final class SampleReview {
  private static final Instant OPENED = SampleReport.AT.plus(Duration.ofMinutes(5));

  private SampleReview() {}

  static Campaign signedOff() {
    List<ReviewItem> items = items();
    List<CampaignEvent> events = new ArrayList<>();
    for (Suggestion suggestion : Suggestion.values()) {
      List<String> alike =
          items.stream()
              .filter(item -> item.suggestion() == suggestion)
              .map(ReviewItem::key)
              .toList();
      if (!alike.isEmpty()) {
        events.add(
            new CampaignEvent.Decided(
                OPENED.plus(Duration.ofHours(1 + suggestion.ordinal())),
                suggestion == Suggestion.KEEP ? "rita" : "piet",
                alike,
                verdict(suggestion),
                comment(suggestion)));
      }
    }
    events.add(
        new CampaignEvent.SignedOff(
            OPENED.plus(Duration.ofDays(2)),
            "olga",
            "Every rule and every entry was looked at by a person who knows what it is for."));
    return new Campaign(
        UUID.nameUUIDFromBytes("sample review".getBytes(StandardCharsets.UTF_8)),
        "sample",
        Campaign.Kind.POLICIES,
        "Rule sets, second half of 2026",
        SampleReport.AT.minus(Duration.ofDays(183)),
        SampleReport.AT,
        List.of("piet", "rita"),
        List.of("olga"),
        false,
        OPENED.plus(Duration.ofDays(14)),
        "olga",
        OPENED,
        2,
        items,
        events);
  }

  private static Verdict verdict(Suggestion suggestion) {
    return switch (suggestion) {
      case KEEP -> Verdict.CERTIFY;
      case TIGHTEN, JUSTIFY -> Verdict.CHANGE;
      case REMOVE -> Verdict.REMOVE;
    };
  }

  private static String comment(Suggestion suggestion) {
    return switch (suggestion) {
      case KEEP -> "needed as it is";
      case TIGHTEN -> "narrower by the end of the year: NET-311";
      case JUSTIFY -> "its owner writes down what it is for, or it goes: NET-312";
      case REMOVE -> "goes with the next release: NET-310";
    };
  }

  private static List<ReviewItem> items() {
    AssessSnapshot.Request request =
        SampleReport.request(SampleCluster.State.NOW, SampleReport.AT, null);
    Assessment assessment = AssessSnapshot.standard().judge(request).assessment();
    return CampaignItems.of(
        Campaign.Kind.POLICIES,
        new Judged(
            new Examination(
                assessment.evidence(),
                assessment.scope(),
                Zoning.of(assessment.scope(), assessment.evidence().reachability()),
                request.history(),
                request.waivers(),
                OPENED,
                List.of()),
            assessment,
            List.of(),
            null,
            SampleReport.AT.minus(Duration.ofDays(183))));
  }
}
