package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.store.ServiceDatabase;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredRun.State;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several replicas of the service on one PostgreSQL.
class ReplicasTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ServiceDatabase database = new ServiceDatabase();
  @TempDir Path manifests;

  @BeforeEach
  void something() throws Exception {
    Files.writeString(
        manifests.resolve("shop.yaml"),
        "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n");
  }

  private Replica replica(Set<String> clusters, Replica.Begun begun) throws Exception {
    return new Replica(database, manifests, clusters, begun);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<StoredRun> all(Replica replica, String cluster) {
    return replica.runs.list(cluster, null, List.of(), 100);
  }

  private static State state(Replica replica, UUID run) {
    return replica.runs.find(run).state();
  }

  @Test
  void eachScheduleTakesItsTurnOnce() throws Exception {
    Set<String> clusters =
        IntStream.range(0, 8).mapToObj(i -> "c" + i).collect(Collectors.toCollection(TreeSet::new));
    Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    Set<String> workers = ConcurrentHashMap.newKeySet();
    Replica.Begun count =
        (run, steps) -> {
          begun.computeIfAbsent(run.cluster(), c -> new AtomicInteger()).incrementAndGet();
        };
    try (Replica one = replica(clusters, count);
        Replica two = replica(clusters, count)) {
      ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3).withNano(0);
      String once =
          "%d %d %d %d %d ? %d"
              .formatted(
                  soon.getSecond(),
                  soon.getMinute(),
                  soon.getHour(),
                  soon.getDayOfMonth(),
                  soon.getMonthValue(),
                  soon.getYear());
      for (String cluster : clusters) {
        one.schedules.put(
            new KeepSchedules.Definition(
                "once-" + cluster,
                cluster,
                ConfiguredSchedules.Task.COLLECT,
                Cron.of(once, "UTC"),
                "all"),
            "test");
      }
      one.start();
      two.start();
      for (String cluster : clusters) {
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(all(two, cluster))
                        .extracting(StoredRun::state)
                        .containsExactly(State.SUCCEEDED));
        // nothing is left that could take a second turn
        await()
            .atMost(LONG)
            .until(() -> one.schedules.find("once-" + cluster).turns().next() == null);
        assertThat(all(one, cluster))
            .singleElement()
            .returns(soon.toInstant(), StoredRun::plannedAt)
            .satisfies(run -> workers.add(run.worker()));
        assertThat(two.evidence.latest(cluster).sequence()).isEqualTo(1);
      }
    }
    assertThat(begun).hasSize(8).allSatisfy((cluster, times) -> assertThat(times).hasValue(1));
    assertThat(workers).isNotEmpty();
  }

  @Test
  void neverTwoRunsAtOnceForAClusterWhoeverWorks() throws Exception {
    Map<String, AtomicInteger> present = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<String> together = new ConcurrentLinkedQueue<>();
    Replica.Begun count =
        (run, steps) -> {
          AtomicInteger here = present.computeIfAbsent(run.cluster(), c -> new AtomicInteger());
          if (here.incrementAndGet() > 1) {
            together.add(run.cluster());
          }
          steps.at(50, "counting");
          here.decrementAndGet();
        };
    try (Replica one = replica(Set.of("busy", "other"), count);
        Replica two = replica(Set.of("busy", "other"), count)) {
      for (int i = 0; i < 5; i++) {
        one.background.collect("busy", "olga");
        two.background.collect("busy", "piet");
        two.background.collect("other", "piet");
      }
      one.start();
      two.start();
      for (String cluster : List.of("busy", "other")) {
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(all(one, cluster))
                        .extracting(StoredRun::state)
                        .containsOnly(State.SUCCEEDED));
      }
      List<StoredRun> busy =
          all(one, "busy").stream()
              .sorted((a, b) -> a.startedAt().compareTo(b.startedAt()))
              .toList();
      assertThat(busy).hasSize(10);
      for (int i = 1; i < busy.size(); i++) {
        assertThat(busy.get(i).startedAt()).isAfterOrEqualTo(busy.get(i - 1).endedAt());
      }
    }
    assertThat(together).isEmpty();
  }

  @Test
  void aRunWhoseReplicaIsKilledIsRecordedAsFailedAndDoneAgainByAnother() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledReplica.class.getName(),
                database.url(),
                manifests.toString(),
                "killed")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    UUID run;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.matches("[0-9a-f-]{36}")) {
        line = said.readLine();
      }
      run = UUID.fromString(line);
      killed.toHandle().destroyForcibly();
      killed.waitFor();
    } finally {
      killed.destroyForcibly();
    }
    try (Replica survivor = replica(Set.of("killed"), (r, steps) -> {})) {
      assertThat(state(survivor, run)).isEqualTo(State.RUNNING);
      StoredRun next = survivor.runs.find(survivor.background.collect("killed", "piet").id());
      survivor.start();
      await().atMost(LONG).until(() -> survivor.runs.repeatOf(run) != null);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(all(survivor, "killed"))
                      .hasSize(3)
                      .allMatch(r -> r.state().isEnded()));
      assertThat(survivor.runs.find(run))
          .returns(State.FAILED, StoredRun::state)
          .returns("the instance of the service that worked on it ended", StoredRun::error)
          .returns(true, StoredRun::lost);
      StoredRun again =
          all(survivor, "killed").stream().filter(r -> run.equals(r.repeats())).findFirst().get();
      assertThat(again)
          .returns(State.SUCCEEDED, StoredRun::state)
          .returns("olga", StoredRun::requestedBy);
      assertThat(state(survivor, next.id())).isEqualTo(State.SUCCEEDED);
      assertThat(survivor.evidence.latest("killed").sequence()).isEqualTo(2);
    }
  }

  @Test
  void cancellingStopsWhatWaitsAndWhatIsAtWorkOnAnotherReplicaAndLeavesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Replica worker =
            replica(
                Set.of("cancelled"),
                (run, steps) -> {
                  begun.countDown();
                  awaitLatch(goOn);
                });
        Replica asked = replica(Set.of("cancelled"), (run, steps) -> {})) {
      Run atWork = worker.background.collect("cancelled", "olga");
      worker.start();
      awaitLatch(begun);
      Run waiting = asked.background.collect("cancelled", "olga");
      asked.background.cancel(waiting.id());
      asked.background.cancel(atWork.id());
      Run after = asked.background.collect("cancelled", "piet");
      goOn.countDown();
      await().atMost(LONG).until(() -> state(asked, after.id()) == State.SUCCEEDED);
      assertThat(state(asked, atWork.id())).isEqualTo(State.CANCELLED);
      assertThat(asked.runs.find(waiting.id()))
          .returns(State.CANCELLED, StoredRun::state)
          .returns(null, StoredRun::startedAt);
      assertThat(asked.evidence.latest("cancelled").sequence()).isEqualTo(1);
    }
  }

  @Test
  void aReplicaThatIsStoppedLetsItsRunEndOrHandsItOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Replica stopped =
            replica(
                Set.of("stopped"),
                (run, steps) -> {
                  begun.countDown();
                  awaitLatch(goOn);
                });
        Replica other = replica(Set.of("stopped"), (run, steps) -> {})) {
      Run run = stopped.background.collect("stopped", "olga");
      stopped.start();
      awaitLatch(begun);
      stopped.present.stop(Duration.ofMillis(1));
      assertThat(other.runs.find(run.id()))
          .returns(State.FAILED, StoredRun::state)
          .returns("the service was stopped while it was at work", StoredRun::error);
      goOn.countDown();
      other.start();
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(all(other, "stopped"))
                      .filteredOn(r -> run.id().equals(r.repeats()))
                      .extracting(StoredRun::state)
                      .containsExactly(State.SUCCEEDED));
      // what was given up left nothing, though it went on
      assertThat(other.evidence.latest("stopped").sequence()).isEqualTo(1);
    }
  }
}
