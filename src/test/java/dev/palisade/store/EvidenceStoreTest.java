package dev.palisade.store;

import static dev.palisade.store.Histories.START;
import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.CanonicalJson;
import dev.palisade.snapshot.Manifest;
import dev.palisade.store.EvidenceStore.Selection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceStoreTest {
  @Inject EvidenceStore evidence;
  @Inject DataSource database;

  @Test
  void theServiceWorksWithTheRightsOfItsRoleAlone() throws Exception {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT current_user")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("palisade_service");
      assertThatThrownBy(() -> sql.execute("DELETE FROM snapshot"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void snapshotsAreFoundByClusterSequenceIdAndTime() {
    StoredSnapshot one = evidence.append(snapshot("found", 0, manifest("a", "one", "x")));
    StoredSnapshot two = evidence.append(snapshot("found", 5, manifest("a", "one", "y")));

    assertThat(evidence.find("found", 1)).isEqualTo(one);
    assertThat(evidence.find(two.id())).isEqualTo(two);
    assertThat(evidence.latest("found")).isEqualTo(two);
    assertThat(evidence.sequenceAt("found", START.minusSeconds(1))).isNull();
    assertThat(evidence.sequenceAt("found", START)).isEqualTo(1);
    assertThat(evidence.sequenceAt("found", START.plusSeconds(5 * 3600 - 1))).isEqualTo(1);
    assertThat(evidence.sequenceAt("found", START.plusSeconds(5 * 3600))).isEqualTo(2);
    assertThat(evidence.load("found", 2).manifests()).hasSize(1);
    assertThat(evidence.clusters()).contains("found");
    assertThat(evidence.verifyChain("found")).isEqualTo(new ChainVerification(2, List.of()));
  }

  @Test
  void whatIsNotThereIsSaidOrNull() {
    evidence.enter("nothing-yet");
    assertThat(evidence.latest("nothing-yet")).isNull();
    assertThat(evidence.latest("no-such-cluster")).isNull();
    assertThat(evidence.find(UUID.randomUUID())).isNull();
    assertThat(evidence.sequenceAt("nothing-yet", START)).isNull();
    assertThat(evidence.content("nothing-yet", "0".repeat(64))).isNull();
    assertThatThrownBy(() -> evidence.load("nothing-yet", 1))
        .isInstanceOf(NotStored.class)
        .hasMessage("cluster nothing-yet has no snapshot 1");
    assertThatThrownBy(() -> evidence.list("no-such-cluster", Selection.newest(1)))
        .isInstanceOf(NotStored.class)
        .hasMessage("there is no cluster no-such-cluster");
  }

  @Test
  void listsArePagedAndLimitedInTime() {
    for (int hour = 0; hour < 5; hour++) {
      evidence.append(snapshot("paged", hour));
    }
    assertThat(sequences(Selection.newest(2))).containsExactly(5L, 4L);
    assertThat(sequences(new Selection(null, null, 4L, 2))).containsExactly(3L, 2L);
    assertThat(sequences(new Selection(null, null, 2L, 2))).containsExactly(1L);
    assertThat(sequences(new Selection(START.plusSeconds(3600), START.plusSeconds(10800), null, 9)))
        .containsExactly(3L, 2L);
  }

  private List<Long> sequences(Selection selection) {
    return evidence.list("paged", selection).stream().map(StoredSnapshot::sequence).toList();
  }

  @Test
  void objectsAndTheirContentsAreAtHand() {
    Manifest one = manifest("a", "one", "x");
    Manifest two = manifest("a", "two", "x");
    evidence.append(snapshot("objects", 0, two, one));
    evidence.append(snapshot("objects", 1, two));
    assertThat(evidence.objects("objects", 1)).containsExactly(one.ref(), two.ref());
    assertThat(evidence.objects("objects", 2)).containsExactly(two.ref());
    assertThat(evidence.content("objects", one.ref().digest()))
        .isEqualTo(CanonicalJson.text(one.root()));
  }

  @Test
  void aTransactionThatIsRolledBackTakesItsSnapshotWithIt() {
    evidence.append(snapshot("rolled-back", 0));
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          evidence.append(snapshot("rolled-back", 1, manifest("a", "one", "x")));
                          throw new IllegalStateException("afterwards");
                        }))
        .hasMessage("afterwards");
    assertThat(evidence.append(snapshot("rolled-back", 2)).sequence()).isEqualTo(2);
    assertThat(evidence.verifyChain("rolled-back").isWhole()).isTrue();
  }
}
