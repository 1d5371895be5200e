package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.collect.NothingUsable;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.RunStore;
import dev.palisade.store.StoredRun;
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
class TakeSnapshotTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  @Inject TakeSnapshot takeSnapshot;
  @Inject EvidenceStore evidence;
  @Inject RunStore runs;
  @Inject StoreResult results;

  private StoredRun begun(String cluster) {
    UUID id =
        runs.request(RunStore.NewRun.requested(cluster, StoredRun.Kind.COLLECTION, "olga", NOW))
            .id();
    return runs.start(id, "here", NOW);
  }

  private Steps steps(StoredRun run) {
    return new RunSteps(run.id(), runs, results);
  }

  private static Snapshot empty(String cluster) {
    return new Snapshot(
        new ClusterIdentity(cluster, null, null),
        NOW,
        new CollectionRun(CollectionRun.Trigger.REQUEST, "olga", "test/1", NOW, NOW),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void whatWasCollectedIsStoredAndNamedByTheRun() {
    StoredRun run = begun("taken");
    String id =
        takeSnapshot.take(
            run,
            () -> {
              assertThat(QuarkusTransaction.isActive()).as("a transaction is open").isFalse();
              return empty("taken");
            },
            steps(run));
    StoredRun ended = runs.find(run.id());
    assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
    assertThat(ended.result()).isEqualTo(id);
    assertThat(evidence.find(UUID.fromString(id))).isEqualTo(evidence.find("taken", 1));
  }

  @Test
  void aSnapshotOfAnotherClusterIsNotStored() {
    StoredRun run = begun("this-one");
    assertThatThrownBy(() -> takeSnapshot.take(run, () -> empty("another"), steps(run)))
        .isInstanceOf(NothingUsable.class)
        .hasMessage("the snapshot is of cluster another, not this-one");
    assertThat(evidence.latest("another")).isNull();
  }

  @Test
  void whatARunThatIsCancelledInTheLastMomentStoredIsRolledBack() {
    StoredRun run = begun("last-moment");
    assertThatThrownBy(
            () ->
                results.store(
                    run.id(),
                    () -> {
                      runs.cancel(run.id(), NOW);
                      return evidence.append(empty("last-moment"));
                    },
                    stored -> stored.id().toString()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(evidence.latest("last-moment")).isNull();
  }

  @Test
  void aRunThatIsCancelledMeanwhileStoresNothing() {
    StoredRun run = begun("cancelled");
    assertThatThrownBy(
            () ->
                takeSnapshot.take(
                    run,
                    () -> {
                      runs.cancel(run.id(), NOW);
                      return empty("cancelled");
                    },
                    steps(run)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.find(run.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(evidence.latest("cancelled")).isNull();
  }
}
