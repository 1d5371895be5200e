package dev.palisade.analysis.policy;

import dev.palisade.snapshot.ResourceRef;
import java.util.Comparator;

/// Something in a manifest that the reader of a verdict must know. Never changes a verdict by
/// itself.
///
/// @param pointer JSON pointer into the object's manifest
/// @param touches the endpoints whose traffic the matter may concern
public record Warning(ResourceRef ref, String pointer, Effect effect, String message, Peer touches)
    implements Comparable<Warning> {

  /// What follows from it.
  public enum Effect {
    /// Modelled exactly; people may have meant something else.
    ADVICE,
    /// Not modelled, and can only forbid more than was computed.
    MAY_NARROW,
    /// Not modelled, and may let through more than was computed: dependent checks cannot pass.
    MAY_ALLOW
  }

  private static final Comparator<Warning> ORDER =
      Comparator.comparing(Warning::ref)
          .thenComparing(Warning::pointer)
          .thenComparing(Warning::effect)
          .thenComparing(Warning::message);

  @Override
  public int compareTo(Warning other) {
    return ORDER.compare(this, other);
  }
}
