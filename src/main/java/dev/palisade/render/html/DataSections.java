package dev.palisade.render.html;

import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the report rests on, what is excepted, and what was not looked at.
final class DataSections {
  private final Page page;
  private final Report report;

  DataSections(Page page, Report report) {
    this.page = page;
    this.report = report;
  }

  void exceptions() {
    if (report.exceptions().isEmpty()) {
      return;
    }
    page.chapter(
        "exceptions.title",
        () -> {
          Page.Rows table =
              page.table(
                  "exceptions.title",
                  "exception",
                  "check",
                  "fingerprint",
                  "traffic",
                  "until",
                  "use");
          for (ExceptionInForce e : report.exceptions()) {
            String fingerprint = e.fingerprint();
            table.row(
                Html.text(e.id()),
                Html.link(e.check(), Anchors.check(e.check())),
                fingerprint == null
                    ? Html.text(String.valueOf(e.selector()))
                    : Html.code(fingerprint.substring(0, Math.min(12, fingerprint.length()))),
                Html.text(e.traffic() == null ? page.text("side.none") : e.traffic()),
                Html.text(Page.time(e.until())),
                Html.text(e.use()));
          }
          table.end();
        });
  }

  void unseen() {
    Coverage coverage = report.coverage();
    page.chapter(
        "unseen.title",
        () -> {
          page.paragraph("unseen.lead");
          page.heading(3, "unseen.gaps");
          if (coverage.gaps().isEmpty()) {
            page.paragraph("unseen.gaps.none");
          } else {
            gaps(coverage.gaps());
          }
          page.heading(3, "unseen.warnings");
          if (coverage.warnings().isEmpty()) {
            page.paragraph("unseen.warnings.none");
          } else {
            page.paragraph("unseen.warnings.lead");
            warnings(coverage.warnings());
          }
          if (!coverage.notExamined().isEmpty()) {
            page.heading(3, "unseen.examined");
            Page.Rows table = page.table("unseen.examined", "what", "why", "affects");
            coverage
                .notExamined()
                .forEach(n -> table.texts(n.what(), n.why(), String.join(", ", n.affects())));
            table.end();
          }
        });
  }

  private void gaps(List<Coverage.Missing> gaps) {
    Page.Rows table = page.table("unseen.gaps", "what", "reason", "message", "affects");
    for (Coverage.Missing gap : gaps) {
      String reason = Page.spaced(gap.reason());
      table.texts(
          name(gap.kind(), gap.namespace(), gap.name()),
          gap.status() == null ? reason : reason + ", " + page.text("gap.status", gap.status()),
          gap.message(),
          String.join(", ", gap.affects()));
    }
    table.end();
  }

  private void warnings(List<Coverage.Caution> warnings) {
    Page.Rows table = page.table("unseen.warnings", "object", "place", "effect", "message");
    for (Coverage.Caution warning : warnings) {
      String pointer = warning.pointer();
      table.row(
          page.object(name(warning.kind(), warning.namespace(), warning.name()), warning.digest()),
          pointer == null ? Html.muted(page.text("place.whole")) : Html.code(pointer),
          Html.text(warning.effect()),
          Html.text(warning.message()));
    }
    table.end();
  }

  void population() {
    page.chapter(
        "population.title",
        () -> {
          page.paragraph("population.lead");
          Page.Rows table =
              page.table(
                  "population.title", "kind", "apiVersion", "count", "resourceVersion", "complete");
          for (Coverage.Population p : report.coverage().population()) {
            String version = p.resourceVersion();
            String state = Page.spaced(p.state());
            table.texts(
                p.kind(),
                p.apiVersion(),
                String.valueOf(p.count()),
                version == null ? page.text("side.none") : version,
                p.state().equals("complete")
                    ? page.text("complete.yes")
                    : p.complete() ? state : page.text("complete.no", state));
          }
          table.end();
        });
  }

  private static String name(String kind, @Nullable String namespace, @Nullable String name) {
    if (namespace == null) {
      return name == null ? kind : kind + " " + name;
    }
    return kind + " " + namespace + (name == null ? "" : "/" + name);
  }
}
