package dev.palisade.application;

import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Documents as plain trees of maps, lists, strings, numbers and booleans.
final class Plain {
  private Plain() {}

  static Object tree(Node node) {
    return switch (node) {
      case Node.ObjectNode(var fields, var line) -> {
        Map<String, Object> map = new HashMap<>();
        fields.forEach((key, value) -> map.put(key, tree(value)));
        yield map;
      }
      case Node.ArrayNode(var items, var line) -> items.stream().map(Plain::tree).toList();
      case Node.StringNode(var text, var line) -> text;
      case Node.NumberNode number -> number.longValue();
      case Node.BooleanNode(var bool, var line) -> bool;
      case Node.NullNode nothing -> Map.of();
    };
  }

  static List<Object> yaml(String text) {
    List<Object> trees = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "test.yaml",
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(Document document)) {
                  trees.add(tree(document.root()));
                } else {
                  throw new IllegalArgumentException(reading.toString());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trees;
  }
}
