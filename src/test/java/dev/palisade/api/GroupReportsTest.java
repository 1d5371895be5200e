package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.ReadEvidence;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.application.VerifyEvidence;
import dev.palisade.ledger.AlteredBundle;
import dev.palisade.ledger.IndependentVerifier;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;

/// Reports over several clusters, from the order to the bundle.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(GroupReportsTest.Configured.class)
class GroupReportsTest {
  @Inject Fixture fixture;
  @Inject ReadEvidence read;
  @Inject EvidenceStore evidence;
  @TempDir Path folder;

  /// A group in the configuration.
  public static final class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("palisade.groups.all-of-it", "sample,twin,bare");
    }
  }

  /// The sample, the same under another name, and a cluster with neither scope nor snapshot.
  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
    if (!read.clusters().contains("twin")) {
      Snapshot sample = read.snapshot("sample", SnapshotChoice.LATEST);
      evidence.append(
          new Snapshot(
              new ClusterIdentity("twin", "uid-of-twin", sample.cluster().apiServerVersion()),
              sample.takenAt(),
              sample.run(),
              sample.manifests(),
              sample.calls(),
              sample.gaps()));
      putScope("twin", Files.readAllBytes(Path.of("src/main/resources/sample/scope.yaml")));
      putScope(
          "bare",
          """
          apiVersion: palisade.dev/v1
          kind: Scope
          cluster: {dialect: kubernetes}
          zones:
            - {name: shop, category: trusted, namespaces: {names: [shop]}}
          """
              .getBytes(UTF_8));
    }
  }

  private void putScope(String cluster, byte[] document) {
    assertThat(
            fixture
                .as(COMPLIANCE_OFFICER)
                .contentType("application/yaml")
                .header("If-None-Match", "*")
                .body(document)
                .put("/api/v1/clusters/" + cluster + "/scope")
                .statusCode())
        .isBetween(200, 201);
  }

  private Response order(String body) {
    return fixture
        .as(COMPLIANCE_OFFICER)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/reports");
  }

  private Response get(String path) {
    return fixture.as(AUDITOR).get("/api/v1/" + path);
  }

  /// The id of the report.
  private String issued(String body) {
    Response run = order(body);
    assertThat(run.statusCode()).as(run.asString()).isEqualTo(202);
    String id = run.jsonPath().getString("id");
    get("runs/" + id + "/events").asString(); // ends with the run
    JsonPath ended = get("runs/" + id).jsonPath();
    assertThat(ended.getString("state")).as(ended.prettify()).isEqualTo("succeeded");
    assertThat(ended.getString("resultLocation"))
        .isEqualTo("/api/v1/group-reports/" + ended.getString("result"));
    return ended.getString("result");
  }

  @Test
  void aReportOverAGroupNamesTheReportOfEachClusterAndTakesTheGravestOfThem() {
    String id = issued("{\"group\":\"all-of-it\",\"framework\":\"pci-dss\"}");
    JsonPath group = get("group-reports/" + id).jsonPath();

    assertThat(group.getString("number")).matches("GROUP-PCI-DSS-[0-9]{4}-G[0-9]{4}");
    assertThat(group.getString("group")).isEqualTo("all-of-it");
    assertThat(group.<String>getList("members.cluster")).containsExactly("bare", "sample", "twin");
    assertThat(group.getString("members[0].missing")).contains("bare");
    for (int i = 1; i <= 2; i++) {
      JsonPath own =
          get("reports/" + group.getString("members[" + i + "].report.id") + "/versions")
              .jsonPath();
      assertThat(own.<String>getList("digest"))
          .contains(group.getString("members[" + i + "].report.digest"));
    }
    // one cluster is not judged: nothing is supported, and what fails in another fails
    assertThat(group.<String>getList("requirements.outcome"))
        .contains("contradicted")
        .doesNotContain("supported", "not-applicable");
    // the twin has the sample's findings
    assertThat(group.getList("shared")).isNotEmpty();
    assertThat(group.<List<String>>getList("shared.clusters.cluster"))
        .allSatisfy(names -> assertThat(names).contains("sample", "twin"));
  }

  @Test
  void theSameOnceMoreIsTheNextVersionAndALaterNumberWithoutAGapIsAnothers() {
    String body = "{\"clusters\":[\"twin\",\"sample\"],\"framework\":\"soc2\"}";
    String one = issued(body);
    String two = issued("{\"clusters\":[\"sample\",\"twin\",\"twin\"],\"framework\":\"soc2\"}");
    JsonPath first = get("group-reports/" + one).jsonPath();
    JsonPath second = get("group-reports/" + two).jsonPath();

    assertThat(second.getString("number")).isEqualTo(first.getString("number"));
    assertThat(second.getInt("version")).isEqualTo(first.getInt("version") + 1);
    assertThat(second.getString("supersedes")).isEqualTo(one);
    assertThat(get("group-reports/" + one + "/notes").jsonPath().getString("state"))
        .isEqualTo("superseded");
    assertThat(get("group-reports/" + two + "/versions").jsonPath().getList("id"))
        .contains(one, two);
    String other = issued("{\"clusters\":[\"twin\"],\"framework\":\"soc2\"}");
    assertThat(get("group-reports/" + other).jsonPath().getString("number"))
        .isNotEqualTo(first.getString("number"));
  }

  @Test
  void aReportThatWasWithdrawnIsNotBuiltUponAndThoseThatWereAreMarked() {
    String body = "{\"clusters\":[\"twin\",\"bare\"],\"framework\":\"all\"}";
    String before = issued(body);
    String own = get("group-reports/" + before).jsonPath().getString("members[1].report.id");
    assertThat(
            fixture
                .as(COMPLIANCE_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "wrong scope"))
                .post("/api/v1/reports/" + own + "/withdraw")
                .statusCode())
        .isEqualTo(200);

    assertThat(get("group-reports/" + before + "/notes").jsonPath().getString("members.twin"))
        .isEqualTo("withdrawn");
    assertThat(fixture.as(AUDITOR).get("/group-reports/" + before).asString())
        .contains("A report that this one is made of was withdrawn");
    assertThat(get("group-reports/" + issued(body)).jsonPath().getString("members[1].report.id"))
        .isNotEqualTo(own);
  }

  @Test
  void everyFormatForSeveralClustersIsOfferedAndTheOthersLeadToTheMembers() throws Exception {
    String id = issued("{\"clusters\":[\"sample\",\"bare\"]}");
    for (String format : List.of("json", "pdf", "html", "csv", "md")) {
      assertThat(get("group-reports/" + id + "?format=" + format).statusCode()).isEqualTo(200);
    }
    Response executive = get("group-reports/" + id + "?extent=executive");
    try (PdfReader pdf = new PdfReader(executive.asByteArray())) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
    }
    Response oscal = get("group-reports/" + id + "?format=oscal");
    assertThat(oscal.statusCode()).isEqualTo(400);
    assertThat(oscal.jsonPath().getString("detail"))
        .contains("for oscal take the report on each cluster");
    String page = fixture.as(AUDITOR).get("/group-reports/" + id).asString();
    assertThat(page).contains("Requirements by cluster", "No report:", "/clusters/sample");
    assertThat(fixture.as(AUDITOR).get("/group-reports").asString())
        .contains("/group-reports/" + id);
  }

  @Test
  void theBundleIsWholeAndABundleThatWasAlteredIsNot() throws Exception {
    String id = issued("{\"clusters\":[\"sample\",\"twin\"],\"framework\":\"pci-dss\"}");
    byte[] zip = get("group-reports/" + id + "/bundle").asByteArray();
    Path keys =
        Files.write(folder.resolve("keys"), fixture.as(AUDITOR).get("/ledger/keys").asByteArray());
    IndependentVerifier independent = IndependentVerifier.compiled(folder);

    assertThat(verified(zip, List.of(keys.toString()))).isEqualTo(VerifyEvidence.Answer.VERIFIED);
    assertThat(verified(zip, List.of())).isEqualTo(VerifyEvidence.Answer.UNANCHORED);
    assertThat(independent.verify(zip, "--key", keys.toString()))
        .returns(0, IndependentVerifier.Answer::code);
    assertThat(independent.verify(zip).code()).isEqualTo(4);
    for (String path :
        List.of("report.json", "report.pdf", "issued.json", "envelope.json", "entry.json")) {
      byte[] altered = AlteredBundle.in(zip, path);
      assertThat(verified(altered, List.of(keys.toString())))
          .as(path)
          .isEqualTo(VerifyEvidence.Answer.TAMPERED);
      IndependentVerifier.Answer said = independent.verify(altered, "--key", keys.toString());
      assertThat(said.code()).as(path + said).isEqualTo(1);
    }
    Path alone =
        Files.write(
            folder.resolve("group.json"),
            get("group-reports/" + id + "?format=json").asByteArray());
    assertThat(VerifyEvidence.of(alone, List.of(), null).answer())
        .isEqualTo(VerifyEvidence.Answer.UNANCHORED);
  }

  private VerifyEvidence.Answer verified(byte[] bundle, List<String> keys) throws Exception {
    return VerifyEvidence.of(Files.write(folder.resolve("group.zip"), bundle), keys, null).answer();
  }

  /// A cluster may be called anything: what is on it alone is never taken for what is on many.
  @Test
  void noClusterHasANumberThatAReportOverSeveralCouldHave() throws Exception {
    putScope("GROUP", Files.readAllBytes(Path.of("src/main/resources/sample/scope.yaml")));
    Snapshot sample = read.snapshot("sample", SnapshotChoice.LATEST);
    evidence.append(
        new Snapshot(
            new ClusterIdentity("GROUP", "uid-of-group", sample.cluster().apiServerVersion()),
            sample.takenAt(),
            sample.run(),
            sample.manifests(),
            sample.calls(),
            sample.gaps()));
    String id = issued("{\"clusters\":[\"GROUP\"],\"framework\":\"soc2\"}");
    JsonPath group = get("group-reports/" + id).jsonPath();
    String own = group.getString("members[0].report.number");
    assertThat(own).matches("GROUP-SOC2-[0-9]{4}-[0-9]{4}");
    assertThat(group.getString("number")).matches("GROUP-SOC2-[0-9]{4}-G[0-9]{4}");
  }

  @Test
  void whoMayNotSeeAllOfTheClustersNeitherSeesNorMakesOrFollowsIt() {
    String id = issued("{\"clusters\":[\"sample\",\"twin\"]}");
    String auditor = fixture.token("only sample", AUDITOR, List.of("sample"));
    for (String path : List.of("", "/bundle", "/versions", "/notes", "?format=pdf")) {
      Response answer = Fixture.with(auditor).get("/api/v1/group-reports/" + id + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.asString()).doesNotContain("twin");
    }
    assertThat(Fixture.with(auditor).get("/group-reports/" + id).statusCode()).isEqualTo(403);
    assertThat(Fixture.with(auditor).get("/api/v1/group-reports").asString()).doesNotContain(id);
    assertThat(Fixture.with(auditor).get("/group-reports").asString()).doesNotContain(id, "twin");

    String officer = fixture.token("only sample", COMPLIANCE_OFFICER, List.of("sample"));
    for (String body :
        List.of("{\"clusters\":[\"sample\",\"twin\"]}", "{\"group\":\"all-of-it\"}")) {
      Response refused =
          Fixture.with(officer).contentType(ContentType.JSON).body(body).post("/api/v1/reports");
      assertThat(refused.statusCode()).isEqualTo(403);
    }
    assertThat(
            Fixture.with(officer)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "mine"))
                .post("/api/v1/group-reports/" + id + "/withdraw")
                .statusCode())
        .isEqualTo(403);
    String both = fixture.token("both", AUDITOR, List.of("sample", "twin"));
    assertThat(Fixture.with(both).get("/api/v1/group-reports").asString()).contains(id);
  }

  @Test
  void notesAndAWithdrawalStandBesideTheReport() {
    String id = issued("{\"clusters\":[\"bare\",\"sample\"],\"framework\":\"pci-dss\"}");
    byte[] bytes = get("group-reports/" + id + "?format=json").asByteArray();
    String path = "/api/v1/group-reports/" + id;
    assertThat(
            fixture
                .as(AUDITOR)
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "attestation", "text", "I read all of them"))
                .post(path + "/notes")
                .statusCode())
        .isEqualTo(201);
    for (int status : new int[] {200, 409}) {
      assertThat(
              fixture
                  .as(COMPLIANCE_OFFICER)
                  .contentType(ContentType.JSON)
                  .body(Map.of("reason", "north is missing"))
                  .post(path + "/withdraw")
                  .statusCode())
          .isEqualTo(status);
    }
    JsonPath life = get("group-reports/" + id + "/notes").jsonPath();
    assertThat(life.getString("state")).isEqualTo("withdrawn");
    assertThat(life.getString("withdrawal.reason")).isEqualTo("north is missing");
    assertThat(life.<String>getList("notes.text")).containsExactly("I read all of them");
    assertThat(get("group-reports/" + id + "?format=json").asByteArray()).isEqualTo(bytes);
  }

  @Test
  void aPeriodInWhichNobodyLookedSupportsNothingInAnyCluster() {
    Instant taken = read.snapshot("sample", SnapshotChoice.LATEST).takenAt();
    Instant from = taken.minusSeconds(3 * 86_400);
    Instant to = taken.plusSeconds(1);
    String id =
        issued(
            "{\"clusters\":[\"sample\",\"twin\",\"bare\"],\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(from, to));
    JsonPath group = get("group-reports/" + id).jsonPath();

    assertThat(group.getString("kind")).isEqualTo("period");
    assertThat(Instant.parse(group.getString("period.from"))).isEqualTo(from);
    assertThat(group.getString("members[1].report.looking.unobserved")).startsWith("PT");
    assertThat(group.getString("members[0].missing")).isNotNull();
    assertThat(group.<String>getList("requirements.outcome"))
        .isNotEmpty()
        .doesNotContain("supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|name clusters",
        "{\"clusters\":[]}|400|from 1 to 100 clusters",
        "{\"clusters\":[null]}|400|null is no cluster",
        "{\"clusters\":[\"sample\"],\"group\":\"**\"}|400|the first a letter",
        "{\"clusters\":[\"sample\",\"unheard\"]}|404|there is no cluster unheard",
        "{\"group\":\"nobodys\"}|404|there is no group nobodys",
        "{\"clusters\":[\"sample\"],\"framework\":\"iso\"}|400|iso",
        "{\"clusters\":[\"sample\"],\"kind\":\"period\"}|400|from: is missing",
        "{\"clusters\":[\"sample\"],\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|400|ends after",
        "{\"clusters\":[\"sample\"],\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2150-01-01T00:00:00Z\"}|400|not over",
        "{\"clusters\":[\"sample\"],\"from\":\"-1000-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|400|between the years"
      })
  void nonsenseIsAProblemAtOnce(String body, int status, String detail) {
    Response answer = order(body);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).contains(detail);
  }
}
