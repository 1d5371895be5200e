package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.Analysis;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.remedy.Remedies;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.ClusterDns;
import dev.palisade.compliance.scope.Zoning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is proposed for the clusters of [OutcomesTest], applied and computed from nothing,
/// closes its finding, opens none, and takes no registered flow away, pair by pair.
class RemediesOfOutcomesTest {

  static List<OutcomesTest.Case> cases() {
    return OutcomesTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areProved(OutcomesTest.Case row) {
    World world = row.change().apply(World.wellBuilt());
    Assessment assessment = world.assess();
    Analysis analysis =
        Analysis.of(
            assessment.evidence().snapshot(),
            assessment.evidence().reachability().settings(),
            Zoning.cuts(assessment.scope()));
    Map<String, Remedy> remedies =
        Remedies.of(assessment, snapshot -> analysis.on(snapshot).evidence());
    Map<String, Finding> before = findings(world);
    remedies.forEach(
        (fingerprint, remedy) -> {
          if (remedy.yaml() != null) {
            World after = world.with(remedy.yaml());
            assertThat(findings(after)).as(remedy.toString()).doesNotContainKey(fingerprint);
            assertThat(before.keySet()).containsAll(findings(after).keySet());
            assertKept(world.examination(), after.examination(), remedy);
          }
        });
  }

  private static Map<String, Finding> findings(World world) {
    Map<String, Finding> findings = new TreeMap<>();
    for (String check : Remedies.CHECKS) {
      world.judge(check).findings().forEach(f -> findings.put(f.fingerprint(), f));
    }
    return findings;
  }

  private static void assertKept(Examination before, Examination after, Remedy remedy) {
    Reachability then = before.evidence().reachability();
    Reachability now = after.evidence().reachability();
    EndpointSet cache = then.endpoints().addressesIn(ClusterDns.CACHE_ADDRESS);
    for (AuthorisedFlow flow : before.zoning().register()) {
      for (int source : flow.sources().ids().toArray()) {
        // no node of these clusters runs a DNS cache
        for (int destination : flow.destinations().minus(cache).ids().toArray()) {
          TrafficSet had = then.traffic(source, destination).intersect(flow.traffic());
          for (int from : counterparts(then, now, source)) {
            for (int to : counterparts(then, now, destination)) {
              assertThat(now.traffic(from, to).contains(had))
                  .as("%s -> %s: %s with %s", source, destination, had, remedy)
                  .isTrue();
            }
          }
        }
      }
    }
  }

  private static int[] counterparts(Reachability then, Reachability now, int endpoint) {
    return now.endpoints().get(endpoint).equals(then.endpoints().get(endpoint))
        ? new int[] {endpoint}
        : now.endpoints()
            .allAddresses()
            .ids()
            .filter(id -> overlap(then.endpoints().get(endpoint), now.endpoints().get(id)))
            .toArray();
  }

  private static boolean overlap(Object one, Object other) {
    return one instanceof dev.palisade.analysis.reachability.Endpoint.AddressEndpoint(var a)
        && other instanceof dev.palisade.analysis.reachability.Endpoint.AddressEndpoint(var b)
        && a.first().compareTo(b.last()) <= 0
        && b.first().compareTo(a.last()) <= 0;
  }
}
