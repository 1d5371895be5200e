package dev.palisade.render.pdf;

import java.text.Bidi;

/// The order in which the characters of a text stand on paper, from left to right: that of Hebrew
/// is turned round. Letters are not joined.
final class VisualOrder {
  private VisualOrder() {}

  /// Whether a text has anything that is read from right to left.
  static boolean differs(String text) {
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
  }

  static String of(String text) {
    Bidi bidi = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT);
    int runs = bidi.getRunCount();
    byte[] levels = new byte[runs];
    String[] parts = new String[runs];
    for (int i = 0; i < runs; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      String part = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
      parts[i] = levels[i] % 2 == 0 ? part : new StringBuilder(part).reverse().toString();
    }
    Bidi.reorderVisually(levels, 0, parts, 0, runs);
    return String.join("", parts);
  }
}
