package dev.palisade.collect.kubernetes;

import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ListHeader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list, its objects trimmed as they are read.
///
/// @param problems what could not be read of it
/// @param continueToken where the next page begins; empty on the last one
record ListPage(
    List<Manifest> manifests,
    List<String> problems,
    String continueToken,
    @Nullable String resourceVersion) {

  ListPage {
    manifests = List.copyOf(manifests);
    problems = List.copyOf(problems);
  }

  /// Reads an answer.
  ///
  /// @param path what objects are to name as their file
  /// @throws IOException if it is no list, a list of something else, or breaks off
  static ListPage read(String path, ServedKind kind, InputStream body) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<ListHeader> ends = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    // a reader of its own: what a page says does not stay in memory
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            path,
            body,
            reading -> {
              switch (reading) {
                case Reading.Read(Document document) when document.list() == null ->
                    strangers.add("the answer is not a list");
                case Reading.Read(Document document) -> add(document, kind, manifests, problems);
                case Reading.Unreadable(var file, var line, var message) ->
                    problems.add(file + ": " + message + place(manifests));
                case Reading.ListEnd(var file, var header, var count) -> ends.add(header);
              }
            });
    if (!strangers.isEmpty()) {
      throw new IOException(strangers.getFirst());
    }
    if (ends.size() != 1) {
      throw new IOException(
          "the list breaks off" + (problems.isEmpty() ? "" : ": " + problems.getLast()));
    }
    Cursor metadata = new Cursor(path, "/metadata", ends.getFirst().metadata());
    try {
      String token = metadata.get("continue").text("");
      if (token.isEmpty() && metadata.get("remainingItemCount").isPresent()) {
        problems.add(path + ": the list has more items and does not say how to go on");
      }
      return new ListPage(manifests, problems, token, metadata.get("resourceVersion").text());
    } catch (MalformedDocument e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Where to look for an object that is too broken to say what it is called: lists are in the
  /// order of names.
  private static String place(List<Manifest> manifests) {
    return manifests.isEmpty()
        ? " (the first of the page)"
        : " (what comes after " + manifests.getLast().ref().qualifiedName() + ")";
  }

  private static void add(
      Document document, ServedKind kind, List<Manifest> manifests, List<String> problems) {
    try {
      Manifest manifest = Manifests.of(document);
      if (manifest == null || !manifest.ref().kind().equals(kind.kind())) {
        problems.add(document.file() + ": " + document.pointer() + " is no " + kind.kind());
      } else {
        manifests.add(manifest);
      }
    } catch (MalformedDocument e) {
      problems.add(e.getMessage());
    }
  }
}
