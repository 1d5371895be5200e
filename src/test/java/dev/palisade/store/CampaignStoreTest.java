package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.compliance.review.campaign.CampaignProgress.State;
import dev.palisade.compliance.review.campaign.RefusedStep;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignStoreTest {
  private static final Instant OPENED = Instant.parse("2026-01-10T09:00:00.123456Z");
  private static final String WEB = "policy NetworkPolicy shop/web";
  private static final String ENTRY = "register-entry F-001";

  private final ServiceDatabase database = new ServiceDatabase();
  private final CampaignStore store = new CampaignStore(database);

  CampaignStoreTest() throws SQLException {
    database.execute("INSERT INTO cluster (name, created_at) VALUES ('sample', now())");
  }

  private static ReviewItem policy(String digest) {
    return new ReviewItem(
        Subject.POLICY,
        "NetworkPolicy shop/web",
        digest,
        List.of("TCP 443 from internet"),
        List.of("F-001"),
        "shop \u0000 team",
        LocalDate.of(2026, 3, 31),
        List.of("changed"),
        List.of("a finding"),
        Suggestion.TIGHTEN,
        "it allows more than the register");
  }

  private static Campaign campaign(boolean fourEyes) {
    ReviewItem entry =
        new ReviewItem(
            Subject.REGISTER_ENTRY,
            "F-001",
            "2",
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            Suggestion.KEEP,
            "");
    return new Campaign(
        UUID.randomUUID(),
        "sample",
        Campaign.Kind.POLICIES,
        "first half of 2026",
        OPENED.minusSeconds(100),
        OPENED,
        List.of("ada", "grace"),
        List.of("mary"),
        fourEyes,
        OPENED.plusSeconds(86_400),
        "mary",
        OPENED,
        7,
        List.of(policy("1"), entry),
        List.of());
  }

  @Test
  void aCampaignIsReadBackWithAllThatHappenedInIt() {
    Campaign opened = store.open(campaign(false));
    assertThat(store.find(opened.id())).isEqualTo(opened);
    Campaign expected = opened;
    for (var event :
        List.of(
            new Reassigned(OPENED.plusSeconds(1), "ada", List.of(WEB), "edith", "hers"),
            new Decided(OPENED.plusSeconds(2), "edith", List.of(WEB), Verdict.REMOVE, "unused"),
            new Refreshed(
                OPENED.plusSeconds(3), "palisade", 8, List.of(policy("2"), opened.items().get(1))),
            new Decided(OPENED.plusSeconds(4), "edith", List.of(WEB), Verdict.CHANGE, "narrower"),
            new Decided(OPENED.plusSeconds(5), "ada", List.of(ENTRY), Verdict.CERTIFY, ""),
            new SignedOff(OPENED.plusSeconds(6), "mary", "I have seen it"))) {
      assertThat(store.next(opened.id(), before -> event)).isEqualTo(expected.with(event));
      expected = expected.with(event);
    }
    assertThat(store.find(opened.id())).isEqualTo(expected);
    assertThat(expected.progress().state()).isEqualTo(State.SIGNED_OFF);
    assertThat(store.list("sample")).contains(expected);
    assertThat(store.signed("sample")).containsExactly(expected);
  }

  @Test
  void aStepThatIsRefusedOrNoneLeavesTheCampaignAsItWas() {
    Campaign opened = store.open(campaign(true));
    assertThatThrownBy(
            () ->
                store.next(
                    opened.id(), before -> new SignedOff(OPENED.plusSeconds(6), "mary", "seen")))
        .isInstanceOf(RefusedStep.class);
    assertThat(store.next(opened.id(), before -> null)).isEqualTo(opened);
    assertThat(store.find(opened.id())).isEqualTo(opened);
    assertThatThrownBy(() -> store.next(UUID.randomUUID(), before -> null))
        .isInstanceOf(NotStored.class);
  }

  @Test
  void anInstantIsToldOnce() {
    Campaign opened = store.open(campaign(false));
    assertThat(store.remind(opened.id(), opened.due(), OPENED)).isTrue();
    assertThat(store.remind(opened.id(), opened.due(), OPENED.plusSeconds(5))).isFalse();
    assertThat(store.remind(opened.id(), opened.due().plusSeconds(86_400), OPENED)).isTrue();
  }

  @Test
  void rowsAreOnlyAppendedTo() {
    Campaign opened = store.open(campaign(false));
    store.next(opened.id(), before -> new Cancelled(OPENED, "mary", "by mistake"));
    for (String table : List.of("campaign", "campaign_event", "campaign_reminder")) {
      assertThatThrownBy(() -> database.execute("UPDATE " + table + " SET cluster = cluster"))
          .as(table)
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> database.execute("DELETE FROM " + table))
          .as(table)
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aRowThatWasEditedIsNamed() throws SQLException {
    Campaign opened = store.open(campaign(false));
    store.next(
        opened.id(),
        before ->
            new Decided(OPENED, "ada", List.of(WEB, ENTRY), Verdict.CERTIFY, "as it should be"));
    record Case(String tamper, String named) {}
    for (Case edited :
        List.of(
            new Case(
                "UPDATE campaign SET document = replace(document, 'first half', 'second half')",
                "campaign " + opened.id() + " of cluster sample: is not what ledger_entry"),
            new Case(
                "UPDATE campaign SET opened_by = 'mallory'",
                "campaign " + opened.id() + " of cluster sample: is not what ledger_entry"),
            new Case(
                "UPDATE campaign_event SET document = replace(document, 'CERTIFY', 'REMOVE')",
                "campaign_event 1 of campaign " + opened.id() + ": is not what ledger_entry"),
            new Case(
                "UPDATE campaign_event SET made_at = made_at + interval '1 day'",
                "campaign_event 1 of campaign " + opened.id() + ": is not what ledger_entry"),
            new Case(
                "DELETE FROM campaign_event",
                "campaign-decision sample/campaigns/" + opened.id() + "/1: ledger_entry"),
            new Case(
                "INSERT INTO campaign_event SELECT cluster, campaign, 2, document, made_by, made_at"
                    + " FROM campaign_event WHERE campaign = '"
                    + opened.id()
                    + "'",
                "campaign_event 2 of campaign " + opened.id() + ": no entry of the log"))) {
      assertThat(damage(edited.tamper()))
          .as(edited.tamper())
          .anyMatch(what -> what.contains(edited.named()));
    }
    assertThat(damage("SELECT 1")).noneMatch(what -> what.contains("campaign"));
  }

  /// What the verification says of an edit, which is taken back.
  private List<String> damage(String tamper) throws SQLException {
    try (Connection connection = new TestDatabase(database.url()).open();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute("RESET ROLE");
      sql.execute("SET LOCAL session_replication_role = replica");
      sql.execute(tamper);
      List<String> damage = new StoreCheck(connection).check(null).damage();
      connection.rollback();
      return damage;
    }
  }
}
