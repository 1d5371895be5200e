package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place in a document, whether something stands there or not: what a reader of manifests walks
/// with.
///
/// Three cases are told apart: *absent* (no such key), *null* (the key is there, its value is null)
/// and *present*. Absent and null are mostly read alike, as the Kubernetes API does; [#isAbsent]
/// and [#isNull] are for where they differ. A value of another type than asked for is never read as
/// absent: it is a [MalformedDocument].
///
/// @param pointer the JSON pointer (RFC 6901) in the file's YAML document or JSON value
/// @param node what stands there; null when absent
public record Cursor(String file, String pointer, @Nullable Node node) {

  /// The value under a key; absent when there is none, and when this itself is absent or null.
  ///
  /// @throws MalformedDocument if this is something other than an object
  public Cursor get(String key) {
    Node child = isPresent() ? object().fields().get(key) : null;
    return new Cursor(file, pointer + "/" + escape(key), child);
  }

  /// The item at an index from 0; absent past the end, and when this itself is absent or null.
  ///
  /// @throws MalformedDocument if this is something other than an array
  public Cursor get(int index) {
    List<Node> items = isPresent() ? array().items() : List.of();
    return new Cursor(file, pointer + "/" + index, index < items.size() ? items.get(index) : null);
  }

  /// Whether there is no such key.
  public boolean isAbsent() {
    return node == null;
  }

  /// Whether an explicit null stands here.
  public boolean isNull() {
    return node instanceof NullNode;
  }

  /// Whether a value other than null stands here.
  public boolean isPresent() {
    return node != null && !(node instanceof NullNode);
  }

  public boolean isObject() {
    return node instanceof ObjectNode;
  }

  public boolean isArray() {
    return node instanceof ArrayNode;
  }

  public boolean isString() {
    return node instanceof StringNode;
  }

  public boolean isNumber() {
    return node instanceof NumberNode;
  }

  public boolean isBoolean() {
    return node instanceof BooleanNode;
  }

  /// The 1-based line of the value; 0 when absent or unknown.
  public int line() {
    return node == null ? 0 : node.line();
  }

  /// The items of an array; none when absent or null.
  ///
  /// @throws MalformedDocument if this is something else
  public List<Cursor> items() {
    if (!isPresent()) {
      return List.of();
    }
    List<Node> items = array().items();
    List<Cursor> cursors = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      cursors.add(new Cursor(file, pointer + "/" + i, items.get(i)));
    }
    return cursors;
  }

  /// The fields of an object, in the order of the file; none when absent or null.
  ///
  /// @throws MalformedDocument if this is something else
  public Map<String, Cursor> fields() {
    if (!isPresent()) {
      return Map.of();
    }
    Map<String, Cursor> cursors = new LinkedHashMap<>();
    object()
        .fields()
        .forEach(
            (key, value) -> cursors.put(key, new Cursor(file, pointer + "/" + escape(key), value)));
    return cursors;
  }

  /// The string; null when absent or null.
  ///
  /// @throws MalformedDocument if this is something else
  public @Nullable String text() {
    if (!isPresent()) {
      return null;
    }
    if (node instanceof StringNode string) {
      return string.value();
    }
    throw mustBe("a string");
  }

  /// The string, or the fallback when absent or null.
  ///
  /// @throws MalformedDocument if this is something else
  public String text(String fallback) {
    String text = text();
    return text == null ? fallback : text;
  }

  /// The string.
  ///
  /// @throws MalformedDocument if this is anything else, absent or null too
  public String requiredText() {
    String text = text();
    if (text == null) {
      throw malformed("a string is required");
    }
    return text;
  }

  /// The integer; null when absent or null.
  ///
  /// @throws MalformedDocument if this is something else, a number with a fraction or an exponent,
  ///   or beyond 64 bits
  public @Nullable Long integer() {
    if (!isPresent()) {
      return null;
    }
    if (node instanceof NumberNode number) {
      try {
        return number.longValue();
      } catch (ArithmeticException e) {
        throw mustBe("an integer of 64 bits");
      }
    }
    throw mustBe("an integer");
  }

  /// The boolean; null when absent or null.
  ///
  /// @throws MalformedDocument if this is something else
  public @Nullable Boolean bool() {
    if (!isPresent()) {
      return null;
    }
    if (node instanceof BooleanNode bool) {
      return bool.value();
    }
    throw mustBe("true or false");
  }

  /// The items of an array of strings; none when absent or null.
  ///
  /// @throws MalformedDocument if this is something else, or an item is not a string
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Cursor item : items()) {
      if (!item.isString()) {
        throw item.mustBe("a string");
      }
      texts.add(item.requiredText());
    }
    return texts;
  }

  /// The fields of an object of strings, in the order of the file; none when absent or null.
  ///
  /// @throws MalformedDocument if this is something else, or a value is not a string
  public Map<String, String> textMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields()
        .forEach(
            (key, value) -> {
              if (!value.isString()) {
                throw value.mustBe("a string");
              }
              texts.put(key, value.requiredText());
            });
    return texts;
  }

  /// An exception that says what is wrong here; to be thrown by the caller.
  public MalformedDocument malformed(String message) {
    return new MalformedDocument(file, pointer, line(), message);
  }

  private MalformedDocument mustBe(String expected) {
    return malformed("must be " + expected + ", is " + describe());
  }

  private String describe() {
    return switch (node) {
      case null -> "absent";
      case ObjectNode object -> "an object";
      case ArrayNode array -> "an array";
      case StringNode(var value, var line) ->
          "the string " + CanonicalJson.quoted(shortened(value));
      case NumberNode(var digits, var line) -> "the number " + shortened(digits);
      case BooleanNode(var value, var line) -> "the boolean " + value;
      case NullNode nothing -> "null";
    };
  }

  private static String shortened(String value) {
    int most = 60;
    return value.length() <= most ? value : value.substring(0, most) + "…";
  }

  private ObjectNode object() {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw mustBe("an object");
  }

  private ArrayNode array() {
    if (node instanceof ArrayNode array) {
      return array;
    }
    throw mustBe("an array");
  }

  /// A key as a reference token: RFC 6901 section 3.
  static String escape(String key) {
    return key.indexOf('~') < 0 && key.indexOf('/') < 0
        ? key
        : key.replace("~", "~0").replace("/", "~1");
  }
}
