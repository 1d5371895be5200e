package dev.palisade.render.html;

import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Findings as tables: a row each, and the rules once for all findings that the same rules let
/// through. They have the numbers of the PDF.
final class FindingSections {
  private final Page page;
  private final Map<JudgedFinding, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, List<List<JudgedFinding>>> groups = new LinkedHashMap<>();
  private final Set<String> written = new HashSet<>();

  FindingSections(Page page, Report report) {
    this.page = page;
    for (JudgedCheck check : report.checks()) {
      Map<Object, List<JudgedFinding>> alike = new LinkedHashMap<>();
      for (JudgedFinding finding : check.findings()) {
        alike
            .computeIfAbsent(
                List.of(
                    finding.rules(),
                    finding.status(),
                    String.valueOf(finding.fix()),
                    String.valueOf(finding.remedy())),
                same -> new ArrayList<>())
            .add(finding);
      }
      groups.put(check.id(), List.copyOf(alike.values()));
      alike.values().forEach(group -> group.forEach(f -> numbers.put(f, numbers.size() + 1)));
    }
  }

  List<List<JudgedFinding>> groups(String check) {
    return groups.getOrDefault(check, List.of());
  }

  int number(JudgedFinding finding) {
    return numbers.getOrDefault(finding, 0);
  }

  void group(List<JudgedFinding> group) {
    JudgedFinding first = group.getFirst();
    page.heading(
        4,
        Html.text(
            group.size() == 1
                ? page.text("finding.one", number(first))
                : page.text("finding.many", number(first), number(group.getLast()), group.size())),
        null);
    rows(group, Standing.HOME);
    rules(first.rules());
    fix(first);
    remedy(first);
  }

  /// Whether other places of the page lead to the rows.
  enum Standing {
    HOME,
    QUOTED
  }

  void rows(List<JudgedFinding> findings, Standing standing) {
    Page.Rows table =
        page.table(
            "check.findings",
            "number",
            "finding",
            "from",
            "to",
            "traffic",
            "status",
            "fingerprint");
    for (JudgedFinding finding : findings) {
      Html from;
      Html to = Html.NOTHING;
      Html traffic = Html.NOTHING;
      switch (finding.witness()) {
        case Proof.Flow(String source, String destination, String allowed, String exposure) -> {
          from = Html.text(source);
          if (exposure != null) {
            from = Html.lines(List.of(from, Html.muted(page.text("finding.exposure", exposure))));
          }
          to = Html.text(destination);
          traffic = Html.text(allowed);
        }
        case Proof.Subject(String subject, String direction) -> {
          from = Html.text(subject);
          to = Html.muted(direction == null ? page.text("side.none") : direction);
        }
      }
      table.row(
          number(finding, standing),
          Html.text(finding.summary()),
          from,
          to,
          traffic,
          status(finding),
          Html.code(finding.fingerprint().substring(0, 12)));
    }
    table.end();
  }

  private Html number(JudgedFinding finding, Standing standing) {
    int number = number(finding);
    return switch (standing) {
      case HOME -> new Html("<span id=\"" + Anchors.finding(number) + "\">" + number + "</span>");
      case QUOTED -> Html.link(String.valueOf(number), Anchors.finding(number));
    };
  }

  private Html status(JudgedFinding finding) {
    List<Html> lines = new ArrayList<>();
    lines.add(Page.outcome(page.text("status." + finding.status())));
    if (finding.exception() != null) {
      lines.add(Html.muted(page.text("finding.exception", finding.exception())));
    }
    if (finding.openSince() != null) {
      lines.add(Html.muted(page.text("finding.since", Page.time(finding.openSince()))));
    }
    if (finding.reopened() != null && finding.reopened() > 0) {
      lines.add(Html.muted(page.text("finding.reopened", finding.reopened())));
    }
    return Html.lines(lines);
  }

  /// What lets it happen, on both sides.
  void rules(List<CitedPlace> rules) {
    if (rules.isEmpty()) {
      return;
    }
    Page.Rows table = page.table("column.rests", "object", "place", "side", "why");
    for (CitedPlace rule : rules) {
      String object = rule.object();
      table.row(
          object == null
              ? Html.muted(page.text("object.none"))
              : page.object(object, rule.digest()),
          rule.pointer() == null
              ? Html.muted(page.text(rule.kind() == null ? "place.none" : "place.whole"))
              : Html.code(rule.pointer()),
          Html.text(
              rule.side() == null ? page.text("side.none") : page.text("side." + rule.side())),
          Html.text(rule.reason()));
    }
    table.end();
  }

  void fix(JudgedFinding finding) {
    if (finding.fix() != null) {
      page.paragraph("finding.fix", finding.fix());
    }
  }

  /// What was proved to close it; the text of a change once, where it comes first.
  private void remedy(JudgedFinding finding) {
    Remedy remedy = finding.remedy();
    if (remedy == null) {
      return;
    }
    String proof = String.join("; ", remedy.proof());
    String key = "finding.remedy." + remedy.kind();
    page.paragraph(
        Html.text(
            remedy.yaml() == null
                ? page.text(key, proof)
                : page.text(key, String.join(", ", remedy.objects()), proof)));
    if (remedy.yaml() != null && written.add(remedy.yaml())) {
      page.code(remedy.yaml());
    }
  }
}
