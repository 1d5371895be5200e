package dev.palisade.application;

import dev.palisade.store.TokenStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives and takes access, and says who a bearer is.
@ApplicationScoped
public class HandOutTokens {
  private final TokenStore tokens;
  private final Clock clock;

  public HandOutTokens(TokenStore tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /// A token and its secret, which is shown this once.
  public record Handed(AccessToken token, String secret) {}

  /// @param clusters names of the clusters it is limited to; null: every cluster
  /// @param expiresAt null: never
  public Handed issue(
      String name,
      Role role,
      @Nullable List<String> clusters,
      @Nullable Instant expiresAt,
      String by) {
    var issued = tokens.issue(name, role.toString(), clusters, expiresAt, by, clock.instant());
    return new Handed(AccessToken.of(issued.token()), issued.secret());
  }

  /// The token with this secret if it is accepted now; null: unknown, expired or revoked.
  public @Nullable AccessToken authenticate(String secret) {
    var token = tokens.authenticate(secret, clock.instant());
    return token == null ? null : AccessToken.of(token);
  }

  /// Revokes a token; does nothing when it is revoked already.
  ///
  /// @throws NotFound if there is no such token
  public void revoke(UUID id, String by) {
    Stored.answer(
        () -> {
          tokens.revoke(id, by, clock.instant());
          return id;
        });
  }

  /// All tokens, the revoked ones too, by name.
  public List<AccessToken> list() {
    return tokens.list().stream().map(AccessToken::of).toList();
  }
}
