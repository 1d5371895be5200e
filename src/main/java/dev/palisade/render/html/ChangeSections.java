package dev.palisade.render.html;

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

/// What changed between two states.
final class ChangeSections {
  private final Page page;
  private final Comparison comparison;

  ChangeSections(Page page, Comparison comparison) {
    this.page = page;
    this.comparison = comparison;
  }

  void write() {
    Comparison.Moment before = comparison.before();
    Comparison.Moment after = comparison.after();
    page.chapter(
        "changes.title",
        () -> {
          page.paragraph(
              "changes.between",
              Page.time(before.takenAt()),
              before.digest().substring(0, 16),
              Page.time(after.takenAt()),
              after.digest().substring(0, 16));
          ZoneSections zones = new ZoneSections(page, comparison);
          zones.traffic();
          flows();
          if (comparison.outcomes() != null) {
            outcomes(comparison.outcomes());
          }
          if (comparison.findings() != null) {
            findings(comparison.findings());
          }
          zones.scope();
          policies();
          objects();
        });
  }

  private void flows() {
    page.heading(3, "changes.flows");
    if (comparison.flows().isEmpty()) {
      page.paragraph("changes.flows.none");
      return;
    }
    page.paragraph("changes.flows.lead", comparison.attribution());
    page.paragraph(
        "changes.flows.count",
        count(FlowChange.Kind.GAINED),
        count(FlowChange.Kind.LOST),
        count(FlowChange.Kind.CHANGED));
    Page.Rows table =
        page.table("changes.flows", "change", "from", "to", "before", "after", "cause");
    for (FlowGroup group : FlowGroup.of(comparison.flows())) {
      FlowChange change = group.example();
      Html kind = Page.outcome(change.change().toString());
      List<Html> after = new ArrayList<>();
      after.add(Html.text(orNothing(change.after())));
      change
          .requestTexts()
          .forEach(text -> after.add(Html.text(page.text("changes.requests") + " " + text)));
      table.row(
          change.ends() == FlowChange.Ends.BOTH_STAYED
              ? kind
              : Html.lines(List.of(kind, Html.muted(page.text("changes.ends." + change.ends())))),
          lines(group.sources()),
          lines(group.destinations()),
          Html.text(orNothing(change.before())),
          Html.lines(after),
          cause(change));
    }
    table.end();
  }

  private long count(FlowChange.Kind kind) {
    return comparison.flows().stream().filter(flow -> flow.change() == kind).count();
  }

  private static Html lines(List<String> texts) {
    return Html.lines(texts.stream().map(Html::text).toList());
  }

  private Html cause(FlowChange change) {
    if (change.reasons().isEmpty()) {
      return Html.muted(page.text("changes.unattributed"));
    }
    List<Html> lines = new ArrayList<>();
    for (String reason : change.reasons()) {
      if (change.attribution() != null && !lines.isEmpty()) {
        lines.add(Html.muted(page.text("changes.or")));
      }
      lines.add(Html.text(reason));
    }
    return Html.lines(lines);
  }

  private void outcomes(List<OutcomeChange> outcomes) {
    page.heading(3, "changes.outcomes");
    if (outcomes.isEmpty()) {
      page.paragraph("changes.outcomes.none");
      return;
    }
    Page.Rows table = page.table("changes.outcomes", "subject", "before", "after");
    for (OutcomeChange change : outcomes) {
      table.row(
          Html.text(change.subject() + " " + change.name()),
          outcome(change.before()),
          outcome(change.after()));
    }
    table.end();
  }

  private Html outcome(@Nullable String word) {
    return word == null ? Html.muted(page.text("changes.unjudged")) : Page.outcome(word);
  }

  private void findings(List<FindingChange> findings) {
    page.heading(3, "changes.findings");
    if (findings.isEmpty()) {
      page.paragraph("changes.findings.none");
      return;
    }
    page.paragraph(Html.text(FindingGroup.counts(findings)));
    Page.Rows table =
        page.table("changes.findings", "change", "check", "message", "before", "after");
    for (FindingGroup group : FindingGroup.of(findings)) {
      FindingChange change = group.example();
      boolean one = group.count() == 1;
      table.row(
          Page.outcome(change.change().toString()),
          Html.text(change.check()),
          one
              ? Html.text(change.summary())
              : Html.muted(page.text("changes.findings.group", group.count())),
          one ? traffic(change.before()) : Html.NOTHING,
          one ? traffic(change.after()) : Html.NOTHING);
    }
    table.end();
  }

  private Html traffic(@Nullable String text) {
    return Html.text(Objects.requireNonNullElse(text, page.text("side.none")));
  }

  private void policies() {
    if (comparison.policies() == null || comparison.policies().isEmpty()) {
      return;
    }
    page.heading(3, "changes.policies");
    Page.Rows table = page.table("changes.policies", "object", "change", "message");
    for (PolicyChange policy : comparison.policies()) {
      table.row(
          Html.text(policy.policy()),
          Html.text(policy.change().toString()),
          Html.text(policy.meaning()));
    }
    table.end();
  }

  private void objects() {
    page.heading(3, "changes.objects");
    if (comparison.objects().isEmpty()) {
      page.paragraph("changes.objects.none");
      return;
    }
    page.paragraph(
        "changes.objects.count", count(Change.ADDED), count(Change.REMOVED), count(Change.CHANGED));
    Page.Rows table = page.table("changes.objects", "object", "change", "place", "before", "after");
    for (ObjectChange object : comparison.objects()) {
      if (object.fields().isEmpty()) {
        table.row(
            Html.text(object.toString()),
            Html.text(object.change().toString()),
            Html.muted(object.note() == null ? page.text("place.whole") : object.note()),
            Html.NOTHING,
            Html.NOTHING);
      }
      for (ObjectChange.FieldChange field : object.fields()) {
        table.row(
            object.note() == null
                ? Html.text(object.toString())
                : Html.lines(List.of(Html.text(object.toString()), Html.muted(object.note()))),
            Html.text(field.change().toString()),
            Html.code(field.pointer()),
            Html.code(Objects.requireNonNullElse(field.before(), "")),
            Html.code(Objects.requireNonNullElse(field.after(), "")));
      }
    }
    table.end();
  }

  private long count(Change change) {
    return comparison.objects().stream().filter(o -> o.change() == change).count();
  }

  private String orNothing(@Nullable String traffic) {
    return traffic == null ? page.text("changes.nothing") : traffic;
  }
}
