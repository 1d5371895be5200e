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
    StoredRun run = takeSnapshot.request("taken", "olga");
    StoredRun ended =
        takeSnapshot.take(
            run,
            () -> {
              assertThat(QuarkusTransaction.isActive()).as("a transaction is open").isFalse();
              return empty("taken");
            });
    assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
    assertThat(evidence.find(UUID.fromString(ended.result()))).isEqualTo(evidence.find("taken", 1));
  }

  @Test
  void aCollectionThatFailsIsAFailedRunAndNoSnapshot() {
    StoredRun run = takeSnapshot.request("unreachable", "olga");
    StoredRun ended =
        takeSnapshot.take(
            run,
            () -> {
              throw new NothingUsable("the cluster does not answer");
            });
    assertThat(ended.state()).isEqualTo(State.FAILED);
    assertThat(ended.error()).isEqualTo("the cluster does not answer");
    assertThat(evidence.latest("unreachable")).isNull();
  }

  @Test
  void aSnapshotOfAnotherClusterIsNotStored() {
    StoredRun ended =
        takeSnapshot.take(takeSnapshot.request("this-one", "olga"), () -> empty("another"));
    assertThat(ended.error()).isEqualTo("the snapshot is of cluster another, not this-one");
    assertThat(evidence.latest("another")).isNull();
  }

  @Test
  void aRunThatIsCancelledMeanwhileStoresNothing() {
    StoredRun run = takeSnapshot.request("cancelled", "olga");
    assertThatThrownBy(
            () ->
                takeSnapshot.take(
                    run,
                    () -> {
                      runs.cancel(run.id(), NOW);
                      return empty("cancelled");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.find(run.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(evidence.latest("cancelled")).isNull();
  }
}
