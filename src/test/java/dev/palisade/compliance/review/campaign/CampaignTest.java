package dev.palisade.compliance.review.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private static final Instant OPENED = Instant.parse("2026-01-10T09:00:00Z");
  private static final String WEB = "policy NetworkPolicy shop/web";
  private static final String DATABASE = "policy NetworkPolicy shop/database";

  private static ReviewItem item(String name, String digest) {
    return new ReviewItem(
        Subject.POLICY,
        name,
        digest,
        List.of("TCP 443 from internet"),
        List.of(),
        "shop-team",
        null,
        List.of(),
        List.of(),
        Suggestion.KEEP,
        "it is used");
  }

  private static Campaign campaign(boolean fourEyes) {
    return new Campaign(
        UUID.fromString("0d9f6a52-8f6e-5a34-9a57-52a1c3b8f0aa"),
        "sample",
        Campaign.Kind.POLICIES,
        "first half of 2026",
        OPENED.minusSeconds(100),
        OPENED,
        List.of("ada", "grace"),
        List.of("mary", "joan"),
        fourEyes,
        OPENED.plusSeconds(86_400),
        "mary",
        OPENED,
        7,
        List.of(item("NetworkPolicy shop/web", "1"), item("NetworkPolicy shop/database", "1")),
        List.of());
  }

  private static Decided decided(String by, Verdict verdict, String... items) {
    return new Decided(OPENED.plusSeconds(10), by, Arrays.asList(items), verdict, "because");
  }

  private static SignedOff signed(String by) {
    return new SignedOff(OPENED.plusSeconds(20), by, "I have seen it");
  }

  private static Refreshed refreshed(ReviewItem... items) {
    return new Refreshed(OPENED.plusSeconds(15), "palisade", 8, Arrays.asList(items));
  }

  private static Status status(Campaign campaign, String key) {
    return campaign.progress().items().get(key).status();
  }

  @Test
  void isSignedOffWhenAllWasDecidedAndEveryOneWhoSignsHasSigned() {
    Campaign decided = campaign(false).with(decided("ada", Verdict.CERTIFY, WEB, DATABASE));
    Campaign once = decided.with(signed("mary"));
    assertThat(once.progress().state()).isEqualTo(State.OPEN);
    assertThat(once.with(signed("joan")).progress().state()).isEqualTo(State.SIGNED_OFF);
  }

  @Test
  void isNotSignedOffWhileAnItemIsOpen() {
    Campaign half = campaign(false).with(decided("ada", Verdict.CERTIFY, WEB));
    assertThatThrownBy(() -> half.with(signed("mary")))
        .isInstanceOf(RefusedStep.class)
        .hasMessage("1 items are not decided yet, such as " + DATABASE);
  }

  @Test
  void fourEyesTakeTwoPeopleWhoDecideAlike() {
    Campaign one = campaign(true).with(decided("ada", Verdict.CERTIFY, WEB));
    assertThat(status(one, WEB)).isEqualTo(Status.HALF_DECIDED);
    assertThat(status(one.with(decided("ada", Verdict.CERTIFY, WEB)), WEB))
        .as("the same person twice")
        .isEqualTo(Status.HALF_DECIDED);
    Campaign against = one.with(decided("grace", Verdict.REMOVE, WEB));
    assertThat(status(against, WEB)).as("they disagree").isEqualTo(Status.HALF_DECIDED);
    Campaign agreed = against.with(decided("ada", Verdict.REMOVE, WEB));
    assertThat(agreed.progress().items().get(WEB).verdict()).isEqualTo(Verdict.REMOVE);
  }

  @Test
  void anItemThatIsAnotherAfterItsDecisionIsOpenAgain() {
    Campaign decided = campaign(false).with(decided("ada", Verdict.CERTIFY, WEB, DATABASE));
    Campaign changed =
        decided.with(
            refreshed(
                item("NetworkPolicy shop/web", "2"), item("NetworkPolicy shop/database", "1")));
    assertThat(status(changed, WEB)).isEqualTo(Status.REOPENED);
    assertThat(status(changed, DATABASE)).isEqualTo(Status.DECIDED);
    assertThatThrownBy(() -> changed.with(signed("mary"))).isInstanceOf(RefusedStep.class);
  }

  @Test
  void whatIsNewIsToBeDecidedAndWhatIsGoneIsNot() {
    Campaign changed =
        campaign(false)
            .with(decided("ada", Verdict.CERTIFY, WEB))
            .with(
                refreshed(
                    item("NetworkPolicy shop/web", "1"), item("NetworkPolicy shop/new", "1")));
    assertThat(status(changed, "policy NetworkPolicy shop/new")).isEqualTo(Status.PENDING);
    assertThat(status(changed, DATABASE)).isEqualTo(Status.GONE);
    assertThatThrownBy(() -> changed.with(decided("ada", Verdict.CERTIFY, DATABASE)))
        .hasMessage(DATABASE + " is no longer there");
  }

  @Test
  void aDecisionAfterASignatureTakesTheSignatureAway() {
    Campaign signed =
        campaign(false)
            .with(decided("ada", Verdict.CERTIFY, WEB, DATABASE))
            .with(signed("mary"))
            .with(decided("grace", Verdict.REMOVE, WEB));
    assertThat(signed.progress().signed()).isEmpty();
  }

  @Test
  void aRefreshThatFindsTheSameLeavesTheSignature() {
    Campaign signed =
        campaign(false)
            .with(decided("ada", Verdict.CERTIFY, WEB, DATABASE))
            .with(signed("mary"))
            .with(
                refreshed(
                    item("NetworkPolicy shop/web", "1"), item("NetworkPolicy shop/database", "1")));
    assertThat(signed.progress().signed()).hasSize(1);
  }

  @Test
  void anItemThatWasHandedOnIsDecidedByWhoeverGotIt() {
    Campaign handed =
        campaign(false).with(new Reassigned(OPENED, "ada", List.of(WEB), "edith", "she knows it"));
    assertThatThrownBy(() -> handed.with(decided("ada", Verdict.CERTIFY, WEB)))
        .hasMessage("ada is not to decide on " + WEB + ": edith");
    assertThat(status(handed.with(decided("edith", Verdict.CERTIFY, WEB)), WEB))
        .isEqualTo(Status.DECIDED);
  }

  @Test
  void refusesWhoIsNotToDoIt() {
    assertThatThrownBy(() -> campaign(false).with(decided("mallory", Verdict.CERTIFY, WEB)))
        .isInstanceOf(RefusedStep.class);
    Campaign decided = campaign(false).with(decided("ada", Verdict.CERTIFY, WEB, DATABASE));
    assertThatThrownBy(() -> decided.with(signed("ada")))
        .hasMessage("ada is not to sign: joan, mary are");
    assertThatThrownBy(() -> decided.with(signed("mary")).with(signed("mary")))
        .hasMessage("mary has signed already");
    assertThatThrownBy(
            () -> campaign(false).with(new Reassigned(OPENED, "x", List.of(WEB), "y", "")))
        .isInstanceOf(RefusedStep.class);
  }

  @Test
  void refusesWhatHasNoReasonOrNoItem() {
    assertThatThrownBy(
            () ->
                campaign(false).with(new Decided(OPENED, "ada", List.of(WEB), Verdict.REMOVE, " ")))
        .hasMessage("who asks for remove says why");
    assertThatThrownBy(() -> campaign(false).with(decided("ada", Verdict.CERTIFY)))
        .hasMessage("no item is named");
    assertThatThrownBy(() -> campaign(false).with(decided("ada", Verdict.CERTIFY, "policy x")))
        .hasMessage("the campaign has no item policy x");
  }

  @Test
  void nothingHappensInACampaignThatIsOver() {
    Campaign cancelled = campaign(false).with(new Cancelled(OPENED, "mary", "by mistake"));
    assertThatThrownBy(() -> cancelled.with(decided("ada", Verdict.CERTIFY, WEB)))
        .hasMessage("the campaign is cancelled");
  }

  @Test
  void isOverdueFromItsDueInstantOnUntilItIsSignedOff() {
    Campaign open = campaign(false);
    assertThat(open.isOverdue(open.due().minusSeconds(1))).isFalse();
    assertThat(open.isOverdue(open.due())).isTrue();
    Campaign done =
        open.with(decided("ada", Verdict.CERTIFY, WEB, DATABASE))
            .with(signed("mary"))
            .with(signed("joan"));
    assertThat(done.isOverdue(open.due())).isFalse();
  }
}
