package dev.palisade.document;

import dev.palisade.document.Reading.ListEnd;
import dev.palisade.document.Reading.Read;
import dev.palisade.document.Reading.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads texts and writes what was met in one line each. */
final class ReadingFixture {

  private ReadingFixture() {}

  static List<Reading> read(ReadLimits limits, InputStream in) {
    List<Reading> readings = new ArrayList<>();
    try {
      new DocumentReader(limits).read("f", in, readings::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return readings;
  }

  static List<Reading> read(ReadLimits limits, String text) {
    return read(limits, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  static List<Reading> read(String text) {
    return read(ReadLimits.DEFAULT, text);
  }

  /** The canonical JSON of the only document of a text. */
  static String json(String text) {
    List<Reading> readings = read(text);
    if (readings.size() == 1 && readings.get(0) instanceof Read(Document document)) {
      return CanonicalJson.text(document.root());
    }
    return String.join("\n", described(readings));
  }

  /** `/pointer {…}`, `line N: message` or `end of KIND: N`. */
  static List<String> described(List<Reading> readings) {
    return readings.stream()
        .map(
            reading ->
                switch (reading) {
                  case Read(Document d) ->
                      (d.pointer() + " " + CanonicalJson.text(d.root())).strip();
                  case Unreadable(var file, var line, var message) ->
                      "line " + line + ": " + message;
                  case ListEnd(var file, var header, var count) ->
                      "end of " + header.kind() + ": " + count;
                })
        .toList();
  }

  static List<String> described(String text) {
    return described(read(text));
  }
}
