package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.ManifestGenerator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.diff.FlowDifference.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What differs between workloads against its definition: pod by pod, pair by pair, with nothing
/// put together and nothing done at once.
class GeneratedFlowsTest {
  private static final int WORLDS = Integer.getInteger("palisade.worlds", 15);
  private static final long SEED = Long.getLong("palisade.seed", 20_261_124L);

  private int differing;

  @Test
  void workloadsDifferWhereTheirPodsDo() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      for (Use use : Use.values()) {
        for (Dialect dialect : Dialect.values()) {
          check(
              seed,
              DialectSettings.of(dialect, use).with("same-priority", "by-name"),
              new ManifestGenerator(seed).cluster(),
              new ManifestGenerator(seed + 1_000_000).cluster());
        }
        check(
            seed,
            DialectSettings.of(Dialect.CALICO, use),
            new VendorGenerator(seed).calico(),
            new VendorGenerator(seed + 1_000_000).calico());
        check(
            seed,
            DialectSettings.of(Dialect.CILIUM, use),
            new VendorGenerator(seed).cilium(),
            new VendorGenerator(seed + 1_000_000).cilium());
      }
    }
    assertThat(differing).isGreaterThan(WORLDS);
  }

  private void check(
      long seed, DialectSettings settings, List<String> documents, List<String> others) {
    Reachability before = Cluster.judged(settings, documents).evidence().reachability();
    Reachability after = Cluster.judged(settings, others).evidence().reachability();
    List<FlowDifference> found =
        FlowComparison.of(new WorkloadView(before), new WorkloadView(after));

    assertThat(found.stream().filter(f -> !f.before().equals(f.after())).filter(this::isOfTwo))
        .as("seed %d, %s", seed, settings)
        .map(f -> f.source() + " to " + f.destination() + ": " + f.before() + " -> " + f.after())
        .containsExactlyElementsOf(differences(before, after));
    assertThat(FlowComparison.of(new WorkloadView(before), new WorkloadView(after)))
        .as("seed %d, %s, asked again", seed, settings)
        .isEqualTo(found);
  }

  private boolean isOfTwo(FlowDifference flow) {
    return flow.source() instanceof End.OfWorkload && flow.destination() instanceof End.OfWorkload;
  }

  private List<String> differences(Reachability before, Reachability after) {
    Map<String, List<Integer>> was = pods(before);
    Map<String, List<Integer>> is = pods(after);
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> all = new ArrayList<>();
    for (String source : names) {
      for (String destination : names) {
        TrafficSet old = traffic(before, was, source, destination);
        TrafficSet young = traffic(after, is, source, destination);
        if (!old.equals(young)) {
          all.add(source + " to " + destination + ": " + old + " -> " + young);
        }
      }
    }
    differing += all.size();
    return all;
  }

  private static Map<String, List<Integer>> pods(Reachability reachability) {
    Map<String, List<Integer>> pods = new TreeMap<>();
    List<Pod> all = reachability.endpoints().podList();
    for (int id = 0; id < all.size(); id++) {
      if (all.get(id).life() != Pod.Life.FINISHED || reachability.settings().finishedPodsKept()) {
        pods.computeIfAbsent(WorkloadName.of(all.get(id)), w -> new ArrayList<>()).add(id);
      }
    }
    return pods;
  }

  private static TrafficSet traffic(
      Reachability reachability,
      Map<String, List<Integer>> pods,
      String source,
      String destination) {
    TrafficSet all = TrafficSet.NONE;
    for (int from : pods.getOrDefault(source, List.of())) {
      for (int to : pods.getOrDefault(destination, List.of())) {
        all = from == to ? all : all.union(reachability.traffic(from, to));
      }
    }
    return all;
  }
}
