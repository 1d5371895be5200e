package dev.palisade.render.text;

import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Hygiene;
import dev.palisade.snapshot.ResourceRef;
import java.util.Map;

/// Advice on policies as lines of text: where and what, why, what to do, and the YAML to write.
public final class LintText {
  private LintText() {}

  /// @param files by policy, the file that it stands in
  public static String of(Hygiene hygiene, Map<ResourceRef, String> files) {
    StringBuilder text = new StringBuilder();
    for (Advice advice : hygiene.advice()) {
      String file = files.get(advice.policy());
      text.append(file == null ? "" : file + ": ")
          .append(advice.policy())
          .append(": ")
          .append(advice.pointer().isEmpty() ? "" : advice.pointer() + ": ")
          .append(advice.topic())
          .append(": ")
          .append(oneLine(advice.what()))
          .append("\n  why: ")
          .append(advice.topic().why())
          .append("\n  do: ")
          .append(oneLine(advice.todo()))
          .append('\n');
      String suggestion = advice.suggestion();
      if (suggestion != null) {
        suggestion.lines().forEach(line -> text.append("      ").append(line).append('\n'));
      }
      text.append('\n');
    }
    hygiene.remarks().forEach(remark -> text.append("note: ").append(oneLine(remark)).append('\n'));
    long pieces = hygiene.advice().size();
    text.append(pieces == 1 ? "1 piece" : pieces + " pieces")
        .append(" of advice on ")
        .append(hygiene.policies() == 1 ? "1 policy" : hygiene.policies() + " policies")
        .append('\n');
    return text.toString();
  }

  /// What is quoted from a manifest must not forge a line, or steer a terminal.
  private static String oneLine(String text) {
    return text.replaceAll(
        "[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", "\ufffd");
  }
}
