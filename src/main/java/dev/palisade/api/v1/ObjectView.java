package dev.palisade.api.v1;

import dev.palisade.snapshot.ResourceRef;
import org.jspecify.annotations.Nullable;

/// An object of a snapshot; its content is at `objects/{digest}`.
///
/// @param namespace null for cluster-scoped objects
/// @param uid null where the API server gave none
public record ObjectView(
    String apiVersion,
    String kind,
    @Nullable String namespace,
    String name,
    @Nullable String uid,
    String digest) {

  static ObjectView of(ResourceRef ref) {
    return new ObjectView(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        ref.uid(),
        ref.digest());
  }
}
