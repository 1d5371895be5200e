package dev.palisade.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads back one JSON text that Palisade wrote, such as the content of a stored manifest: no lists
/// are taken apart, no limit on its length is set, and lines are unknown (0). Files of other people
/// go through [DocumentReader].
public final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(ReadLimits.DEFAULT.nesting() * 2)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonText() {}

  /// The value that a JSON text says.
  ///
  /// @param name what the text is, for messages
  /// @throws MalformedDocument if it is no JSON, has a key twice, or goes on after its value
  public static Node read(String name, String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      Node value = value(parser, name);
      if (parser.nextToken() != null) {
        throw new MalformedDocument(name, "", 0, "goes on after its end");
      }
      return value;
    } catch (IOException e) {
      throw new MalformedDocument(name, "", 0, "is no JSON: " + e.getMessage());
    }
  }

  private static Node value(JsonParser parser, String name) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
          parser.nextToken();
          fields.put(key, value(parser, name));
        }
        yield new Node.ObjectNode(fields, 0);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser, name));
        }
        yield new Node.ArrayNode(items, 0);
      }
      case VALUE_STRING -> Node.text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.NumberNode(parser.getText(), 0);
      case VALUE_TRUE -> Node.bool(true);
      case VALUE_FALSE -> Node.bool(false);
      case VALUE_NULL -> Node.nothing();
      case null, default -> throw new MalformedDocument(name, "", 0, "ends too early");
    };
  }
}
