package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.translate.Translation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Changes to manifests of each dialect that must not change their verdicts.
class ManifestMetamorphicTest {
  private static final int WORLDS = Math.max(1, DifferentialTest.WORLDS / 500);

  @ParameterizedTest
  @EnumSource
  void whatSaysTheSameGivesTheSameVerdicts(ManifestChange change) {
    int changed = 0;
    for (WorldFamily family : WorldFamily.values()) {
      for (long seed = DifferentialTest.SEED; seed < DifferentialTest.SEED + WORLDS; seed++) {
        ManifestWorld world = family.world(new Chance(seed));
        ManifestWorld before = world.with(change.prepared(world.objects()));
        ManifestWorld after = before.with(change.of(before.objects(), seed));
        changed += before.equals(after) ? 0 : 1;
        if (difference(before, change, seed) != null) {
          long of = seed;
          ManifestWorld least = before.shrunk(smaller -> difference(smaller, change, of) != null);
          assertThat(difference(least, change, seed))
              .as(
                  "%s seed %d, the least manifests that differ:%n%s%n%s",
                  family, seed, least, least.with(change.of(least.objects(), seed)))
              .isNull();
        }
      }
    }
    assertThat(changed).as("worlds that it changes").isGreaterThan(WORLDS);
  }

  /// In words; null: there is none, or what was changed is refused before the change.
  private static @Nullable String difference(
      ManifestWorld world, ManifestChange change, long seed) {
    Translation translation = world.translation();
    if (!translation.refusals().isEmpty()) {
      return null;
    }
    ManifestWorld changed = world.with(change.of(world.objects(), seed));
    Translation afterwards = changed.translation();
    if (!afterwards.refusals().isEmpty()) {
      return afterwards.refusals().toString();
    }
    Reachability before = world.world(translation).reachability();
    Reachability after = changed.world(afterwards).reachability();
    int[] earlier = earlier(before.endpoints(), after.endpoints(), change);
    for (int from = 0; from < earlier.length; from++) {
      for (int to = 0; to < earlier.length; to++) {
        if (earlier[from] < 0 || earlier[to] < 0) {
          continue;
        }
        TrafficSet was = before.traffic(earlier[from], earlier[to]);
        TrafficSet is = after.traffic(from, to);
        if (!was.equals(is)) {
          return "%s to %s: %s was %s"
              .formatted(after.endpoints().get(from), after.endpoints().get(to), is, was);
        }
      }
    }
    return null;
  }

  /// For each endpoint after the change the one that it was, or lay in, before; -1: it is new.
  private static int[] earlier(Endpoints before, Endpoints after, ManifestChange change) {
    List<String> names =
        before.podList().stream().map(pod -> name(pod, change.namespace(pod.namespace()))).toList();
    int[] earlier = new int[after.size()];
    for (int i = 0; i < earlier.length; i++) {
      earlier[i] =
          switch (after.get(i)) {
            case Endpoint.PodEndpoint(var pod) -> names.indexOf(name(pod, pod.namespace()));
            case Endpoint.NodeEndpoint(var node) ->
                before.podList().size()
                    + before.nodeList().stream().map(n -> n.name()).toList().indexOf(node.name());
            case Endpoint.AddressEndpoint(var range) -> {
              IpAddress was = change.earlier(range.first());
              yield was == null ? -1 : before.addressesIn(IpSet.of(was)).first();
            }
          };
    }
    return earlier;
  }

  private static String name(Pod pod, String namespace) {
    return namespace + "/" + pod.name() + " " + pod.workload().kind();
  }
}
