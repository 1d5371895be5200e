package dev.palisade.compliance.control;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the catalogue that comes with Palisade. A fault in it is a fault of Palisade.
final class CatalogueReader {
  private final List<Check> checks;
  private final Map<String, Node> documents = new TreeMap<>();

  CatalogueReader(List<Check> checks) {
    this.checks = checks.stream().sorted(Comparator.comparing(Check::id)).toList();
  }

  Catalogue read() {
    Cursor index = document("catalogue");
    List<Framework> frameworks = new ArrayList<>();
    for (String name : index.get("frameworks").texts()) {
      frameworks.add(
          new FrameworkReader(checks, frameworks.stream().map(Framework::id).toList())
              .read(document(name)));
    }
    return new Catalogue(
        index.get("version").requiredText(),
        CanonicalJson.digest(Node.object(documents)),
        frameworks,
        index.get("advice").texts().stream().map(CheckCall::parse).toList(),
        checks);
  }

  private Cursor document(String name) {
    String resource = "/catalogue/" + name + ".yaml";
    List<Reading> readings = new ArrayList<>();
    try (InputStream in = CatalogueReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is not there");
      }
      new DocumentReader(ReadLimits.DEFAULT).read(resource, in, readings::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (readings.size() != 1 || !(readings.getFirst() instanceof Reading.Read(Document document))) {
      throw new IllegalStateException(
          "the resource " + resource + " is no single document: " + readings);
    }
    documents.put(name, document.root());
    return document.cursor();
  }
}
