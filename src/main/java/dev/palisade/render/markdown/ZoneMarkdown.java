package dev.palisade.render.markdown;

import static dev.palisade.render.markdown.ComparisonMarkdown.cell;
import static dev.palisade.render.markdown.ComparisonMarkdown.row;

import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange;
import dev.palisade.compliance.diff.ZoneTraffic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What differs by the zones of a scope, and in the scope itself.
final class ZoneMarkdown {
  private static final int NAMES = 30;

  private final StringBuilder text;

  ZoneMarkdown(StringBuilder text) {
    this.text = text;
  }

  void traffic(List<ZoneTraffic> zones) {
    if (zones.isEmpty()) {
      return;
    }
    text.append("\n## Traffic by zone\n\n");
    row(text, "from", "to", "pairs", "gained", "lost", "of which");
    row(text, "---", "---", "---", "---", "---", "---");
    for (ZoneTraffic zone : zones) {
      row(
          text,
          zone.from(),
          zone.to(),
          zone.counts(),
          orNone(zone.gained()),
          orNone(zone.lost()),
          String.join("; ", zone.origins()));
    }
  }

  void members(List<MemberChange> members) {
    if (members.isEmpty()) {
      return;
    }
    text.append("\n## Members of zones\n\n");
    for (MemberChange member : members) {
      if (member.moved()) {
        item(member + ": " + member.reason());
      }
    }
    for (MemberChange.Group group : MemberChange.groups(members)) {
      item(
          group.zone()
              + ": "
              + group.workloads().size()
              + (switch (group.change()) {
                case ADDED -> " new: ";
                case REMOVED -> " gone: ";
                case CHANGED -> " changed: ";
              })
              + group.text(NAMES));
    }
  }

  void scope(ScopeChange scope) {
    text.append("\n## Scope and register\n\n");
    item("before: " + ScopeChange.named(scope.before()));
    item("after: " + ScopeChange.named(scope.after()));
    item("both states are judged by " + scope.judgedBy());
    if (scope.isEmpty()) {
      text.append("\nNothing differs.\n");
    }
    if (!scope.entries().isEmpty()) {
      text.append('\n');
      row(text, "", "what", "where", "before", "after", "made by");
      row(text, "---", "---", "---", "---", "---", "---");
      scope.entries().forEach(entry -> entry(entry, scope.made(entry)));
    }
    if (scope.exceptions() != null && !scope.exceptions().isEmpty()) {
      text.append('\n');
      for (ScopeChange.ExceptionChange e : scope.exceptions()) {
        item(
            "exception "
                + e.exception()
                + (e.ticket() == null ? "" : " (" + e.ticket() + ")")
                + " of "
                + e.check()
                + " "
                + e.when()
                + ": "
                + e.reason());
      }
    }
  }

  private void entry(ScopeChange.EntryChange entry, String made) {
    if (entry.fields().isEmpty()) {
      row(
          text,
          entry.change().toString(),
          entry.toString(),
          "",
          orNone(entry.before()),
          orNone(entry.after()),
          made);
    }
    for (FieldChange field : entry.fields()) {
      row(
          text,
          field.change().toString(),
          entry.toString(),
          field.pointer(),
          orNone(field.before()),
          orNone(field.after()),
          made);
    }
  }

  private void item(String sentence) {
    text.append("- ").append(cell(sentence)).append('\n');
  }

  private static String orNone(@Nullable String value) {
    return value == null ? "none" : value;
  }
}
