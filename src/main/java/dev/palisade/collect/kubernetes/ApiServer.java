package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Requests to one API server that change nothing there, repeated where that may help: no
/// connection, a broken or late answer, 429 and 5xx.
final class ApiServer {

  /// What is read of an answer that says no.
  private static final int LONGEST_REFUSAL = 1 << 16;

  /// Discovery documents of a server with many kinds.
  private static final ReadLimits DISCOVERY = new ReadLimits(16 << 20, 100, 0);

  private final KubernetesClient client;
  private final Duration timeout;
  private final RetryBudget budget;
  private final Clock clock;
  private final Instant deadline;
  private @Nullable Duration ahead;

  /// @param clock against which the collection's time runs, from now on
  ApiServer(KubernetesClient client, CollectionLimits limits, RetryBudget budget, Clock clock) {
    this.client = client;
    this.timeout = limits.callTimeout();
    this.budget = budget;
    this.clock = clock;
    this.deadline = clock.instant().plus(limits.total());
  }

  /// Reads an answer's body; an IOException means that it is broken.
  @FunctionalInterface
  interface BodyReader<T> {
    T read(InputStream body) throws IOException;
  }

  /// What one attempt came to.
  private sealed interface Attempt<T> {
    record Answered<T>(T answer) implements Attempt<T> {}

    /// It is of no use to ask again.
    record Refused<T>(CallFailed failure) implements Attempt<T> {}

    record Troubled<T>(CallFailed failure, Duration retryAfter) implements Attempt<T> {}
  }

  /// The JSON value at a path.
  Cursor json(String path) throws CallFailed {
    return get(path, body -> parsed(path, body));
  }

  private static Cursor parsed(String path, InputStream body) throws IOException {
    try {
      return new Cursor(path, "", new DocumentReader(DISCOVERY).parseJson(path, body));
    } catch (MalformedDocument e) {
      throw new IOException("the answer is not JSON: " + e.problem(), e);
    }
  }

  /// How far the API server's clock is ahead of ours, to the second, by the first answer that told
  /// its time (RFC 9110 section 6.6.1); null before.
  @Nullable Duration ahead() {
    return ahead;
  }

  /// What is at a path.
  ///
  /// @param path begins with a slash; may have a query
  <T> T get(String path, BodyReader<T> reader) throws CallFailed {
    return call(path, null, reader);
  }

  /// The API server's answer to a question that is put by a POST, such as who asks: reviews are
  /// made up and forgotten, so that they may be repeated.
  Cursor review(String path, String question) throws CallFailed {
    return call(path, question, body -> parsed(path, body));
  }

  private <T> T call(String path, @Nullable String question, BodyReader<T> reader)
      throws CallFailed {
    for (int failed = 1; ; failed++) {
      if (clock.instant().isAfter(deadline)) {
        throw new CallFailed(0, path + ": not asked: the collection's time was over");
      }
      switch (attempt(path, question, reader)) {
        case Attempt.Answered<T>(T answer) -> {
          return answer;
        }
        case Attempt.Refused<T>(CallFailed failure) -> throw failure;
        case Attempt.Troubled<T>(CallFailed failure, Duration retryAfter) -> {
          if (!budget.waitAfter(failed, retryAfter)) {
            throw failure;
          }
        }
      }
    }
  }

  private <T> Attempt<T> attempt(String path, @Nullable String question, BodyReader<T> reader) {
    AtomicBoolean late = new AtomicBoolean();
    try {
      HttpResponse<InputStream> response = send(path, question);
      compareClocks(response.header("Date"));
      AnswerBody body = new AnswerBody(response.body());
      // a server that stops in the middle of an answer must not hold up the collection
      CompletableFuture<?> watch = closeWhenLate(response.body(), late);
      try {
        return response.isSuccessful()
            ? new Attempt.Answered<>(reader.read(body))
            : unsuccessful(path, response, body);
      } finally {
        body.release();
        watch.cancel(false);
      }
    } catch (IOException e) {
      String problem =
          late.get() ? "the answer takes longer than " + timeout.toMillis() + " ms" : reason(e);
      return new Attempt.Troubled<>(new CallFailed(0, path + ": " + problem), Duration.ZERO);
    }
  }

  private HttpResponse<InputStream> send(String path, @Nullable String question)
      throws IOException {
    HttpClient http = client.getHttpClient();
    HttpRequest.Builder request =
        http.newHttpRequestBuilder()
            .uri(client.getMasterUrl().toString().replaceFirst("/+$", "") + path)
            .header("Accept", "application/json")
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (question != null) {
      request.post("application/json", question);
    }
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(request.build(), InputStream.class);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      // no gap: whoever interrupts wants no snapshot
      Thread.currentThread().interrupt();
      throw new CancellationException("the collection was interrupted");
    }
  }

  private void compareClocks(@Nullable String date) {
    if (date == null || ahead != null) {
      return;
    }
    try {
      Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      ahead = Duration.between(clock.instant().truncatedTo(ChronoUnit.SECONDS), theirs);
    } catch (DateTimeException e) {
      // no time that could be compared
    }
  }

  private CompletableFuture<?> closeWhenLate(InputStream body, AtomicBoolean late) {
    Executor later = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(
        () -> {
          late.set(true);
          try {
            body.close();
          } catch (IOException e) {
            // the reader of the body sees that it ends
          }
        },
        later);
  }

  private <T> Attempt<T> unsuccessful(
      String path, HttpResponse<InputStream> response, InputStream body) throws IOException {
    int status = response.code();
    String said = message(path, body.readNBytes(LONGEST_REFUSAL));
    CallFailed failure =
        new CallFailed(status, path + ": " + status + (said.isEmpty() ? "" : " " + said));
    boolean mayPass = status == 429 || status >= 500;
    return mayPass
        ? new Attempt.Troubled<>(failure, retryAfter(response.header("Retry-After")))
        : new Attempt.Refused<>(failure);
  }

  /// RFC 9110 section 10.2.3: seconds. A date is not asked for by API servers and counts as
  /// nothing.
  private static Duration retryAfter(@Nullable String header) {
    if (header == null || !header.matches("[0-9]{1,6}")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(Long.parseLong(header));
  }

  /// The message of a Status; the first line of anything else.
  private static String message(String path, byte[] body) {
    try {
      String message =
          new Cursor(path, "", new DocumentReader(DISCOVERY).parseJson(path, body))
              .get("message")
              .text("");
      if (!message.isEmpty()) {
        return message;
      }
    } catch (MalformedDocument e) {
      // not a Status: a plain text, or a proxy's page
    }
    int most = 200;
    String line = new String(body, UTF_8).strip().lines().findFirst().orElse("");
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
