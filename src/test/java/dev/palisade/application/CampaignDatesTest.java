package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.SomeCampaign;
import dev.palisade.document.CanonicalJson;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore.SavedScope;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When people are told of a campaign, and what checks know of one that is signed off.
class CampaignDatesTest {
  private static final Campaign OPEN = SomeCampaign.open(2);
  private static final Instant DUE = OPEN.due();
  private static final String KUBERNETES = "networking.k8s.io/v1";
  private static final String CALICO = "projectcalico.org/v3";

  /// The content that the items of the campaigns have, and another.
  private static final String REVIEWED = "1".repeat(64);

  private static final String OTHER = "3".repeat(64);

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

  private static Stay stay(String apiVersion, String name, String digest) {
    return new Stay(
        new ResourceRef(apiVersion, "NetworkPolicy", "shop", name, null, digest), 1, null);
  }

  private static Set<String> reviewed(Stay... stays) {
    Campaign signed = SomeCampaign.signedOff(2);
    return new PastSignOffs(List.of(stays), List.of())
        .of(List.of(signed), signed.events().getLast().at())
        .getFirst()
        .objects();
  }

  @Test
  void checksKnowWhatWasDecidedAndNotWhatWasGone() {
    Campaign signed = SomeCampaign.signedOff(3);
    Instant at = signed.events().getLast().at();
    PastSignOffs past =
        new PastSignOffs(
            List.of(
                stay(KUBERNETES, "policy-0000", REVIEWED),
                stay(KUBERNETES, "policy-0001", REVIEWED),
                stay(KUBERNETES, "policy-0002", REVIEWED)),
            List.of());
    assertThat(past.of(List.of(signed, OPEN), at))
        .containsExactly(
            new SignOff(
                SignOff.Subject.POLICIES,
                "\"" + signed.title() + "\"",
                "mary",
                at,
                new TreeSet<>(
                    List.of(
                        "networking.k8s.io/NetworkPolicy shop/policy-0001",
                        "networking.k8s.io/NetworkPolicy shop/policy-0002")),
                null));
    assertThat(past.of(List.of(signed), at.minusNanos(1))).isEmpty();
  }

  @Test
  void anItemThatNamesNoGroupIsThePolicyWithItsContent() {
    assertThat(
            reviewed(stay(KUBERNETES, "policy-0001", OTHER), stay(CALICO, "policy-0001", REVIEWED)))
        .containsExactly("projectcalico.org/NetworkPolicy shop/policy-0001");
  }

  @Test
  void anItemWhoseContentNobodySawIsThePolicyOfItsNameIfThatIsTheOnlyOne() {
    assertThat(reviewed(stay(CALICO, "policy-0001", OTHER)))
        .containsExactly("projectcalico.org/NetworkPolicy shop/policy-0001");
    assertThat(reviewed(stay(KUBERNETES, "policy-0001", OTHER), stay(CALICO, "policy-0001", OTHER)))
        .isEmpty();
    assertThat(reviewed()).isEmpty();
  }

  @Test
  void onePolicyThatTwoGroupsServeIsOne() {
    assertThat(
            reviewed(
                stay(CALICO, "policy-0001", OTHER),
                stay("crd.projectcalico.org/v1", "policy-0001", OTHER),
                stay("networking.k8s.io/v1", "policy-0000", OTHER)))
        .containsExactly("projectcalico.org/NetworkPolicy shop/policy-0001");
    assertThat(
            reviewed(
                stay(KUBERNETES, "policy-0001", OTHER),
                stay("extensions/v1beta1", "policy-0001", OTHER)))
        .containsExactly("networking.k8s.io/NetworkPolicy shop/policy-0001");
  }

  private static @Nullable String confirmed(Campaign signed, SavedScope... scopes) {
    return new PastSignOffs(List.of(), List.of(scopes))
        .of(List.of(signed), Instant.MAX)
        .getFirst()
        .scope();
  }

  @Test
  void aSignedScopeIsTheVersionThatStoodWhenItWasSigned() {
    Campaign signed = scopeCampaign(List.of("mary"));
    Instant at = OPEN.openedAt().plusSeconds(10);
    SavedScope first = new SavedScope(1, "aa", at.minusSeconds(5));
    assertThat(confirmed(signed, first)).isEqualTo("aa");
    assertThat(confirmed(signed, first, new SavedScope(2, "bb", at))).isEqualTo("bb");
    assertThat(confirmed(signed, first, new SavedScope(2, "bb", at.plusNanos(1_000))))
        .isEqualTo("aa");
    assertThat(confirmed(signed)).isNull();
  }

  @Test
  void whereTwoSignedDifferentVersionsOfAScopeNoneIsConfirmed() {
    Campaign signed = scopeCampaign(List.of("mary", "olga"));
    Instant at = OPEN.openedAt().plusSeconds(10);
    SavedScope first = new SavedScope(1, "aa", at.minusSeconds(5));
    assertThat(confirmed(signed, first)).isEqualTo("aa");
    assertThat(confirmed(signed, first, new SavedScope(2, "bb", at.plusSeconds(1)))).isNull();
    // the same content saved again is the same scope
    assertThat(confirmed(signed, first, new SavedScope(2, "aa", at.plusSeconds(1))))
        .isEqualTo("aa");
  }

  /// Signed one after the other, beginning ten seconds after it was opened.
  private static Campaign scopeCampaign(List<String> signers) {
    Campaign open =
        new Campaign(
            OPEN.id(),
            OPEN.cluster(),
            Campaign.Kind.SCOPE,
            OPEN.title(),
            OPEN.from(),
            OPEN.until(),
            OPEN.reviewers(),
            signers,
            false,
            OPEN.due(),
            OPEN.openedBy(),
            OPEN.openedAt(),
            OPEN.snapshot(),
            OPEN.items(),
            List.of());
    Campaign signed =
        open.with(
            new Decided(
                OPEN.openedAt().plusSeconds(1),
                "ada",
                open.items().stream().map(ReviewItem::key).toList(),
                Verdict.CERTIFY,
                ""));
    Instant at = OPEN.openedAt().plusSeconds(10);
    for (String signer : signers) {
      signed = signed.with(new SignedOff(at, signer, "seen"));
      at = at.plusSeconds(5);
    }
    return signed;
  }
}
