package dev.palisade.application.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.World;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignItemsTest {
  private static final String VAULT = "policy NetworkPolicy cde/vault";

  private static Judged judged(World world) {
    return new Judged(
        world.examination(), world.assess(), List.of(), null, World.AS_OF.minusSeconds(3_600));
  }

  private static SortedMap<String, ReviewItem> items(Campaign.Kind kind, World world) {
    SortedMap<String, ReviewItem> items = new TreeMap<>();
    CampaignItems.of(kind, judged(world)).forEach(item -> items.put(item.key(), item));
    return items;
  }

  private static ReviewItem policy(String key, World world) {
    return items(Campaign.Kind.POLICIES, world).get(key);
  }

  private static World annotated(String annotations) {
    return World.wellBuilt(
        yaml ->
            yaml.replace(
                "metadata: {namespace: cde, name: vault}",
                "metadata: {namespace: cde, name: vault, annotations: {" + annotations + "}}"));
  }

  @Test
  void everyPolicyInScopeAndEveryRegisterEntryIsAnItem() {
    assertThat(items(Campaign.Kind.POLICIES, World.wellBuilt()).keySet())
        .containsExactlyInAnyOrder(
            "policy NetworkPolicy cde/db",
            "policy NetworkPolicy cde/default-deny",
            "policy NetworkPolicy cde/dns",
            VAULT,
            "policy NetworkPolicy payments/default-deny",
            "policy NetworkPolicy payments/dns",
            "policy NetworkPolicy payments/gateway",
            "register-entry F-001",
            "register-entry F-002",
            "register-entry F-003",
            "register-entry F-004");
  }

  @Test
  void aPolicySaysWhatItLetsThroughAndWhichEntriesNeedIt() {
    ReviewItem vault =
        policy(
            VAULT,
            annotated(
                "palisade.dev/owner: vault-team, palisade.dev/justification: tokens,"
                    + " palisade.dev/review-by: '2027-01-31'"));
    assertThat(vault.allows())
        .containsExactly(
            "isolates zone cde (cde/vault[Pod]) in ingress: what no rule allows is dropped",
            "ingress: TCP 8443 from zone payments (payments/gateway[Pod]) to zone cde"
                + " (cde/vault[Pod])",
            "isolates zone cde (cde/vault[Pod]) in egress: what no rule allows is dropped",
            "egress: TCP 5432 from zone cde (cde/vault[Pod]) to zone cde (cde/db[Pod])",
            "justification: tokens");
    assertThat(vault.usedBy()).containsExactly("F-001", "F-002");
    assertThat(vault.owner()).isEqualTo("vault-team");
    assertThat(vault.reviewBy()).isEqualTo(LocalDate.of(2027, 1, 31));
    assertThat(vault.suggestion()).isEqualTo(Suggestion.KEEP);
    assertThat(vault.because()).isEqualTo("register entries need it: F-001, F-002");
  }

  @Test
  void suggestsWhatTheEvidenceSpeaksFor() {
    record Case(String name, World world, String key, Suggestion suggestion, String because) {}
    World wide =
        World.wellBuilt(
            yaml ->
                yaml.replace("ports: [{port: 8443}]\n  egress", "ports: [{port: 8444}]\n  egress"));
    for (Case each :
        List.of(
            new Case(
                "no rationale",
                World.wellBuilt(),
                VAULT,
                Suggestion.JUSTIFY,
                "nobody is named as its owner; it has no justification; it names no day by which to"
                    + " review it"),
            new Case(
                "a review that is past",
                annotated(
                    "palisade.dev/owner: a, palisade.dev/justification: b,"
                        + " palisade.dev/review-by: '2026-10-31'"),
                VAULT,
                Suggestion.JUSTIFY,
                "its review was due on 2026-10-31"),
            new Case(
                "a finding on traffic",
                World.wellBuilt()
                    .with(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {namespace: payments, name: gateway}
                        spec:
                          podSelector: {matchLabels: {app: gateway}}
                          policyTypes: [Ingress]
                          ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]
                        """),
                "policy NetworkPolicy payments/gateway",
                Suggestion.TIGHTEN,
                "it lets through what is not authorised: "),
            new Case(
                "selects nothing",
                World.wellBuilt()
                    .with(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {namespace: cde, name: old}
                        spec: {podSelector: {matchLabels: {app: gone}}, ingress: [{}]}
                        """),
                "policy NetworkPolicy cde/old",
                Suggestion.REMOVE,
                ""),
            new Case(
                "an entry that is incomplete",
                World.wellBuilt(),
                "register-entry F-002",
                Suggestion.JUSTIFY,
                "nobody is named as its owner; it has no justification"),
            new Case(
                "an entry that nothing uses",
                wide,
                "register-entry F-001",
                Suggestion.REMOVE,
                "the policies let none of its traffic through"))) {
      ReviewItem item = policy(each.key(), each.world());
      assertThat(item.suggestion()).as(each.name()).isEqualTo(each.suggestion());
      assertThat(item.because()).as(each.name()).startsWith(each.because());
    }
  }

  @Test
  void anItemIsAnotherWhenItsOwnContentIs() {
    World before = World.wellBuilt();
    World policy = annotated("palisade.dev/owner: vault-team");
    World entry = before.scope("justification: card tokens", "justification: cards");
    assertThat(policy(VAULT, policy).digest()).isNotEqualTo(policy(VAULT, before).digest());
    assertThat(policy(VAULT, entry).digest()).isEqualTo(policy(VAULT, before).digest());
    assertThat(policy("register-entry F-001", entry).digest())
        .isNotEqualTo(policy("register-entry F-001", before).digest());
    assertThat(policy("register-entry F-002", entry).digest())
        .isEqualTo(policy("register-entry F-002", before).digest());
  }

  @Test
  void aScopeIsReviewedByItsZonesNetworksAndRegister() {
    SortedMap<String, ReviewItem> items = items(Campaign.Kind.SCOPE, World.wellBuilt());
    assertThat(items.keySet())
        .contains(
            "zone cde",
            "zone payments",
            "zone shop",
            "zone kubernetes-system",
            "network acquirer",
            "register-entry F-001")
        .noneMatch(key -> key.startsWith(Subject.POLICY.toString()));
    assertThat(items.get("zone cde").allows())
        .containsExactly(
            "category cardholder-data: in scope",
            "namespace cde",
            "workload cde/db[Pod]",
            "workload cde/vault[Pod]");
    assertThat(items.get("zone cde").usedBy())
        .contains("TCP 8443 from payments to cde")
        .isNotEmpty();
  }

  @Test
  void aZoneIsAnotherWhenAWorkloadJoinsIt() {
    World joined =
        World.wellBuilt()
            .with(
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: cde, name: extra, labels: {app: extra}}
                spec: {nodeName: n1, containers: [{name: c, image: extra}]}
                status: {phase: Running, podIP: 10.244.0.99}
                """);
    SortedMap<String, ReviewItem> before = items(Campaign.Kind.SCOPE, World.wellBuilt());
    SortedMap<String, ReviewItem> after = items(Campaign.Kind.SCOPE, joined);
    assertThat(after.get("zone cde").digest()).isNotEqualTo(before.get("zone cde").digest());
    assertThat(after.get("zone shop").digest()).isEqualTo(before.get("zone shop").digest());
  }

  @Test
  void aStateThatWasNotReadWholeCannotBeAskedAbout() {
    assertThat(CampaignItems.incomplete(judged(World.wellBuilt()))).isNull();
    assertThat(CampaignItems.incomplete(judged(World.wellBuilt().gap("NetworkPolicy"))))
        .isEqualTo("the snapshot is not whole (NetworkPolicy: listing NetworkPolicy was refused)");
    assertThat(CampaignItems.incomplete(judged(World.wellBuilt().gap("ClusterRole")))).isNull();
  }
}
