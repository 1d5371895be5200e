package dev.palisade.api.v1;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.AnswerOnce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Does a write with an `Idempotency-Key` once: a request that is sent again is answered as the
/// first was. Keys belong to a token's name. Refusals are not kept, so that what was refused can be
/// sent again.
@ApplicationScoped
public class Once {
  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 200;

  private final AnswerOnce answers;
  private final Requester requester;

  /// Of two requests at once with the same key one waits for the other. Between replicas the
  /// database lets only one answer be kept.
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

  public Once(AnswerOnce answers, Requester requester) {
    this.answers = answers;
    this.requester = requester;
  }

  /// A JSON answer.
  ///
  /// @param body null: none
  record Written(int status, @Nullable String location, @Nullable String body) {
    Response response() {
      Response.ResponseBuilder response = Response.status(status);
      if (location != null) {
        response.header(HttpHeaders.LOCATION, location);
      }
      if (body != null) {
        response.entity(body).type(MediaType.APPLICATION_JSON);
      }
      return response.build();
    }
  }

  /// @param key null: the write is done whatever came before
  /// @param request all that says what is asked for
  Response write(@Nullable String key, String request, Supplier<Written> write) {
    if (key == null) {
      return write.get().response();
    }
    if (key.isBlank() || key.length() > LONGEST) {
      throw RefusedRequest.parameter(HEADER, "from 1 to " + LONGEST + " characters");
    }
    String who = requester.name();
    String digest = sha256(request);
    ReentrantLock lock = locks[Math.floorMod((who + "\n" + key).hashCode(), locks.length)];
    lock.lock();
    try {
      AnswerOnce.Answer before = answers.find(who, key);
      if (before != null) {
        if (!before.requestDigest().equals(digest)) {
          throw new RefusedRequest(
              ProblemType.KEY_REUSED, "this key was used before, for another request");
        }
        return new Written(before.status(), before.location(), before.body()).response();
      }
      Written written = write.get();
      answers.keep(
          who,
          key,
          new AnswerOnce.Answer(digest, written.status(), written.location(), written.body()));
      return written.response();
    } finally {
      lock.unlock();
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
