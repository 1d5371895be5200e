package dev.palisade.render.pdf;

import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ZoneMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scope in force: zones, networks, the register, and the map of what is allowed between them.
final class ScopePages {
  private final Pen pen;
  private final DeclaredScope scope;
  private final @Nullable ZoneMatrix matrix;

  ScopePages(Pen pen, Report report) {
    this.pen = pen;
    this.scope = report.scope();
    this.matrix = report.matrix();
  }

  void write() {
    Flow flow = pen.flow;
    flow.freshPage();
    flow.section();
    flow.heading(1, pen.text("scope.title"), "scope.title");
    if (scope.confirmed() != null) {
      flow.paragraph(
          pen.text("scope.confirmed", scope.confirmed().by(), scope.confirmed().on()), "body");
    }
    if (matrix != null) {
      flow.heading(2, pen.text("scope.matrix"), null);
      flow.paragraph(pen.text("scope.matrix.lead"), "body");
      new MatrixFigure(pen, matrix).draw();
      new FlowFigure(pen, matrix).draw();
      pairs(matrix);
    }
    zones();
    networks();
    register();
    restricted();
    administrators();
    if (!scope.warnings().isEmpty()) {
      flow.heading(2, pen.text("scope.warnings"), null);
      pen.sentences(scope.warnings());
    }
  }

  private Table.Cell cell(ZoneMatrix.Cell cell) {
    List<Run> line = new ArrayList<>();
    line.add(pen.dense(cell.traffic()));
    if (!cell.register().isEmpty()) {
      line.add(
          pen.dense(" " + pen.text("scope.matrix.entries", String.join(", ", cell.register()))));
    }
    if (cell.beyond() != null) {
      line.add(
          Run.of(
              "  " + pen.text("scope.matrix.beyond", cell.beyond()),
              pen.look.style("dense").in(pen.look.color("contradicted"))));
    }
    return new Table.Cell(List.of(line));
  }

  private void pairs(ZoneMatrix matrix) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL, Table.Density.DENSE, "from", 2, "to", 2, "traffic", 5);
    for (ZoneMatrix.Cell cell : matrix.cells()) {
      table.cells(
          List.of(
              new Table.Cell(List.of(List.of(pen.dense(cell.from())))),
              new Table.Cell(List.of(List.of(pen.dense(cell.to())))),
              cell(cell)));
    }
    table.end();
  }

  private void zones() {
    pen.flow.heading(2, pen.text("scope.zones"), null);
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "zone",
            1.8,
            "category",
            1.8,
            "selects",
            3.4,
            "namespaces",
            2.6,
            "pods",
            0.8);
    for (DeclaredScope.Zone zone : scope.zones()) {
      List<List<Run>> selects = new ArrayList<>();
      selects.add(List.of(pen.dense(zone.selects())));
      if (zone.podSelector() != null) {
        selects.add(List.of(pen.dense(pen.text("zone.podSelector", zone.podSelector()))));
      }
      if (zone.dataStores() != null) {
        selects.add(List.of(pen.dense(pen.text("zone.dataStores", zone.dataStores()))));
      }
      String origin = zone.origin().equals("declared") ? "" : " (" + zone.origin() + ")";
      table.cells(
          List.of(
              one(zone.name() + origin),
              one(zone.category()),
              new Table.Cell(selects),
              one(String.join(", ", zone.namespaces())),
              one(String.valueOf(zone.pods()))));
    }
    table.end();
  }

  private void networks() {
    pen.flow.heading(2, pen.text("scope.networks"), null);
    if (scope.networks().isEmpty()) {
      pen.flow.paragraph(pen.text("scope.networks.none"), "body");
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "network",
            2,
            "category",
            2,
            "addresses",
            5);
    for (DeclaredScope.Network network : scope.networks()) {
      table.row(
          pen.denseCells(
              network.name(),
              Objects.requireNonNullElse(network.category(), pen.text("side.none")),
              String.join(", ", network.addresses())));
    }
    table.end();
  }

  private void register() {
    pen.flow.heading(2, pen.text("scope.register"), null);
    if (scope.register().isEmpty()) {
      pen.flow.paragraph(pen.text("scope.register.none"), "body");
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "id",
            0.8,
            "from",
            2.4,
            "to",
            2.3,
            "traffic",
            1.3,
            "need",
            2.6,
            "approval",
            3);
    for (DeclaredScope.Entry entry : scope.register()) {
      table.row(
          pen.denseCells(
              entry.id(),
              entry.from(),
              entry.to(),
              entry.traffic(),
              joined(entry.justification(), said("entry.owner", entry.owner())),
              joined(
                  said("entry.approved", entry.approvedBy()),
                  entry.ticket(),
                  said("entry.review", entry.reviewBy()))));
    }
    table.end();
  }

  private @Nullable String said(String name, @Nullable Object value) {
    return value == null ? null : pen.text(name, value);
  }

  private String joined(@Nullable String... parts) {
    String text = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("; "));
    return text.isEmpty() ? pen.text("entry.missing") : text;
  }

  private void restricted() {
    if (scope.restrictedServices().isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("scope.restricted"), null);
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "service",
            2,
            "traffic",
            2,
            "reason",
            5);
    for (DeclaredScope.RestrictedService service : scope.restrictedServices()) {
      table.row(pen.denseCells(service.name(), service.traffic(), service.reason()));
    }
    table.end();
  }

  private void administrators() {
    pen.flow.heading(2, pen.text("scope.administrators"), null);
    if (scope.policyAdministrators().isEmpty()) {
      pen.flow.paragraph(pen.text("scope.administrators.none"), "body");
    } else {
      pen.sentences(scope.policyAdministrators());
    }
  }

  private Table.Cell one(String text) {
    return new Table.Cell(List.of(List.of(pen.dense(text))));
  }
}
