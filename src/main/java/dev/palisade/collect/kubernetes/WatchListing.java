package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.collect.kubernetes.WatchBroken.Next;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ListHeader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.journal.WatchedKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// All objects of a kind, handed on one by one, and the version at which they stood so: what a
/// watch begins with. Whole or not at all: a list with a hole would make objects vanish.
final class WatchListing {
  private final ApiServer server;
  private final ServedKind kind;
  private final WatchedKind watched;
  private final Consumer<WatchedObject> to;

  private WatchListing(
      ApiServer server, ServedKind kind, WatchedKind watched, Consumer<WatchedObject> to) {
    this.server = server;
    this.kind = kind;
    this.watched = watched;
    this.to = to;
  }

  /// A page's end.
  private record End(String token, String version) {}

  /// @param to may be given objects of a list that breaks off later
  /// @return the list's resource version
  static String read(
      ApiServer server,
      int pageSize,
      ServedKind kind,
      WatchedKind watched,
      Consumer<WatchedObject> to)
      throws WatchBroken {
    WatchListing listing = new WatchListing(server, kind, watched, to);
    String query = "?limit=" + pageSize;
    String token = "";
    try {
      while (true) {
        String page =
            token.isEmpty() ? query : query + "&continue=" + URLEncoder.encode(token, UTF_8);
        End end = server.get(kind.path() + page, listing::page);
        if (end.token().isEmpty()) {
          return end.version();
        }
        token = end.token();
      }
    } catch (CallFailed e) {
      throw new WatchBroken(Next.RELIST, "it cannot be listed: " + e.text());
    }
  }

  private End page(InputStream body) throws IOException {
    List<String> problems = new ArrayList<>();
    List<ListHeader> ends = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            kind.path(),
            body,
            reading -> {
              switch (reading) {
                case Reading.Read(var document) -> {
                  try {
                    to.accept(WatchedObject.of(watched, document));
                  } catch (MalformedDocument e) {
                    problems.add(String.valueOf(e.getMessage()));
                  }
                }
                case Reading.Unreadable(var file, var line, var message) -> problems.add(message);
                case Reading.ListEnd(var file, var header, var count) -> ends.add(header);
              }
            });
    if (!problems.isEmpty() || ends.size() != 1) {
      throw new IOException(problems.isEmpty() ? "the list breaks off" : problems.getFirst());
    }
    Cursor metadata = new Cursor(kind.path(), "/metadata", ends.getFirst().metadata());
    try {
      return new End(
          metadata.get("continue").text(""), metadata.get("resourceVersion").requiredText());
    } catch (MalformedDocument e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
