package dev.palisade.render.pdf;

import java.security.SecureRandom;

/// The same sequence every time: two renderings of a report must have the same bytes. Nothing
/// secret hangs on it.
final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private long state;

  FixedRandom(long seed) {
    state = seed;
  }

  @Override
  public double nextDouble() {
    state = state * 6364136223846793005L + 1442695040888963407L; // Knuth's MMIX generator
    return (state >>> 11) / (double) (1L << 53);
  }
}
