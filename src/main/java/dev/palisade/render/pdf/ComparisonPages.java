package dev.palisade.render.pdf;

import dev.palisade.compliance.diff.Change;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FindingGroup;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.FlowGroup;
import dev.palisade.compliance.diff.ObjectChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.diff.PolicyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What differs between two states: traffic first, then outcomes and findings, the scope, then
/// policies and objects.
final class ComparisonPages {
  private final Pen pen;
  private final Comparison comparison;

  ComparisonPages(Pen pen, Comparison comparison) {
    this.pen = pen;
    this.comparison = comparison;
  }

  /// The chapter of a report.
  void chapter() {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text("changes.title"), "changes.title");
    Comparison.Moment before = comparison.before();
    Comparison.Moment after = comparison.after();
    pen.flow.paragraph(
        pen.text(
            "changes.between",
            Pen.time(before.takenAt()),
            before.digest().substring(0, 16),
            Pen.time(after.takenAt()),
            after.digest().substring(0, 16)),
        "body");
    body();
  }

  void body() {
    ZonePages zones = new ZonePages(pen, comparison);
    zones.traffic();
    flows();
    outcomes();
    findings();
    zones.scope();
    policies();
    objects();
  }

  private void flows() {
    Flow flow = pen.flow;
    flow.heading(2, pen.text("changes.flows"), "changes.flows");
    if (comparison.flows().isEmpty()) {
      flow.paragraph(pen.text("changes.flows.none"), "body");
      return;
    }
    flow.paragraph(pen.text("changes.flows.lead", comparison.attribution()), "body");
    flow.paragraph(flowCounts(), "body");
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            Table.Density.DENSE,
            "change",
            1.2,
            "from",
            2.8,
            "to",
            2.8,
            "before",
            1.7,
            "after",
            1.7,
            "cause",
            2.6);
    for (FlowGroup group : FlowGroup.of(comparison.flows())) {
      FlowChange change = group.example();
      List<List<Run>> kind = new ArrayList<>();
      kind.add(List.of(flowKind(change)));
      if (change.ends() != FlowChange.Ends.BOTH_STAYED) {
        kind.add(List.of(muted(pen.text("changes.ends." + change.ends()))));
      }
      table.cells(
          List.of(
              new Table.Cell(kind),
              lines(group.sources()),
              lines(group.destinations()),
              lines(List.of(orNothing(change.before()))),
              after(change),
              new Table.Cell(
                  change.reasons().isEmpty()
                      ? List.of(List.of(muted(pen.text("changes.unattributed"))))
                      : reasons(change))));
    }
    table.end();
  }

  /// How many of each kind, and in how many groups they stand.
  private String flowCounts() {
    return pen.text(
        "changes.flows.count",
        count(FlowChange.Kind.GAINED),
        count(FlowChange.Kind.LOST),
        count(FlowChange.Kind.CHANGED));
  }

  private long count(FlowChange.Kind kind) {
    return comparison.flows().stream().filter(flow -> flow.change() == kind).count();
  }

  private Table.Cell after(FlowChange change) {
    List<String> lines = new ArrayList<>();
    lines.add(orNothing(change.after()));
    change
        .requestTexts()
        .forEach(requests -> lines.add(pen.text("changes.requests") + " " + requests));
    return lines(lines);
  }

  /// A line for each way in which it came about.
  private List<List<Run>> reasons(FlowChange change) {
    List<List<Run>> lines = new ArrayList<>();
    for (String reason : change.reasons()) {
      if (change.attribution() != null && !lines.isEmpty()) {
        lines.add(List.of(muted(pen.text("changes.or"))));
      }
      lines.add(List.of(pen.dense(reason)));
    }
    return lines;
  }

  private Table.Cell lines(List<String> texts) {
    return new Table.Cell(texts.stream().map(text -> List.of(pen.dense(text))).toList());
  }

  private Run muted(String text) {
    return Run.of(text, pen.look.style("dense").in(pen.look.color("muted")));
  }

  private Run flowKind(FlowChange change) {
    String color =
        switch (change.change()) {
          case GAINED -> "gained";
          case LOST -> "lost";
          case CHANGED -> change.gained() == null ? "lost" : "gained";
        };
    return Run.of(
        change.change().toString(),
        pen.look.style("dense").in(Face.BOLD).in(pen.look.color(color)));
  }

  private void outcomes() {
    List<OutcomeChange> outcomes = comparison.outcomes();
    if (outcomes == null) {
      return;
    }
    pen.flow.heading(2, pen.text("changes.outcomes"), "changes.outcomes");
    if (outcomes.isEmpty()) {
      pen.flow.paragraph(pen.text("changes.outcomes.none"), "body");
      return;
    }
    Table table = pen.table(Table.RowHeader.FIRST_CELL, "subject", 4, "before", 3, "after", 3);
    for (OutcomeChange change : outcomes) {
      table.row(
          List.of(
              List.of(pen.td(change.subject() + " " + change.name())),
              List.of(outcome(change.before())),
              List.of(outcome(change.after()))));
    }
    table.end();
  }

  private Run outcome(@Nullable String word) {
    return word == null ? pen.tdMuted(pen.text("changes.unjudged")) : pen.outcome(word, "td");
  }

  private void findings() {
    List<FindingChange> findings = comparison.findings();
    if (findings == null) {
      return;
    }
    pen.flow.heading(2, pen.text("changes.findings"), "changes.findings");
    if (findings.isEmpty()) {
      pen.flow.paragraph(pen.text("changes.findings.none"), "body");
      return;
    }
    pen.flow.paragraph(FindingGroup.counts(findings), "body");
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            Table.Density.DENSE,
            "change",
            1.5,
            "check",
            2,
            "message",
            4.6,
            "before",
            1.4,
            "after",
            1.4);
    for (FindingGroup group : FindingGroup.of(findings)) {
      FindingChange change = group.example();
      boolean one = group.count() == 1;
      table.row(
          List.of(
              List.of(pen.outcome(change.change().toString(), "dense")),
              List.of(pen.dense(change.check())),
              List.of(
                  one
                      ? pen.dense(change.summary())
                      : pen.dense(pen.text("changes.findings.group", group.count()))),
              List.of(pen.dense(one ? orDash(change.before()) : "")),
              List.of(pen.dense(one ? orDash(change.after()) : ""))));
    }
    table.end();
  }

  private void policies() {
    List<PolicyChange> policies = comparison.policies();
    if (policies == null || policies.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("changes.policies"), "changes.policies");
    Table table = pen.table(Table.RowHeader.FIRST_CELL, "object", 3, "change", 1.2, "message", 6);
    for (PolicyChange policy : policies) {
      table.row(
          List.of(
              List.of(pen.td(policy.policy())),
              List.of(pen.td(policy.change().toString())),
              List.of(pen.td(policy.meaning()))));
    }
    table.end();
  }

  private void objects() {
    Flow flow = pen.flow;
    flow.heading(2, pen.text("changes.objects"), "changes.objects");
    if (comparison.objects().isEmpty()) {
      flow.paragraph(pen.text("changes.objects.none"), "body");
      return;
    }
    flow.paragraph(
        pen.text(
            "changes.objects.count",
            count(Change.ADDED),
            count(Change.REMOVED),
            count(Change.CHANGED)),
        "body");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "object",
            3,
            "change",
            1.2,
            "place",
            2.8,
            "before",
            2.4,
            "after",
            2.4);
    for (ObjectChange object : comparison.objects()) {
      if (object.fields().isEmpty()) {
        table.row(
            List.of(
                List.of(pen.td(named(object))),
                List.of(pen.td(object.change().toString())),
                List.of(pen.tdMuted(pen.text("place.whole"))),
                List.of(pen.td("")),
                List.of(pen.td(""))));
      }
      for (ObjectChange.FieldChange field : object.fields()) {
        table.row(
            List.of(
                List.of(pen.td(named(object))),
                List.of(pen.td(field.change().toString())),
                List.of(pen.tdMono(field.pointer())),
                List.of(pen.tdMono(Objects.requireNonNullElse(field.before(), ""))),
                List.of(pen.tdMono(Objects.requireNonNullElse(field.after(), "")))));
      }
    }
    table.end();
  }

  /// With why nothing of its meaning changed, where that is so.
  private static String named(ObjectChange object) {
    return object.note() == null ? object.toString() : object + ": " + object.note();
  }

  private long count(Change change) {
    return comparison.objects().stream().filter(o -> o.change() == change).count();
  }

  private String orNothing(@Nullable String traffic) {
    return traffic == null ? pen.text("changes.nothing") : traffic;
  }

  private String orDash(@Nullable String traffic) {
    return traffic == null ? pen.text("side.none") : traffic;
  }
}
