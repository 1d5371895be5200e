package dev.palisade.translate.manifest;

import dev.palisade.snapshot.ResourceRef;

/// How messages name a place in an object.
final class Place {
  private Place() {}

  /// `FILE:LINE: KIND NAMESPACE/NAME: /json/pointer: `, without line and pointer where they are
  /// unknown or empty.
  static String text(ResourceRef ref, String file, int line, String pointer) {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + ref
        + ": "
        + (pointer.isEmpty() ? "" : pointer + ": ");
  }
}
