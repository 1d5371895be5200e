package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.Iterator;
import java.util.Map;

/// JSON for people: indented by two spaces, keys in the order of the object, numbers by their
/// digits. Ends without a line break.
public final class PrettyJson {

  private PrettyJson() {}

  /// The text of a value.
  public static String text(Node node) {
    StringBuilder out = new StringBuilder(256);
    write(node, "\n", out);
    return out.toString();
  }

  /// @param newLine a line break and the indentation of the line in which the value begins
  private static void write(Node node, String newLine, StringBuilder out) {
    String inner = newLine + "  ";
    switch (node) {
      case ObjectNode(var fields, var line) -> {
        out.append('{');
        Iterator<Map.Entry<String, Node>> each = fields.entrySet().iterator();
        while (each.hasNext()) {
          Map.Entry<String, Node> field = each.next();
          out.append(inner);
          CanonicalJson.write(field.getKey(), out);
          out.append(": ");
          write(field.getValue(), inner, out);
          out.append(each.hasNext() ? "," : newLine);
        }
        out.append('}');
      }
      case ArrayNode(var items, var line) -> {
        out.append('[');
        Iterator<Node> each = items.iterator();
        while (each.hasNext()) {
          out.append(inner);
          write(each.next(), inner, out);
          out.append(each.hasNext() ? "," : newLine);
        }
        out.append(']');
      }
      case StringNode(var value, var line) -> CanonicalJson.write(value, out);
      case NumberNode(var digits, var line) -> out.append(digits);
      case BooleanNode(var value, var line) -> out.append(value);
      case NullNode nothing -> out.append("null");
    }
  }
}
