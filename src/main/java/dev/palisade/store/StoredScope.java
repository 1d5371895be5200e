package dev.palisade.store;

import java.time.Instant;

/// One version of a cluster's scope document.
///
/// @param version 1, 2, 3, …: what `If-Match` names
/// @param document as it was handed in
/// @param digest of the [dev.palisade.compliance.scope.Scope] that the document says
public record StoredScope(
    String cluster, int version, String document, String digest, String author, Instant savedAt) {}
