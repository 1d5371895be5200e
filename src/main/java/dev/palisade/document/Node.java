package dev.palisade.document;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A value of a document that was read, or one that is to be written.
///
/// Every node knows the 1-based line of its file at which it begins; 0 where that is unknown, as
/// for a node that was made and not read. Nodes are immutable, so a YAML alias shares the node of
/// its anchor.
///
/// Record equality includes the line; [#sameContent] is the equality of what is said.
public sealed interface Node {

  /// The 1-based line at which this value begins; 0 when unknown.
  int line();

  /// A mapping from strings to values; keys keep the order in which they were written.
  record ObjectNode(Map<String, Node> fields, int line) implements Node {
    public ObjectNode {
      fields = Fields.copyOf(fields);
    }
  }

  /// A sequence of values.
  record ArrayNode(List<Node> items, int line) implements Node {
    public ArrayNode {
      items = List.copyOf(items);
    }
  }

  /// A string.
  record StringNode(String value, int line) implements Node {
    public StringNode {
      Objects.requireNonNull(value, "value");
    }
  }

  /// A number, kept by its digits in JSON's notation (RFC 8259 section 6), so that no integer is
  /// rounded.
  record NumberNode(String digits, int line) implements Node {
    public NumberNode {
      if (!JsonNumber.isWellFormed(digits)) {
        throw new IllegalArgumentException("not a JSON number: " + digits);
      }
    }

    /// Whether the number is written without fraction and exponent: `80`, but neither `80.0` nor
    /// `8e1`, which the Kubernetes API refuses where it wants an integer.
    public boolean isInteger() {
      return JsonNumber.isInteger(digits);
    }

    /// The value of an integer.
    ///
    /// @throws ArithmeticException if it is not written as an integer or goes beyond 64 bits
    public long longValue() {
      if (!isInteger()) {
        throw new ArithmeticException("not an integer: " + digits);
      }
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw new ArithmeticException("beyond 64 bits: " + digits);
      }
    }

    /// The exact value.
    public BigDecimal decimalValue() {
      return new BigDecimal(digits);
    }
  }

  /// `true` or `false`.
  record BooleanNode(boolean value, int line) implements Node {}

  /// An explicit null. A key that is not there has no node at all.
  record NullNode(int line) implements Node {}

  /// An object of the given fields, in the order in which the map iterates.
  static ObjectNode object(Map<String, ? extends Node> fields) {
    return new ObjectNode(Fields.copyOf(fields), 0);
  }

  /// An array of the given items.
  static ArrayNode array(List<? extends Node> items) {
    return new ArrayNode(List.copyOf(items), 0);
  }

  /// A string.
  static StringNode text(String value) {
    return new StringNode(value, 0);
  }

  /// An integer.
  static NumberNode number(long value) {
    return new NumberNode(Long.toString(value), 0);
  }

  /// `true` or `false`.
  static BooleanNode bool(boolean value) {
    return new BooleanNode(value, 0);
  }

  /// An explicit null.
  static NullNode nothing() {
    return new NullNode(0);
  }

  /// Whether both say the same: lines and the order of keys do not count, and numbers are compared
  /// as [CanonicalJson] writes them (`1.0` is `1`). Two nodes have the same content exactly if they
  /// have the same digest.
  default boolean sameContent(Node other) {
    return switch (this) {
      case ObjectNode(var fields, var line) ->
          other instanceof ObjectNode that && sameFields(fields, that.fields());
      case ArrayNode(var items, var line) ->
          other instanceof ArrayNode that && sameItems(items, that.items());
      case StringNode(var value, var line) ->
          other instanceof StringNode that && value.equals(that.value());
      case NumberNode(var digits, var line) ->
          other instanceof NumberNode that
              && (digits.equals(that.digits())
                  || JsonNumber.canonical(digits).equals(JsonNumber.canonical(that.digits())));
      case BooleanNode(var value, var line) ->
          other instanceof BooleanNode that && value == that.value();
      case NullNode(var line) -> other instanceof NullNode;
    };
  }

  private static boolean sameFields(Map<String, Node> one, Map<String, Node> two) {
    if (one.size() != two.size()) {
      return false;
    }
    for (Map.Entry<String, Node> field : one.entrySet()) {
      Node there = two.get(field.getKey());
      if (there == null || !field.getValue().sameContent(there)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(List<Node> one, List<Node> two) {
    if (one.size() != two.size()) {
      return false;
    }
    Iterator<Node> there = two.iterator();
    for (Node item : one) {
      if (!item.sameContent(there.next())) {
        return false;
      }
    }
    return true;
  }
}
