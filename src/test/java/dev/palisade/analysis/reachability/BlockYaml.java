package dev.palisade.analysis.reachability;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Trees as YAML that a person can read, and save as a file to try.
final class BlockYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-A-Za-z0-9_./]*");
  private static final List<String> WORDS =
      List.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private BlockYaml() {}

  /// A file of several documents.
  static String of(List<? extends Node> documents) {
    return documents.stream()
        .map(document -> write(document, 0).stripLeading() + "\n")
        .collect(Collectors.joining("---\n"));
  }

  private static String write(Node node, int indent) {
    return switch (node) {
      case Node.ObjectNode object when !object.fields().isEmpty() ->
          object.fields().entrySet().stream()
              .map(f -> line(indent, scalar(f.getKey()) + ":" + write(f.getValue(), indent + 2)))
              .collect(Collectors.joining());
      case Node.ArrayNode array when !array.items().isEmpty() ->
          array.items().stream()
              .map(item -> line(indent, "-" + item(item, indent + 2)))
              .collect(Collectors.joining());
      case Node.ObjectNode empty -> " {}";
      case Node.ArrayNode empty -> " []";
      case Node.StringNode text -> " " + scalar(text.value());
      default -> " " + CanonicalJson.text(node);
    };
  }

  private static String line(int indent, String text) {
    return "\n" + " ".repeat(indent) + text;
  }

  /// The first line of an item stands beside its dash.
  private static String item(Node item, int indent) {
    String written = write(item, indent);
    return written.startsWith("\n") ? " " + written.substring(1 + indent) : written;
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : CanonicalJson.text(Node.text(text));
  }
}
