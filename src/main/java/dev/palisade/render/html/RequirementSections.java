package dev.palisade.render.html;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;

/// A section a requirement: what is claimed, what was examined, what came of it, with a witness for
/// each check that failed.
final class RequirementSections {
  /// How many findings or sentences of a check stand here; all of them stand with the check.
  private static final int FEW = 6;

  private final Page page;
  private final Report report;
  private final FindingSections findings;

  RequirementSections(Page page, Report report, FindingSections findings) {
    this.page = page;
    this.report = report;
    this.findings = findings;
  }

  static String title(Page page, Report report, JudgedRequirement requirement) {
    // the edition's explanation in brackets stands on the cover
    String framework = report.frameworkTitle(requirement.framework());
    int bracket = framework.indexOf(" (");
    return page.text(
        "requirement.title",
        bracket < 0 ? framework : framework.substring(0, bracket),
        requirement.id());
  }

  void write() {
    page.chapter("requirements.title", () -> report.requirements().forEach(this::write));
  }

  private void write(JudgedRequirement requirement) {
    String anchor = Anchors.requirement(requirement.name());
    page.raw("<section class=\"requirement\" aria-labelledby=\"" + anchor + "\">");
    page.heading(3, Html.text(title(page, report, requirement)), anchor);
    if (requirement.claim() != null) {
      page.paragraph(Html.text(Page.sentence(requirement.claim())));
    }
    if (requirement.note() != null) {
      page.note(requirement.note());
    }
    if (requirement.references() != null) {
      page.note(page.text("requirement.references", String.join(", ", requirement.references())));
    }
    String word = requirement.outcome().toString();
    page.raw(
        "<div class=\"verdict "
            + word
            + "\"><p><strong>"
            + Html.text(page.text("requirement.outcome", Page.spaced(word))).markup()
            + "</strong></p><p>"
            + Html.text(page.text("requirement.outcome." + word)).markup()
            + "</p></div>");
    List<JudgedCheck> checks = requirement.checks().stream().map(report::check).toList();
    checks(checks, requirement.primary());
    reasons(checks);
    witnesses(checks);
    proofs(checks);
    unseen(requirement.checks());
    page.raw("</section>");
  }

  private void checks(List<JudgedCheck> checks, List<String> primary) {
    page.heading(4, "requirement.population");
    page.paragraph(
        "requirement.method",
        report.method().dialect(),
        report.coverage().snapshots().getLast().digest().substring(0, 16),
        report.scope().digest().substring(0, 16));
    Page.Rows table =
        page.table(
            "requirement.checks",
            "check",
            "role",
            "outcome",
            "what",
            "examined",
            "open",
            "excepted");
    for (JudgedCheck check : checks) {
      Html name = Html.link(check.id(), Anchors.check(check.id()));
      table.row(
          check.question() == null ? name : Html.lines(List.of(name, Html.muted(check.question()))),
          Html.text(page.text(primary.contains(check.id()) ? "role.primary" : "role.supporting")),
          CheckSections.outcome(page, check),
          Html.text(check.population()),
          Html.text(String.valueOf(check.examined())),
          Html.text(String.valueOf(check.open())),
          Html.text(String.valueOf(check.excepted())));
    }
    table.end();
  }

  private void reasons(List<JudgedCheck> checks) {
    List<Html> items = new ArrayList<>();
    for (JudgedCheck check : checks) {
      check.reasons().forEach(reason -> items.add(item(check, reason)));
    }
    if (!items.isEmpty()) {
      page.heading(4, "requirement.reasons");
      page.list(items);
    }
  }

  private static Html item(JudgedCheck check, String sentence) {
    return Html.element("strong", Html.text(check.id() + ": ")).and(Html.text(sentence));
  }

  private void witnesses(List<JudgedCheck> checks) {
    List<JudgedCheck> found = checks.stream().filter(c -> !c.findings().isEmpty()).toList();
    if (found.isEmpty()) {
      return;
    }
    page.heading(4, "requirement.witness");
    for (JudgedCheck check : found) {
      JudgedFinding witness = check.findings().getFirst();
      page.heading(5, Html.text(check.id()), null);
      page.paragraph(
          Html.element("strong", Html.text(Page.sentence(witness.summary())))
              .and(Html.text(" "))
              .and(
                  Html.link(
                      page.text("finding.one", findings.number(witness)),
                      Anchors.finding(findings.number(witness)))));
      findings.rules(witness.rules());
      findings.fix(witness);
      List<JudgedFinding> others = check.findings().subList(1, check.findings().size());
      if (!others.isEmpty()) {
        page.paragraph("requirement.others");
        List<JudgedFinding> shown = others.subList(0, Math.min(FEW, others.size()));
        findings.rows(shown, FindingSections.Standing.QUOTED);
        more(others.size() - shown.size(), check.findings().size(), check);
      }
    }
  }

  private void more(int more, int all, JudgedCheck check) {
    if (more > 0) {
      page.paragraph(
          Html.link(
              page.text("requirement.more", more, all, check.id()), Anchors.check(check.id())));
    }
  }

  private void proofs(List<JudgedCheck> checks) {
    List<JudgedCheck> proved =
        checks.stream().filter(c -> c.outcome() == Outcome.PASS && c.proof() != null).toList();
    if (proved.isEmpty()) {
      return;
    }
    page.heading(4, "requirement.proof");
    for (JudgedCheck check : proved) {
      List<String> proof = check.proof() == null ? List.of() : check.proof();
      page.list(proof.stream().limit(FEW).map(sentence -> item(check, sentence)).toList());
      more(proof.size() - FEW, proof.size(), check);
    }
  }

  private void unseen(List<String> checks) {
    List<String> sentences = new ArrayList<>();
    for (Coverage.Missing gap : report.coverage().gaps()) {
      if (gap.affects().stream().anyMatch(checks::contains)) {
        sentences.add(gap.message());
      }
    }
    for (Coverage.NotExamined matter : report.coverage().notExamined()) {
      if (matter.affects().stream().anyMatch(checks::contains)) {
        sentences.add(matter.what() + ": " + matter.why());
      }
    }
    if (!sentences.isEmpty()) {
      page.heading(4, "requirement.unseen");
      page.sentences(sentences);
    }
  }
}
