package dev.palisade.render.csv;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.ObjectChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.diff.PolicyChange;
import dev.palisade.compliance.report.Report;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changed since the earlier snapshot, all layers in one table.
final class ChangeSheet {
  private ChangeSheet() {}

  static Sheet of(Report report) {
    return of(report.changes());
  }

  /// @param changes null: there is nothing to compare with
  static Sheet of(@Nullable Comparison changes) {
    Sheet sheet =
        new Sheet(
            "layer",
            "change",
            "what",
            "before",
            "after",
            "caused by",
            "from snapshot",
            "to snapshot");
    if (changes == null) {
      return sheet;
    }
    String from = changes.before().takenAt().toString();
    String to = changes.after().takenAt().toString();
    for (ObjectChange o : changes.objects()) {
      String pointers =
          o.fields().stream()
              .map(ObjectChange.FieldChange::pointer)
              .collect(Collectors.joining(" "));
      sheet.row(
          "object",
          o.change(),
          o
              + (pointers.isEmpty() ? "" : " " + pointers)
              + (o.note() == null ? "" : ": " + o.note()),
          null,
          null,
          null,
          from,
          to);
    }
    if (changes.policies() != null) {
      for (PolicyChange p : changes.policies()) {
        sheet.row(
            "policy", p.change(), p.policy() + ": " + p.meaning(), null, null, null, from, to);
      }
    }
    new ScopeRows(sheet, from, to).add(changes);
    for (FlowChange f : changes.flows()) {
      sheet.row(
          "traffic",
          f.change(),
          f.source() + " -> " + f.destination(),
          f.before(),
          f.after(),
          String.join(f.attribution() == null ? ", " : ", or ", f.reasons()),
          from,
          to);
    }
    if (changes.outcomes() != null) {
      for (OutcomeChange o : changes.outcomes()) {
        sheet.row(
            "outcome",
            "changed",
            o.subject() + " " + o.name(),
            o.before(),
            o.after(),
            null,
            from,
            to);
      }
    }
    if (changes.findings() != null) {
      for (FindingChange f : changes.findings()) {
        sheet.row(
            "finding",
            f.change(),
            f.check() + ": " + f.summary() + " " + f.fingerprint(),
            f.before(),
            f.after(),
            null,
            from,
            to);
      }
    }
    return sheet;
  }
}
