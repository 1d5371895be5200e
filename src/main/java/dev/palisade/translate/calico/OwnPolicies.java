package dev.palisade.translate.calico;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Calico's own policies that hold for pods, each once.
///
/// The same policy may arrive as it is served and as it is stored, where its name may have that of
/// its tier before it. If the two say the same it is one; if not, which of them holds cannot be
/// told, and neither is taken.
///
/// @param enforced in no particular order
record OwnPolicies(List<PlacedPolicy> enforced) {
  OwnPolicies {
    enforced = List.copyOf(enforced);
  }

  private record Read(Manifest manifest, PlacedPolicy policy) {}

  static OwnPolicies read(
      List<Manifest> manifests, Surroundings surroundings, Diagnostics diagnostics) {
    Map<String, List<Read>> byName = new TreeMap<>();
    for (Manifest manifest : manifests) {
      boolean staged = CalicoKinds.isStagedPolicy(manifest.ref());
      if (!staged && !CalicoKinds.isPolicy(manifest.ref())) {
        continue;
      }
      PlacedPolicy policy =
          Candidate.read(manifest, diagnostics, c -> CalicoPolicyReader.read(c, surroundings));
      if (policy != null && !staged) {
        byName
            .computeIfAbsent(name(manifest.ref(), policy), n -> new ArrayList<>())
            .add(new Read(manifest, policy));
      }
    }
    List<PlacedPolicy> enforced = new ArrayList<>();
    for (List<Read> same : byName.values()) {
      PlacedPolicy first = same.getFirst().policy();
      if (same.stream().allMatch(read -> read.policy().saysTheSame(first))) {
        if (!first.ofHosts()) {
          enforced.add(served(same));
        }
      } else {
        same.forEach(read -> refuse(read.manifest(), same, diagnostics));
      }
    }
    return new OwnPolicies(enforced);
  }

  private static String name(ResourceRef ref, PlacedPolicy policy) {
    return ref.kind() + " " + ref.namespace() + "/" + policy.tier() + "." + policy.name();
  }

  private static PlacedPolicy served(List<Read> same) {
    return same.stream()
        .filter(read -> !CalicoKinds.isStored(read.manifest().ref()))
        .findFirst()
        .orElseGet(same::getFirst)
        .policy();
  }

  private static void refuse(Manifest manifest, List<Read> same, Diagnostics diagnostics) {
    String problem =
        "the policy is there "
            + same.size()
            + " times with different content ("
            + String.join(
                ", ",
                same.stream()
                    .map(r -> r.manifest().ref().apiVersion() + " " + r.manifest().ref().name())
                    .sorted()
                    .toList())
            + ")";
    diagnostics.refuse(
        manifest.ref(),
        List.of(
            new Refusal(
                manifest.ref(),
                manifest.file(),
                manifest.root().line(),
                "/metadata/name",
                problem)));
  }
}
