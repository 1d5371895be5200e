package dev.palisade.render.pdf;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange;
import dev.palisade.compliance.diff.ZoneTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What differs by the zones of a scope, and in the scope itself.
final class ZonePages {
  private static final int NAMES = 30;

  private final Pen pen;
  private final Comparison comparison;

  ZonePages(Pen pen, Comparison comparison) {
    this.pen = pen;
    this.comparison = comparison;
  }

  /// By zones.
  void traffic() {
    if (comparison.zones() != null && !comparison.zones().isEmpty()) {
      zones(comparison.zones());
    }
    if (comparison.members() != null && !comparison.members().isEmpty()) {
      members(comparison.members());
    }
  }

  private void zones(List<ZoneTraffic> zones) {
    pen.flow.heading(2, pen.text("changes.zones"), "changes.zones");
    pen.flow.paragraph(pen.text("changes.zones.lead"), "body");
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            "from",
            1.7,
            "to",
            1.7,
            "pairs",
            1.3,
            "gained",
            1.8,
            "lost",
            1.8,
            "origin",
            3.2);
    for (ZoneTraffic zone : zones) {
      table.cells(
          List.of(
              one(pen.td(zone.from())),
              one(pen.td(zone.to())),
              one(pen.td(zone.counts())),
              one(coloured(zone.gained(), "gained")),
              one(coloured(zone.lost(), "lost")),
              new Table.Cell(
                  zone.origins().stream().map(origin -> List.of(pen.td(origin))).toList())));
    }
    table.end();
  }

  private Run coloured(@Nullable String traffic, String color) {
    return traffic == null
        ? pen.tdMuted(pen.text("changes.nothing"))
        : Run.of(traffic, pen.look.style("td").in(pen.look.color(color)));
  }

  private void members(List<MemberChange> members) {
    pen.flow.heading(2, pen.text("changes.members"), "changes.members");
    List<MemberChange> moved = members.stream().filter(MemberChange::moved).toList();
    if (!moved.isEmpty()) {
      pen.flow.paragraph(pen.text("changes.members.moved", moved.size()), "body");
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL, "subject", 4, "before", 2, "after", 2, "cause", 2.5);
      for (MemberChange member : moved) {
        table.row(
            pen.cells(
                member.workload(),
                Objects.requireNonNullElse(member.before(), ""),
                Objects.requireNonNullElse(member.after(), ""),
                member.reason()));
      }
      table.end();
    }
    List<MemberChange.Group> groups = MemberChange.groups(members);
    if (!groups.isEmpty()) {
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL, "zone", 2, "change", 1.2, "count", 1, "workloads", 7);
      for (MemberChange.Group group : groups) {
        table.row(
            pen.cells(
                group.zone(),
                pen.text("changes.members." + group.change()),
                Integer.toString(group.workloads().size()),
                group.text(NAMES)));
      }
      table.end();
    }
  }

  void scope() {
    ScopeChange scope = comparison.scope();
    if (scope == null) {
      return;
    }
    pen.flow.heading(2, pen.text("changes.scope"), "changes.scope");
    pen.flow.paragraph(
        pen.text(
            "changes.scope.versions",
            ScopeChange.named(scope.before()),
            ScopeChange.named(scope.after()),
            scope.judgedBy()),
        "body");
    if (scope.entries().isEmpty()) {
      pen.flow.paragraph(pen.text("changes.scope.none"), "body");
    } else {
      entries(scope);
    }
    if (scope.exceptions() != null && !scope.exceptions().isEmpty()) {
      exceptions(scope.exceptions());
    }
  }

  private void entries(ScopeChange scope) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "subject",
            2,
            "change",
            1.3,
            "place",
            2,
            "before",
            2.6,
            "after",
            2.6,
            "actor",
            2);
    for (ScopeChange.EntryChange entry : scope.entries()) {
      List<FieldChange> fields = new ArrayList<>(entry.fields());
      if (fields.isEmpty()) {
        fields.add(new FieldChange(entry.change(), "", entry.before(), entry.after()));
      }
      for (FieldChange field : fields) {
        table.row(
            List.of(
                List.of(pen.td(entry.toString())),
                List.of(pen.td(field.change().toString())),
                List.of(
                    field.pointer().isEmpty()
                        ? pen.tdMuted(pen.text("place.whole"))
                        : pen.tdMono(field.pointer())),
                List.of(pen.tdMono(Objects.requireNonNullElse(field.before(), ""))),
                List.of(pen.tdMono(Objects.requireNonNullElse(field.after(), ""))),
                List.of(pen.td(scope.made(entry)))));
      }
    }
    table.end();
  }

  private void exceptions(List<ScopeChange.ExceptionChange> exceptions) {
    pen.flow.heading(2, pen.text("changes.exceptions"), "changes.exceptions");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "exception",
            2.4,
            "check",
            2,
            "change",
            2.4,
            "reason",
            3.4,
            "until",
            1.6);
    for (ScopeChange.ExceptionChange e : exceptions) {
      table.row(
          pen.cells(
              e.ticket() == null ? e.exception() : e.ticket() + " " + e.exception(),
              e.check(),
              e.when(),
              e.reason(),
              Pen.time(e.until())));
    }
    table.end();
  }

  private static Table.Cell one(Run run) {
    return new Table.Cell(List.of(List.of(run)));
  }
}
