package dev.palisade.application;

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

/// A file that holds one document of the user's own.
final class OneDocument {
  private OneDocument() {}

  /// @param what it is to be, for messages: `framework`
  /// @throws UnusableInput if it cannot be read, or is not one document
  static Document read(Path file, String what) {
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
            throw new UnusableInput(file + ": a list of objects is no " + what);
      }
    }
    if (documents.size() != 1) {
      throw new UnusableInput(file + ": expected one document, there are " + documents.size());
    }
    return documents.getFirst();
  }

  /// What is wrong with some of it, with file, pointer and line.
  static UnusableInput unusable(List<MalformedDocument> problems) {
    return new UnusableInput(problems.stream().map(p -> Message.error(text(p))).toList());
  }

  private static String text(MalformedDocument problem) {
    return problem.file()
        + ": "
        + (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ")
        + (problem.line() > 0 ? "line " + problem.line() + ": " : "")
        + problem.problem();
  }
}
