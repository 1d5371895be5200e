package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.SomeCampaign;
import dev.palisade.document.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// When people are told of a campaign, and what checks know of one that is signed off.
class CampaignDatesTest {
  private static final Campaign OPEN = SomeCampaign.open(2);
  private static final Instant DUE = OPEN.due();

  private static List<Instant> passed(Instant now) {
    return List.copyOf(RemindOfCampaigns.passed(OPEN, List.of(14, 0), List.of(1, 7), now));
  }

  @Test
  void instantsBeforeTheCampaignWasOpenedAreNone() {
    assertThat(OPEN.openedAt()).isAfter(DUE.minus(Duration.ofDays(14)));
    assertThat(passed(DUE.minusSeconds(1))).isEmpty();
    assertThat(passed(DUE)).containsExactly(DUE);
    assertThat(passed(DUE.plus(Duration.ofDays(8))))
        .containsExactly(DUE, DUE.plus(Duration.ofDays(1)), DUE.plus(Duration.ofDays(7)));
  }

  @Test
  void whoIsWaitedForIsRemindedAndWhoAnswersForItIsToldWhenItIsLate() {
    Notice due = RemindOfCampaigns.notice(OPEN, DUE);
    assertThat(due.type()).isEqualTo(Notice.CAMPAIGN_DUE);
    assertThat(CanonicalJson.text(due.data()))
        .contains("\"reviewers\":[\"ada\",\"grace\"]")
        .contains("\"signers\":[\"mary\"]")
        .doesNotContain("escalatedTo");
    Notice late = RemindOfCampaigns.notice(OPEN, DUE.plusSeconds(1));
    assertThat(late.type()).isEqualTo(Notice.CAMPAIGN_OVERDUE);
    assertThat(CanonicalJson.text(late.data())).contains("\"escalatedTo\":[\"mary\"]");
    assertThat(late.text(Notice.PATH)).isEqualTo("/campaigns/" + OPEN.id());
    assertThat(late.text(Notice.SUMMARY))
        .contains("was due at")
        .contains(OPEN.items().size() + " of " + OPEN.items().size() + " items are not decided");
  }

  @Test
  void checksKnowWhatWasDecidedAndNotWhatWasGone() {
    Campaign signed = SomeCampaign.signedOff(3);
    Instant at = signed.events().getLast().at();
    assertThat(PastSignOffs.of(List.of(signed, OPEN), at))
        .containsExactly(
            new SignOff(
                SignOff.Subject.POLICIES,
                "\"" + signed.title() + "\"",
                "mary",
                at,
                new TreeSet<>(
                    List.of("NetworkPolicy shop/policy-0001", "NetworkPolicy shop/policy-0002"))));
    assertThat(PastSignOffs.of(List.of(signed), at.minusNanos(1))).isEmpty();
  }
}
