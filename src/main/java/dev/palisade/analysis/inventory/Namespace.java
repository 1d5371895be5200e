package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.Labels;
import dev.palisade.snapshot.ResourceRef;
import org.jspecify.annotations.Nullable;

/// A namespace.
///
/// @param labels its labels; always with `kubernetes.io/metadata.name`, which the API server sets
///   itself
/// @param ref null when other objects name the namespace and no Namespace object was read
public record Namespace(String name, Labels labels, @Nullable ResourceRef ref)
    implements Comparable<Namespace> {
  @Override
  public int compareTo(Namespace other) {
    return name.compareTo(other.name);
  }
}
