package dev.palisade.application;

import dev.palisade.store.StoredToken;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bearer token, without its secret.
///
/// @param clusters names of the clusters it is limited to, sorted; null: every cluster
/// @param expiresAt the instant from which it is refused; null: none
/// @param revokedAt null: it is not revoked
public record AccessToken(
    UUID id,
    String name,
    Role role,
    @Nullable List<String> clusters,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public AccessToken {
    clusters = clusters == null ? null : List.copyOf(clusters);
  }

  static AccessToken of(StoredToken t) {
    return new AccessToken(
        t.id(),
        t.name(),
        Role.parse(t.role()),
        t.clusters(),
        t.createdBy(),
        t.createdAt(),
        t.expiresAt(),
        t.revokedAt());
  }

  /// Whether it may see a cluster.
  public boolean covers(String cluster) {
    return clusters == null || clusters.contains(cluster);
  }
}
