package dev.palisade.application.push;

import static dev.palisade.application.push.Pushable.manifest;
import static dev.palisade.application.push.Pushable.pod;
import static dev.palisade.application.push.Pushable.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.palisade.api.Fixture;
import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.Role;
import dev.palisade.application.UnusableInput;
import dev.palisade.application.push.PushSnapshot.Pushed;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotOutline;
import dev.palisade.store.ChainVerification;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Snapshots pushed into the real service.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PushTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");

  @Inject Fixture fixture;
  @Inject EvidenceStore evidence;

  @TestHTTPResource("/")
  URI service;

  private String cluster = "";
  private String token = "";

  @BeforeEach
  void aClusterOfItsOwn() {
    cluster = "pushed-" + UUID.randomUUID().toString().substring(0, 8);
    token = fixture.token("pusher", Role.COLLECTOR, List.of(cluster));
  }

  @Test
  void aSnapshotIsAppendedOnceAndSaysHowItCame() {
    Snapshot snapshot = snapshot(cluster, AT, 5);
    Pushed first = push(snapshot);
    assertThat(first.state()).isEqualTo(Pushed.State.APPENDED);
    assertThat(first.sent()).isEqualTo(5);
    Pushed again = push(snapshot);
    assertThat(again).isEqualTo(new Pushed(first.id(), 1, 5, 0, Pushed.State.WAS_THERE));

    Snapshot stored = evidence.load(cluster, 1);
    assertThat(stored.digest()).isEqualTo(snapshot.digest());
    assertThat(stored.takenAt()).isEqualTo(AT);
    assertThat(stored.run().trigger()).isEqualTo(Trigger.PUSH);
    assertThat(stored.run().requester()).startsWith("pusher ");
    assertThat(stored.run().notes())
        .extracting(CollectionRun.Note::text)
        .singleElement()
        .asString()
        .startsWith("received from pusher ")
        .endsWith("the collector says: REQUEST asked for by cron");
    assertThat(evidence.latest(cluster)).extracting(s -> s.sequence()).isEqualTo(1L);
    assertThat(evidence.verifyChain(cluster)).isEqualTo(new ChainVerification(1, 0, List.of()));
  }

  @Test
  void onlyWhatTheServiceLacksIsSent() {
    push(snapshot(cluster, AT, 5));
    Pushed next = push(snapshot(cluster, AT.plusSeconds(3600), 7));
    assertThat(next.sent()).isEqualTo(2);
    assertThat(next.sequence()).isEqualTo(2);
  }

  @Test
  void aPushThatDiesOnTheWayLeavesNothingAndGoesOnWhereItWas() throws Exception {
    Snapshot snapshot = snapshot(cluster, AT, 3);
    Snapshot big = bigger(snapshot);
    // question, first batch; dies in the second
    try (Front front = new Front(2)) {
      assertThatThrownBy(() -> through(front).push(big)).isInstanceOf(Killed.class);
    }
    assertThat(evidence.latest(cluster)).isNull();
    Pushed resumed = push(big);
    assertThat(resumed.state()).isEqualTo(Pushed.State.APPENDED);
    assertThat(resumed.sent()).isPositive().isLessThan(big.manifests().size());
    assertThat(evidence.load(cluster, 1).digest()).isEqualTo(big.digest());
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndTheSnapshotStandsOnce() throws Exception {
    Snapshot snapshot = snapshot(cluster, AT, 2);
    try (Front front = new Front(3)) {
      front.losesAnswers = true;
      assertThatThrownBy(() -> through(front).push(snapshot)).isInstanceOf(Killed.class);
    }
    assertThat(evidence.latest(cluster)).isNotNull();
    Pushed again = push(snapshot);
    assertThat(again.state()).isEqualTo(Pushed.State.WAS_THERE);
    assertThat(again.sequence()).isEqualTo(1);
  }

  @Test
  void anotherClusterUnderTheSameNameIsRefused() {
    push(snapshot(cluster, AT, 1));
    Snapshot other = snapshot(cluster, "another-uid", AT.plusSeconds(1), List.of(pod(0)));
    assertThatThrownBy(() -> push(other))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("has the UID uid-of-" + cluster)
        .hasMessageContaining("another cluster needs another name");
    assertThat(evidence.list(cluster, EvidenceStore.Selection.newest(9))).hasSize(1);
  }

  @Test
  void whatIsOlderThanTheNewestIsRefused() {
    push(snapshot(cluster, AT, 1));
    assertThatThrownBy(() -> push(snapshot(cluster, AT.minusSeconds(1), 2)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("must be younger");
  }

  @Test
  void aSnapshotOfTheFutureIsRefused() {
    assertThatThrownBy(() -> push(snapshot(cluster, Instant.now().plusSeconds(3600), 1)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("is yet to come");
    assertThat(evidence.latest(cluster)).isNull();
  }

  @Test
  void aTokenForAnotherClusterAndNoTokenAreRefused() {
    Snapshot elsewhere = snapshot("elsewhere", AT, 1);
    assertThatThrownBy(() -> push(elsewhere))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("limited to other clusters")
        .hasMessageNotContaining(token);
    token = fixture.token("reader", Role.AUDITOR, List.of(cluster));
    assertThatThrownBy(() -> push(snapshot(cluster, AT, 1))).isInstanceOf(UnusableInput.class);
  }

  record Hostile(String name, String body, String said) {}

  @Test
  void contentsThatAreNotWhatTheyAreSaidToBeAreRefusedWhole() {
    String good = line(pod(1));
    String digest = pod(1).ref().digest();
    for (Hostile hostile :
        List.of(
            new Hostile("a digest of something else", good.replace("p-1", "p-2"), "has the digest"),
            new Hostile(
                "untrimmed",
                forged(
                    "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"namespace\":\"x\"},\"spec\":{\"containers\":[{\"env\":[{\"name\":\"PASSWORD\",\"value\":\"hidden\"}],\"name\":\"c\"}]}}"),
                "holds what is dropped"),
            new Hostile(
                "a Secret",
                forged(
                    "{\"apiVersion\":\"v1\",\"data\":{\"k\":\"aGlkZGVu\"},\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\",\"namespace\":\"x\"}}"),
                "never taken"),
            new Hostile("no JSON", "{\"digest\": \"" + digest, "line 2"),
            new Hostile("no object", "{\"digest\":\"" + digest + "\",\"object\":7}", "an object"),
            new Hostile(
                "a key twice",
                "{\"digest\":\"" + digest + "\",\"digest\":\"" + digest + "\"}",
                "line 2"))) {
      Response answer =
          Fixture.with(token)
              .contentType("application/x-ndjson")
              .body((line(pod(7)) + hostile.body()).getBytes(UTF_8))
              .post("/api/v1/clusters/" + cluster + "/pushes/objects");
      assertThat(answer.statusCode()).as(hostile.name() + answer.asString()).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.jsonPath().getString("detail")).as(hostile.name()).contains(hostile.said());
      assertThat(answer.asString()).doesNotContain("hidden").doesNotContain("aGlkZGVu");
    }
    // of none of these batches the good object was kept
    assertThat(missing(pod(7))).containsExactly(pod(7).ref().digest());
  }

  @Test
  void outlinesThatAreNotWhatTheySayAreRefusedWhole() {
    Snapshot snapshot = snapshot(cluster, AT, 2);
    post("objects", "application/x-ndjson", line(pod(0)) + line(pod(1)));
    String good = CanonicalJson.text(SnapshotOutline.of(snapshot));
    String digest = snapshot.digest();
    String first = pod(0).ref().digest();
    String entry = "{\"digest\":\"" + first + "\",\"file\":\"/api/v1/pods\"}";
    for (Hostile hostile :
        List.of(
            new Hostile("the snapshot's digest", good.replace(digest, "0".repeat(64)), "400"),
            new Hostile("an object twice", good.replace(entry, entry + "," + entry), "400"),
            new Hostile("an object less", good.replace(entry + ",", ""), "400"),
            new Hostile("a content nobody sent", good.replace(first, "0".repeat(64)), "409"),
            new Hostile("no digest", good.replace(first, "abc"), "400"),
            new Hostile("another cluster", good.replace(cluster, "elsewhere"), "400"),
            new Hostile("another format", good.replace("push/v1", "push/v9"), "400"),
            new Hostile("an end before the beginning", good.replace("11:59:57", "13:59:57"), "400"),
            new Hostile("nothing", "", "400"))) {
      assertThat(hostile.body()).isNotEqualTo(good);
      Response answer =
          Fixture.with(token)
              .contentType("application/json")
              .body(hostile.body().getBytes(UTF_8))
              .put("/api/v1/clusters/" + cluster + "/pushes/" + UUID.randomUUID());
      assertThat(answer.statusCode())
          .as(hostile.name() + ": " + answer.asString())
          .isEqualTo(Integer.parseInt(hostile.said()));
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
    assertThat(evidence.latest(cluster)).isNull();
    assertThat(push(snapshot).sent()).as("the contents are still there").isZero();
  }

  @Test
  void aServiceThatIsNotThereIsAFaultOfAServer() {
    URI nowhere = URI.create("http://127.0.0.1:1");
    PushSnapshot push =
        new PushSnapshot(
            new PushCalls(
                new ServiceConnection(nowhere, token, null),
                HttpClient.newHttpClient(),
                wait -> {},
                () -> 0));
    assertThatThrownBy(() -> push.push(snapshot(cluster, AT, 1)))
        .isInstanceOf(ServerFault.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("tried 5 times")
        .hasMessageNotContaining(token);
  }

  private Pushed push(Snapshot snapshot) {
    return PushSnapshot.to(new ServiceConnection(service(), token, null)).push(snapshot);
  }

  private URI service() {
    return URI.create(service.toString().replaceFirst("/+$", ""));
  }

  private PushSnapshot through(Front front) {
    return new PushSnapshot(
        new PushCalls(
            new ServiceConnection(front.address(), token, null),
            HttpClient.newHttpClient(),
            wait -> {
              throw new Killed();
            },
            () -> 0));
  }

  /// More than one batch.
  private static Snapshot bigger(Snapshot snapshot) {
    List<Manifest> manifests = new ArrayList<>(snapshot.manifests());
    for (int i = 0; i < 4; i++) {
      manifests.add(
          manifest(
              """
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "q-%d", "namespace": "shop", "labels": {"app": "%s"}}}
              """
                  .formatted(i, "y".repeat(1 << 20))));
    }
    return snapshot(
        snapshot.cluster().name(), "uid-of-" + snapshot.cluster().name(), AT, manifests);
  }

  private static String line(Manifest manifest) {
    return "{\"digest\":\"%s\",\"object\":%s}\n"
        .formatted(manifest.ref().digest(), CanonicalJson.text(manifest.root()));
  }

  /// A line whose digest is right for what no collector would send.
  private static String forged(String canonical) {
    Node root =
        new dev.palisade.document.DocumentReader(dev.palisade.document.ReadLimits.DEFAULT)
            .parseJson("test", canonical);
    return "{\"digest\":\"%s\",\"object\":%s}\n".formatted(CanonicalJson.digest(root), canonical);
  }

  private Response post(String path, String type, String body) {
    Response answer =
        Fixture.with(token)
            .contentType(type)
            .body(body.getBytes(UTF_8))
            .post("/api/v1/clusters/" + cluster + "/pushes/" + path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer;
  }

  private List<String> missing(Manifest manifest) {
    return post(
            "missing", "application/json", "{\"digests\":[\"" + manifest.ref().digest() + "\"]}")
        .jsonPath()
        .getList("missing");
  }

  /// The process that pushed is no more.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// Stands before the service and lets some calls pass; of the next one, the request is lost or
  /// its answer.
  private final class Front implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final int good;
    private boolean losesAnswers;

    Front(int good) throws IOException {
      this.good = good;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
      int call = calls.incrementAndGet();
      boolean last = call > (losesAnswers ? good - 1 : good);
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer = last && !losesAnswers ? null : forward(exchange, body);
      if (answer != null && !last) {
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
      exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(
            HttpRequest.newBuilder(service().resolve(exchange.getRequestURI().getRawPath()))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
