package dev.palisade.document;

import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Refusal.Reach;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a YAML scalar means to kubectl: the resolution of `sigs.k8s.io/yaml` (its `goyaml.v2`,
/// `resolve.go`), which is YAML 1.1 but for sexagesimal numbers, and the conversion to JSON that
/// follows.
/// - null: empty, `~`, `null`, `Null`, `NULL`
/// - boolean: `true`, `yes`, `on`, `y` and `false`, `no`, `off`, `n`, each in lower case,
///   capitalised and in upper case
/// - integer: decimal, `0x1F`, `0b11`, `0o17`, `017` (octal), signs, underscores anywhere
/// - float: `1.5`, `.5`, `1e3`; also `08`, which is no octal number. Written as JSON then writes
///   it, so `1.10` is `1.1`. `.inf` and `.nan` have no JSON and are refused
/// - everything else, timestamps too, is a string; and so is what is quoted or a block
///
/// Two deviations. The letters `y` and `n` are strings, where YAML 1.1 has booleans: people name a
/// namespace `y`, no manifest means a boolean by them, and one that did would be refused where a
/// boolean is asked for. And a decimal integer beyond 64 bits keeps its digits, where Go makes a
/// float of it.
final class YamlScalars {

  private static final String TAG = "tag:yaml.org,2002:";

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private static final Map<String, Boolean> BOOLEANS = booleans();

  private static final Set<String> NOT_FINITE =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  /// Booleans to YAML 1.1 and to most who read it.
  private static final Set<String> LETTERS = Set.of("y", "Y", "n", "N");

  /// `yamlStyleFloat` of resolve.go.
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlScalars() {}

  private static Map<String, Boolean> booleans() {
    Map<String, Boolean> words = new HashMap<>();
    for (String word :
        new String[] {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"}) {
      words.put(word, true);
    }
    for (String word :
        new String[] {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}) {
      words.put(word, false);
    }
    return Map.copyOf(words);
  }

  /// Whether a plain scalar of this text is a string to every reader of YAML, and so may stand
  /// without quotes.
  static boolean isString(String text) {
    try {
      return !LETTERS.contains(text) && untagged(text, 0) == null;
    } catch (Refusal notFinite) {
      return false;
    }
  }

  /// The value of a scalar.
  ///
  /// @param plain whether it has no quotes and is no block
  /// @param tag its tag, written out; null when it has none
  static Node resolve(String text, boolean plain, @Nullable String tag, int line) {
    if (tag == null) {
      Node node = plain ? untagged(text, line) : null;
      return node == null ? new StringNode(text, line) : node;
    }
    if (!tag.startsWith(TAG)) {
      return new StringNode(text, line); // `!` and tags of one's own: kubectl reads a string
    }
    String type = tag.substring(TAG.length());
    Node node =
        switch (type) {
          case "bool", "int", "null" -> untagged(text, line);
          case "float" -> rounded(untagged(text, line));
          case "binary" -> binary(text, line);
          default -> null; // str, timestamp, and what kubectl does not know
        };
    boolean fits =
        switch (type) {
          case "bool" -> node instanceof BooleanNode;
          case "int" -> node instanceof NumberNode number && number.isInteger();
          case "float" -> node instanceof NumberNode;
          case "null" -> node instanceof NullNode;
          default -> true;
        };
    if (!fits) {
      throw new Refusal(line, Reach.OBJECT, "'" + text + "' is not of the type !!" + type);
    }
    return node == null ? new StringNode(text, line) : node;
  }

  private static @Nullable Node rounded(@Nullable Node node) {
    return node instanceof NumberNode(var digits, var line)
        ? new NumberNode(JsonNumber.canonical(Double.parseDouble(digits)), line)
        : node;
  }

  /// The text that a scalar makes as a key: sigs.k8s.io/yaml turns integers, floats and booleans
  /// back into text, after they were read as such (`yes` becomes `true`), and refuses null.
  ///
  /// @param written how the scalar is written
  static String key(Node scalar, String written) {
    return switch (scalar) {
      case StringNode(var value, var line) -> value;
      case BooleanNode(var value, var line) -> Boolean.toString(value);
      case NumberNode number -> isWholeKey(number, written) ? number.digits() : floatKey(number);
      default -> throw new Refusal(scalar.line(), Reach.OBJECT, "null cannot be a key");
    };
  }

  private static boolean isWholeKey(NumberNode number, String written) {
    return number.isInteger()
        && number.digits().length() < 19 // surely within 64 bits
        && integer(written.replace("_", "")) != null;
  }

  /// Go writes a float key by `FormatFloat(v, 'g', -1, 32)`: in single precision. Where that would
  /// take an exponent we refuse; nobody means it.
  private static String floatKey(NumberNode number) {
    float value = Float.parseFloat(number.digits());
    float size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      throw new Refusal(
          number.line(), Reach.OBJECT, "the key " + number.digits() + " must be quoted");
    }
    return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
  }

  /// What a plain scalar is when it is not a string; null when it is one.
  private static @Nullable Node untagged(String text, int line) {
    if (text.isEmpty()) {
      return new NullNode(line);
    }
    char c = text.charAt(0);
    if (c >= '0' && c <= '9') {
      return number(text, line);
    }
    switch (c) {
      case '+', '-', '.':
        return number(text, line);
      case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~':
        if (text.length() > 5) {
          return null;
        }
        Boolean bool = BOOLEANS.get(text);
        if (bool != null) {
          return new BooleanNode(bool, line);
        }
        return NULLS.contains(text) ? new NullNode(line) : null;
      default:
        return null;
    }
  }

  private static @Nullable Node number(String text, int line) {
    if (NOT_FINITE.contains(text)) {
      throw new Refusal(line, Reach.OBJECT, text + " has no JSON");
    }
    if (text.startsWith("._")) {
      return null; // here an underscore needs a digit before it
    }
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    String integer = integer(plain);
    if (integer != null) {
      return new NumberNode(integer, line);
    }
    if (!looksLikeFloat(plain) || !FLOAT.matcher(plain).matches()) {
      return null;
    }
    double value = Double.parseDouble(plain);
    if (Double.isInfinite(value)) {
      return null; // ParseFloat fails, a string remains
    }
    return new NumberNode(JsonNumber.canonical(value), line);
  }

  /// Spares addresses, quantities and dates the regular expression.
  private static boolean looksLikeFloat(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /// The decimal digits of an integer as Go's `ParseInt(text, 0, 64)` takes it; null if it is none.
  /// What is not decimal and goes beyond 64 bits is no integer to Go (an octal one then counts as a
  /// decimal float).
  private static @Nullable String integer(String text) {
    int from = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int radix = 10;
    if (text.length() > from + 1 && text.charAt(from) == '0') {
      switch (text.charAt(from + 1)) {
        case 'x', 'X' -> radix = 16;
        case 'b', 'B' -> radix = 2;
        case 'o', 'O' -> radix = 8;
        default -> radix = 0;
      }
      from += radix == 0 ? 1 : 2;
      radix = radix == 0 ? 8 : radix;
    }
    if (from == text.length()) {
      return null;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return null;
      }
    }
    String digits = text.substring(from);
    boolean negative = text.charAt(0) == '-';
    if (radix == 10) {
      return (negative && !digits.equals("0") ? "-" : "") + digits;
    }
    BigInteger size = new BigInteger(digits, radix);
    BigInteger value = negative ? size.negate() : size;
    boolean fits = negative ? value.bitLength() <= 63 : value.bitLength() <= 64;
    return fits ? value.toString() : null;
  }

  private static Node binary(String text, int line) {
    try {
      String base64 = text.replaceAll("[\r\n]", "");
      if (base64.length() % 4 != 0) {
        throw new IllegalArgumentException("padding is missing");
      }
      byte[] bytes = Base64.getDecoder().decode(base64);
      return new StringNode(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), line);
    } catch (IllegalArgumentException e) {
      throw new Refusal(line, Reach.OBJECT, "!!binary holds no base64");
    } catch (CharacterCodingException e) {
      throw new Refusal(line, Reach.OBJECT, "!!binary holds bytes that are no text");
    }
  }
}
