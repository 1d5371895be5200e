package dev.palisade.application;

import dev.palisade.compliance.report.Attestation;
import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignProgress;
import dev.palisade.store.CampaignStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// What is known beside an issued report now: where it stands, what reviewers attested, and which
/// campaigns people had signed off when it was judged. Nothing of it is ever taken back or altered,
/// so that two who ask find the same until somebody adds something.
@ApplicationScoped
public class BesideReport {
  /// As long as the longest review that the catalogue asks for stays current.
  private static final int REVIEWED_MONTHS = 12;

  private final FollowReport lives;
  private final CampaignStore campaigns;

  public BesideReport(FollowReport lives, CampaignStore campaigns) {
    this.lives = lives;
    this.campaigns = campaigns;
  }

  /// @throws NotFound if there is no such report
  Standing standing(UUID id) {
    return standing(lives.of(id));
  }

  private static Standing standing(FollowReport.Life life) {
    FollowReport.Withdrawal withdrawal = life.withdrawal();
    if (withdrawal != null) {
      return new Standing.Withdrawn(withdrawal.by(), withdrawal.at(), withdrawal.reason());
    }
    UUID next = life.supersededBy();
    return next == null ? new Standing.Issued() : new Standing.Superseded(next.toString());
  }

  /// @param report what it says
  /// @throws NotFound if there is no such report
  Beside of(UUID id, Report report) {
    FollowReport.Life life = lives.of(id);
    List<Attestation> attestations = new ArrayList<>();
    for (FollowReport.Note note : life.notes()) {
      if (note.isAttestation()) {
        attestations.add(
            new Attestation(
                Attestation.Kind.REVIEWER,
                "note/" + note.position(),
                "Attested of the report",
                note.text(),
                note.author(),
                note.at()));
      }
    }
    attestations.addAll(
        signOffs(
            campaigns.signed(report.cluster().name()),
            report.coverage().period().from(),
            report.asOf()));
    return new Beside(standing(life), attestations);
  }

  /// The signatures under campaigns that were complete when a report was judged, and neither before
  /// its period nor before the twelve months that ended then.
  static List<Attestation> signOffs(Collection<Campaign> campaigns, Instant period, Instant asOf) {
    Instant year = asOf.atOffset(ZoneOffset.UTC).minusMonths(REVIEWED_MONTHS).toInstant();
    Instant from = period.isBefore(year) ? period : year;
    return campaigns.stream()
        .filter(one -> one.progress().state() == CampaignProgress.State.SIGNED_OFF)
        .filter(one -> !end(one).isBefore(from) && !end(one).isAfter(asOf))
        .sorted(Comparator.comparing(BesideReport::end).thenComparing(Campaign::id))
        .flatMap(one -> signatures(one).stream())
        .toList();
  }

  /// When the last of those who sign did.
  private static Instant end(Campaign campaign) {
    return campaign.progress().signed().getLast().at();
  }

  private static List<Attestation> signatures(Campaign campaign) {
    List<Attestation> signatures = new ArrayList<>();
    for (SignedOff signature : campaign.progress().signed()) {
      signatures.add(
          new Attestation(
              Attestation.Kind.CAMPAIGN_SIGN_OFF,
              "campaign/" + campaign.id() + "/" + (signatures.size() + 1),
              "Review campaign \"%s\" of %s, %d items"
                  .formatted(campaign.title(), campaign.kind(), campaign.progress().items().size()),
              signature.statement(),
              signature.by(),
              signature.at()));
    }
    return signatures;
  }
}
