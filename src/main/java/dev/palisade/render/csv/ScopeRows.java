package dev.palisade.render.csv;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange;
import dev.palisade.compliance.diff.ZoneTraffic;
import org.jspecify.annotations.Nullable;

/// The rows of a table of changes that are about zones and the scope.
final class ScopeRows {
  private final Sheet sheet;
  private final String from;
  private final String to;

  /// @param from when the snapshot before was taken
  /// @param to when the snapshot after was taken
  ScopeRows(Sheet sheet, String from, String to) {
    this.sheet = sheet;
    this.from = from;
    this.to = to;
  }

  void add(Comparison changes) {
    if (changes.zones() != null) {
      changes.zones().forEach(this::zone);
    }
    if (changes.members() != null) {
      for (MemberChange m : changes.members()) {
        row(
            "member",
            m.before() == null ? "added" : m.after() == null ? "removed" : "changed",
            m.workload(),
            m.before(),
            m.after(),
            m.reason());
      }
    }
    if (changes.scope() != null) {
      scope(changes.scope());
    }
  }

  /// What was lost stands under before, what was gained under after.
  private void zone(ZoneTraffic z) {
    row(
        "traffic by zone",
        z.counts(),
        z.toString(),
        z.lost(),
        z.gained(),
        String.join("; ", z.origins()));
  }

  private void scope(ScopeChange scope) {
    for (ScopeChange.EntryChange e : scope.entries()) {
      String made = scope.made(e);
      if (e.fields().isEmpty()) {
        row("scope", e.change(), e.toString(), e.before(), e.after(), made);
      }
      for (FieldChange field : e.fields()) {
        row(
            "scope",
            field.change(),
            e + " " + field.pointer(),
            field.before(),
            field.after(),
            made);
      }
    }
    if (scope.exceptions() != null) {
      for (ScopeChange.ExceptionChange e : scope.exceptions()) {
        row(
            "exception",
            e.change(),
            e.check() + ": " + e.exception() + (e.ticket() == null ? "" : " " + e.ticket()),
            null,
            null,
            e.when() + ": " + e.reason());
      }
    }
  }

  private void row(
      String layer,
      Object change,
      String what,
      @Nullable String before,
      @Nullable String after,
      String cause) {
    sheet.row(layer, change, what, before, after, cause.isEmpty() ? null : cause, from, to);
  }
}
