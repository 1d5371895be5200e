package dev.palisade.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bearer token, without its secret.
///
/// @param role `auditor`, `compliance-officer`, `change-reviewer`, `collector` or `administrator`
/// @param clusters names of the clusters it is limited to, sorted; null: every cluster
/// @param expiresAt the instant from which it is refused; null: none
/// @param revokedAt null: it is not revoked
public record StoredToken(
    UUID id,
    String name,
    String role,
    @Nullable List<String> clusters,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public StoredToken {
    clusters = clusters == null ? null : clusters.stream().sorted().distinct().toList();
  }

  /// Whether it may see a cluster.
  public boolean covers(String cluster) {
    return clusters == null || clusters.contains(cluster);
  }

  /// Whether it is accepted at an instant.
  public boolean isValidAt(Instant instant) {
    return (expiresAt == null || instant.isBefore(expiresAt))
        && (revokedAt == null || instant.isBefore(revokedAt));
  }
}
