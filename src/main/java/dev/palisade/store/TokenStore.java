package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bearer tokens. The store holds digests of them: who reads the database cannot use them.
@ApplicationScoped
@Transactional
public class TokenStore {
  /// By which scanners for leaked secrets know ours.
  private static final String PREFIX = "palisade_";

  /// 256 random bits need no slow hash.
  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /// A token and its secret, which is shown this once.
  public record IssuedToken(StoredToken token, String secret) {}

  /// @param role `auditor`, `compliance-officer`, `change-reviewer`, `collector` or `administrator`
  /// @param clusters names of the clusters it is limited to; null: every cluster
  /// @param expiresAt null: never
  public IssuedToken issue(
      String name,
      String role,
      @Nullable List<String> clusters,
      @Nullable Instant expiresAt,
      String by,
      Instant at) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    StoredToken token =
        new StoredToken(
            UUID.randomUUID(),
            name,
            role,
            clusters,
            by,
            at.truncatedTo(ChronoUnit.MICROS),
            expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS),
            null);
    new TokenRow(token, digest(secret)).persistAndFlush();
    return new IssuedToken(token, secret);
  }

  /// The token with this secret if it is accepted at an instant; null: unknown, expired or revoked.
  public @Nullable StoredToken authenticate(String secret, Instant at) {
    TokenRow row = TokenRow.find("secretDigest", (Object) digest(secret)).firstResult();
    if (row == null) {
      return null;
    }
    StoredToken token = row.stored(RevocationRow.findById(row.id));
    return token.isValidAt(at) ? token : null;
  }

  /// Revokes a token; does nothing when it is revoked already.
  ///
  /// @throws NotStored if there is no such token
  public void revoke(UUID id, String by, Instant at) {
    if (TokenRow.findById(id) == null) {
      throw new NotStored("there is no token " + id);
    }
    if (RevocationRow.findById(id) == null) {
      new RevocationRow(id, by, at.truncatedTo(ChronoUnit.MICROS)).persistAndFlush();
    }
  }

  /// All tokens, the revoked ones too, by name.
  public List<StoredToken> list() {
    return TokenRow.<TokenRow>find("order by name, createdAt, id").stream()
        .map(row -> row.stored(RevocationRow.findById(row.id)))
        .toList();
  }

  private static byte[] digest(String secret) {
    return HexFormat.of().parseHex(Sha256.hex(secret));
  }
}
