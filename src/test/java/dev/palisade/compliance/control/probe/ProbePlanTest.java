package dev.palisade.compliance.control.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.control.probe.Probe.Expected;
import dev.palisade.compliance.control.probe.Probe.Target;
import dev.palisade.compliance.control.probe.ProbePlanning.Candidate;
import dev.palisade.compliance.control.probe.ProbePlanning.Traffic;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbePlanTest {
  record Case(String name, World world) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> worlds() {
    return List.of(
        new Case("well built", World.wellBuilt()),
        new Case(
            "services that overlap",
            World.wellBuilt()
                .with(rule("shop", "out", "Egress", "- {}"))
                .with(
                    rule(
                        "cde",
                        "in",
                        "Ingress",
                        "- {ports: [{port: 1000, endPort: 2000}]}\n    - {ports: [{port: 1500, endPort: 9000}]}"))
                .with(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {namespace: cde, name: vault-more}
                    spec:
                      podSelector: {matchLabels: {app: vault}}
                      policyTypes: [Ingress]
                      ingress: [{ports: [{port: 23}, {port: 8443}]}]
                    """)),
        new Case(
            "all open",
            World.wellBuilt()
                .with(rule("shop", "out", "Egress", "- {}"))
                .with(rule("cde", "in", "Ingress", "- {}"))),
        new Case(
            "a pod in its node's network",
            World.wellBuilt()
                .with(
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata: {namespace: shop, name: agent, labels: {app: agent}}
                    spec: {hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 9100}]}]}
                    """)));
  }

  private static String rule(String namespace, String name, String type, String rules) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s}
        spec:
          podSelector: {}
          policyTypes: [%s]
          %s:
            %s
        """
        .formatted(namespace, name, type, type.toLowerCase(Locale.ROOT), rules);
  }

  private static ProbePlan plan(World world) {
    Examination x = world.examination();
    return ProbePlan.of(x.evidence().reachability(), x.zoning());
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void everyPairOfZonesIsProbedForWhatItAllowsAndDenies(Case row) {
    Examination x = row.world().examination();
    var reachability = x.evidence().reachability();
    Map<String, Set<Expected>> possible = new TreeMap<>();
    reachability
        .endpoints()
        .podList()
        .forEach(
            source ->
                reachability
                    .endpoints()
                    .podList()
                    .forEach(
                        target -> {
                          int from = reachability.endpoints().idOf(source);
                          int to = reachability.endpoints().idOf(target);
                          if (from == to || source.usesHostNetwork() || target.usesHostNetwork()) {
                            return;
                          }
                          var tcp = reachability.traffic(from, to).destinationPorts(Protocol.TCP);
                          Set<Expected> seen =
                              possible.computeIfAbsent(
                                  x.zoning().zoneOf(from) + " -> " + x.zoning().zoneOf(to),
                                  b -> new TreeSet<>());
                          if (!tcp.isEmpty()) {
                            seen.add(Expected.ALLOWED);
                          }
                          if (!tcp.isAll()) {
                            seen.add(Expected.DENIED);
                          }
                        }));
    Map<String, Set<Expected>> probed = new TreeMap<>();
    for (Probe probe : plan(row.world()).probes()) {
      if (probe.target() instanceof Target.OfPod) {
        probed
            .computeIfAbsent(probe.from() + " -> " + probe.to(), b -> new TreeSet<>())
            .add(probe.expected());
      }
    }

    assertThat(probed).isEqualTo(possible);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theVerdictsAreThoseOfTheOtherFormulation(Case row) {
    Examination x = row.world().examination();
    FlowEvaluator evaluator =
        FlowEvaluator.of(
            x.evidence().inventory(),
            x.evidence().policies(),
            x.evidence().reachability().settings());
    ProbePlan plan = plan(row.world());

    assertThat(plan.probes()).isNotEmpty().extracting(Probe::id).doesNotHaveDuplicates();
    for (Probe probe : plan.probes()) {
      Endpoint target =
          switch (probe.target()) {
            case Target.OfPod(var pod) -> new Endpoint.PodEndpoint(pod);
            case Target.OfAddress(var address) -> new Endpoint.AddressEndpoint(IpRange.of(address));
          };
      assertThat(
              evaluator
                  .evaluate(new Endpoint.PodEndpoint(probe.source()), target, probe.packet())
                  .allowed())
          .as(probe.toString())
          .isEqualTo(probe.expected() == Expected.ALLOWED);
      assertThat(probe.source().usesHostNetwork()).as(probe.toString()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void noFewerProbesWouldDo(Case row) {
    Examination x = row.world().examination();
    ProbeEnds ends = new ProbeEnds(x.evidence().reachability(), x.zoning());
    ProbePlanning planning = new ProbePlanning(x.evidence().reachability(), x.zoning());
    int fewest = 0;
    for (var border : ZonePairs.of(x.evidence().reachability(), ends).entrySet()) {
      Set<Set<Traffic>> sets = new HashSet<>();
      planning
          .candidates(border.getKey(), border.getValue())
          .forEach((Candidate c) -> sets.add(c.covers()));
      fewest += fewest(List.copyOf(sets));
    }

    assertThat(plan(row.world()).probes()).hasSize(fewest);
  }

  /// Tries every choice.
  private static int fewest(List<Set<Traffic>> sets) {
    assertThat(sets).hasSizeLessThan(20);
    Set<Traffic> all = new HashSet<>();
    sets.forEach(all::addAll);
    int fewest = sets.size();
    for (int choice = 0; choice < 1 << sets.size(); choice++) {
      if (Integer.bitCount(choice) < fewest) {
        Set<Traffic> covered = new HashSet<>();
        for (int i = 0; i < sets.size(); i++) {
          if ((choice >> i & 1) == 1) {
            covered.addAll(sets.get(i));
          }
        }
        if (covered.equals(all)) {
          fewest = Integer.bitCount(choice);
        }
      }
    }
    return fewest;
  }

  @Test
  void oneProbeStandsForAServiceAndForTheRestrictedOnesInIt() {
    ProbePlan plan = plan(worlds().get(1).world());

    assertThat(plan.probes())
        .filteredOn(p -> p.from().equals("shop") && p.to().equals("cde"))
        .anySatisfy(
            p -> {
              assertThat(p.packet().destinationPort()).isEqualTo(2049);
              assertThat(p.covers())
                  .containsExactly("TCP 1000-9000 is allowed", "a restricted service");
            });
  }

  @Test
  void idsOutliveNamesOfPodsAndChangeWithTheVerdict() {
    ProbePlan before = plan(World.wellBuilt());
    ProbePlan open = plan(worlds().get(2).world());

    assertThat(ids(before, "shop", "cde"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(ids(open, "shop", "cde"));
    assertThat(ids(before, "payments", "shop")).isEqualTo(ids(open, "payments", "shop"));
  }

  private static List<String> ids(ProbePlan plan, String from, String to) {
    return plan.probes().stream()
        .filter(p -> p.from().equals(from) && p.to().equals(to))
        .map(Probe::id)
        .toList();
  }

  @Test
  void whatNoProbeCanTellIsSaid() {
    assertThat(plan(World.wellBuilt()).uncovered())
        .extracting(u -> u.from() + " -> " + u.to())
        .contains("internet -> any zone", "any zone -> acquirer");
  }

  @Test
  void theOnlyAddressOfANetworkIsProbedWhereItIsKnownToServe() {
    ProbePlan plan =
        plan(World.wellBuilt().scope("cidrs: [203.0.113.0/24]", "cidrs: [203.0.113.9/32]"));

    assertThat(plan.probes())
        .filteredOn(p -> p.to().equals("acquirer"))
        .extracting(p -> p.from() + " " + p.target().name() + " " + p.packet() + " " + p.expected())
        .contains("payments 203.0.113.9 TCP 443 allowed", "cde 203.0.113.9 TCP 443 denied");
  }
}
