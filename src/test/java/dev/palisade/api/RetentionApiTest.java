package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.PruneOldEvidence;
import dev.palisade.application.RetentionSettings;
import dev.palisade.application.UnusableInput;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PodManifests;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.RetentionStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.JobKey;
import org.quartz.Scheduler;

/// Holds and retention as those see them who ask the service.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RetentionApiTest {
  @Inject Fixture fixture;
  @Inject EvidenceStore evidence;
  @Inject RetentionStore retention;
  @Inject Scheduler scheduler;
  @Inject PruneOldEvidence prune;

  private static Snapshot taken(String cluster, int monthsAgo, String content) {
    Instant end = Instant.now().atOffset(ZoneOffset.UTC).minusMonths(monthsAgo).toInstant();
    return new Snapshot(
        new ClusterIdentity(cluster, null, null),
        end,
        new CollectionRun(CollectionRun.Trigger.REQUEST, "test", "test/1", end, end),
        List.of(PodManifests.pod("a", "one", content)),
        List.of(),
        List.of());
  }

  private String cluster(String name) {
    evidence.append(taken(name, 40, "old"));
    evidence.append(taken(name, 30, "middle"));
    evidence.append(taken(name, 1, "new"));
    return "/api/v1/clusters/" + name;
  }

  @Test
  void whatIsOldGoesOnceNoHoldStandsAndIsAnsweredAsGone() {
    String path = cluster("keeps");
    Response placed =
        fixture
            .as(COMPLIANCE_OFFICER)
            .contentType(ContentType.JSON)
            .body("{\"reason\": \"case 7\"}")
            .post(path + "/holds");
    assertThat(placed.statusCode()).isEqualTo(201);
    String hold = placed.jsonPath().getString("id");

    Response held = fixture.as(ADMINISTRATOR).post(path + "/retention/prune?dryRun=false");
    assertThat(held.jsonPath().getList("pruned")).isEmpty();
    assertThat(held.jsonPath().getBoolean("outlook.held")).isTrue();
    assertThat(held.jsonPath().getInt("outlook.contents")).isEqualTo(1);

    String lift = path + "/holds/" + hold + "/lift";
    for (String nothing : List.of(" ", "x".repeat(20_001), "a\\u0000b")) {
      assertThat(lift(lift, "{\"reason\": \"" + nothing + "\"}").statusCode()).isEqualTo(400);
      assertThat(lift(path + "/holds", "{\"reason\": \"" + nothing + "\"}").statusCode())
          .isEqualTo(400);
    }
    assertThat(lift(lift, "{\"reason\": \"settled\"}").statusCode()).isEqualTo(200);
    assertThat(lift(lift, "{\"reason\": \"settled\"}").statusCode()).isEqualTo(409);
    assertThat(
            fixture
                .as(AUDITOR)
                .get(path + "/holds")
                .jsonPath()
                .getString("find { it.id == '" + hold + "' }.lifted.reason"))
        .isEqualTo("settled");

    Response dry = fixture.as(ADMINISTRATOR).post(path + "/retention/prune");
    assertThat(dry.jsonPath().getBoolean("dryRun")).isTrue();
    assertThat(dry.jsonPath().getList("outlook.runs")).isEmpty();

    Response done = fixture.as(ADMINISTRATOR).post(path + "/retention/prune?dryRun=false");
    assertThat(done.jsonPath().getInt("pruned[0].contents")).isEqualTo(1);
    assertThat(done.jsonPath().getInt("outlook.contents")).isZero();
    assertThat(
            fixture.as(AUDITOR).get(path + "/retention").jsonPath().<String>getList("runs.digests"))
        .containsExactly(done.jsonPath().getString("pruned[0].digests"));

    String old = evidence.objects("keeps", 1).getFirst().digest();
    Response gone = fixture.as(AUDITOR).get("/api/v1/objects/" + old);
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.jsonPath().getString("type")).isEqualTo("/problems/pruned");
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/audit-log?cluster=keeps")
                .jsonPath()
                .<String>getList("items.action"))
        .contains("hold.place", "hold.lift", "retention.prune");
  }

  private Response lift(String path, String body) {
    return fixture.as(COMPLIANCE_OFFICER).contentType(ContentType.JSON).body(body).post(path);
  }

  record Given(int months, String cron) implements RetentionSettings {}

  @ParameterizedTest
  @ValueSource(ints = {0, 11, -24})
  void aServiceThatIsToKeepLessThanTwelveMonthsDoesNotStart(int months) {
    assertThatThrownBy(
            () ->
                new PruneOldEvidence(retention, evidence, new Given(months, "off"), scheduler)
                    .start())
        .isInstanceOf(UnusableInput.class)
        .hasMessage(
            "palisade.retention.months: " + months + ": evidence is kept for at least 12 months");
  }

  @Test
  void itsTurnStandsInTheTablesThatAllReplicasShareUntilItIsSwitchedOff() throws Exception {
    JobKey job = JobKey.jobKey("retention", "installation");
    for (int start = 0; start < 2; start++) {
      QuarkusTransaction.requiringNew().run(prune::start);
      assertThat(scheduler.getTriggersOfJob(job)).hasSize(1);
    }
    var off = new PruneOldEvidence(retention, evidence, new Given(24, "off"), scheduler);
    QuarkusTransaction.requiringNew().run(off::start);
    assertThat(scheduler.checkExists(job)).isFalse();
  }

  @Test
  void whatIsYoungerThanTheSettingStays() {
    cluster("keeps-longer");
    var longer = new PruneOldEvidence(retention, evidence, new Given(36, "off"), scheduler);
    assertThat(longer.prune("keeps-longer", "test")).isEmpty();
    var shorter = new PruneOldEvidence(retention, evidence, new Given(12, "off"), scheduler);
    assertThat(shorter.prune("keeps-longer", "test")).hasSize(1);
    assertThat(prune.prune("keeps-longer", "test")).isEmpty();
  }
}
