package dev.palisade.render.html;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange;
import dev.palisade.compliance.diff.ZoneTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What changed by the zones of a scope, and in the scope itself.
final class ZoneSections {
  private static final int NAMES = 30;

  private final Page page;
  private final Comparison comparison;

  ZoneSections(Page page, Comparison comparison) {
    this.page = page;
    this.comparison = comparison;
  }

  /// By zones.
  void traffic() {
    if (comparison.zones() != null && !comparison.zones().isEmpty()) {
      page.heading(3, "changes.zones");
      page.paragraph("changes.zones.lead");
      Page.Rows table =
          page.table("changes.zones", "from", "to", "pairs", "gained", "lost", "origin");
      for (ZoneTraffic zone : comparison.zones()) {
        table.row(
            Html.text(zone.from()),
            Html.text(zone.to()),
            Html.text(zone.counts()),
            orNothing(zone.gained()),
            orNothing(zone.lost()),
            Html.lines(zone.origins().stream().map(Html::text).toList()));
      }
      table.end();
    }
    if (comparison.members() != null && !comparison.members().isEmpty()) {
      members(comparison.members());
    }
  }

  private void members(List<MemberChange> members) {
    page.heading(3, "changes.members");
    List<MemberChange> moved = members.stream().filter(MemberChange::moved).toList();
    if (!moved.isEmpty()) {
      page.paragraph("changes.members.moved", moved.size());
      Page.Rows table = page.table("changes.members", "subject", "before", "after", "cause");
      for (MemberChange member : moved) {
        table.row(
            Html.text(member.workload()),
            orNothing(member.before()),
            orNothing(member.after()),
            Html.text(member.reason()));
      }
      table.end();
    }
    List<MemberChange.Group> groups = MemberChange.groups(members);
    if (!groups.isEmpty()) {
      Page.Rows table = page.table("changes.members", "zone", "change", "count", "workloads");
      for (MemberChange.Group group : groups) {
        table.row(
            Html.text(group.zone()),
            Html.text(page.text("changes.members." + group.change())),
            Html.text(Integer.toString(group.workloads().size())),
            Html.text(group.text(NAMES)));
      }
      table.end();
    }
  }

  void scope() {
    ScopeChange scope = comparison.scope();
    if (scope == null) {
      return;
    }
    page.heading(3, "changes.scope");
    page.paragraph(
        "changes.scope.versions",
        ScopeChange.named(scope.before()),
        ScopeChange.named(scope.after()),
        scope.judgedBy());
    if (scope.entries().isEmpty()) {
      page.paragraph("changes.scope.none");
    } else {
      entries(scope);
    }
    if (scope.exceptions() != null && !scope.exceptions().isEmpty()) {
      page.heading(3, "changes.exceptions");
      Page.Rows table =
          page.table("changes.exceptions", "exception", "check", "change", "reason", "until");
      for (ScopeChange.ExceptionChange e : scope.exceptions()) {
        table.row(
            Html.text(e.ticket() == null ? e.exception() : e.ticket() + " " + e.exception()),
            Html.text(e.check()),
            Html.text(e.when()),
            Html.text(e.reason()),
            Html.text(Page.time(e.until())));
      }
      table.end();
    }
  }

  private void entries(ScopeChange scope) {
    Page.Rows table =
        page.table("changes.scope", "subject", "change", "place", "before", "after", "actor");
    for (ScopeChange.EntryChange entry : scope.entries()) {
      List<FieldChange> fields = new ArrayList<>(entry.fields());
      if (fields.isEmpty()) {
        fields.add(new FieldChange(entry.change(), "", entry.before(), entry.after()));
      }
      for (FieldChange field : fields) {
        table.row(
            Html.text(entry.toString()),
            Html.text(field.change().toString()),
            field.pointer().isEmpty()
                ? Html.muted(page.text("place.whole"))
                : Html.code(field.pointer()),
            Html.code(Objects.requireNonNullElse(field.before(), "")),
            Html.code(Objects.requireNonNullElse(field.after(), "")),
            Html.text(scope.made(entry)));
      }
    }
    table.end();
  }

  private Html orNothing(@Nullable String text) {
    return text == null ? Html.muted(page.text("changes.nothing")) : Html.text(text);
  }
}
