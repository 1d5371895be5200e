package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// YAML in block style, in the layout of kubectl: sequences stand under their key without
/// indentation.
///
/// What is written reads back to the same content, here and by kubectl: a string that YAML 1.1
/// would take for something else (`yes`, `1.10`, `0x1F`, `2001-12-14`) is quoted, and a text of
/// several lines is a literal block where every line can stand as it is. A key that YAML 1.1 would
/// misread is quoted too.
public final class YamlText {

  /// What may stand plain wherever it comes, in the eyes of every YAML parser.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/.0-9][A-Za-z0-9_./@+*()$^%=;<>~-]*(:[A-Za-z0-9_./@+-]+)*");

  /// Not numbers to kubectl, but to older parsers: dates, times, 1:20:30.
  private static final Pattern NUMERIC = Pattern.compile("[-+.]?[0-9][0-9_:.eE+-]*|=|<<");

  /// Lines of a literal block: printable ASCII, no tab, no blank at the end.
  private static final Pattern LITERAL_LINE = Pattern.compile("|[ -~]*[!-~]");

  /// As long as a key can be without `?` (YAML 1.1 section 9.3.1 says 1024), with room for escapes.
  private static final int LONGEST_KEY = 100;

  private YamlText() {}

  /// The text of a value as one document without `---`; ends with a line break.
  public static String write(Node node) {
    StringBuilder out = new StringBuilder(256);
    switch (node) {
      case ObjectNode(var fields, var line) when !fields.isEmpty() -> fields(fields, "", out);
      case ArrayNode(var items, var line) when !items.isEmpty() -> items(items, "", out);
      default -> {
        scalar(node, out);
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void fields(Map<String, Node> fields, String indent, StringBuilder out) {
    String before = "";
    for (Map.Entry<String, Node> field : fields.entrySet()) {
      out.append(before);
      before = indent;
      String key = field.getKey();
      if (key.length() > LONGEST_KEY) {
        out.append("? ");
        string(key, out);
        out.append('\n').append(indent).append(':');
      } else {
        string(key, out);
        out.append(':');
      }
      value(field.getValue(), indent, out);
    }
  }

  private static void value(Node node, String indent, StringBuilder out) {
    switch (node) {
      case ObjectNode(var fields, var line) when !fields.isEmpty() -> {
        out.append('\n').append(indent).append("  ");
        fields(fields, indent + "  ", out);
      }
      case ArrayNode(var items, var line) when !items.isEmpty() -> {
        out.append('\n').append(indent);
        items(items, indent, out);
      }
      case StringNode(var text, var line) when isLiteral(text) -> {
        out.append(' ');
        literal(text, indent + "  ", out);
      }
      default -> {
        out.append(' ');
        scalar(node, out);
        out.append('\n');
      }
    }
  }

  private static void items(List<Node> items, String indent, StringBuilder out) {
    String before = "";
    for (Node item : items) {
      out.append(before).append("- ");
      before = indent;
      switch (item) {
        case ObjectNode(var fields, var line) when !fields.isEmpty() ->
            fields(fields, indent + "  ", out);
        case ArrayNode(var inner, var line) when !inner.isEmpty() ->
            items(inner, indent + "  ", out);
        case StringNode(var text, var line) when isLiteral(text) ->
            literal(text, indent + "  ", out);
        default -> {
          scalar(item, out);
          out.append('\n');
        }
      }
    }
  }

  private static void scalar(Node node, StringBuilder out) {
    switch (node) {
      case ObjectNode object -> out.append("{}");
      case ArrayNode array -> out.append("[]");
      case StringNode(var text, var line) -> string(text, out);
      case NumberNode(var digits, var line) -> out.append(digits);
      case BooleanNode(var value, var line) -> out.append(value);
      case NullNode nothing -> out.append("null");
    }
  }

  private static void string(String text, StringBuilder out) {
    if (PLAIN.matcher(text).matches()
        && !NUMERIC.matcher(text).matches()
        && YamlScalars.isString(text)
        && !text.startsWith("---")
        && !text.startsWith("...")) {
      out.append(text);
    } else {
      quoted(text, out);
    }
  }

  /// Double quotes: YAML 1.1 section 5.7 has the escapes of JSON, and needs them for what is not
  /// printable and for its own line breaks.
  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                  if ((c >= ' ' && c <= '~') || (c > 0xA0 && Character.isLetterOrDigit(c))) {
                    out.appendCodePoint(c);
                  } else if (c <= 0xFFFF) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.append("\\U%08x".formatted(c));
                  }
                }
              }
            });
    out.append('"');
  }

  /// Whether a text of several lines can stand as a literal block: the first line must not begin
  /// with a blank (it would set the indentation), and it must end in at most one line break.
  private static boolean isLiteral(String text) {
    int lineBreak = text.indexOf('\n');
    if (lineBreak < 1
        || lineBreak == text.length() - 1
        || text.charAt(0) == ' '
        || text.endsWith("\n\n")) {
      return false;
    }
    return text.lines().allMatch(line -> LITERAL_LINE.matcher(line).matches())
        && text.indexOf('\r') < 0;
  }

  private static void literal(String text, String indent, StringBuilder out) {
    out.append(text.endsWith("\n") ? "|\n" : "|-\n");
    text.lines()
        .forEach(
            line -> {
              if (!line.isEmpty()) {
                out.append(indent).append(line);
              }
              out.append('\n');
            });
  }
}
