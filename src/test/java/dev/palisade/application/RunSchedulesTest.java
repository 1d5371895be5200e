package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.ConfiguredSchedules.Task;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.RunStore;
import dev.palisade.store.StoredRun;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RunSchedulesTest {
  @Inject CheckRights rights;
  @Inject Scheduler scheduler;
  @Inject TakeSnapshot takeSnapshot;
  @Inject AssessCluster assess;
  @Inject IssueReport issue;
  @Inject ReadEvidence evidence;
  @Inject RunStore runs;
  @Inject Clock clock;
  @TempDir Path manifests;

  record Folder(Optional<List<Path>> files) implements ConfiguredClusters.Source {
    @Override
    public Optional<Path> kubeconfig() {
      return Optional.empty();
    }

    @Override
    public Optional<String> context() {
      return Optional.empty();
    }
  }

  record Given(String cluster, String cron, ZoneId timeZone, Task task, String framework)
      implements ConfiguredSchedules.Schedule {}

  private CollectCluster collect(String cluster) {
    return new CollectCluster(
        takeSnapshot,
        () -> Map.of(cluster, new Folder(Optional.of(List.of(manifests)))),
        rights,
        clock);
  }

  private RunInBackground background(CollectCluster collect) {
    return new RunInBackground(runs, collect, assess, issue, evidence, clock);
  }

  private void write(String name) throws IOException {
    Files.writeString(
        manifests.resolve(name + ".yaml"),
        "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}\n".formatted(name));
  }

  @Test
  void aScheduleTakesItsTurnByItsTimeZoneAndIsARun() throws Exception {
    write("shop");
    CollectCluster collect = collect("by-schedule");
    RunInBackground background = background(collect);
    ZonedDateTime soon = ZonedDateTime.now(ZoneId.of("Asia/Kolkata")).plusSeconds(2);
    String once =
        "%d %d %d %d %d ? %d"
            .formatted(
                soon.getSecond(),
                soon.getMinute(),
                soon.getHour(),
                soon.getDayOfMonth(),
                soon.getMonthValue(),
                soon.getYear());
    CountDownLatch taken = new CountDownLatch(1);
    CollectCluster observed =
        new CollectCluster(
            takeSnapshot,
            () -> Map.of("by-schedule", new Folder(Optional.of(List.of(manifests)))),
            rights,
            clock) {
          @Override
          StoredRun collect(StoredRun run, Trigger trigger) {
            try {
              return super.collect(run, trigger);
            } finally {
              taken.countDown();
            }
          }
        };
    RunSchedules schedules =
        new RunSchedules(
            scheduler,
            () ->
                Map.of(
                    "once",
                    new Given("by-schedule", once, ZoneId.of("Asia/Kolkata"), Task.COLLECT, "all")),
            collect,
            background(observed));

    schedules.start();

    assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(background.list("by-schedule", null, 10))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
              assertThat(run.requestedBy()).isEqualTo("schedule once");
              assertThat(run.kind()).isEqualTo(Run.Kind.COLLECTION);
            });
    assertThat(evidence.find("by-schedule", SnapshotChoice.LATEST).sequence()).isEqualTo(1);
    assertThat(evidence.snapshot("by-schedule", SnapshotChoice.LATEST).run().trigger())
        .isEqualTo(Trigger.SCHEDULE);
  }

  @Test
  void theNextTurnIsByTheZonesClock() {
    CollectCluster collect = collect("elsewhere");
    new RunSchedules(
            scheduler,
            () ->
                Map.of(
                    "nightly",
                    new Given(
                        "elsewhere",
                        "0 30 2 * * ?",
                        ZoneId.of("Asia/Kolkata"),
                        Task.COLLECT,
                        "all")),
            collect,
            background(collect))
        .start();
    Instant next = scheduler.getScheduledJob("palisade.nightly").getNextFireTime();
    scheduler.unscheduleJob("palisade.nightly");
    assertThat(next.atOffset(ZoneOffset.UTC).toLocalTime()).hasToString("21:00");
  }

  @Test
  void aScheduleOfAClusterThatNobodyConfiguredIsRefusedAtTheStart() {
    CollectCluster collect = collect("known");
    RunSchedules schedules =
        new RunSchedules(
            scheduler,
            () ->
                Map.of(
                    "lost",
                    new Given("unknown", "0 0 2 * * ?", ZoneOffset.UTC, Task.COLLECT, "all")),
            collect,
            background(collect));
    assertThatThrownBy(schedules::start)
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("palisade.clusters.unknown");
    assertThat(scheduler.getScheduledJob("palisade.lost")).isNull();
  }

  @Test
  void runsOfAClusterWaitForEachOther() throws Exception {
    write("shop");
    RunInBackground background = background(collect("queued"));
    RunInBackground.Started first = background.collect("queued", "olga", Trigger.REQUEST);
    RunInBackground.Started second = background.collect("queued", "piet", Trigger.REQUEST);
    Run one = first.end().get(60, TimeUnit.SECONDS);
    Run two = second.end().get(60, TimeUnit.SECONDS);
    assertThat(one.state()).isEqualTo(Run.State.SUCCEEDED);
    assertThat(two.startedAt()).isAfterOrEqualTo(one.endedAt());
    assertThat(evidence.find("queued", SnapshotChoice.LATEST).sequence()).isEqualTo(2);
  }

  @Test
  void whatFailsSaysWhyAndLetsTheNextOneBegin() throws Exception {
    RunInBackground background = background(collect("empty"));
    Run failed =
        background.collect("empty", "olga", Trigger.REQUEST).end().get(60, TimeUnit.SECONDS);
    assertThat(failed.state()).isEqualTo(Run.State.FAILED);
    assertThat(failed.error()).contains(manifests.toString());
    write("shop");
    Run next = background.collect("empty", "olga", Trigger.REQUEST).end().get(60, TimeUnit.SECONDS);
    assertThat(next.state()).isEqualTo(Run.State.SUCCEEDED);
    Run unscoped =
        background
            .startAssessing(
                new AssessCluster.Request("empty", SnapshotChoice.LATEST, null, null), "olga")
            .end()
            .get(60, TimeUnit.SECONDS);
    assertThat(unscoped.error()).isEqualTo("no scope was declared for cluster empty yet");
    assertThatThrownBy(() -> background.collect("other", "olga")).isInstanceOf(NotFound.class);
  }
}
