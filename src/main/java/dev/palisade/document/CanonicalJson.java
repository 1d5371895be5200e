package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The one JSON text of a value: RFC 8785 (JSON Canonicalization Scheme). No white space, keys
/// sorted by their UTF-16 code units, the shortest escapes, numbers as ECMAScript writes them.
///
/// One deviation: an integer written without fraction and exponent keeps its digits also beyond
/// 2^53, where RFC 8785 would round it to a 64-bit float. Kubernetes keeps integers of 64 bits, and
/// two that differ must not have the same digest.
public final class CanonicalJson {

  private CanonicalJson() {}

  /// The canonical text in UTF-8.
  ///
  /// @throws IllegalArgumentException if a string holds half a surrogate pair (RFC 8785 section
  ///   3.2.2.2)
  public static byte[] bytes(Node node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /// The canonical text.
  ///
  /// @throws IllegalArgumentException if a string holds half a surrogate pair
  public static String text(Node node) {
    StringBuilder out = new StringBuilder(256);
    write(node, out);
    return out.toString();
  }

  /// SHA-256 over [#bytes], in lower-case hexadecimal.
  public static String digest(Node node) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(node)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// A string as JSON writes it, with its quotes.
  static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2);
    write(value, out);
    return out.toString();
  }

  private static void write(Node node, StringBuilder out) {
    switch (node) {
      case ObjectNode(var fields, var line) -> write(fields, out);
      case ArrayNode(var items, var line) -> {
        String separator = "[";
        for (Node item : items) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case StringNode(var value, var line) -> {
        requireWholeSurrogates(value);
        write(value, out);
      }
      case NumberNode(var digits, var line) -> out.append(JsonNumber.canonical(digits));
      case BooleanNode(var value, var line) -> out.append(value);
      case NullNode nothing -> out.append("null");
    }
  }

  private static void write(Map<String, Node> fields, StringBuilder out) {
    List<Map.Entry<String, Node>> sorted = new ArrayList<>(fields.entrySet());
    sorted.sort(Map.Entry.comparingByKey()); // by UTF-16 code units, as section 3.2.3 wants
    String separator = "{";
    for (Map.Entry<String, Node> field : sorted) {
      requireWholeSurrogates(field.getKey());
      out.append(separator);
      write(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out);
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  /// RFC 8785 section 3.2.2.2: two-character escapes where JSON has them, four hexadecimal digits
  /// for the other control characters, everything else as it is.
  static void write(String value, StringBuilder out) {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(value, plainFrom, i);
      plainFrom = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
      }
    }
    out.append(value, plainFrom, value.length()).append('"');
  }

  private static void requireWholeSurrogates(String value) {
    if (Surrogates.hasHalf(value)) {
      throw new IllegalArgumentException("half a surrogate pair in the string " + quoted(value));
    }
  }
}
