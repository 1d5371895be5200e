package dev.palisade.application.push;

import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.UnusableInput;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLHandshakeException;

/// Calls of a push, which may all be repeated, and are where that may help: no connection, a broken
/// or late answer, 429 and 5xx.
final class PushCalls {
  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofMinutes(2);
  private static final ReadLimits PROBLEM = new ReadLimits(1 << 20, 20, 0);

  private final ServiceConnection connection;
  private final HttpClient client;
  private final Consumer<Duration> pause;
  private final DoubleSupplier chance;

  /// @param pause waits that long
  /// @param chance numbers from 0 to 1, so that many who were sent away do not come back at once
  PushCalls(
      ServiceConnection connection,
      HttpClient client,
      Consumer<Duration> pause,
      DoubleSupplier chance) {
    this.connection = connection;
    this.client = client;
    this.pause = pause;
    this.chance = chance;
  }

  static PushCalls of(ServiceConnection connection, HttpClient client) {
    return new PushCalls(connection, client, PushCalls::sleep, new SplittableRandom()::nextDouble);
  }

  /// A good answer.
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Answer(int status, byte[] body) {}

  Answer post(String path, String type, byte[] body) {
    return call(path, request(path, type).POST(BodyPublishers.ofByteArray(body)).build());
  }

  Answer put(String path, byte[] body) {
    return call(path, request(path, JSON).PUT(BodyPublishers.ofByteArray(body)).build());
  }

  private HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(
            connection.service().resolve(connection.service().getRawPath() + path))
        .timeout(CALL)
        .header("Authorization", "Bearer " + connection.token())
        .header("Accept", JSON)
        .header("Content-Type", type);
  }

  private Answer call(String path, HttpRequest request) {
    for (int failed = 1; ; failed++) {
      String trouble;
      Duration askedFor = Duration.ZERO;
      try {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        int status = response.statusCode();
        if (status == 200 || status == 201) {
          return new Answer(status, response.body());
        }
        trouble = status + " " + words(response);
        if (status != 429 && status < 500) {
          throw refused(status, trouble);
        }
        askedFor = retryAfter(response);
      } catch (SSLHandshakeException e) {
        // whom nobody vouches for today, nobody vouches for in a second
        throw new ServerFault(
            connection + ": its certificate is not trusted (see --ca-file): " + e.getMessage(), e);
      } catch (IOException e) {
        trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerFault("the push was interrupted", e);
      }
      if (failed >= ATTEMPTS || askedFor.compareTo(LONGEST_PAUSE) > 0) {
        throw new ServerFault(
            connection
                + path
                + ": "
                + trouble
                + " (tried "
                + failed
                + " times; what was sent is not lost: push again)",
            null);
      }
      pause.accept(waiting(failed, askedFor));
    }
  }

  private RuntimeException refused(int status, String words) {
    String message = connection + " refuses: " + words;
    // a redirect is not followed, and whatever it leads to is not the service that was named
    return status < 400 ? new ServerFault(message, null) : new UnusableInput(message);
  }

  private Duration waiting(int failed, Duration askedFor) {
    Duration pace = FIRST_PAUSE.multipliedBy(1L << (failed - 1));
    Duration part = Duration.ofMillis((long) (pace.toMillis() / 2.0 * chance.getAsDouble()));
    return askedFor.isPositive() ? askedFor.plus(part) : pace.minus(part);
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  /// RFC 9457's `detail`; nothing of what is no problem.
  private static String words(HttpResponse<byte[]> response) {
    try {
      Cursor problem =
          new Cursor("", "", new DocumentReader(PROBLEM).parseJson("the answer", response.body()));
      return problem.get("detail").text("");
    } catch (MalformedDocument e) {
      return "";
    }
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
