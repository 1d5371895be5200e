package dev.palisade.render.html;

import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.render.svg.Drawing;
import dev.palisade.render.svg.MatrixSvg;
import dev.palisade.render.svg.SvgWriter;
import dev.palisade.render.svg.ZoneFlows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scope in force, and what may be sent between its zones.
final class ScopeSections {
  /// Width by height of the flow picture: half a printed page.
  private static final double FORM = 1.4;

  private final Page page;
  private final DeclaredScope scope;
  private final @Nullable ZoneMatrix matrix;

  ScopeSections(Page page, Report report) {
    this.page = page;
    this.scope = report.scope();
    this.matrix = report.matrix();
  }

  void write() {
    page.chapter(
        "scope.title",
        () -> {
          if (scope.confirmed() != null) {
            page.paragraph("scope.confirmed", scope.confirmed().by(), scope.confirmed().on());
          }
          if (matrix != null) {
            matrix(matrix);
          }
          zones();
          networks();
          register();
          restricted();
          page.heading(3, "scope.administrators");
          if (scope.policyAdministrators().isEmpty()) {
            page.paragraph("scope.administrators.none");
          } else {
            page.sentences(scope.policyAdministrators());
          }
          if (!scope.warnings().isEmpty()) {
            page.heading(3, "scope.warnings");
            page.sentences(scope.warnings());
          }
        });
  }

  private void matrix(ZoneMatrix matrix) {
    page.heading(3, "scope.matrix");
    page.paragraph("scope.matrix.lead");
    page.raw("<figure>" + SvgWriter.inline(MatrixSvg.draw(matrix), "matrix") + "</figure>");
    flows(matrix);
    Page.Rows table = page.table("scope.matrix", "from", "to", "traffic");
    for (ZoneMatrix.Cell cell : matrix.cells()) {
      List<Html> lines = new ArrayList<>();
      lines.add(Html.text(cell.traffic()));
      if (!cell.register().isEmpty()) {
        lines.add(
            Html.muted(page.text("scope.matrix.entries", String.join(", ", cell.register()))));
      }
      if (cell.beyond() != null) {
        lines.add(
            Html.of(
                "strong",
                "outcome contradicted",
                Html.text(page.text("scope.matrix.beyond", cell.beyond()))));
      }
      table.row(Html.text(cell.from()), Html.text(cell.to()), Html.lines(lines));
    }
    table.end();
  }

  private void flows(ZoneMatrix matrix) {
    Drawing drawing = ZoneFlows.of(matrix, FORM);
    if (drawing == null) {
      return;
    }
    page.heading(4, "scope.flows");
    page.note(page.text("scope.flows.lead"));
    Drawing described =
        new Drawing(
            drawing.width(),
            drawing.height(),
            page.text("scope.flows"),
            page.text("scope.flows.alt"),
            drawing.figures());
    page.raw("<figure>" + SvgWriter.inline(described, "flows") + "</figure>");
    page.heading(4, "html.scope.pairs");
  }

  private void zones() {
    page.heading(3, "scope.zones");
    Page.Rows table =
        page.table("scope.zones", "zone", "category", "selects", "namespaces", "pods");
    for (DeclaredScope.Zone zone : scope.zones()) {
      List<Html> selects = new ArrayList<>();
      selects.add(Html.text(zone.selects()));
      if (zone.podSelector() != null) {
        selects.add(Html.text(page.text("zone.podSelector", zone.podSelector())));
      }
      if (zone.dataStores() != null) {
        selects.add(Html.text(page.text("zone.dataStores", zone.dataStores())));
      }
      String origin = zone.origin().equals("declared") ? "" : " (" + zone.origin() + ")";
      table.row(
          Html.text(zone.name() + origin),
          Html.text(zone.category()),
          Html.lines(selects),
          Html.text(String.join(", ", zone.namespaces())),
          Html.text(String.valueOf(zone.pods())));
    }
    table.end();
  }

  private void networks() {
    page.heading(3, "scope.networks");
    if (scope.networks().isEmpty()) {
      page.paragraph("scope.networks.none");
      return;
    }
    Page.Rows table = page.table("scope.networks", "network", "category", "addresses");
    for (DeclaredScope.Network network : scope.networks()) {
      table.texts(
          network.name(),
          Objects.requireNonNullElse(network.category(), page.text("side.none")),
          String.join(", ", network.addresses()));
    }
    table.end();
  }

  private void register() {
    page.heading(3, "scope.register");
    if (scope.register().isEmpty()) {
      page.paragraph("scope.register.none");
      return;
    }
    Page.Rows table =
        page.table("scope.register", "id", "from", "to", "traffic", "need", "approval");
    for (DeclaredScope.Entry entry : scope.register()) {
      table.texts(
          entry.id(),
          entry.from(),
          entry.to(),
          entry.traffic(),
          joined(entry.justification(), said("entry.owner", entry.owner())),
          joined(
              said("entry.approved", entry.approvedBy()),
              entry.ticket(),
              said("entry.review", entry.reviewBy())));
    }
    table.end();
  }

  private @Nullable String said(String name, @Nullable Object value) {
    return value == null ? null : page.text(name, value);
  }

  private String joined(@Nullable String... parts) {
    String text = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("; "));
    return text.isEmpty() ? page.text("entry.missing") : text;
  }

  private void restricted() {
    if (scope.restrictedServices().isEmpty()) {
      return;
    }
    page.heading(3, "scope.restricted");
    Page.Rows table = page.table("scope.restricted", "service", "traffic", "reason");
    scope.restrictedServices().forEach(s -> table.texts(s.name(), s.traffic(), s.reason()));
    table.end();
  }
}
