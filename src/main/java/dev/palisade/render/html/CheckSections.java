package dev.palisade.render.html;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.Report;
import dev.palisade.render.html.Page.Fact;
import java.util.ArrayList;
import java.util.List;

/// A section a check: what it asked, what came of it, and all of its findings.
final class CheckSections {
  private final Page page;
  private final Report report;
  private final FindingSections findings;

  CheckSections(Page page, Report report, FindingSections findings) {
    this.page = page;
    this.report = report;
    this.findings = findings;
  }

  void write() {
    page.chapter("checks.title", () -> report.checks().forEach(this::write));
  }

  private void write(JudgedCheck check) {
    String anchor = Anchors.check(check.id());
    page.raw("<section class=\"check\" aria-labelledby=\"" + anchor + "\">");
    page.heading(3, Html.text(check.id()), anchor);
    List<Fact> facts = new ArrayList<>();
    if (check.question() != null) {
      facts.add(Fact.of("check.question", check.question()));
    }
    facts.add(new Fact("check.outcome", outcome(page, check)));
    facts.add(Fact.of("check.population", check.population()));
    facts.add(Fact.of("check.examined", String.valueOf(check.examined())));
    facts.add(
        Fact.of(
            "check.findings", page.text("check.findings.value", check.open(), check.excepted())));
    page.facts(facts);
    sentences("check.reasons", check.reasons());
    sentences("check.proof", check.proof() == null ? List.of() : check.proof());
    findings.groups(check.id()).forEach(findings::group);
    page.raw("</section>");
  }

  static Html outcome(Page page, JudgedCheck check) {
    Html word = Page.outcome(check.outcome().name());
    return check.proved() == null
        ? word
        : word.and(Html.text(" (" + page.text("proved." + check.proved()) + ")"));
  }

  private void sentences(String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      page.heading(4, title);
      page.sentences(sentences);
    }
  }
}
