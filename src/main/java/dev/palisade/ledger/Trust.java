package dev.palisade.ledger;

import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What someone holds who did not get it from the bundle.
///
/// @param keys one of which must have signed the checkpoint; empty when none is known
/// @param checkpoint that the bundle's must be or have grown out of; null when none is known
public record Trust(List<Key> keys, @Nullable Checkpoint checkpoint) {
  /// Nothing.
  public static final Trust NONE = new Trust(List.of(), null);

  /// @param name of the log; null where only the key is known, as from a PEM file
  public record Key(@Nullable String name, PublicKey publicKey) {
    /// Whether this is what is known of that key.
    public boolean is(VerifierKey key) {
      return key.publicKey().equals(publicKey) && (name == null || key.name().equals(name));
    }
  }

  public Trust {
    keys = List.copyOf(keys);
  }

  boolean isEmpty() {
    return keys.isEmpty() && checkpoint == null;
  }
}
