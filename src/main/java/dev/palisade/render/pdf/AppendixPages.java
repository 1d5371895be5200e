package dev.palisade.render.pdf;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The policies and other objects with their digests, the texts of those that something rests on,
/// and what the words mean.
final class AppendixPages {
  private static final int MOST = 24;
  private static final List<String> TERMS =
      List.of(
          "contradicted",
          "insufficient",
          "supported",
          "not-applicable",
          "fail",
          "inconclusive",
          "pass",
          "declared",
          "open",
          "witness",
          "fingerprint",
          "gap",
          "endpoint",
          "glyph");

  private final Pen pen;
  private final Report report;
  private final FindingTables findings;
  private final Set<String> cited;

  /// @param cited digests of the objects whose text is printed
  AppendixPages(Pen pen, Report report, FindingTables findings, Set<String> cited) {
    this.pen = pen;
    this.report = report;
    this.findings = findings;
    this.cited = cited;
  }

  void write() {
    Flow flow = pen.flow;
    flow.section();
    flow.heading(1, pen.text("objects.title"), "objects.title");
    List<CitedObject> objects =
        Stream.concat(report.policies().stream(), report.objects().stream()).distinct().toList();
    if (report.policies().isEmpty()) {
      flow.paragraph(pen.text("policies.none"), "body");
    }
    if (!objects.isEmpty()) {
      flow.paragraph(pen.text("objects.lead"), "body");
      list(objects);
    }
    List<CitedObject> texts =
        objects.stream()
            .filter(object -> object.yaml() != null && cited.contains(object.digest()))
            .toList();
    if (!texts.isEmpty()) {
      flow.heading(2, pen.text("objects.text"), null);
      flow.columns(2);
      texts.forEach(this::text);
      flow.oneColumn();
    }
    glossary();
  }

  private void list(List<CitedObject> objects) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "object",
            3.4,
            "apiVersion",
            1.9,
            "digest",
            5.9);
    for (CitedObject object : objects) {
      table.row(
          List.of(
              List.of(pen.object(object.toString(), object.digest(), "dense")),
              List.of(pen.dense(object.apiVersion())),
              List.of(pen.denseMono(object.digest()))));
    }
    table.end();
  }

  private void text(CitedObject object) {
    pen.flow.heading(3, object.toString(), Pen.objectAnchor(object.digest()));
    List<Integer> numbers = findings.citing(object.digest());
    if (!numbers.isEmpty()) {
      Style note = pen.look.style("note");
      List<Run> runs = new ArrayList<>();
      runs.add(Run.of(pen.text("objects.cited") + " ", note));
      for (int number : numbers.subList(0, Math.min(MOST, numbers.size()))) {
        runs.add(pen.link(String.valueOf(number), Pen.findingAnchor(number), "note"));
        runs.add(Run.of(" ", note));
      }
      if (numbers.size() > MOST) {
        runs.add(Run.of(pen.text("objects.cited.more", numbers.size() - MOST), note));
      }
      pen.flow.paragraph(runs, 0);
    }
    String yaml = object.yaml();
    if (yaml != null) {
      pen.flow.code(yaml, "small");
    }
  }

  private void glossary() {
    pen.flow.section();
    pen.flow.heading(1, pen.text("glossary.title"), "glossary.title");
    Table table =
        pen.table(Table.RowHeader.FIRST_CELL, Table.Density.DENSE, "term", 2, "meaning", 8);
    for (String term : TERMS) {
      table.row(
          List.of(
              List.of(Run.of(pen.text("glossary." + term), pen.look.style("dense").in(Face.BOLD))),
              List.of(pen.dense(pen.text("glossary." + term + ".text")))));
    }
    table.end();
  }
}
