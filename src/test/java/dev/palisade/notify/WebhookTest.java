package dev.palisade.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.notify.Answer.Result;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Clock CLOCK = Clock.fixed(Letters.NOW, ZoneOffset.UTC);
  private static final String OLD = "whsec_" + "b2xkIHNlY3JldCBvbGQgc2VjcmV0IG9sZCBz";
  private static final String NEW = "whsec_" + "bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBz";
  private static final AddressGuard LOOPBACK =
      AddressGuard.allowing(List.of("127.0.0.1"), InetAddress::getAllByName);

  @AfterAll
  static void end() {
    VERTX.close();
  }

  private static Webhook webhook(URI url, AddressGuard guard, String... secrets) {
    return new Webhook(
        new Webhook.Settings(url, true, null, "https://palisade.example", Duration.ofSeconds(5)),
        () -> List.of(secrets).stream().map(WebhookSecret::parse).toList(),
        guard,
        CLOCK,
        VERTX);
  }

  /// As a receiver does it who has read the specification and nothing else.
  private static String hmac(String secret, Receiver.Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
    String signed =
        request.header("webhook-id")
            + "."
            + request.header("webhook-timestamp")
            + "."
            + request.text();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void aNoticeArrivesAsASignedCloudEvent() throws Exception {
    try (Receiver receiver = Receiver.answering(204)) {
      Answer answer = webhook(receiver.url("/in?x=1"), LOOPBACK, NEW).send(Letters.report());
      assertThat(answer.result()).isEqualTo(Result.DELIVERED);
      assertThat(answer.status()).isEqualTo(204);
      Receiver.Request request = receiver.requests().getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/in?x=1");
      assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
      assertThat(request.header("webhook-id")).isEqualTo(Letters.MESSAGE_ID);
      assertThat(request.header("webhook-timestamp"))
          .isEqualTo(Long.toString(Letters.NOW.getEpochSecond()));
      assertThat(request.header("webhook-signature")).isEqualTo(hmac(NEW, request));
      assertThat(request.text())
          .isEqualTo(
              "{\"cluster\":\"shop\",\"data\":{\"path\":\"/reports/1\",\"summary\":\"Report"
                  + " SHOP-ALL-2026-0001 was issued.\",\"version\":1},\"datacontenttype\":\"application/json\",\"id\":\"msg_00000000-0000-4000-8000-000000000001\",\"source\":\"https://palisade.example\",\"specversion\":\"1.0\",\"subject\":\"SHOP-ALL-2026-0001\",\"time\":\"2026-06-30T12:00:00Z\",\"type\":\"palisade.report.issued\"}");
    }
  }

  @Test
  void whileASecretIsRotatedBothSign() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      webhook(receiver.url("/"), LOOPBACK, NEW, OLD).send(Letters.report());
      Receiver.Request request = receiver.requests().getFirst();
      assertThat(request.header("webhook-signature").split(" "))
          .containsExactly(hmac(NEW, request), hmac(OLD, request));
    }
  }

  /// The example of the Standard Webhooks specification's reference libraries.
  @Test
  void theSignatureIsThatOfOtherImplementations() {
    assertThat(
            WebhookSecret.parse("whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aSecretSaysNothingOfItself() {
    assertThat(WebhookSecret.parse(NEW)).hasToString("whsec_…");
    for (String wrong : List.of("geheim", "whsec_%%%", "whsec_c2hvcnQ=")) {
      assertThatThrownBy(() -> WebhookSecret.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .message()
          .doesNotContain("geheim", "%%%", "c2hvcnQ");
    }
  }

  @Test
  void theAuditorGetsTheCheckpointLineByLine() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      webhook(receiver.url("/"), LOOPBACK, NEW).send(Letters.checkpoint());
      ObjectNode event = (ObjectNode) JsonText.read("event", receiver.requests().getFirst().text());
      ObjectNode data = (ObjectNode) event.fields().get("data");
      assertThat(((StringNode) data.fields().get("note")).value()).isEqualTo(Letters.NOTE);
      assertThat(event.fields()).doesNotContainKey("cluster");
    }
  }

  @Test
  void aClosedAddressIsNotEvenConnectedTo() {
    try (Receiver receiver = Receiver.answering(200)) {
      AddressGuard strict = AddressGuard.allowing(List.of(), InetAddress::getAllByName);
      for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]")) {
        Answer answer =
            webhook(URI.create("http://" + host + ":" + receiver.port() + "/"), strict, NEW)
                .send(Letters.report());
        assertThat(answer.result()).as(host).isEqualTo(Result.FAILED);
        assertThat(answer.detail()).contains("is not public");
      }
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void aNameIsResolvedOnceAndTheConnectionGoesToWhatWasChecked() {
    try (Receiver receiver = Receiver.answering(200)) {
      AtomicInteger asked = new AtomicInteger();
      AddressGuard guard =
          AddressGuard.allowing(
              List.of("127.0.0.1"),
              host ->
                  new InetAddress[] {
                    InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1")
                  });
      // nobody but the resolver above knows this name
      URI url = URI.create("http://rebinding.invalid:" + receiver.port() + "/");
      assertThat(webhook(url, guard, NEW).send(Letters.report()).result())
          .isEqualTo(Result.DELIVERED);
      assertThat(asked).hasValue(1);
      assertThat(receiver.requests().getFirst().header("host"))
          .isEqualTo("rebinding.invalid:" + receiver.port());
    }
  }

  @Test
  void anAddressOfIpv6IsNamedAsHttpHasIt() throws Exception {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("::1"), 0), 0);
    } catch (SocketException e) {
      abort("this machine has no IPv6");
      return;
    }
    try (Receiver receiver = Receiver.on(server, exchange -> Receiver.answer(exchange, 200, ""))) {
      AddressGuard guard = AddressGuard.allowing(List.of("::1"), InetAddress::getAllByName);
      URI url = URI.create("http://[::1]:" + receiver.port() + "/");
      assertThat(webhook(url, guard, NEW).send(Letters.report()).result())
          .isEqualTo(Result.DELIVERED);
      assertThat(receiver.requests().getFirst().header("host"))
          .isEqualTo("[::1]:" + receiver.port());
    }
  }

  @Test
  void eachDeliveryIsCheckedAnew() {
    try (Receiver receiver = Receiver.answering(200)) {
      AtomicInteger asked = new AtomicInteger();
      AddressGuard guard =
          AddressGuard.allowing(
              List.of("127.0.0.1"),
              host ->
                  new InetAddress[] {
                    InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1")
                  });
      Webhook webhook =
          webhook(URI.create("http://rebinding.invalid:" + receiver.port() + "/"), guard, NEW);
      webhook.send(Letters.report());
      assertThat(webhook.send(Letters.report()).detail()).contains("10.0.0.1 is not public");
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void noRedirectIsFollowed() {
    try (Receiver inside = Receiver.answering(200);
        Receiver outside =
            Receiver.answering(
                exchange -> {
                  exchange.getResponseHeaders().add("Location", inside.url("/").toString());
                  Receiver.answer(exchange, 307, "");
                })) {
      Answer answer = webhook(outside.url("/"), LOOPBACK, NEW).send(Letters.report());
      assertThat(answer.result()).isEqualTo(Result.FAILED);
      assertThat(answer.detail()).isEqualTo("answered 307, which is not followed");
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    try (Receiver receiver =
        Receiver.answering(
            exchange -> {
              exchange.sendResponseHeaders(500, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                  out.write("secret of the inside\u001b[2J".getBytes(UTF_8));
                }
              }
            })) {
      Answer answer = webhook(receiver.url("/"), LOOPBACK, NEW).send(Letters.report());
      assertThat(answer.result()).isEqualTo(Result.FAILED);
      assertThat(answer.excerpt()).hasSizeLessThanOrEqualTo(1024).doesNotContain("\u001b");
      // what everybody reads has nothing of it
      assertThat(answer.detail()).isEqualTo("answered 500");
    }
  }

  @Test
  void whoDoesNotAnswerIsNotWaitedForEndlessly() {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver silent =
            Receiver.answering(
                exchange -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        Receiver halting =
            Receiver.answering(
                exchange -> {
                  exchange.sendResponseHeaders(200, 100);
                  exchange.getResponseBody().write('x');
                  exchange.getResponseBody().flush();
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })) {
      Answer none = quick(silent).send(Letters.report());
      assertThat(none.result()).isEqualTo(Result.FAILED);
      assertThat(none.detail()).isEqualTo("no answer within PT0.3S");
      assertThat(quick(halting).send(Letters.report()).result())
          .as("the status was there")
          .isEqualTo(Result.DELIVERED);
    } finally {
      end.countDown();
    }
  }

  private static Webhook quick(Receiver receiver) {
    return new Webhook(
        new Webhook.Settings(receiver.url("/"), true, null, "urn:x", Duration.ofMillis(300)),
        () -> List.of(WebhookSecret.parse(NEW)),
        LOOPBACK,
        CLOCK,
        VERTX);
  }

  @Test
  void whatTheReceiverAsksForIsRead() {
    record Case(int status, String retryAfter, Result result, Duration after) {}
    for (Case c :
        List.of(
            new Case(503, "120", Result.FAILED, Duration.ofSeconds(120)),
            new Case(429, "Tue, 30 Jun 2026 12:10:00 GMT", Result.FAILED, Duration.ofMinutes(10)),
            new Case(503, "Tue, 30 Jun 2026 11:00:00 GMT", Result.FAILED, null),
            new Case(503, "soon", Result.FAILED, null),
            new Case(410, null, Result.GONE, null),
            new Case(400, null, Result.FAILED, null))) {
      try (Receiver receiver =
          Receiver.answering(
              exchange -> {
                if (c.retryAfter() != null) {
                  exchange.getResponseHeaders().add("Retry-After", c.retryAfter());
                }
                Receiver.answer(exchange, c.status(), "no");
              })) {
        Answer answer = webhook(receiver.url("/"), LOOPBACK, NEW).send(Letters.report());
        assertThat(answer)
            .as(c.toString())
            .isEqualTo(
                new Answer(c.result(), c.status(), "answered " + c.status(), "no", c.after()));
      }
    }
  }

  @Test
  void nobodyThereIsAFailureWithoutTheWordsOfOthers() {
    URI closed;
    try (Receiver receiver = Receiver.answering(200)) {
      closed = receiver.url("/");
    }
    assertThat(webhook(closed, LOOPBACK, NEW).send(Letters.report()).detail())
        .isEqualTo("no connection");
    AddressGuard lost =
        AddressGuard.allowing(
            List.of(),
            host -> {
              throw new java.net.UnknownHostException(host);
            });
    assertThat(webhook(URI.create("http://lost.invalid/"), lost, NEW).send(Letters.report()))
        .isEqualTo(Answer.failed("the name lost.invalid is not known"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "gopher://hooks.example:11211/x",
        "//hooks.example/",
        "https:hooks.example",
        "https://user:pass@hooks.example/",
        "https://hooks.example/#x",
        "https://hooks.example:22/",
        "https://hooks.example:25/",
        "https://hooks.example:0/"
      })
  void onlyAddressesOfWebhooksAreTaken(String url) {
    assertThatThrownBy(
            () -> new Webhook.Settings(URI.create(url), true, null, "urn:x", Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("passwd", "pass@");
  }

  @Test
  void plainHttpIsTakenOnlyWhereItIsAllowed() {
    URI url = URI.create("http://hooks.example/");
    assertThatThrownBy(() -> new Webhook.Settings(url, false, null, "urn:x", Duration.ZERO))
        .hasMessageContaining("plain-http");
  }

  @Test
  void whereItGoesIsShownWithoutPathAndQuery() {
    URI url = URI.create("https://hooks.example:8443/T000/B000/secret?token=secret");
    assertThat(webhook(url, LOOPBACK, NEW).destination()).isEqualTo("https://hooks.example:8443/…");
  }
}
