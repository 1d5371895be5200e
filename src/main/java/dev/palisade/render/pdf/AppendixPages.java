package dev.palisade.render.pdf;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Report;
import java.util.List;
import java.util.stream.Stream;

/// The policies with their digests and texts, other objects that findings cite, and what the words
/// mean.
final class AppendixPages {
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
          "endpoint");

  private final Pen pen;
  private final Report report;

  AppendixPages(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  void policies() {
    Flow flow = pen.flow;
    flow.freshPage();
    flow.section();
    flow.heading(1, pen.text("policies.title"), "policies.title");
    if (report.policies().isEmpty()) {
      flow.paragraph(pen.text("policies.none"), "body");
      return;
    }
    flow.paragraph(pen.text("policies.lead"), "body");
    list(report.policies());
    if (report.policies().stream().anyMatch(policy -> policy.yaml() != null)) {
      flow.heading(2, pen.text("policies.text"), null);
      texts(report.policies().stream());
    }
  }

  void objects() {
    pen.flow.section();
    pen.flow.heading(1, pen.text("objects.title"), "objects.title");
    list(report.objects());
    // levels of headings are not skipped (ISO 14289-1, 7.4.2)
    if (report.objects().stream().anyMatch(object -> object.yaml() != null)) {
      pen.flow.heading(2, pen.text("comparison.text"), null);
      texts(report.objects().stream());
    }
  }

  private void list(List<CitedObject> objects) {
    Table table =
        pen.table(Table.RowHeader.FIRST_CELL, "object", 4, "apiVersion", 2.4, "digest", 4.4);
    for (CitedObject object : objects) {
      table.row(
          List.of(
              List.of(pen.object(object.toString(), object.digest())),
              List.of(pen.td(object.apiVersion())),
              List.of(pen.tdMono(object.digest()))));
    }
    table.end();
  }

  private void texts(Stream<CitedObject> objects) {
    objects.forEach(
        object -> {
          if (object.yaml() != null) {
            pen.flow.heading(3, object.toString(), Pen.objectAnchor(object.digest()));
            pen.flow.code(object.yaml());
          }
        });
  }

  void glossary() {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text("glossary.title"), "glossary.title");
    Table table = pen.table(Table.RowHeader.FIRST_CELL, "term", 2, "meaning", 6);
    for (String term : TERMS) {
      table.row(
          List.of(
              List.of(pen.tdBold(pen.text("glossary." + term))),
              List.of(pen.td(pen.text("glossary." + term + ".text")))));
    }
    table.end();
  }
}
