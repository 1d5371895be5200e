package dev.palisade.store;

import dev.palisade.snapshot.Manifest;

/// Objects for tests outside of the store.
public final class PodManifests {
  private PodManifests() {}

  public static Manifest pod(String namespace, String name, String content) {
    return Histories.manifest(namespace, name, content);
  }
}
