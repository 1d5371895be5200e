package dev.palisade.render.pdf;

import dev.palisade.compliance.report.group.GroupCheck;
import dev.palisade.compliance.report.group.GroupException;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.Member.MemberReport;
import dev.palisade.compliance.report.group.SharedFinding;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What follows the executive pages: every requirement and check by every cluster, all findings
/// that stand in several, and a page for each cluster.
final class GroupPages {
  /// Columns of clusters that can be read side by side.
  private static final int ABREAST = 5;

  private final Pen pen;
  private final GroupReport report;

  GroupPages(Pen pen, GroupReport report) {
    this.pen = pen;
    this.report = report;
  }

  static String anchor(String cluster) {
    return "cluster-" + cluster;
  }

  static int gravity(GroupRequirement requirement) {
    return switch (requirement.outcome()) {
      case CONTRADICTED -> 0;
      case INSUFFICIENT -> 1;
      case SUPPORTED -> 2;
      case NOT_APPLICABLE -> 3;
    };
  }

  void write() {
    pen.flow.freshPage();
    requirements();
    checks();
    shared();
    exceptions();
    report.members().forEach(this::member);
  }

  private void requirements() {
    pen.flow.section();
    pen.flow.heading(2, pen.text("group.requirements.title"), "requirements.title");
    pen.flow.paragraph(pen.text("group.requirements.lead"), "note");
    matrix(
        "group.requirement",
        report.requirements(),
        requirement -> Pen.requirementAnchor(requirement.name()),
        GroupRequirement::name,
        requirement -> List.of(pen.outcome(requirement.outcome().toString(), "dense")),
        (requirement, i) ->
            List.of(pen.outcome(requirement.clusters().get(i).outcome().toString(), "dense")));
  }

  private void checks() {
    pen.flow.heading(2, pen.text("group.checks.title"), "checks.title");
    matrix(
        "group.check",
        report.checks(),
        check -> Pen.checkAnchor(check.id()),
        GroupCheck::id,
        check -> counted(check.outcome().name(), check.open(), check.excepted()),
        (check, i) -> {
          GroupCheck.Standing one = check.clusters().get(i);
          return counted(one.outcome().name(), one.open(), one.excepted());
        });
  }

  private List<Run> counted(String outcome, long open, long excepted) {
    Run word = pen.outcome(outcome, "dense");
    return open + excepted == 0
        ? List.of(word)
        : List.of(word, pen.dense(" " + pen.text("group.findings.short", open, excepted)));
  }

  /// Tables with a column for each cluster, as many side by side as can be read; the first of them
  /// is what links lead to.
  private <T> void matrix(
      String first,
      List<T> rows,
      Function<T, String> anchor,
      Function<T, String> name,
      Function<T, List<Run>> all,
      BiFunction<T, Integer, List<Run>> cell) {
    List<String> clusters = report.clusters();
    for (int from = 0; from < clusters.size(); from += ABREAST) {
      int to = Math.min(clusters.size(), from + ABREAST);
      List<Table.Column> columns = new ArrayList<>();
      columns.add(new Table.Column(pen.text("column." + first), 2));
      columns.add(new Table.Column(pen.text("column.group.all"), 1.5f));
      clusters.subList(from, to).forEach(one -> columns.add(new Table.Column(one, 1.5f)));
      Table table = new Table(pen.flow, Table.RowHeader.FIRST_CELL, Table.Density.DENSE, columns);
      for (T row : rows) {
        if (from == 0) {
          table.anchor(anchor.apply(row));
        }
        List<List<Run>> cells = new ArrayList<>();
        cells.add(List.of(pen.dense(name.apply(row))));
        cells.add(all.apply(row));
        for (int i = from; i < to; i++) {
          cells.add(cell.apply(row, i));
        }
        table.row(cells);
      }
      table.end();
    }
  }

