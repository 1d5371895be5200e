package dev.palisade.application;

import dev.palisade.compliance.control.History.Observed;
import dev.palisade.compliance.control.History.ProbeResult;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads what probes observed:
/// - JSON: `[{"probe": id, "outcome": "connected" | "refused" | "timeout", "at": instant}]`
/// - JUnit XML: one `testcase` a probe, whose name is the id, or ends with it after a space; it
///   passed where the plan's verdict was observed and has a `failure` where it was not. One that is
///   skipped, or has an `error`, was not made. Its time is the `timestamp` of the case, or of the
///   suite around it, in UTC where it names no zone.
final class ProbeResults {
  private static final long MOST_BYTES = 16L << 20;
  private static final Set<String> KEYS = Set.of("probe", "outcome", "at");
  private static final Map<String, Observed> OUTCOMES =
      Map.of(
          "connected", Observed.CONNECTED,
          "refused", Observed.REFUSED,
          "timeout", Observed.TIMEOUT);

  private ProbeResults() {}

  /// @throws UnusableInput when a file is neither, or says something else
  static List<ProbeResult> read(List<Path> files) {
    List<ProbeResult> results = new ArrayList<>();
    for (Path file : files) {
      String text = text(file);
      results.addAll(text.stripLeading().startsWith("<") ? junit(file, text) : json(file, text));
    }
    return results;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UnusableInput(file + ": is larger than 16 MiB");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UnusableInput(file + ": no such file");
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static List<ProbeResult> json(Path file, String text) {
    List<ProbeResult> results = new ArrayList<>();
    try {
      Cursor root =
          new Cursor(
              file.toString(),
              "",
              new DocumentReader(ReadLimits.DEFAULT).parseJson(file.toString(), text));
      if (!root.isArray()) {
        throw root.malformed("expected a list of results");
      }
      for (Cursor item : root.items()) {
        results.add(result(item));
      }
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
    return results;
  }

  private static ProbeResult result(Cursor item) {
    if (!item.isObject()) {
      throw item.malformed("expected an object with probe, outcome and at");
    }
    item.fields()
        .forEach(
            (key, value) -> {
              if (!KEYS.contains(key)) {
                throw value.malformed("unknown key " + key);
              }
            });
    String outcome = item.get("outcome").requiredText();
    Observed observed = OUTCOMES.get(outcome);
    if (observed == null) {
      throw item.get("outcome")
          .malformed("\"" + outcome + "\" is no outcome: expected connected, refused or timeout");
    }
    String at = item.get("at").requiredText();
    Instant instant = instant(at);
    if (instant == null) {
      throw item.get("at").malformed("\"" + at + "\" is no instant: expected 2026-03-31T12:00:00Z");
    }
    return new ProbeResult(item.get("probe").requiredText(), observed, instant);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutZone) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  private static List<ProbeResult> junit(Path file, String text) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      try {
        return new JUnitReading(file, xml).results();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      String message = String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse("");
      throw new UnusableInput(
          file + ": line " + e.getLocation().getLineNumber() + ": is no XML: " + message);
    }
  }

  /// One pass over a JUnit report.
  private static final class JUnitReading {
    private final Path file;
    private final XMLStreamReader xml;
    private final List<ProbeResult> results = new ArrayList<>();
    private @Nullable String suiteTime;

    JUnitReading(Path file, XMLStreamReader xml) {
      this.file = file;
      this.xml = xml;
    }

    List<ProbeResult> results() throws XMLStreamException {
      boolean root = true;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
          throw unusable("a document type is not read");
        }
        if (event != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String element = xml.getLocalName();
        if (root && !element.equals("testsuites") && !element.equals("testsuite")) {
          throw unusable("is no JUnit report: it begins with " + element);
        }
        root = false;
        if (element.equals("testsuite")) {
          String own = xml.getAttributeValue(null, "timestamp");
          suiteTime = own == null ? suiteTime : own;
        } else if (element.equals("testcase")) {
          testCase();
        }
      }
      return results;
    }

    private void testCase() throws XMLStreamException {
      String name = xml.getAttributeValue(null, "name");
      String own = xml.getAttributeValue(null, "timestamp");
      String time = own == null ? suiteTime : own;
      if (name == null || name.isBlank()) {
        throw unusable("a testcase without a name");
      }
      Instant at = time == null ? null : instant(time);
      if (at == null) {
        throw unusable(
            "testcase "
                + name
                + (time == null
                    ? " has no timestamp, and neither has its testsuite"
                    : " has the timestamp \"" + time + "\", which is no instant"));
      }
      boolean failed = false;
      boolean made = true;
      for (int depth = 1; depth > 0; ) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          failed |= xml.getLocalName().equals("failure");
          made &= !Set.of("error", "skipped").contains(xml.getLocalName());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        }
      }
      if (made) {
        results.add(
            new ProbeResult(
                name.strip().substring(name.strip().lastIndexOf(' ') + 1),
                failed ? Observed.NOT_AS_EXPECTED : Observed.AS_EXPECTED,
                at));
      }
    }

    private UnusableInput unusable(String message) {
      return new UnusableInput(
          file + ": line " + xml.getLocation().getLineNumber() + ": " + message);
    }
  }
}
