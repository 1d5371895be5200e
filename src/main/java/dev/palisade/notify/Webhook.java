package dev.palisade.notify;

import dev.palisade.notify.Answer.Result;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Posts CloudEvents to an address, signed as Standard Webhooks has it: one signature for each
/// secret, so that a receiver that knows the old or the new one accepts both.
///
/// Follows no redirect, since what was checked is the address that is configured; keeps no
/// connection, since each is checked; reads little of the answer.
public final class Webhook implements Channel {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Supplier<List<WebhookSecret>> secrets;
  private final AddressGuard guard;
  private final Clock clock;
  private final HttpClient client;

  /// @param url with a scheme of http or https; http is taken only if `plainHttp`
  /// @param certificates PEM file of those who vouch for the receiver; null: those that Java trusts
  /// @param source the events' source
  /// @param timeout for the whole exchange
  public record Settings(
      URI url, boolean plainHttp, @Nullable String certificates, String source, Duration timeout) {
    /// @throws IllegalArgumentException if nothing is ever sent to such an address; says why
    public Settings {
      WebhookAddress.require(url, plainHttp);
    }
  }

  /// @param secrets asked each time, the newest first: a file may have been replaced
  public Webhook(
      Settings settings,
      Supplier<List<WebhookSecret>> secrets,
      AddressGuard guard,
      Clock clock,
      Vertx vertx) {
    this.settings = settings;
    this.secrets = secrets;
    this.guard = guard;
    this.clock = clock;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAlive(false)
            .setConnectTimeout((int) CONNECT.toMillis())
            .setVerifyHost(true);
    if (settings.certificates() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(settings.certificates()));
    }
    this.client = vertx.createHttpClient(options);
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String destination() {
    URI url = settings.url();
    return url.getScheme() + "://" + url.getRawAuthority() + "/…";
  }

  @Override
  public Answer send(Letter letter) {
    List<WebhookSecret> keys;
    try {
      keys = secrets.get();
    } catch (RuntimeException e) {
      return Answer.failed("its secret cannot be used: " + e.getMessage());
    }
    String host = WebhookAddress.host(settings.url());
    try {
      return post(letter, keys, guard.resolve(host));
    } catch (AddressGuard.Refused e) {
      return Answer.failed("refused to send to " + host + ": " + e.getMessage());
    } catch (UnknownHostException e) {
      return Answer.failed("the name " + host + " is not known");
    }
  }

  private Answer post(Letter letter, List<WebhookSecret> keys, InetAddress address) {
    byte[] body = CloudEvent.json(letter, settings.source());
    WebhookExchange exchange = new WebhookExchange();
    client
        .request(request(letter, keys, address, body))
        .onSuccess(request -> exchange.run(request, Buffer.buffer(body)))
        .onFailure(exchange::fail);
    try {
      return read(exchange.answer().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      WebhookExchange.Response head = exchange.head();
      // the status says all that counts, even where the body never ends
      return head == null ? Answer.failed("no answer within " + settings.timeout()) : read(head);
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.failed("the service stopped");
    } finally {
      exchange.end();
    }
  }

  private RequestOptions request(
      Letter letter, List<WebhookSecret> keys, InetAddress address, byte[] body) {
    URI url = settings.url();
    int port = WebhookAddress.port(url);
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    long now = clock.instant().getEpochSecond();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        // the connection goes to what was checked; certificate and header are those of the name
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(WebhookAddress.host(url))
        .setPort(port)
        .setSsl(WebhookAddress.isTls(url))
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setFollowRedirects(false)
        .putHeader("host", url.getRawAuthority())
        .putHeader("content-type", CloudEvent.MEDIA_TYPE)
        .putHeader("content-length", Integer.toString(body.length))
        .putHeader("user-agent", "Palisade")
        .putHeader("webhook-id", letter.messageId())
        .putHeader("webhook-timestamp", Long.toString(now))
        .putHeader(
            "webhook-signature",
            keys.stream()
                .map(key -> key.sign(letter.messageId(), now, body))
                .collect(Collectors.joining(" ")));
  }

  private Answer read(WebhookExchange.Response response) {
    int status = response.status();
    Result result =
        status == 410 ? Result.GONE : status / 100 == 2 ? Result.DELIVERED : Result.FAILED;
    String detail = "answered " + status + (status / 100 == 3 ? ", which is not followed" : "");
    return new Answer(
        result, status, detail, response.excerpt(), retryAfter(response.retryAfter()));
  }

  /// RFC 9110 section 10.2.3: seconds, or a date.
  private @Nullable Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant until = HttpDate.read(text);
    Instant now = clock.instant();
    return until == null || until.isBefore(now) ? null : Duration.between(now, until);
  }

  /// Messages of what went wrong may quote the receiver: administrators alone read them.
  private static Answer failed(Throwable cause) {
    String detail =
        switch (cause) {
          case SSLException e ->
              "no TLS connection: the certificate or the protocol is not accepted";
          case java.net.ConnectException e -> "no connection";
          default -> "no answer in HTTP (" + cause.getClass().getSimpleName() + ")";
        };
    return new Answer(
        Result.FAILED, null, detail, WebhookExchange.printable(cause.getMessage()), null);
  }
}
