package dev.palisade.snapshot;

import org.jspecify.annotations.Nullable;

/// Which cluster the data is about.
///
/// @param name the name that people gave it in Palisade
/// @param uid UID of the namespace kube-system; null for a folder of manifests
/// @param apiServerVersion the API server's `gitVersion`; null for a folder of manifests
public record ClusterIdentity(
    String name, @Nullable String uid, @Nullable String apiServerVersion) {}
