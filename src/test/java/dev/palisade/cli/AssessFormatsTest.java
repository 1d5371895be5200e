package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class AssessFormatsTest {
  private static final Path GIVEN = Path.of("src/test/resources/golden/commands/assess-probes");

  @TempDir Path out;

  @Test
  void everyFormatIsWritten() throws IOException {
    run("--out", out.toString());

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "report.json",
              "report.pdf",
              "report-executive.pdf",
              "report.html",
              "report-csv.zip",
              "report.md",
              "report.oscal.json",
              "report.sarif",
              "report.junit.xml",
              "report.hdf.json",
              "policyreport.yaml",
              "openreports.yaml");
    }
  }

  @Test
  void theExecutiveReportIsTheTwoPagesThatTheFullOneBeginsWith() throws IOException {
    run("--out", out.toString());

    try (PdfReader executive = new PdfReader(out.resolve("report-executive.pdf").toString());
        PdfReader full = new PdfReader(out.resolve("report.pdf").toString())) {
      assertThat(executive.getNumberOfPages()).isEqualTo(2);
      assertThat(full.getNumberOfPages()).isGreaterThan(2);
      assertThat(new PdfTextExtractor(executive).getTextFromPage(2)).isNotBlank();
    }
  }

  @Test
  void aFindingIsLocatedAtTheLineOfItsRule() throws IOException {
    JsonNode results = new ObjectMapper().readTree(run("--format", "sarif")).at("/runs/0/results");
    List<JsonNode> located = new ArrayList<>();
    for (JsonNode result : results) {
      if (result.at("/locations/0").has("physicalLocation")) {
        located.add(result.at("/locations/0"));
      }
    }

    assertThat(located).isNotEmpty();
    for (JsonNode place : located) {
      Path file = Path.of(place.at("/physicalLocation/artifactLocation/uri").asText());
      int line = place.at("/physicalLocation/region/startLine").asInt();
      List<String> lines = Files.readAllLines(file);
      assertThat(line).isBetween(1, lines.size());
      // the document around that line is the object's
      String name = place.at("/logicalLocations/0/name").asText();
      int from = line - 1;
      while (from > 0 && !lines.get(from).startsWith("---")) {
        from--;
      }
      assertThat(lines.subList(from, lines.size())).anyMatch(text -> text.contains(name));
    }
  }

  private static String run(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "assess",
                GIVEN.resolve("in-cluster").toString(),
                "--scope",
                GIVEN.resolve("in-scope.yaml").toString(),
                "--as-of",
                "2026-10-01"));
    words.addAll(List.of(more));
    StringWriter stdout = new StringWriter();
    String[] line = words.toArray(String[]::new);
    Main.commandLine(line)
        .setOut(new PrintWriter(stdout, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(line);
    return stdout.toString();
  }
}
