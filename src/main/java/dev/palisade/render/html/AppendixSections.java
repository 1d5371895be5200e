package dev.palisade.render.html;

import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The manifests behind the findings, and how to read the report.
final class AppendixSections {
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

  private final Page page;
  private final Report report;
  private final Set<String> anchored = new HashSet<>();

  AppendixSections(Page page, Report report) {
    this.page = page;
    this.report = report;
  }

  void write() {
    page.chapter(
        "policies.title",
        () -> {
          if (report.policies().isEmpty()) {
            page.paragraph("policies.none");
          } else {
            page.paragraph("policies.lead");
            objects("policies.title", report.policies(), "policies.text");
          }
        });
    if (!report.objects().isEmpty()) {
      page.chapter(
          "objects.title", () -> objects("objects.title", report.objects(), "comparison.text"));
    }
    page.chapter("glossary.title", this::glossary);
  }

  private void objects(String caption, List<CitedObject> objects, String textTitle) {
    Page.Rows table = page.table(caption, "object", "apiVersion", "digest");
    for (CitedObject object : objects) {
      table.row(
          page.object(object.toString(), object.digest()),
          Html.text(object.apiVersion()),
          Html.code(object.digest()));
    }
    table.end();
    if (objects.stream().noneMatch(object -> object.yaml() != null)) {
      return;
    }
    page.heading(3, textTitle);
    for (CitedObject object : objects) {
      if (object.yaml() != null) {
        // an id stands once in a page, and two objects may have the same content
        boolean first = anchored.add(object.digest());
        page.heading(
            4, Html.text(object.toString()), first ? Anchors.object(object.digest()) : null);
        page.code(object.yaml());
      }
    }
  }

  private void glossary() {
    Page.Rows table = page.table("glossary.title", "term", "meaning");
    for (String term : TERMS) {
      table.texts(page.text("glossary." + term), page.text("glossary." + term + ".text"));
    }
    table.end();
  }
}
