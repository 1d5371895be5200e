package dev.palisade.application;

import dev.palisade.store.StoredScope;
import java.time.Instant;

/// One version of a cluster's scope document.
///
/// @param version 1, 2, 3, …: what `If-Match` names
/// @param document as it was handed in
/// @param digest of the scope that the document says
public record ScopeVersion(
    String cluster, int version, String document, String digest, String author, Instant savedAt) {

  static ScopeVersion of(StoredScope s) {
    return new ScopeVersion(
        s.cluster(), s.version(), s.document(), s.digest(), s.author(), s.savedAt());
  }
}
