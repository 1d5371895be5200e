package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.StoredRun.Kind;
import dev.palisade.store.StoredRun.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunStoreTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  private final RunStore runs = new RunStore(new ServiceDatabase());

  private UUID requested(String cluster, Kind kind, Instant at) {
    return runs.request(NewRun.requested(cluster, kind, "olga", at)).id();
  }

  @Test
  void aRunIsRequestedStartedAndEnds() {
    UUID id = requested("runs", Kind.COLLECTION, NOW);
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
                null,
                null,
                null,
                null,
                false));
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
                null,
                null,
                null,
                null,
                false));
  }

  @Test
  void aRunThatHasEndedStaysAsItIs() {
    UUID id = requested("ended", Kind.REPORT, NOW);
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
  void theDatabaseLetsNoSecondRunOfAClusterBegin() {
    UUID first = requested("one", Kind.REPORT, NOW);
    UUID second = requested("one", Kind.COLLECTION, NOW);
    UUID other = requested("other", Kind.COLLECTION, NOW);
    runs.start(first, "here", NOW);
    runs.start(other, "there", NOW);
    assertThatThrownBy(() -> runs.start(second, "there", NOW)).isInstanceOf(StoreFailure.class);
    assertThat(runs.find(second).state()).isEqualTo(State.QUEUED);
    runs.succeed(first, null, NOW);
    assertThat(runs.start(second, "there", NOW).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aRunThatWasLostIsDoneAgainOnce() {
    UUID lost = requested("lost", Kind.REPORT, NOW);
    assertThat(runs.lose(lost, "gone", NOW))
        .returns(State.FAILED, StoredRun::state)
        .returns(true, StoredRun::lost);
    assertThat(runs.repeatOf(lost)).isNull();
    NewRun again = NewRun.again(runs.find(lost), NOW.plusSeconds(1));
    StoredRun repeat = runs.request(again);
    assertThat(repeat).returns(lost, StoredRun::repeats).returns("olga", StoredRun::requestedBy);
    assertThat(runs.repeatOf(lost)).isEqualTo(repeat);
    assertThatThrownBy(() -> runs.request(again)).isInstanceOf(StoreFailure.class);
  }

  @Test
  void aPageOfRunsGoesOnAfterItsLast() {
    UUID first = requested("paged", Kind.REPORT, NOW);
    UUID second = requested("paged", Kind.REPORT, NOW.plusSeconds(1));
    UUID third = requested("paged", Kind.REPORT, NOW.plusSeconds(2));
    runs.cancel(second, NOW.plusSeconds(3));
    assertThat(runs.list("paged", null, List.of(), 9))
        .extracting(StoredRun::id)
        .containsExactly(third, second, first);
    assertThat(runs.list("paged", third, List.of(), 1))
        .extracting(StoredRun::id)
        .containsExactly(second);
    assertThat(runs.list("paged", null, List.of(State.CANCELLED), 9))
        .extracting(StoredRun::id)
        .containsExactly(second);
  }
}
