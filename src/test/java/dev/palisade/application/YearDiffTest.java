package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.JsonText;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long the diff of a year takes that somebody asks the service for, step by step: from the two
/// snapshots in the database to the JSON. The first round is what a service answers that was just
/// started, the last one that has been asked before.
@Tag("soak")
class YearDiffTest {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final StoredYear year = StoredYear.open();
  private final EvidenceStore evidence = new EvidenceStore(year.database());
  private final ClusterHistory histories = year.histories();
  private final AssessSnapshot assess = AssessSnapshot.standard();
  private final Scope scope = DeclareScope.read("scope", YearOfChangesTest.SCOPE);
  private final StringBuffer told = new StringBuffer();

  /// Notes wall time, and processor time of the whole process, compilers and collectors included.
  private <T> T step(String name, Supplier<T> work) {
    long start = System.nanoTime();
    long spent = PROCESS.getProcessCpuTime();
    T result = work.get();
    told.append(
        "%s %d/%d, "
            .formatted(
                name,
                (System.nanoTime() - start) / 1_000_000,
                (PROCESS.getProcessCpuTime() - spent) / 1_000_000));
    return result;
  }

  private record Judged(AssessSnapshot.Request request, AssessSnapshot.Assessed assessed) {}

  /// As `AssessCluster` does, of whose stores some need the whole service.
  private Judged judged(String name, long sequence) {
    Snapshot snapshot = step(name + " read", () -> evidence.load(StoredYear.CLUSTER, sequence));
    Instant at = snapshot.takenAt();
    History history = step(name + " past", () -> histories.of(StoredYear.CLUSTER, sequence, at));
    AssessSnapshot.Request request =
        new AssessSnapshot.Request(
            snapshot, scope, null, new TreeMap<>(), history, Waivers.none(), at, null);
    return new Judged(request, step(name + " judged", () -> assess.judge(request)));
  }

  private byte[] diff() {
    AtOnce<Judged, Judged> both =
        step("both", () -> AtOnce.of(() -> judged("first", 1), () -> judged("last", year.hours())));
    Judged before = both.first();
    Judged after = both.second();
    AssessSnapshot.Request last = after.request();
    Comparison comparison =
        step(
            "compare",
            () ->
                assess.compare(before.assessed(), 1L, last, after.assessed(), (long) year.hours()));
    Comparison dated =
        step("date", () -> histories.dated(StoredYear.CLUSTER, comparison, last.history()));
    return step("JSON", () -> ComparisonJson.bytes(dated));
  }

  @Test
  void theDiffOfAYearTakesSecondsFromTheDatabaseToTheDocument() {
    String first = null;
    int rounds = Integer.getInteger("palisade.rounds", 4);
    for (int round = 1; round <= rounds; round++) {
      told.setLength(0);
      long spent = PROCESS.getProcessCpuTime();
      byte[] document = step("all", this::diff);
      Duration took = Duration.ofNanos(PROCESS.getProcessCpuTime() - spent);
      String digest =
          CanonicalJson.digest(JsonText.read("diff", new String(document, StandardCharsets.UTF_8)));
      System.out.printf(
          "round %d (wall/processor ms): %s%d bytes, %s%n",
          round, told, document.length, digest.substring(0, 12));
      assertThat(digest).isEqualTo(first == null ? digest : first);
      first = digest;
      // of processors, which other processes do not lengthen as they do what a clock shows
      assertThat(took).isLessThan(Duration.ofSeconds(40));
    }
  }
}
