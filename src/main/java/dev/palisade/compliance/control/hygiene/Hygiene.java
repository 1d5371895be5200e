package dev.palisade.compliance.control.hygiene;

import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// All advice on the policies of a cluster.
///
/// @param advice sorted by policy, pointer and topic
/// @param remarks what was left out, and why; sentences, sorted
/// @param policies how many policies were looked at, refused ones too
public record Hygiene(List<Advice> advice, List<String> remarks, long policies) {

  private static final List<Adviser> ADVISERS =
      List.of(
          new Refused(),
          new BlanketSelector(),
          new IngressOnly(),
          new ClusterDnsAccess(),
          new SelectsNothing(),
          new PeerMatchesNothing(),
          new MissingPortName(),
          new WideOpen(),
          new SettableLabel(),
          new PodAddresses(),
          new UselessExcept(),
          new IdleRules(),
          new Remarks());

  public Hygiene {
    advice = advice.stream().sorted().distinct().toList();
    remarks = remarks.stream().sorted().distinct().toList();
  }

  public static Hygiene of(Evidence evidence, Zoning zoning) {
    Terrain terrain = new Terrain(evidence, zoning);
    List<Advice> advice = new ArrayList<>();
    for (Adviser adviser : ADVISERS) {
      adviser.advise(terrain, advice::add);
    }
    TreeSet<String> policies = new TreeSet<>();
    terrain.policies().forEach(policy -> policies.add(policy.ref().identity()));
    terrain
        .refused()
        .forEach(gap -> policies.add(gap.kind() + " " + gap.namespace() + "/" + gap.name()));
    return new Hygiene(advice, terrain.remarks(), policies.size());
  }
}
