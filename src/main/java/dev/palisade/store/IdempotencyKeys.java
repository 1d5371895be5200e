package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Answers that writes with an `Idempotency-Key` were given, so that a repeated request is answered
/// and not done again.
@ApplicationScoped
@Transactional
public class IdempotencyKeys {

  /// @param requestDigest SHA-256 over the request: the same key with another request is a mistake
  /// @param location the `Location` of the answer; null: none
  public record Answer(
      String requestDigest, int status, @Nullable String location, @Nullable String body) {}

  /// Null when the requester has not used the key.
  public @Nullable Answer find(String requester, String key) {
    IdempotencyRow row = IdempotencyRow.findById(new IdempotencyRow.Key(requester, key));
    return row == null ? null : row.answer();
  }

  /// Keeps an answer, within the transaction of what was done: of two requests at once with the
  /// same key one is rolled back.
  ///
  /// @throws jakarta.persistence.PersistenceException if the requester has used the key
  public void keep(String requester, String key, Answer answer, Instant at) {
    new IdempotencyRow(new IdempotencyRow.Key(requester, key), answer, at).persistAndFlush();
  }

  /// Drops answers that were kept before an instant.
  ///
  /// @return how many
  public long forget(Instant before) {
    return IdempotencyRow.delete("keptAt < ?1", before);
  }
}
