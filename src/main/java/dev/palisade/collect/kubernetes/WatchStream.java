package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.collect.kubernetes.WatchBroken.Next;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One watch request: the events that come, until the API server ends it.
final class WatchStream implements AutoCloseable {
  /// An event is an object and some twenty characters.
  private static final int LONGEST = Math.toIntExact(ReadLimits.DEFAULT.objectBytes()) + 1024;

  private static final DocumentReader EVENT =
      new DocumentReader(new ReadLimits(LONGEST, ReadLimits.DEFAULT.nesting() + 1, 0));
  private static final int LONGEST_REFUSAL = 1 << 12;

  private final InputStream body;
  private final BufferedInputStream buffered;
  private final Duration patience;
  private final AtomicBoolean dead = new AtomicBoolean();
  private boolean ended;

  private WatchStream(InputStream body, Duration patience) {
    this.body = body;
    this.buffered = new BufferedInputStream(body, 1 << 14);
    this.patience = patience;
  }

  /// @throws WatchBroken if the API server does not begin
  static WatchStream open(
      KubernetesClient client, ServedKind kind, String version, Duration lasting)
      throws WatchBroken {
    Duration patience = lasting.plus(lasting.dividedBy(2)).plusSeconds(1);
    HttpClient http = client.getHttpClient();
    String path =
        kind.path()
            + "?watch=1&allowWatchBookmarks=true&resourceVersion="
            + version
            + "&timeoutSeconds="
            + lasting.toSeconds();
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(
            http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceFirst("/+$", "") + path)
                .header("Accept", "application/json")
                .timeout(patience.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS)
                .build(),
            InputStream.class);
    try {
      HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      WatchStream stream = new WatchStream(response.body(), patience);
      if (!response.isSuccessful()) {
        try (stream) {
          throw refused(response.code(), stream.body.readNBytes(LONGEST_REFUSAL));
        }
      }
      return stream;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new WatchBroken(Next.RESUME, "no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new WatchBroken(
          Next.RESUME, "no connection: " + text(e.getCause() == null ? e : e.getCause()));
    } catch (IOException e) {
      throw new WatchBroken(Next.RESUME, "the connection was lost: " + text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the watch was stopped");
    }
  }

  /// The next event; null when the API server has ended the watch in good order.
  ///
  /// @throws WatchBroken if the connection is lost, or what comes is no event
  @Nullable Cursor next() throws WatchBroken {
    byte[] line = line();
    if (line == null) {
      return null;
    }
    try {
      return new Cursor("watch", "", EVENT.parseJson("watch", line));
    } catch (MalformedDocument e) {
      throw new WatchBroken(Next.RELIST, "an event cannot be read: " + e.problem());
    }
  }

  private byte @Nullable [] line() throws WatchBroken {
    CompletableFuture<?> alarm =
        CompletableFuture.runAsync(
            this::giveUp,
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = buffered.read(); next != '\n'; next = buffered.read()) {
        if (next < 0) {
          ended = true;
          if (line.size() > 0) {
            throw new WatchBroken(Next.RESUME, "the connection was lost in the middle of an event");
          }
          if (dead.get()) {
            throw silent();
          }
          return null;
        }
        line.write(next);
        if (line.size() > LONGEST) {
          throw new WatchBroken(Next.RELIST, "an event is longer than " + LONGEST + " bytes");
        }
      }
      return line.toByteArray();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the watch was stopped");
      }
      throw dead.get()
          ? silent()
          : new WatchBroken(Next.RESUME, "the connection was lost: " + text(e));
    } finally {
      alarm.cancel(false);
    }
  }

  private WatchBroken silent() {
    return new WatchBroken(Next.RESUME, "nothing was heard for " + patience.toSeconds() + " s");
  }

  private void giveUp() {
    dead.set(true);
    close();
  }

  /// 410: the version is older than what the API server keeps.
  static WatchBroken refused(int status, byte[] said) {
    String message = "";
    try {
      message = new Cursor("answer", "", EVENT.parseJson("answer", said)).get("message").text("");
    } catch (MalformedDocument e) {
      message = new String(said, UTF_8).strip().lines().findFirst().orElse("");
    }
    String reason = status + (message.isEmpty() ? "" : " " + message);
    return new WatchBroken(status == 410 ? Next.RELIST : Next.RESUME, reason);
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    if (ended) {
      return; // closing what has ended would reset a connection that others can use
    }
    try {
      body.close();
    } catch (IOException e) {
      // who reads it sees that it ends
    }
  }
}
