package dev.palisade.compliance.review.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which items a filter means, and that nothing but what was seen is decided by one.
class ChosenTest {
  private static final Instant OPENED = Instant.parse("2026-01-10T09:00:00Z");
  private static final String VAULT = "policy NetworkPolicy cde/vault";
  private static final String WEB = "policy NetworkPolicy shop/web";
  private static final String ENTRY = "register-entry F-001";
  private static final String ZONE = "zone cde";

  private static ReviewItem item(
      Subject subject, String name, String owner, Suggestion suggestion, String... allows) {
    return new ReviewItem(
        subject,
        name,
        "1",
        List.of(allows),
        List.of(),
        owner,
        null,
        List.of(),
        List.of(),
        suggestion,
        "because of 100%");
  }

  private static final ReviewItem WEB_ITEM =
      item(
          Subject.POLICY,
          "NetworkPolicy shop/web",
          "Shop",
          Suggestion.TIGHTEN,
          "ingress: TCP 443 from internet to zone cde-2 (shop/web)");

  private static Campaign campaign() {
    return new Campaign(
        UUID.fromString("0d9f6a52-8f6e-5a34-9a57-52a1c3b8f0aa"),
        "sample",
        Campaign.Kind.POLICIES,
        "first half of 2026",
        OPENED.minusSeconds(100),
        OPENED,
        List.of("ada", "grace"),
        List.of("mary"),
        false,
        OPENED.plusSeconds(86_400),
        "mary",
        OPENED,
        7,
        List.of(
            item(
                Subject.POLICY,
                "NetworkPolicy cde/vault",
                "vault-team",
                Suggestion.KEEP,
                "isolates zone cde (cde/vault) in ingress: what no rule allows is dropped"),
            WEB_ITEM,
            item(
                Subject.REGISTER_ENTRY,
                "F-001",
                "shop",
                Suggestion.KEEP,
                "TCP 8443 from zone payments to zone cde"),
            item(Subject.ZONE, "cde", null, Suggestion.KEEP, "category cde")),
        List.of());
  }

  private static ItemFilter filter(String part, String value) {
    return new ItemFilter(
        part.equals("status") ? value : "",
        part.equals("subject") ? value : "",
        part.equals("suggestion") ? value : "",
        part.equals("zone") ? value : "",
        part.equals("owner") ? value : "",
        part.equals("text") ? value : "");
  }

  private static List<String> keys(Campaign campaign, int seen, ItemFilter filter, int count) {
    return new Chosen.Matching(filter, count).keys(Sight.of(campaign, seen));
  }

  @ParameterizedTest
  @CsvSource({
    "status,     pending,        4",
    "subject,    policy,         2",
    "suggestion, keep,           3",
    "zone,       cde,            3",
    "zone,       cde-2,          1",
    "zone,       payments,       1",
    "owner,      SHOP,           2",
    "text,       networkpolicy,  2",
    "text,       100%,           4",
    "text,       f-001,          1",
  })
  void aFilterMeansWhatItSays(String part, String value, int count) {
    assertThat(keys(campaign(), 0, filter(part, value), count)).hasSize(count);
  }

  @Test
  void allPartsHaveToHold() {
    ItemFilter both = new ItemFilter("", "policy", "keep", "cde", "", "");
    assertThat(keys(campaign(), 0, both, 1)).containsExactly(VAULT);
    assertThat(both).hasToString("subject policy, suggestion keep, zone cde");
    assertThat(keys(campaign(), 0, ItemFilter.ANY, 4)).containsExactly(VAULT, WEB, ENTRY, ZONE);
  }

  @Test
  void anotherNumberThanWasConfirmedIsRefused() {
    assertRefused(campaign(), 0, filter("suggestion", "keep"), 2, "3, and 2 were confirmed");
    assertRefused(campaign(), 0, filter("suggestion", "keep"), -1, "not confirmed");
    assertRefused(campaign(), 0, filter("owner", "nobody"), 0, "no item matches");
  }

  @Test
  void whatCameToMatchOrCeasedToSinceIsNotDecided() {
    Campaign decided =
        campaign().with(new Decided(OPENED, "grace", List.of(VAULT), Verdict.REMOVE, "old"));
    assertRefused(decided, 0, filter("status", "pending"), 4, "4 then, 3 now");
    assertThat(keys(decided, 1, filter("status", "pending"), 3)).doesNotContain(VAULT);
  }

  @Test
  void whatIsAnotherThingSinceIsNotDecidedAndWhatIsGoneNeedsNoDecision() {
    ReviewItem changed =
        new ReviewItem(
            WEB_ITEM.subject(),
            WEB_ITEM.name(),
            "2",
            WEB_ITEM.allows(),
            WEB_ITEM.usedBy(),
            WEB_ITEM.owner(),
            null,
            List.of(),
            List.of(),
            WEB_ITEM.suggestion(),
            WEB_ITEM.because());
    Campaign other =
        campaign()
            .with(
                new Refreshed(
                    OPENED,
                    "palisade",
                    8,
                    List.of(campaign().items().get(0), changed, campaign().items().get(2))));
    assertRefused(other, 0, filter("subject", "policy"), 2, WEB + " is another since");
    assertThat(keys(other, 1, filter("subject", "policy"), 2)).containsExactly(VAULT, WEB);
    assertThat(keys(other, 1, ItemFilter.ANY, 3)).doesNotContain(ZONE);
  }

  private static void assertRefused(
      Campaign campaign, int seen, ItemFilter filter, int count, String message) {
    assertThatThrownBy(() -> keys(campaign, seen, filter, count))
        .isInstanceOf(RefusedStep.class)
        .hasMessageContaining(message);
  }
}
