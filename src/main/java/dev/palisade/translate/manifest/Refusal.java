package dev.palisade.translate.manifest;

import dev.palisade.snapshot.ResourceRef;
import java.util.Comparator;

/// One reason why an API server would refuse an object. The object takes no part in the model: a
/// gap names it.
///
/// @param line the 1-based line at fault, or of the object; 0 when unknown
/// @param pointer JSON pointer from the object's root; empty for the whole object
/// @param problem what is wrong, for people
public record Refusal(ResourceRef ref, String file, int line, String pointer, String problem)
    implements Comparable<Refusal> {

  private static final Comparator<Refusal> ORDER =
      Comparator.comparing(Refusal::file)
          .thenComparing(Refusal::ref)
          .thenComparing(Refusal::pointer)
          .thenComparing(Refusal::problem);

  @Override
  public int compareTo(Refusal other) {
    return ORDER.compare(this, other);
  }

  /// `FILE:LINE: KIND NAMESPACE/NAME: /json/pointer: what is wrong`, without what is unknown or
  /// empty.
  @Override
  public String toString() {
    return Place.text(ref, file, line, pointer) + problem;
  }
}
