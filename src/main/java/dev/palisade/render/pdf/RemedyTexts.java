package dev.palisade.render.pdf;

import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.report.JudgedFinding;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What was proved to close findings: each change once, with the numbers of those that it closes.
final class RemedyTexts {
  private static final int MOST = 12;

  private final Pen pen;
  private final Map<JudgedFinding, Integer> numbers;
  private final Set<String> written = new HashSet<>();

  RemedyTexts(Pen pen, Map<JudgedFinding, Integer> numbers) {
    this.pen = pen;
    this.numbers = numbers;
  }

  void write(List<List<JudgedFinding>> groups) {
    Map<Remedy, TreeSet<Integer>> remedies = new LinkedHashMap<>();
    for (List<JudgedFinding> group : groups) {
      for (JudgedFinding finding : group) {
        if (finding.remedy() != null) {
          remedies
              .computeIfAbsent(finding.remedy(), remedy -> new TreeSet<>())
              .add(numbers.getOrDefault(finding, 0));
        }
      }
    }
    if (remedies.isEmpty()) {
      return;
    }
    pen.flow.heading(3, pen.text("finding.remedies"), null);
    remedies.forEach(this::write);
  }

  private void write(Remedy remedy, TreeSet<Integer> closed) {
    String shown =
        closed.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
    String findings =
        closed.size() <= MOST
            ? pen.text(closed.size() == 1 ? "finding.one" : "finding.some", shown)
            : pen.text("finding.some.more", shown, closed.size() - MOST);
    String proof = String.join("; ", remedy.proof());
    String key = "finding.remedy." + remedy.kind();
    pen.flow.paragraph(
        List.of(
            Run.of(findings + ". ", pen.look.style("note").in(Face.BOLD)),
            Run.of(
                remedy.yaml() == null
                    ? pen.text(key, proof)
                    : pen.text(key, String.join(", ", remedy.objects()), proof),
                pen.look.style("note"))),
        0);
    if (remedy.yaml() != null && written.add(remedy.yaml())) {
      pen.flow.columns(2);
      pen.flow.code(remedy.yaml(), "small");
      pen.flow.oneColumn();
    }
  }
}
