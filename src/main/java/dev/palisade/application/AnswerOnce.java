package dev.palisade.application;

import dev.palisade.store.IdempotencyKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Remembers what writes with an `Idempotency-Key` were answered, so that a repeated request is
/// answered and not done again.
@ApplicationScoped
public class AnswerOnce {
  private final IdempotencyKeys keys;
  private final Clock clock;

  public AnswerOnce(IdempotencyKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// @param requestDigest SHA-256 over the request, in lower-case hex: the same key with another
  ///   request is a mistake
  /// @param location the `Location` of the answer; null: none
  public record Answer(
      String requestDigest, int status, @Nullable String location, @Nullable String body) {}

  /// Null when the requester has not used the key.
  public @Nullable Answer find(String requester, String key) {
    var answer = keys.find(requester, key);
    return answer == null
        ? null
        : new Answer(answer.requestDigest(), answer.status(), answer.location(), answer.body());
  }

  /// Keeps an answer.
  ///
  /// @throws RuntimeException if the requester has used the key meanwhile
  public void keep(String requester, String key, Answer answer) {
    keys.keep(
        requester,
        key,
        new IdempotencyKeys.Answer(
            answer.requestDigest(), answer.status(), answer.location(), answer.body()),
        clock.instant());
  }
}
