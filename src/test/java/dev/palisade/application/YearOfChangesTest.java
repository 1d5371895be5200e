package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.HistoryStore;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a year of a cluster takes of which one object in a hundred changes each day, policies and
/// labels among them: its diff, and since when a flow is possible.
class YearOfChangesTest {
  static final String SCOPE =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      zones:
        - name: some
          category: trusted
          namespaces: {names: [ns-0, ns-1, ns-2]}
        - name: cards
          category: cardholder-data
          namespaces: {names: [ns-3]}
      """;

  private final AssessSnapshot assess = AssessSnapshot.standard();
  private final Scope scope = DeclareScope.read("scope", SCOPE);

  private AssessSnapshot.Request request(Snapshot snapshot) {
    return AssessSnapshot.Request.of(snapshot, scope, snapshot.takenAt());
  }

  private Comparison compare(int objects, int hours) {
    HourlyCluster cluster =
        new HourlyCluster("KUBERNETES", objects, 7, HourlyCluster.Manner.STEADY);
    Snapshot first = StoredYear.snapshot(cluster, 0);
    for (int h = 1; h < hours; h++) {
      cluster.pass(objects / 100 / 24.0);
    }
    Snapshot last = StoredYear.snapshot(cluster, hours);
    long start = System.nanoTime();
    AssessSnapshot.Assessed before = assess.judge(request(first));
    AssessSnapshot.Assessed after = assess.judge(request(last));
    long judged = System.nanoTime();
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Comparison comparison = assess.compare(before, 1L, request(last), after, 2L);
    System.out.printf(
        "%d objects, %d hours: judged in %d ms, compared in %d ms (%d of processor time): %d objects, %d flows: %s%n",
        objects,
        hours,
        (judged - start) / 1_000_000,
        (System.nanoTime() - judged) / 1_000_000,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - spent) / 1_000_000,
        comparison.objects().size(),
        comparison.flows().size(),
        comparison.attribution());
    return comparison;
  }

  @Test
  void theDiffOfAYearOfASmallClusterNamesWhatItsFlowsComeFrom() {
    assertThat(compare(200, StoredYear.HOURS).flows()).isNotEmpty();
  }

  @Test
  @Tag("soak")
  void theDiffOfAYearTakesSeconds() {
    compare(5_000, 24);
    long start = System.nanoTime();
    compare(5_000, StoredYear.HOURS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  @Tag("soak")
  void sinceWhenAFlowIsPossibleIsToldOfAYearInSeconds() {
    StoredYear year = StoredYear.open();
    int hours = year.hours();
    HistoryStore store = new HistoryStore(year.database());
    ClusterHistory histories = year.histories();
    Instant until = year.end();
    FollowFlow follow =
        new FollowFlow(
            store,
            histories,
            name -> new ScopeVersion(name, 1, SCOPE, "", "test", StoredYear.START),
            assess,
            Clock.fixed(until, ZoneOffset.UTC));
    for (int round = 0; round < 2; round++) {
      for (String to : List.of("ns-1/app-1[Deployment]", "192.0.2.1")) {
        long start = System.nanoTime();
        long spent = processorTime();
        FlowHistory told =
            follow.follow(
                new FollowFlow.Request("year", "ns-0/app-0[Deployment]", to, "TCP/80", null, null));
        Duration took = Duration.ofNanos(processorTime() - spent);
        System.out.printf(
            "since when to %s over %d snapshots (wall/processor ms): %d/%d; %d intervals; %s%n",
            to,
            hours,
            (System.nanoTime() - start) / 1_000_000,
            took.toMillis(),
            told.intervals().size(),
            told.notes());
        assertThat(took).isLessThan(Duration.ofSeconds(40));
      }
    }
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
