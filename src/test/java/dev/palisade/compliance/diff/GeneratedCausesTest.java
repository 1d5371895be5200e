package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.ManifestGenerator;
import dev.palisade.application.Analysis;
import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.CausingChange.Made;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Causes against their definition: every subset of the changes is made in the whole state before.
class GeneratedCausesTest {
  private static final int WORLDS = Integer.getInteger("palisade.worlds", 15);
  private static final int MOST_CHANGES = 6;
  private static final long SEED = Long.getLong("palisade.seed", 20_261_123L);

  private int explained;
  private int together;
  private int alternatives;

  @Test
  void theSmallestSetsAreThoseThatTryingAllFinds() {
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
    // the worlds are rich enough for the question
    assertThat(explained).isGreaterThan(WORLDS);
    assertThat(together).isGreaterThan(WORLDS / 20);
    assertThat(alternatives).isGreaterThan(WORLDS / 20);
  }

  private void check(
      long seed, DialectSettings settings, List<String> documents, List<String> others) {
    Snapshot before = Cluster.snapshot(documents.toArray(String[]::new));
    Snapshot after = mixed(new Random(seed), before, others);
    State old = State.of(Analysis.of(before, settings).evidence());
    State young = State.of(Analysis.of(after, settings).evidence());
    Comparison comparison =
        Comparison.between(old, young, s -> Analysis.of(s, settings).reachability());
    checkThatWhatIsSharedSaysTheSame(seed, comparison);
    List<ChangeUnit> units = new Units(old, young).of(ObjectComparison.pairs(before, after));
    Map<Integer, WorkloadView> views = new HashMap<>();
    for (int set = 0; set < 1 << units.size(); set++) {
      views.put(
          set, new WorkloadView(Analysis.of(made(before, units, set), settings).reachability()));
    }
    Map<String, FlowChange> found = new TreeMap<>();
    comparison.flows().forEach(f -> found.put(f.source() + " " + f.destination(), f));
    for (FlowDifference flow :
        FlowComparison.of(
            new WorkloadView(old.evidence().reachability()),
            new WorkloadView(young.evidence().reachability()))) {
      if (flow.ends() == FlowChange.Ends.BOTH_STAYED) {
        FlowChange change = found.get(flow.source() + " " + flow.destination());
        assertThat(text(change))
            .as("seed %d, %s, %s to %s", seed, settings, flow.source(), flow.destination())
            .isEqualTo(text(units, views, flow));
        count(change);
      }
    }
  }

  /// Many flows may share one value of their causes: dated each for itself, and written after it
  /// was read back, so that nothing is shared, they say the same.
  private static void checkThatWhatIsSharedSaysTheSame(long seed, Comparison comparison) {
    Function<Changed, List<Made>> dates =
        changed ->
            List.of(new Made(changed.toString(), Instant.EPOCH, Instant.EPOCH, null, null, null));
    Comparison dated = comparison.dated(dates);
    assertThat(dated.flows())
        .as("seed %d", seed)
        .isEqualTo(
            comparison.flows().stream().map(flow -> new DatedCauses(dates).of(flow)).toList());
    byte[] written = ComparisonJson.bytes(dated);
    String text = new String(written, StandardCharsets.UTF_8);
    Comparison read =
        ComparisonJson.read(new Cursor("comparison", "", JsonText.read("comparison", text)));
    assertThat(ComparisonJson.bytes(read)).as("seed %d", seed).isEqualTo(written);
  }

  private void count(FlowChange change) {
    List<CauseSet> ways = change.attribution().ways();
    explained++;
    together += ways.getFirst().changes().size() > 1 ? 1 : 0;
    alternatives += ways.size() > 1 ? 1 : 0;
  }

  private static String text(FlowChange change) {
    FlowChange.Causes causes = change.attribution();
    return causes == null
        ? "nothing"
        : causes.ways().stream()
                .map(w -> w.changes().stream().map(CausingChange::name).toList().toString())
                .toList()
            + " necessary "
            + causes.necessary();
  }

  private static String text(
      List<ChangeUnit> units, Map<Integer, WorkloadView> views, FlowDifference flow) {
    int all = (1 << units.size()) - 1;
    int size =
        views.keySet().stream()
            .filter(set -> views.get(set).shows(flow))
            .mapToInt(Integer::bitCount)
            .min()
            .orElseThrow();
    List<List<String>> ways = new ArrayList<>();
    Set<String> necessary = new TreeSet<>();
    for (int set = 0; set <= all; set++) {
      if (Integer.bitCount(set) == size && views.get(set).shows(flow)) {
        ways.add(names(units, set));
        for (int i = 0; i < units.size(); i++) {
          if ((set >> i & 1) == 1 && !views.get(all & ~(1 << i)).shows(flow)) {
            necessary.add(units.get(i).name());
          }
        }
      }
    }
    ways.sort((a, b) -> a.toString().compareTo(b.toString()));
    return ways + " necessary " + List.copyOf(necessary);
  }

  private static List<String> names(List<ChangeUnit> units, int set) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      if ((set >> i & 1) == 1) {
        names.add(units.get(i).name());
      }
    }
    return names;
  }

  /// The first state with up to six objects as in another one.
  private static Snapshot mixed(Random random, Snapshot before, List<String> other) {
    Map<String, Manifest> objects = new TreeMap<>();
    before.manifests().forEach(m -> objects.put(m.ref().identity(), m));
    Map<String, Manifest> others = new TreeMap<>();
    Cluster.snapshot(other.toArray(String[]::new))
        .manifests()
        .forEach(m -> others.put(m.ref().identity(), m));
    TreeSet<String> identities = new TreeSet<>(objects.keySet());
    identities.addAll(others.keySet());
    List<String> order = new ArrayList<>(identities);
    java.util.Collections.shuffle(order, random);
    for (String identity : order.subList(0, Math.min(MOST_CHANGES, order.size()))) {
      Manifest young = others.get(identity);
      if (young == null) {
        objects.remove(identity);
      } else {
        objects.put(identity, young);
      }
    }
    return with(before, List.copyOf(objects.values()));
  }

  private static Snapshot made(Snapshot before, List<ChangeUnit> units, int set) {
    Map<String, Manifest> objects = new TreeMap<>();
    before.manifests().forEach(m -> objects.put(m.ref().identity(), m));
    for (int i = 0; i < units.size(); i++) {
      if ((set >> i & 1) == 1) {
        for (Pair pair : units.get(i).pairs()) {
          if (pair.after() == null) {
            objects.remove(pair.ref().identity());
          } else {
            objects.put(pair.ref().identity(), pair.after());
          }
        }
      }
    }
    return with(before, List.copyOf(objects.values()));
  }

  private static Snapshot with(Snapshot snapshot, List<Manifest> manifests) {
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        snapshot.run(),
        manifests,
        snapshot.calls(),
        snapshot.gaps());
  }
}
