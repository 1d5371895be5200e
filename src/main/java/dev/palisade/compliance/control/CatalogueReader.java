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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the catalogue that comes with Palisade. A fault in it is a fault of Palisade.
final class CatalogueReader {
  private static final Set<String> KEYS =
      Set.of("id", "leading", "subject", "primary", "supporting", "note");

  private final Map<String, Check> checks = new TreeMap<>();
  private final Map<String, Node> documents = new TreeMap<>();

  CatalogueReader(List<Check> checks) {
    checks.forEach(check -> this.checks.put(check.id(), check));
  }

  Catalogue read() {
    Cursor index = document("catalogue");
    List<Framework> frameworks = new ArrayList<>();
    for (String name : index.get("frameworks").texts()) {
      frameworks.add(framework(document(name)));
    }
    return new Catalogue(
        index.get("version").requiredText(),
        CanonicalJson.digest(Node.object(documents)),
        frameworks,
        calls(index.get("advice"), Check.Weight.ADVICE),
        List.copyOf(checks.values()));
  }

  private Framework framework(Cursor root) {
    String id = root.get("framework").requiredText();
    List<Requirement> requirements = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (Cursor item : root.get("requirements").items()) {
      Requirement requirement = requirement(id, item);
      if (!ids.add(requirement.id())) {
        throw item.malformed("a second requirement " + requirement.id());
      }
      requirements.add(requirement);
    }
    return new Framework(id, root.get("title").requiredText(), requirements);
  }

  private Requirement requirement(String framework, Cursor item) {
    item.fields()
        .forEach(
            (key, value) -> {
              if (!KEYS.contains(key)) {
                throw value.malformed("unknown key " + key);
              }
            });
    return new Requirement(
        framework,
        item.get("id").requiredText(),
        Objects.equals(item.get("leading").bool(), true)
            ? Requirement.Rank.LEADING
            : Requirement.Rank.FOLLOWING,
        item.get("subject").requiredText(),
        calls(item.get("primary"), Check.Weight.VERDICT),
        calls(item.get("supporting"), Check.Weight.VERDICT),
        item.get("note").text());
  }

  private List<CheckCall> calls(Cursor list, Check.Weight weight) {
    List<CheckCall> calls = new ArrayList<>();
    for (Cursor item : list.items()) {
      CheckCall call = CheckCall.parse(item.requiredText());
      Check check = checks.get(call.check());
      if (check == null) {
        throw item.malformed("there is no check " + call.check());
      }
      if (check.weight() != weight) {
        throw item.malformed(
            "check " + call.check() + " is " + check.weight() + ", expected " + weight);
      }
      if (!check.parameters().containsAll(call.parameters())) {
        throw item.malformed("check " + call.check() + " takes no such parameter");
      }
      calls.add(call);
    }
    return calls;
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
