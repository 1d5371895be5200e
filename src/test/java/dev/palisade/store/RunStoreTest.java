package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.store.StoredRun.Kind;
import dev.palisade.store.StoredRun.State;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RunStoreTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  @Inject RunStore runs;

  @Test
  void aRunIsRequestedStartedAndEnds() {
    UUID id = runs.request("runs", Kind.COLLECTION, "olga", NOW).id();
    assertThat(runs.find(id))
        .isEqualTo(
            new StoredRun(
                "runs",
                id,
                Kind.COLLECTION,
                State.QUEUED,
                null,
                0,
                null,
                "olga",
                NOW,
                null,
                null,
                null,
                null));
    runs.start(id, "here", NOW.plusSeconds(1));
    assertThat(runs.progress(id, 40, "pods").progress()).isEqualTo(40);
    assertThat(runs.succeed(id, "snapshot 1", NOW.plusSeconds(2)))
        .isEqualTo(
            new StoredRun(
                "runs",
                id,
                Kind.COLLECTION,
                State.SUCCEEDED,
                "here",
                100,
                "pods",
                "olga",
                NOW,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                "snapshot 1",
                null));
  }

  @Test
  void aRunThatHasEndedStaysAsItIs() {
    UUID id = runs.request("ended", Kind.REPORT, "olga", NOW).id();
    assertThatThrownBy(() -> runs.succeed(id, null, NOW)).hasMessage("run " + id + " is QUEUED");
    runs.start(id, "here", NOW);
    assertThatThrownBy(() -> runs.start(id, "there", NOW)).hasMessage("run " + id + " is RUNNING");
    runs.cancel(id, NOW);
    List<Runnable> changes =
        List.of(
            () -> runs.progress(id, 1, "on"),
            () -> runs.succeed(id, null, NOW),
            () -> runs.fail(id, "broken", NOW),
            () -> runs.cancel(id, NOW));
    for (Runnable change : changes) {
      assertThatThrownBy(change::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("run " + id + " is CANCELLED");
    }
    assertThatThrownBy(() -> runs.start(UUID.randomUUID(), "here", NOW))
        .isInstanceOf(NotStored.class);
  }

  @Test
  void whatARunSaysLastsWhenItsWorkIsRolledBack() {
    UUID id = runs.request("lasting", Kind.ASSESSMENT, "olga", NOW).id();
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          runs.start(id, "here", NOW);
                          throw new IllegalStateException("lost");
                        }))
        .hasMessage("lost");
    assertThat(runs.find(id).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatAProcessThatIsNoMoreLeftBehindFails() {
    UUID queued = runs.request("left", Kind.REPORT, "olga", NOW).id();
    UUID running = runs.request("left", Kind.REPORT, "olga", NOW.plusSeconds(1)).id();
    runs.start(running, "gone", NOW);
    UUID done = runs.request("left", Kind.REPORT, "olga", NOW.plusSeconds(2)).id();
    runs.start(done, "gone", NOW);
    StoredRun ended = runs.succeed(done, null, NOW);

    assertThat(runs.failLeftBehind(NOW.plusSeconds(9))).isGreaterThanOrEqualTo(2);

    assertThat(runs.list("left", null, 9))
        .extracting(StoredRun::id)
        .containsExactly(done, running, queued);
    assertThat(runs.list("left", done, 1)).extracting(StoredRun::id).containsExactly(running);
    assertThat(runs.find(running).error()).isEqualTo("the service ended before the run did");
    assertThat(runs.find(queued).state()).isEqualTo(State.FAILED);
    assertThat(runs.find(done)).isEqualTo(ended);
  }
}
