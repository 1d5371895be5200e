package dev.palisade.render.markdown;

import dev.palisade.analysis.reachability.question.Containment;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.ObjectChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.diff.PolicyChange;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A comparison as Markdown (GitHub's, for its tables): outcomes and findings where both states
/// were judged, scope, traffic by zones and by workloads, policies, objects.
public final class ComparisonMarkdown {
  private static final String NOTHING = "Nothing differs.\n";

  private ComparisonMarkdown() {}

  public static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder("# What differs\n");
    if (comparison.outcomes() != null) {
      text.append("\n## Outcomes\n\n");
      outcomes(comparison.outcomes(), text);
    }
    if (comparison.findings() != null) {
      text.append("\n## Findings\n\n");
      findings(comparison.findings(), text);
    }
    ZoneMarkdown zones = new ZoneMarkdown(text);
    if (comparison.scope() != null) {
      zones.scope(comparison.scope());
    }
    if (comparison.zones() != null) {
      zones.traffic(comparison.zones());
    }
    if (comparison.members() != null) {
      zones.members(comparison.members());
    }
    text.append("\n## Traffic\n\n");
    flows(comparison, text);
    if (comparison.policies() != null && !comparison.policies().isEmpty()) {
      text.append("\n## Policies\n\n");
      for (PolicyChange p : comparison.policies()) {
        text.append("- ").append(p.change()).append(": ").append(cell(p.policy())).append(": ");
        text.append(cell(p.meaning())).append('\n');
      }
    }
    text.append("\n## Objects\n\n");
    objects(comparison.objects(), text);
    return text.toString();
  }

  /// With which of the two states allows more.
  public static String of(Comparison comparison, Containment containment) {
    StringBuilder text = new StringBuilder(of(comparison)).append("\n## Which allows more\n\n");
    containment
        .sentences()
        .forEach(sentence -> text.append("- ").append(cell(sentence)).append('\n'));
    return text.toString();
  }

  private static void outcomes(List<OutcomeChange> outcomes, StringBuilder text) {
    if (outcomes.isEmpty()) {
      text.append(NOTHING);
      return;
    }
    row(text, "what", "before", "after");
    row(text, "---", "---", "---");
    for (OutcomeChange o : outcomes) {
      row(
          text,
          o.subject() + " " + o.name(),
          or(o.before(), "not judged"),
          or(o.after(), "not judged"));
    }
  }

  private static void findings(List<FindingChange> findings, StringBuilder text) {
    if (findings.isEmpty()) {
      text.append("There are none.\n");
    }
    for (FindingChange f : findings) {
      text.append("- **").append(f.change()).append("** ").append(f.check()).append(": ");
      text.append(cell(f.summary())).append('\n');
    }
  }

  private static void flows(Comparison comparison, StringBuilder text) {
    if (comparison.flows().isEmpty()) {
      text.append(NOTHING);
      return;
    }
    row(text, "", "source", "destination", "before", "after", "because of");
    row(text, "---", "---", "---", "---", "---", "---");
    for (FlowChange f : comparison.flows()) {
      row(
          text,
          f.change().toString(),
          f.source(),
          f.destination(),
          or(f.before(), "none"),
          after(f),
          String.join(f.attribution() == null ? ", " : ", or ", f.reasons()));
    }
    text.append('\n').append(cell(comparison.attribution())).append('\n');
  }

  private static String after(FlowChange flow) {
    String traffic = or(flow.after(), "none");
    return flow.requestTexts().isEmpty()
        ? traffic
        : traffic + "; requests on " + String.join("; requests on ", flow.requestTexts());
  }

  private static void objects(List<ObjectChange> objects, StringBuilder text) {
    if (objects.isEmpty()) {
      text.append(NOTHING);
    }
    for (ObjectChange o : objects) {
      text.append("- ").append(o.change()).append(": ").append(cell(o.toString()));
      if (!o.fields().isEmpty()) {
        text.append(
            o.fields().stream()
                .map(field -> "`" + field.pointer() + "`")
                .collect(Collectors.joining(", ", " (", ")")));
      }
      if (o.note() != null) {
        text.append(": ").append(cell(o.note()));
      }
      text.append('\n');
    }
  }

  static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell(cell)).append(" |");
    }
    text.append('\n');
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /// What would end a cell, begin a link or be a tag is escaped.
  static String cell(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("([\\\\|`*_\\[\\]<])", "\\\\$1");
  }
}
