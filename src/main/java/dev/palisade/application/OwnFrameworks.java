package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.UnusableFramework;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Frameworks of the user's own: files that map requirements to the checks that there are.
final class OwnFrameworks {
  private OwnFrameworks() {}

  /// The catalogue that comes with Palisade, and those of the files after it.
  ///
  /// @throws UnusableInput with everything that is wrong with one of them
  static Catalogue beside(List<Path> files) {
    Catalogue catalogue = Catalogue.load();
    for (Path file : files) {
      try {
        catalogue = catalogue.with(document(file).cursor());
      } catch (UnusableFramework e) {
        throw new UnusableInput(
            e.problems().stream().map(problem -> Message.error(text(problem))).toList());
      }
    }
    return catalogue;
  }

  private static String text(MalformedDocument problem) {
    return problem.file()
        + ": "
        + (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ")
        + (problem.line() > 0 ? "line " + problem.line() + ": " : "")
        + problem.problem();
  }

  private static Document document(Path file) {
    List<Reading> readings = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      new DocumentReader(ReadLimits.DEFAULT).read(file.toString(), in, readings::add);
    } catch (NoSuchFileException e) {
      throw new UnusableInput(file + ": no such file");
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage());
    }
    List<Document> documents = new ArrayList<>();
    for (Reading reading : readings) {
      switch (reading) {
        case Reading.Read(Document document) -> documents.add(document);
        case Reading.Unreadable(String name, int line, String message) ->
            throw new UnusableInput(file + ": line " + line + ": " + message);
        case Reading.ListEnd end ->
            throw new UnusableInput(file + ": a list of objects is no framework");
      }
    }
    if (documents.size() != 1) {
      throw new UnusableInput(file + ": expected one document, there are " + documents.size());
    }
    return documents.getFirst();
  }
}
