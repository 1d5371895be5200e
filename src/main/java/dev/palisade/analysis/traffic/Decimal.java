package dev.palisade.analysis.traffic;

/// Decimal numbers as networks write them: ASCII digits alone, no sign, no leading zero.
final class Decimal {

  /// The answer for a text that is no such number.
  static final int NONE = -1;

  private Decimal() {}

  /// The number that a text stands for, or [#NONE] when it is no number or above `max`.
  ///
  /// A leading zero is refused, since some readers take `010` as octal eight.
  static int tryParse(String text, int max) {
    int length = text.length();
    if (length == 0 || length > 9 || (length > 1 && text.charAt(0) == '0')) {
      return NONE;
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return NONE;
      }
      number = number * 10 + (digit - '0');
    }
    return number <= max ? number : NONE;
  }
}
