package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.render.csv.CsvRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What a program, or a person, that reads a format is told of a check, of an excepted finding and
/// of a requirement.
final class OutcomeReadings {
  private OutcomeReadings() {}

  /// A format as it is read.
  interface Reading {
    /// The words for a check as a whole, or for its open finding.
    String check(String id);

    /// The words for the finding of that summary.
    String finding(String check, String summary);

    /// The words for a requirement; `-` where the format has no requirements.
    String requirement(String framework, String id);
  }

  static Reading of(ReportFormat format, byte[] bytes) throws Exception {
    return switch (format) {
      case JSON -> json(tree(bytes));
      case PDF -> prose(pdfText(bytes));
      case HTML -> html(new String(bytes, UTF_8));
      case CSV -> csv(sheets(bytes));
      case MD -> markdown(new String(bytes, UTF_8));
      case OSCAL -> oscal(tree(bytes).at("/assessment-results/results/0"));
      case SARIF -> sarif(tree(bytes).at("/runs/0/results"));
      case JUNIT -> junit(bytes);
      case HDF -> hdf(tree(bytes).at("/profiles/0/controls"));
      case POLICYREPORT, OPENREPORTS -> policyReport(yaml(bytes).at("/results"));
    };
  }

  private static JsonNode tree(byte[] json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  static JsonNode yaml(byte[] yaml) throws IOException {
    List<JsonNode> read = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read("report.yaml", new ByteArrayInputStream(yaml), reading -> read.add(json(reading)));
    return read.getFirst();
  }

  private static JsonNode json(dev.palisade.document.Reading reading) {
    try {
      return switch (reading) {
        case dev.palisade.document.Reading.Read read ->
            new ObjectMapper().readTree(CanonicalJson.bytes(read.document().root()));
        default -> throw new AssertionError("cannot be read: " + reading);
      };
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode the(JsonNode items, Predicate<JsonNode> wanted) {
    List<JsonNode> found = new ArrayList<>();
    items.forEach(
        item -> {
          if (wanted.test(item)) {
            found.add(item);
          }
        });
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " instead of one: " + found);
    }
    return found.getFirst();
  }

  private static Reading json(JsonNode report) {
    return reading(
        id ->
            the(report.get("checks"), c -> c.at("/id").asText().equals(id)).at("/outcome").asText(),
        (id, summary) ->
            the(
                    the(report.get("checks"), c -> c.at("/id").asText().equals(id)).get("findings"),
                    f -> f.at("/summary").asText().equals(summary))
                .at("/status")
                .asText(),
        (framework, id) ->
            the(report.get("requirements"), r -> r.at("/id").asText().equals(id))
                .at("/outcome")
                .asText());
  }

  private interface Check {
    String of(String id);
  }

  private interface Two {
    String of(String one, String two);
  }

  private static Reading reading(Check check, Two finding, Two requirement) {
    return new Reading() {
      @Override
      public String check(String id) {
        return check.of(id);
      }

      @Override
      public String finding(String id, String summary) {
        return finding.of(id, summary);
      }

      @Override
      public String requirement(String framework, String id) {
        return requirement.of(framework, id);
      }
    };
  }

  private static String pdfText(byte[] pdf) throws IOException {
    PdfReader reader = new PdfReader(pdf);
    PdfTextExtractor extractor = new PdfTextExtractor(reader);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= reader.getNumberOfPages(); i++) {
      text.append(extractor.getTextFromPage(i).replaceAll("\\s+", " ")).append(' ');
    }
    return text.toString();
  }

