package dev.palisade.notify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One request and as much of its response as is wanted. Whoever waits for it ends it: what the
/// receiver still sends then is not read.
final class WebhookExchange {
  /// Enough to see what an error page is about.
  private static final int EXCERPT = 1024;

  private final CompletableFuture<Response> answer = new CompletableFuture<>();
  private final AtomicReference<@Nullable HttpClientRequest> running = new AtomicReference<>();
  private volatile @Nullable Response head;
  private volatile boolean over;

  /// @param excerpt the beginning of the body; null: it is empty
  record Response(int status, @Nullable String retryAfter, @Nullable String excerpt) {}

  CompletableFuture<Response> answer() {
    return answer;
  }

  /// What is known of a response whose body does not end; null when there is none yet.
  @Nullable Response head() {
    return head;
  }

  void run(HttpClientRequest request, Buffer body) {
    running.set(request);
    if (over) {
      request.reset();
      return;
    }
    request.send(body).onSuccess(this::receive).onFailure(this::fail);
  }

  private void receive(HttpClientResponse response) {
    Buffer beginning = Buffer.buffer();
    head = seen(response, beginning);
    response.exceptionHandler(lost -> complete(response, beginning));
    response.endHandler(end -> complete(response, beginning));
    response.handler(
        piece -> {
          int room = EXCERPT - beginning.length();
          beginning.appendBuffer(piece.slice(0, Math.min(room, piece.length())));
          if (beginning.length() == EXCERPT) {
            // the status has said all that counts
            complete(response, beginning);
          }
        });
  }

  private void complete(HttpClientResponse response, Buffer beginning) {
    answer.complete(seen(response, beginning));
  }

  private static Response seen(HttpClientResponse response, Buffer beginning) {
    return new Response(
        response.statusCode(),
        response.getHeader("retry-after"),
        printable(beginning.toString(StandardCharsets.UTF_8)));
  }

  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /// Lets go of the connection, whatever it is at.
  void end() {
    over = true;
    HttpClientRequest request = running.get();
    if (request != null) {
      request.reset();
    }
  }

  /// Without characters that act on a terminal or a page; null for nothing.
  static @Nullable String printable(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String one = PlainText.line(text);
    return one.length() > EXCERPT ? one.substring(0, EXCERPT) : one;
  }
}
