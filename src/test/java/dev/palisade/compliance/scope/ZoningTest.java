package dev.palisade.compliance.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ZoningTest {
  private static final String SECOND_ZONE =
      "  - {name: cde-rest, category: trusted, namespaces: {names: [cde]}}\n  - {name: shop,";

  private static List<String> names(Examination x, EndpointSet set) {
    Endpoints endpoints = x.evidence().reachability().endpoints();
    return set.ids().mapToObj(id -> endpoints.get(id).toString()).toList();
  }

  private static String zoneOf(Examination x, String pod) {
    return x.evidence().inventory().pods().stream()
        .filter(p -> p.toString().equals(pod))
        .map(p -> Objects.requireNonNull(x.zoning().zoneOf(p)).name())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void firstZoneThatMatchesTakesThePod() {
    Examination x =
        World.wellBuilt()
            .scope(
                "{palisade.dev/zone: cde}}, dataStores",
                "{palisade.dev/zone: cde}}, pods: {matchLabels: {app: vault}}, dataStores")
            .scope("  - {name: shop,", SECOND_ZONE)
            .examination();

    assertThat(zoneOf(x, "cde/vault")).isEqualTo("cde");
    assertThat(zoneOf(x, "cde/db")).isEqualTo("cde-rest");
    assertThat(zoneOf(x, "kube-system/coredns")).isEqualTo("kubernetes-system");
    assertThat(x.zoning().zoneOfUnlabelled(x.evidence().inventory().namespaces().get("cde")).name())
        .isEqualTo("cde-rest");
  }

  @Test
  void podInNoZoneIsUnassigned() {
    Examination x = World.wellBuilt().scope("names: [shop]", "names: [store]").examination();

    assertThat(zoneOf(x, "shop/web")).isEqualTo("unassigned");
    assertThat(x.zoning().warnings())
        .containsExactly("zone shop names the namespace store, which the cluster does not have");
  }

  @Test
  void zoneMayClaimASystemNamespace() {
    Examination x =
        World.wellBuilt().scope("names: [shop]", "names: [shop, kube-system]").examination();

    assertThat(zoneOf(x, "kube-system/coredns")).isEqualTo("shop");
    assertThat(names(x, x.zoning().dns().pods())).containsExactly("kube-system/coredns");
  }

  @Test
  void finishedPodIsInNoZone() {
    Examination x =
        World.wellBuilt()
            .with(
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: cde, name: done}
                spec: {containers: [{name: c, image: i}]}
                status: {phase: Succeeded}
                """)
            .examination();
    Zone cde = x.zoning().zones().getFirst();

    assertThat(names(x, x.zoning().podsOf(cde))).containsExactly("cde/db", "cde/vault");
  }

  @Test
  void networkIsTheAddressesThatItLists() {
    Examination x = World.wellBuilt().examination();
    Endpoints endpoints = x.evidence().reachability().endpoints();

    List<String> named =
        endpoints
            .allAddresses()
            .ids()
            .filter(id -> x.zoning().networkOf(id) != null)
            .mapToObj(
                id ->
                    Objects.requireNonNull(x.zoning().networkOf(id)).name()
                        + " "
                        + endpoints.get(id))
            .toList();

    assertThat(named)
        .containsExactly(
            "merchants 198.51.100.0-198.51.100.255", "acquirer 203.0.113.0-203.0.113.255");
  }

  @Test
  void registerEntryForTheInternetLeavesNamedNetworksOut() {
    Examination x =
        World.wellBuilt()
            .scopeLine(
                "  - {id: F-009, from: {network: internet}, to: {zone: payments}, traffic: [TCP/443]}")
            .examination();
    AuthorisedFlow flow =
        x.zoning().register().stream()
            .filter(f -> f.entry().id().equals("F-009"))
            .findFirst()
            .orElseThrow();

    assertThat(names(x, flow.sources()))
        .isNotEmpty()
        .doesNotContain("203.0.113.0-203.0.113.255", "198.51.100.0-198.51.100.255");
    assertThat(names(x, flow.destinations())).containsExactly("payments/gateway");
  }

  @Test
  void addressOfANodeIsNotOutsideTheCluster() {
    World world =
        World.wellBuilt()
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: cde, name: nodes}
                spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1/32}}, {ipBlock: {cidr: 10.0.0.9/32}}]}]}
                """);
    Examination x = world.examination();

    assertThat(names(x, x.zoning().outside()))
        .contains("10.0.0.9-10.0.0.9")
        .doesNotContain("10.0.0.1-10.0.0.1");
  }
}