  private static String match(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1).strip();
  }

  private static Reading prose(String text) {
    return reading(
        id ->
            match(
                " " + id + " ([A-Z][A-Z_ ]*?)(?: \\([a-z]+\\))? Is " + id + " well\\? Examined",
                text),
        (id, summary) -> match("\\b(excepted) excepted by EX-7", text),
        (framework, id) -> match("Requirement " + id + "\\. Outcome: ([a-z ]+?) [A-Z]", text));
  }

  private static Reading html(String page) {
    return reading(
        id ->
            match(
                "<h3 id=\"check-" + id + "\">.*?>Outcome</th><td><strong[^>]*>([^<]+)</strong>",
                page),
        (id, summary) ->
            match(
                "<h3 id=\"check-"
                    + id
                    + "\">.*?<td>"
                    + summary
                    + "</td>.*?<strong[^>]*>([^<]+)</strong>",
                page),
        (framework, id) ->
            match(
                "<h3 id=\"requirement-"
                    + framework
                    + "_20_"
                    + id
                    + "\">.*?<strong>Outcome: ([^<]+)<",
                page));
  }

  private static Map<String, List<List<String>>> sheets(byte[] zip) throws IOException {
    Map<String, List<List<String>>> sheets = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        sheets.put(entry.getName(), CsvRecords.of(new String(in.readAllBytes(), UTF_8)));
      }
    }
    return sheets;
  }

  private static String cell(List<List<String>> sheet, String column, String key, String value) {
    int at = sheet.getFirst().indexOf(column);
    int of = sheet.getFirst().indexOf(key);
    return sheet.stream()
        .filter(row -> row.get(of).equals(value))
        .map(row -> row.get(at))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + sheet));
  }

  private static Reading csv(Map<String, List<List<String>>> sheets) {
    return reading(
        id -> cell(sheets.get("checks.csv"), "outcome", "check", id),
        (id, summary) -> cell(sheets.get("findings.csv"), "status", "summary", summary),
        (framework, id) -> cell(sheets.get("requirements.csv"), "outcome", "requirement", id));
  }

  private static Reading markdown(String text) {
    return reading(
        id -> match("\\| " + id + " \\| ([^|(]+)", text.substring(text.indexOf("## Checks"))),
        (id, summary) -> match("- \\*\\*([a-z]+)\\*\\* by EX-7: " + summary, text),
        (framework, id) ->
            match("\\| " + framework + " " + id + " \\|.*?\\*\\*([^*]+)\\*\\*", text));
  }

  private static String prop(JsonNode of, String name) {
    return the(of.get("props"), p -> p.at("/name").asText().equals(name)).at("/value").asText();
  }

  private static Reading oscal(JsonNode result) {
    return reading(
        id ->
            prop(
                the(
                    result.get("observations"),
                    o ->
                        o.at("/types/0").asText().equals("control-objective")
                            && prop(o, "check").equals(id)),
                "outcome"),
        (id, summary) ->
            the(result.get("risks"), r -> r.at("/title").asText().equals(summary))
                .at("/status")
                .asText(),
        (framework, id) -> {
          JsonNode status =
              the(
                      result.get("findings"),
                      f -> f.at("/target/target-id").asText().equals(framework + "-" + id))
                  .at("/target/status");
          return status.at("/state").asText() + " (" + status.at("/reason").asText() + ")";
        });
  }

  private static Reading sarif(JsonNode results) {
    return reading(
        id -> {
          JsonNode result =
              the(results, r -> r.at("/ruleId").asText().equals(id) && !r.has("suppressions"));
          return result.at("/kind").asText();
        },
        (id, summary) -> {
          JsonNode result = the(results, r -> r.at("/message/text").asText().equals(summary));
          return result.at("/kind").asText()
              + (result.at("/suppressions/0/status").asText().equals("accepted")
                  ? ", suppressed"
                  : "");
        },
        (framework, id) -> "-");
  }

  private static Reading junit(byte[] xml) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getElementsByTagName("testcase");
    Map<String, String> fates = new HashMap<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      NodeList inner = one.getElementsByTagName("*");
      fates.put(
          one.getAttribute("classname") + " " + one.getAttribute("name"),
          inner.getLength() == 0 ? "passed" : inner.item(0).getNodeName());
    }
    return reading(
        id ->
            fates.entrySet().stream()
                .filter(e -> e.getKey().startsWith("palisade." + id + " "))
                .filter(e -> !e.getKey().contains("waived finding"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + fates)),
        (id, summary) ->
            fates.entrySet().stream()
                .filter(e -> e.getKey().startsWith("palisade." + id + " " + summary))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + summary + " in " + fates)),
        (framework, id) ->
            fates.getOrDefault("palisade.requirements " + framework + " " + id, "none"));
  }

  /// As Heimdall does: any error, then impact 0, then failed, passed, skipped.
  private static Reading hdf(JsonNode controls) {
    return reading(
        id -> {
          JsonNode control = the(controls, c -> c.at("/id").asText().equals(id));
          List<String> statuses = control.get("results").findValuesAsText("status");
          return statuses.contains("error")
              ? "Profile Error"
              : control.at("/impact").asDouble() == 0
                  ? "Not Applicable"
                  : statuses.contains("failed")
                      ? "Failed"
                      : statuses.contains("passed") ? "Passed" : "Not Reviewed";
        },
        (id, summary) ->
            the(
                    the(controls, c -> c.at("/id").asText().equals(id)).get("results"),
                    r -> r.at("/code_desc").asText().equals(summary))
                .at("/status")
                .asText(),
        (framework, id) -> "-");
  }

  private static Reading policyReport(JsonNode results) {
    return reading(
        id ->
            the(
                    results,
                    r ->
                        r.at("/policy").asText().equals(id)
                            && !r.at("/properties").has("exception"))
                .at("/result")
                .asText(),
        (id, summary) ->
            the(
                    results,
                    r ->
                        r.at("/policy").asText().equals(id)
                            && r.at("/message").asText().equals(summary))
                .at("/result")
                .asText(),
        (framework, id) -> "-");
  }
}
