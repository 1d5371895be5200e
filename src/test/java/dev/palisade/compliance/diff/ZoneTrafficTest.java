package dev.palisade.compliance.diff;

import static dev.palisade.compliance.diff.Cluster.deployment;
import static dev.palisade.compliance.diff.Cluster.namespace;
import static dev.palisade.compliance.diff.Cluster.pod;
import static dev.palisade.compliance.diff.Cluster.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.Analysis;
import dev.palisade.application.AssessSnapshot;
import dev.palisade.compliance.diff.MemberChange.Why;
import dev.palisade.compliance.diff.ZoneTraffic.Pairs;
import dev.palisade.compliance.diff.ZoneTraffic.Part;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.compliance.scope.Zoning;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneTrafficTest {
  private static final String ZONES =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      zones:
      - {name: vault, category: cardholder-data, namespaces: {names: [vault]}}
      - {name: general, category: untrusted, namespaces: {matchLabels: {team: shop}}}
      networks:
      - {name: bank, cidrs: [203.0.113.0/24]}
      - {name: office, cidrs: [198.51.100.0/24]}
      """;
  private static final String SHOP = namespace("shop", "team: shop");
  private static final String VAULT = namespace("vault");
  private static final String WEB = deployment("shop", "web");
  private static final String CARDS = deployment("vault", "cards");
  private static final String CLOSED = policy("vault", "closed", "policyTypes: [Ingress, Egress]");
  private static final String OPEN =
      policy(
          "vault",
          "open",
          "policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8443}]}]");

  private static Scope scope(String text) {
    try {
      return ScopeReader.read(
          "scope", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static State judged(String scope, String... documents) {
    Scope read = scope(scope);
    return State.of(
        AssessSnapshot.standard()
            .judge(
                AssessSnapshot.Request.of(
                    Cluster.snapshot(documents), read, java.time.Instant.EPOCH))
            .assessment(),
        null);
  }

  private static Comparison compare(State before, State after) {
    return Comparison.between(
        before,
        after,
        snapshot ->
            Analysis.of(
                    snapshot, after.evidence().reachability().settings(), Zoning.cuts(scope(ZONES)))
                .reachability());
  }

  private static ZoneTraffic row(Comparison comparison, String from, String to) {
    assertThat(comparison.zones()).isNotNull();
    return comparison.zones().stream()
        .filter(zone -> zone.from().equals(from) && zone.to().equals(to))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row in " + comparison.zones()));
  }

  @Test
  void aLoosenedPolicyIsToldApartFromANewWorkload() {
    Comparison comparison =
        compare(
            judged(ZONES, SHOP, VAULT, WEB, CARDS, CLOSED),
            judged(ZONES, SHOP, VAULT, WEB, deployment("shop", "till"), CARDS, CLOSED, OPEN));

    assertThat(row(comparison, "general", "vault"))
        .isEqualTo(
            new ZoneTraffic(
                "general",
                "vault",
                new Pairs(2, 0, 0),
                "TCP 8443",
                null,
                new Part(1, "TCP 8443"),
                null,
                new Part(1, "TCP 8443"),
                null,
                0));
    assertThat(row(comparison, "general", "vault").origins())
        .containsExactly(
            "1 pair that stayed gained TCP 8443", "1 pair with a new workload gained TCP 8443");
  }

  @Test
  void aTightenedPolicyIsToldApartFromAWorkloadThatIsGone() {
    Comparison comparison =
        compare(
            judged(ZONES, SHOP, VAULT, WEB, deployment("shop", "till"), CARDS, CLOSED, OPEN),
            judged(ZONES, SHOP, VAULT, WEB, CARDS, CLOSED));

    ZoneTraffic row = row(comparison, "general", "vault");
    assertThat(row.pairs()).isEqualTo(new Pairs(0, 2, 0));
    assertThat(row.tightened()).isEqualTo(new Part(1, "TCP 8443"));
    assertThat(row.removedWorkloads()).isEqualTo(new Part(1, "TCP 8443"));
    assertThat(row.gained()).isNull();
    assertThat(row.lost()).isEqualTo("TCP 8443");
  }

  @Test
  void aRangeCountsForEachNetworkThatItIsIn() {
    String toAll =
        policy(
            "vault",
            "out",
            "policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]");
    Comparison comparison =
        compare(
            judged(ZONES, SHOP, VAULT, CARDS, CLOSED),
            judged(ZONES, SHOP, VAULT, CARDS, CLOSED, toAll));

    assertThat(comparison.zones())
        .extracting(ZoneTraffic::toString)
        .containsSubsequence("vault -> bank", "vault -> office", "vault -> internet");
    assertThat(row(comparison, "vault", "office").gained()).isEqualTo("TCP 443");
  }

  @Test
  void pairsWithDifferentTrafficAddUp() {
    String other =
        policy(
            "vault",
            "other",
            "policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}, {namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {app: till}}}], ports: [{port: 9000}]}]");
    Comparison comparison =
        compare(
            judged(ZONES, SHOP, VAULT, WEB, deployment("shop", "till"), CARDS, CLOSED),
            judged(
                ZONES, SHOP, VAULT, WEB, deployment("shop", "till"), CARDS, CLOSED, OPEN, other));

    assertThat(row(comparison, "general", "vault").gained()).isEqualTo("TCP 8443,9000");
    assertThat(row(comparison, "general", "vault").pairs().gained()).isEqualTo(2);
  }

  @Test
  void aWorkloadThatALabelMovesLosesInTheOldZoneAndGainsInTheNew() {
    String zoned = ZONES.replace("names: [vault]", "matchLabels: {data: cards}");
    Comparison comparison =
        compare(
            judged(zoned, namespace("shop", "team: shop"), WEB, VAULT, CARDS, OPEN),
            judged(zoned, namespace("shop", "team: shop", "data: cards"), WEB, VAULT, CARDS, OPEN));

    assertThat(comparison.members())
        .containsExactly(
            new MemberChange("shop/web[Deployment]", "general", "vault", List.of(Why.LABELS)));
    assertThat(comparison.members().getFirst().reason()).isEqualTo("labels or pods changed");
  }

  @Test
  void whatAMovedWorkloadGainsCountsForItsNewZone() {
    String zoned = ZONES.replace("names: [vault]", "matchLabels: {data: cards}");
    String fromData =
        policy(
            "vault",
            "from-data",
            "policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {data: cards}}}], ports: [{port: 5432}]}]");
    String fromShop =
        policy(
            "vault",
            "from-others",
            "policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: data, operator: DoesNotExist}]}}], ports: [{port: 80}]}]");
    String vault = namespace("vault", "data: cards");
    Comparison comparison =
        compare(
            judged(zoned, SHOP, WEB, vault, CARDS, fromData, fromShop),
            judged(
                zoned,
                namespace("shop", "team: shop", "data: cards"),
                WEB,
                vault,
                CARDS,
                fromData,
                fromShop));

    assertThat(comparison.zones())
        .extracting(ZoneTraffic::toString, ZoneTraffic::gained, ZoneTraffic::lost)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("vault -> vault", "TCP 5432", null),
            org.assertj.core.api.Assertions.tuple("general -> vault", null, "TCP 80"));
    assertThat(row(comparison, "vault", "vault").pairs()).isEqualTo(new Pairs(0, 0, 1));
  }

  @Test
  void aWorkloadWithPodsInTwoZonesHasARowOfItsOwn() {
    String split =
        ZONES.replace(
            "namespaces: {names: [vault]}",
            "namespaces: {names: [vault]}, pods: {matchLabels: {data: cards}}");
    State state = judged(split, VAULT, owned("one", "data: cards"), owned("two", "data: none"));

    ZoneMap zones = new ZoneMap(scope(split), state.evidence().reachability());

    assertThat(zones.zones().values())
        .extracting(ZoneMap.Party::name)
        .containsExactly("vault + unassigned");
  }

  private static String owned(String name, String labels) {
    return "{apiVersion: v1, kind: Pod, metadata: {namespace: vault, name: %s, labels: {%s}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: cards, controller: true, uid: x}]}, spec: {containers: [{name: main, image: main}]}}"
        .formatted(name, labels);
  }

  @Test
  void aScopeThatPlacesAWorkloadElsewhereIsTheReason() {
    State state = judged(ZONES, SHOP, VAULT, WEB, CARDS, pod("vault", "new", "a: b"));
    String other = ZONES.replace("names: [vault]", "names: [vault, shop]");

    List<MemberChange> members =
        MemberChange.between(state.assessment(), state.assessment(), scope(ZONES), scope(other));

    assertThat(members)
        .containsExactly(
            new MemberChange("shop/web[Deployment]", "general", "vault", List.of(Why.SCOPE)));
  }

  @Test
  void workloadsThatCameAreGroupedByTheirZone() {
    Comparison comparison =
        compare(
            judged(ZONES, SHOP, VAULT, CARDS),
            judged(ZONES, SHOP, VAULT, WEB, deployment("shop", "till")));

    assertThat(MemberChange.groups(comparison.members()))
        .containsExactly(
            new MemberChange.Group(
                "general", Change.ADDED, List.of("shop/till[Deployment]", "shop/web[Deployment]")),
            new MemberChange.Group("vault", Change.REMOVED, List.of("vault/cards[Deployment]")));
    assertThat(MemberChange.groups(comparison.members()).getFirst().text(1))
        .isEqualTo("shop/till[Deployment] and 1 more");
  }

  @Test
  void withoutAJudgementThereAreNoZones() {
    Comparison comparison = Cluster.compare(Cluster.state(SHOP), Cluster.state(SHOP, WEB));

    assertThat(comparison.zones()).isNull();
    assertThat(comparison.members()).isNull();
  }
}
