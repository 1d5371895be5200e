package dev.palisade.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The notation of numbers: JSON's grammar (RFC 8259 section 6), and the one spelling of each
/// number that canonical JSON prescribes (RFC 8785 section 3.2.2.3, which is ECMAScript's
/// `Number::toString`).
final class JsonNumber {

  private static final long SAFE_INTEGER = 1L << 53;

  private JsonNumber() {}

  /// Whether the text is a JSON number that a 64-bit float can hold the size of, or an integer.
  static boolean isWellFormed(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int whole = i;
    i = digitsFrom(text, i);
    if (i == whole || (text.charAt(whole) == '0' && i > whole + 1)) {
      return false;
    }
    if (i == text.length()) {
      return true;
    }
    if (text.charAt(i) == '.') {
      int fraction = i + 1;
      i = digitsFrom(text, fraction);
      if (i == fraction) {
        return false;
      }
    }
    if (i < text.length() && (text.charAt(i) | 0x20) == 'e') {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = i;
      i = digitsFrom(text, exponent);
      if (i == exponent) {
        return false;
      }
    }
    return i == text.length() && Double.isFinite(Double.parseDouble(text));
  }

  /// Whether a well-formed number has neither fraction nor exponent.
  static boolean isInteger(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return true;
  }

  /// The canonical spelling of a well-formed number. An integer written without fraction and
  /// exponent keeps its digits, also beyond 2^53, where RFC 8785 would round it to a 64-bit float.
  static String canonical(String digits) {
    if (isInteger(digits)) {
      return digits.equals("-0") ? "0" : digits;
    }
    return canonical(Double.parseDouble(digits));
  }

  /// A finite 64-bit float as ECMAScript writes it: the shortest digits that read back to it, with
  /// an exponent from 1e21 upwards and below 1e-6.
  static String canonical(double value) {
    if (value == 0) {
      return "0"; // also for -0 (RFC 8785 section 3.2.2.3)
    }
    if (Math.abs(value) < SAFE_INTEGER && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    // Java has written the shortest digits since 19 (JDK-4511638), but in a shape of its own:
    // D.DDDE[-]N or
    // DDD.DDD, with two digits where one would do
    String java = oneDigitIfItWillDo(Math.abs(value));
    int e = java.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
    String mantissa = e < 0 ? java : java.substring(0, e);
    int point = mantissa.indexOf('.');
    StringBuilder digits = new StringBuilder(mantissa).deleteCharAt(point);
    int pointAt =
        point + exponent; // the value is 0.DIGITS times ten to pointAt, once leading zeros are gone
    while (digits.charAt(0) == '0') {
      digits.deleteCharAt(0);
      pointAt--;
    }
    while (digits.charAt(digits.length() - 1) == '0') {
      digits.deleteCharAt(digits.length() - 1);
    }
    return (value < 0 ? "-" : "") + place(digits, pointAt);
  }

  private static String oneDigitIfItWillDo(double value) {
    BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
    if (one.doubleValue() != value) {
      return Double.toString(value);
    }
    return one.unscaledValue() + ".0E" + -one.scale();
  }

  /// ECMAScript's Number::toString, steps 6 to 12: where the point stands among the digits.
  private static StringBuilder place(StringBuilder digits, int pointAt) {
    int count = digits.length();
    if (count <= pointAt && pointAt <= 21) {
      return digits.append("0".repeat(pointAt - count));
    }
    if (0 < pointAt && pointAt <= 21) {
      return digits.insert(pointAt, '.');
    }
    if (-6 < pointAt && pointAt <= 0) {
      return digits.insert(0, "0." + "0".repeat(-pointAt));
    }
    int exponent = pointAt - 1;
    if (count > 1) {
      digits.insert(1, '.');
    }
    return digits.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
  }

  private static int digitsFrom(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