  private void shared() {
    pen.flow.heading(2, pen.text("group.shared.title"), "shared.title");
    if (report.shared().isEmpty()) {
      pen.flow.paragraph(pen.text("group.shared.none"), "body");
      return;
    }
    pen.flow.paragraph(pen.text("group.shared.lead"), "note");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.check",
            2,
            "group.what",
            4.4,
            "group.clusters",
            4);
    for (SharedFinding finding : report.shared()) {
      table.cells(
          List.of(
              new Table.Cell(List.of(List.of(pen.dense(finding.check())))),
              new Table.Cell(List.of(List.of(pen.dense(finding.what())))),
              new Table.Cell(where(finding))));
    }
    table.end();
  }

  /// A paragraph for the clusters in which it stands alike.
  private List<List<Run>> where(SharedFinding finding) {
    Map<List<Object>, List<SharedFinding.Stand>> alike = new LinkedHashMap<>();
    for (SharedFinding.Stand one : finding.clusters()) {
      alike
          .computeIfAbsent(
              List.of(one.status(), String.valueOf(one.traffic())), like -> new ArrayList<>())
          .add(one);
    }
    List<List<Run>> where = new ArrayList<>();
    for (List<SharedFinding.Stand> stands : alike.values()) {
      List<Run> runs = new ArrayList<>();
      SharedFinding.Stand first = stands.getFirst();
      runs.add(pen.outcome(first.status().toString(), "dense"));
      runs.add(pen.dense((first.traffic() == null ? "" : " " + first.traffic()) + ": "));
      for (int i = 0; i < stands.size(); i++) {
        String cluster = stands.get(i).cluster();
        runs.add(pen.dense(i == 0 ? "" : ", "));
        runs.add(pen.link(cluster, anchor(cluster), "dense"));
      }
      where.add(runs);
    }
    return where;
  }

  private void exceptions() {
    if (report.exceptions().isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("group.exceptions.title"), "exceptions.title");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.exception",
            2.4,
            "group.cluster",
            1.6,
            "group.check",
            2,
            "group.from",
            1.7,
            "group.until",
            1.7,
            "group.end",
            1,
            "group.covered",
            0.9);
    for (GroupException one : report.exceptions()) {
      table.row(
          pen.denseCells(
              one.id(),
              one.cluster(),
              one.check() == null ? "" : one.check(),
              Pen.time(one.from()),
              one.until() == null ? "" : Pen.time(one.until()),
              Pen.spaced(one.end()),
              String.valueOf(one.findings())));
    }
    table.end();
  }

  private void member(Member member) {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(2, pen.text("group.member.title", member.cluster()), anchor(member.cluster()));
    MemberReport own = member.report();
    if (own == null) {
      pen.flow.paragraph(pen.text("group.missing", String.valueOf(member.missing())), "body");
      return;
    }
    facts(own);
    unseen(own.looking());
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.requirement",
            2,
            "group.outcome",
            1.5,
            "group.claim",
            6);
    for (GroupRequirement requirement : report.requirements()) {
      requirement.clusters().stream()
          .filter(one -> one.cluster().equals(member.cluster()))
          .forEach(
              one ->
                  table.row(
                      List.of(
                          List.of(pen.dense(requirement.name())),
                          List.of(pen.outcome(one.outcome().toString(), "dense")),
                          List.of(
                              pen.dense(
                                  one.reason() == null
                                      ? requirement.claim() == null
                                          ? ""
                                          : Pen.sentence(requirement.claim())
                                      : Pen.sentence(one.reason()))))));
    }
    table.end();
  }

  private void facts(MemberReport own) {
    List<Pen.Fact> facts = new ArrayList<>();
    facts.add(fact("number", pen.text("group.number.value", own.number(), own.version())));
    facts.add(new Pen.Fact("group.fact.digest", List.of(pen.tdMono(own.digest()))));
    facts.add(fact("asOf", Pen.time(own.asOf())));
    facts.add(
        fact(
            "period",
            pen.text(
                "group.period.value", Pen.time(own.period().from()), Pen.time(own.period().to()))));
    facts.add(fact("findings", pen.text("group.findings.value", own.open(), own.excepted())));
    if (own.seen() != null) {
      facts.add(fact("seen", String.valueOf(own.seen())));
    }
    facts.add(fact("gaps", String.valueOf(own.gaps())));
    facts.add(fact("notExamined", String.valueOf(own.notExamined())));
    Looking looking = own.looking();
    if (looking != null) {
      facts.add(
          fact(
              "looking",
              pen.text(
                  "group.looking.value",
                  looking.snapshots(),
                  looking.expected() == null ? "\u2013" : looking.expected(),
                  looking.unobserved())));
    }
    pen.facts(facts);
    pen.flow.paragraph(pen.text("group.member.see", own.name()), "note");
  }

  private Pen.Fact fact(String name, String value) {
    return new Pen.Fact("group.fact." + name, List.of(pen.td(value)));
  }

  private void unseen(@Nullable Looking looking) {
    if (looking == null || looking.unseen().isEmpty()) {
      return;
    }
    pen.flow.heading(3, pen.text("group.unseen.title"), null);
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            Table.Density.DENSE,
            "group.from",
            1.7,
            "group.until",
            1.7,
            "group.why",
            6);
    looking
        .unseen()
        .forEach(
            one ->
                table.row(
                    pen.denseCells(Pen.time(one.from()), Pen.time(one.until()), one.reason())));
    table.end();
  }
}
