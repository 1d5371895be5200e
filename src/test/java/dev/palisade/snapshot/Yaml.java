package dev.palisade.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// One document of YAML text.
final class Yaml {

  private Yaml() {}

  static Document document(String text) {
    List<Document> found = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "test.yaml",
              new ByteArrayInputStream(text.getBytes(UTF_8)),
              reading -> found.add(((Reading.Read) reading).document()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (found.size() != 1) {
      throw new AssertionError("one document is needed, not " + found.size());
    }
    return found.getFirst();
  }

  static Node node(String text) {
    return document(text).root();
  }
}
