package dev.palisade.snapshot;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node;

/// One object as it was read, trimmed to what evidence needs.
///
/// @param file the file it was read from; for an object of an API server the list call's path
/// @param pointer JSON pointer of the object within its file's document: empty, or `/items/3`
public record Manifest(ResourceRef ref, Node root, String file, String pointer)
    implements Comparable<Manifest> {

  /// Navigation from the object's root. Pointers count from the object, not from the file, so that
  /// they mean the same for an item of a List and for the object alone.
  public Cursor cursor() {
    return new Cursor(file, "", root);
  }

  @Override
  public int compareTo(Manifest other) {
    return ref.compareTo(other.ref);
  }
}
