package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.Role;
import dev.palisade.application.VerifyEvidence;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an auditor gets to prove a report, over the API.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LedgerEndpointsTest {
  @Inject Fixture fixture;
  @TempDir Path folder;

  @BeforeEach
  void sample() throws IOException {
    fixture.loadSample();
  }

  private Response get(String path) {
    return fixture.as(AUDITOR).get("/api/v1/" + path);
  }

  private String report() {
    return get("clusters/sample/reports?limit=1").jsonPath().getString("items[0].id");
  }

  private Path file(String name, Response answer) throws IOException {
    assertThat(answer.statusCode()).as(name).isEqualTo(200);
    return Files.write(folder.resolve(name), answer.asByteArray());
  }

  private String key() {
    return get("ledger/keys").jsonPath().getString("[0].key");
  }

  private static long size(Path checkpoint) throws IOException {
    return Long.parseLong(Files.readAllLines(checkpoint).get(1));
  }

  @Test
  void aBundleIsVerifiedByTheKeyAndByACheckpointOfBefore() throws Exception {
    Path before = file("before.txt", get("ledger/checkpoint"));
    assertThat(
            fixture
                .as(Role.COMPLIANCE_OFFICER)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/reports/" + report() + "/versions")
                .statusCode())
        .as("the log grows")
        .isEqualTo(201);
    Response answer = get("reports/" + report() + "/bundle?from=" + size(before));
    assertThat(answer.contentType()).isEqualTo("application/zip");
    assertThat(answer.header("Content-Disposition")).contains("SAMPLE-ALL-").contains(".zip");
    Path bundle = file("bundle.zip", answer);

    VerifyEvidence verified = VerifyEvidence.of(bundle, List.of(key()), before);
    assertThat(verified.answer())
        .as(verified.reasons().toString())
        .isEqualTo(VerifyEvidence.Answer.VERIFIED);
    assertThat(VerifyEvidence.of(bundle, List.of(), null).answer())
        .isEqualTo(VerifyEvidence.Answer.UNANCHORED);
    assertThat(get("audit-log?limit=5").asString()).contains("\"detail\":\"bundle\"");

    Path verifier = file("Verify.java", get("ledger/verifier"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                verifier.toString(),
                bundle.toString(),
                "--key",
                key())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(said).contains("VERIFIED");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theBundleHoldsWhatTheReportWasJudgedBy() throws IOException {
    String zip = new String(get("reports/" + report() + "/bundle").asByteArray());
    String json = get("reports/" + report()).asString();
    assertThat(zip).contains("scope.yaml", "issued.json", "report.json", "report.pdf", json);
    assertThat(zip).containsPattern("manifests/[0-9a-f]{64}\\.json");
  }

  @Test
  void entriesAreProvedToCheckpointsAndCheckpointsToEachOther() throws IOException {
    String first = get("ledger/entries/0").asString();
    assertThat(first).contains("\"format\":\"palisade/ledger-entry/v1\"", "\"kind\":\"");
    Path checkpoint = file("now.txt", get("ledger/checkpoint"));
    long size = size(checkpoint);
    assertThat(get("ledger/checkpoint?size=" + size).asByteArray())
        .isEqualTo(Files.readAllBytes(checkpoint));
    Response proof = get("ledger/entries/0/proof?size=" + size);
    assertThat(proof.jsonPath().getLong("size")).isEqualTo(size);
    assertThat(proof.jsonPath().getString("format")).isEqualTo("palisade/log-proof/v1");
    Response grown = get("ledger/consistency?from=1&to=" + size);
    assertThat(grown.jsonPath().getList("hashes")).isNotEmpty();
    assertThat(grown.jsonPath().getString("toRoot")).matches("[0-9a-f]{64}");
  }

  @Test
  void nonsenseIsRefusedAsAProblem() {
    record Case(String path, int status, String type) {}
    for (Case c :
        List.of(
            new Case("ledger/checkpoint?size=-1", 400, "invalid-parameter"),
            new Case("ledger/checkpoint?size=999999", 404, "not-found"),
            new Case("ledger/entries/x", 400, "invalid-parameter"),
            new Case("ledger/entries/999999", 404, "not-found"),
            new Case("ledger/entries/999999999999999999999", 400, "invalid-parameter"),
            new Case("ledger/entries/1/proof?size=1", 400, "unusable-input"),
            new Case("ledger/entries/0/proof?size=999999", 404, "not-found"),
            new Case("ledger/consistency", 400, "invalid-parameter"),
            new Case("ledger/consistency?from=2&to=1", 400, "unusable-input"),
            new Case("ledger/consistency?from=0&to=999999", 404, "not-found"),
            new Case("reports/x/bundle", 400, "invalid-parameter"),
            new Case("reports/" + report() + "/bundle?from=0", 400, "unusable-input"),
            new Case("reports/" + report() + "/bundle?from=one", 400, "invalid-parameter"))) {
      Response answer = get(c.path());
      assertThat(answer.statusCode()).as(c.path()).isEqualTo(c.status());
      assertThat(answer.contentType()).as(c.path()).startsWith("application/problem+json");
      assertThat(answer.jsonPath().getString("type")).as(c.path()).contains(c.type());
    }
  }

  @Test
  void aTokenLimitedToClustersSeesNoNamesOfOthers() {
    String limited = fixture.token("elsewhere", AUDITOR, List.of("elsewhere"));
    assertThat(Fixture.with(limited).get("/api/v1/ledger/entries/0").statusCode()).isEqualTo(403);
    assertThat(Fixture.with(limited).get("/api/v1/ledger/checkpoint").statusCode()).isEqualTo(200);
    assertThat(Fixture.with(limited).get("/api/v1/reports/" + report() + "/bundle").statusCode())
        .isEqualTo(403);
  }
}
