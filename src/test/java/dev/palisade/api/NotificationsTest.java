package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palisade.application.Role;
import dev.palisade.application.SendNotices;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.notify.Receiver;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The service with a webhook on loopback: what happens arrives, and who may do what.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(NotificationsTest.WithHook.class)
class NotificationsTest {
  private static final String SECRET = "whsec_" + "bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBz";
  private static final String PATH = "/T000/hidden-path";

  @Inject Fixture fixture;
  @Inject OutboxStore outbox;
  @Inject SendNotices notices;

  /// Starts the receiver, of which the service is told.
  public static final class WithHook implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Hook.class));
    }
  }

  /// Takes everything but what is to be lost.
  public static final class Hook implements QuarkusTestResourceLifecycleManager {
    private Receiver receiver;

    @Override
    public Map<String, String> start() {
      receiver =
          Receiver.answering(exchange -> Receiver.answer(exchange, 200, "thanks <b>you</b>"));
      return Map.of(
          "palisade.notify.allow", "127.0.0.1",
          "palisade.notify.every", "PT0.1S",
          "palisade.notify.base-url", "https://palisade.example/",
          "palisade.notify.targets.hook.url", receiver.url(PATH).toString(),
          "palisade.notify.targets.hook.plain-http", "true",
          "palisade.notify.targets.hook.secret", SECRET,
          // nobody is there
          "palisade.notify.targets.lost.url", "https://127.0.0.2:1025" + PATH,
          "palisade.notify.targets.lost.secret", SECRET,
          "palisade.notify.targets.lost.types", "palisade.lost");
    }

    @Override
    public void inject(TestInjector injector) {
      hook = receiver;
    }

    @Override
    public void stop() {
      receiver.close();
    }
  }

  private static Receiver hook;

  private static Notice notice(String type, String cluster) {
    return new Notice(
        type, Instant.parse("2026-06-30T12:00:00Z"), cluster, "it", Node.object(Map.of()));
  }

  private JsonPath get(Role role, String path) {
    Response answer = fixture.as(role).get("/api/v1/notifications/" + path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  @Test
  void whatHappensInATransactionIsToldIfThatIsCommitted() throws Exception {
    assertThatThrownBy(() -> outbox.put(notice("palisade.lost", null)))
        .isInstanceOf(TransactionalException.class);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          outbox.put(notice("palisade.rolled-back", null));
                          throw new IllegalStateException("rolled back");
                        }))
        .hasMessage("rolled back");
    notices.start();
    fixture.loadSample();
    await()
        .untilAsserted(
            () ->
                assertThat(hook.requests())
                    .extracting(Receiver.Request::text)
                    .anyMatch(text -> text.contains("\"type\":\"palisade.report.issued\""))
                    .anyMatch(text -> text.contains("\"type\":\"palisade.finding.opened\""))
                    .anyMatch(
                        text ->
                            text.contains("\"type\":\"palisade.checkpoint.signed\"")
                                && text.contains("\\n\\n— ")));
    assertThat(hook.requests())
        .extracting(Receiver.Request::text)
        .allMatch(text -> text.contains("\"source\":\"https://palisade.example\""))
        .noneMatch(text -> text.contains("rolled-back"));
    // the second report has findings of the first, which are not new
    List<String> told =
        hook.requests().stream()
            .filter(request -> request.text().contains("palisade.finding.opened"))
            .flatMap(
                request ->
                    JsonPath.from(request.text())
                        .<String>getList("data.findings.fingerprint")
                        .stream())
            .toList();
    assertThat(told).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeDeliveredIsListedTriedAgainAndDiscarded() {
    notices.start();
    QuarkusTransaction.requiringNew().run(() -> outbox.put(notice("palisade.lost", "shop")));
    await()
        .untilAsserted(
            () ->
                assertThat(get(AUDITOR, "deliveries?target=lost").getList("items.attempts"))
                    .containsExactly(1));
    JsonPath listed = get(AUDITOR, "deliveries?target=lost&state=waiting");
    String id = listed.getString("items[0].id");
    await()
        .untilAsserted(
            () ->
                assertThat(get(AUDITOR, "deliveries/" + id).getString("log[0].detail"))
                    .startsWith("refused to send to 127.0.0.2: 127.0.0.2 is not public"));
    assertThat(post(COMPLIANCE_OFFICER, "deliveries/" + id + "/retry").statusCode()).isEqualTo(200);
    Response discarded = post(COMPLIANCE_OFFICER, "deliveries/" + id + "/discard");
    assertThat(discarded.jsonPath().getString("state")).isEqualTo("discarded");
    assertThat(post(COMPLIANCE_OFFICER, "deliveries/" + id + "/retry").statusCode()).isEqualTo(409);
    assertThat(post(COMPLIANCE_OFFICER, "deliveries/" + UUID.randomUUID() + "/retry").statusCode())
        .isEqualTo(404);

    String limited = fixture.token("limited", AUDITOR, List.of("bank"));
    assertThat(Fixture.with(limited).get("/api/v1/notifications/deliveries/" + id).statusCode())
        .isEqualTo(403);
    assertThat(
            Fixture.with(limited)
                .get("/api/v1/notifications/deliveries")
                .jsonPath()
                .getList("items"))
        .isEmpty();
    assertThat(Fixture.with(limited).get("/api/v1/notifications/targets").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTestSaysWhatCameBack() {
    JsonPath tested = post(ADMINISTRATOR, "targets/hook/test").jsonPath();
    assertThat(tested.getBoolean("delivered")).isTrue();
    assertThat(tested.getInt("status")).isEqualTo(200);
    assertThat(tested.getString("answer")).isEqualTo("thanks <b>you</b>");
    assertThat(post(ADMINISTRATOR, "targets/lost/test").jsonPath().getString("detail"))
        .contains("is not public");
    assertThat(post(ADMINISTRATOR, "targets/nobody/test").statusCode()).isEqualTo(404);
    assertThat(post(COMPLIANCE_OFFICER, "targets/hook/test").statusCode()).isEqualTo(403);
    assertThat(fixture.as(AUDITOR).get("/api/v1/audit-log").asString())
        .contains("notification.test");
  }

  @Test
  void neitherSecretsNorPathsAreShown() {
    for (String answer :
        List.of(
            fixture.as(ADMINISTRATOR).get("/api/v1/notifications/targets").asString(),
            visit(ADMINISTRATOR).asString())) {
      assertThat(answer)
          .contains("http://127.0.0.1:" + hook.port() + "/…")
          .doesNotContain("whsec_", "hidden-path", SECRET.substring(6));
    }
  }

  @Test
  void thePageOffersToEachRoleWhatItMayDo() {
    assertThat(visit(ADMINISTRATOR).asString()).contains("/notifications/targets/hook/test");
    assertThat(visit(AUDITOR).asString()).doesNotContain("<form method=\"post\" action=\"/notif");
    Response tested =
        given()
            .cookie("palisade-session", session(ADMINISTRATOR))
            .accept("text/html")
            .post("/notifications/targets/hook/test");
    assertThat(tested.asString())
        .contains("Test of hook: delivered")
        .contains("thanks &lt;b&gt;you&lt;/b&gt;");
    assertThat(
            given()
                .cookie("palisade-session", session(ADMINISTRATOR))
                .header("Sec-Fetch-Site", "cross-site")
                .post("/notifications/targets/hook/test")
                .statusCode())
        .isEqualTo(403);
  }

  private Response post(Role role, String path) {
    return fixture.as(role).post("/api/v1/notifications/" + path);
  }

  private Response visit(Role role) {
    Response page =
        given().cookie("palisade-session", session(role)).accept("text/html").get("/notifications");
    assertThat(page.statusCode()).isEqualTo(200);
    return page;
  }

  private String session(Role role) {
    return given()
        .redirects()
        .follow(false)
        .formParam("token", fixture.secret(role))
        .post("/sign-in")
        .cookie("palisade-session");
  }
}
