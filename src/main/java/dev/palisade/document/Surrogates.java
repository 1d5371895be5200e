package dev.palisade.document;

/// Java and JSON can write half a surrogate pair (`"\ud800"`), which is no character and has no
/// UTF-8.
final class Surrogates {

  private Surrogates() {}

  /// Whether the text holds a surrogate without its other half.
  static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
