package dev.palisade.render.html;

import dev.palisade.compliance.report.group.GroupCheck;
import dev.palisade.compliance.report.group.GroupException;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.Member.MemberReport;
import dev.palisade.compliance.report.group.SharedFinding;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import dev.palisade.render.html.Page.Fact;
import dev.palisade.render.pdf.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A report over several clusters as one page of HTML, with the words and the look of reports:
/// without scripts and without anything that would have to be loaded.
public final class GroupReportHtml {
  private final Page page;
  private final GroupReport report;

  private GroupReportHtml(Page page, GroupReport report) {
    this.page = page;
    this.report = report;
  }

  /// With the words and the look that come with the program.
  ///
  /// @param digest SHA-256 of the report's canonical JSON
  public static String of(GroupReport report, String digest) {
    return of(report, digest, Templates.shipped());
  }

  /// The same report, digest and templates give the same text.
  public static String of(GroupReport report, String digest, Templates templates) {
    Page page = new Page(templates.texts(), Set.of());
    var identity = report.identity();
    String name = identity.number() + "-v" + identity.version();
    ReportHtml.open(
        page,
        templates.texts().get("group.title") + " " + name,
        templates,
        PrintedFeet.css(
            templates.texts(),
            name,
            templates.texts().get("footer.digest", digest.substring(0, 16))));
    page.raw("<main id=\"main\">");
    GroupReportHtml html = new GroupReportHtml(page, report);
    html.head(digest);
    html.members();
    html.requirements();
    html.checks();
    html.shared();
    html.exceptions();
    html.each();
    page.raw("</main>");
    page.raw("</body>");
    page.raw("</html>");
    return page.toString();
  }

  private void head(String digest) {
    page.heading(1, "group.title");
    page.paragraph("group.subject", report.subject());
    var identity = report.identity();
    page.facts(
        List.of(
            Fact.of(
                "group.fact.number",
                page.text("group.number.value", identity.number(), identity.version())),
            Fact.of(
                "group.fact.supersedes",
                identity.supersedes() == null ? "\u2013" : identity.supersedes()),
            Fact.of("group.fact.kind", Page.spaced(identity.kind().toString())),
            Fact.of(
                "group.fact.period",
                page.text(
                    "group.period.value",
                    Page.time(report.period().from()),
                    Page.time(report.period().to()))),
            Fact.of("group.fact.asOf", Page.time(report.asOf())),
            Fact.of(
                "group.fact.frameworks",
                report.frameworks().stream()
                    .map(held -> held.title())
                    .collect(Collectors.joining(", "))),
            Fact.of(
                "group.fact.findings",
                page.text("group.findings.value", report.open(), report.excepted())),
            new Fact("group.fact.digest", Html.code(digest))));
    page.paragraph("group.statement");
  }

  private void members() {
    page.chapter(
        "group.members.title",
        () -> {
          Page.Rows rows =
              page.table(
                  "group.members.title",
                  "group.cluster",
                  "group.report",
                  "group.snapshot",
                  "group.open",
                  "group.excepted",
                  "group.gaps");
          for (Member member : report.members()) {
            MemberReport own = member.report();
            Html name = Html.link(member.cluster(), anchor(member.cluster()));
            if (own == null) {
              rows.row(
                  name,
                  Html.text(page.text("group.missing", String.valueOf(member.missing()))),
                  Html.NOTHING,
                  Html.NOTHING,
                  Html.NOTHING,
                  Html.NOTHING);
            } else {
              rows.row(
                  name,
                  Html.text(page.text("group.number.value", own.number(), own.version())),
                  Html.text(Page.time(own.snapshots().getLast().takenAt())),
                  Html.text(String.valueOf(own.open())),
                  Html.text(String.valueOf(own.excepted())),
                  Html.text(String.valueOf(own.gaps())));
            }
          }
          rows.end();
        });
  }

  private static String anchor(String cluster) {
    return "cluster-" + Anchors.requirement(cluster).substring("requirement-".length());
  }

  /// A table with a column for each cluster.
  private void matrix(String title, String first, List<List<Html>> rows) {
    String caption = Html.text(page.text(title)).markup();
    page.raw(
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\""
            + caption
            + "\"><table><caption>"
            + caption
            + "</caption><thead><tr>");
    List<String> columns = new ArrayList<>();
    columns.add(page.text("column." + first));
    columns.add(page.text("column.group.all"));
    columns.addAll(report.clusters());
    columns.forEach(
        column -> page.raw("<th scope=\"col\">" + Html.text(column).markup() + "</th>"));
    page.raw("</tr></thead><tbody>");
    for (List<Html> row : rows) {
      StringBuilder line = new StringBuilder("<tr>");
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "<th scope=\"row\">" : "<td>").append(row.get(i).markup());
        line.append(i == 0 ? "</th>" : "</td>");
      }
      page.raw(line.append("</tr>").toString());
    }
    page.raw("</tbody></table></div>");
  }

  private void requirements() {
    page.chapter(
        "group.requirements.title",
        () -> {
          page.paragraph("group.requirements.lead");
          List<List<Html>> rows = new ArrayList<>();
          for (GroupRequirement requirement : report.requirements()) {
            List<Html> row = new ArrayList<>();
            String claim = requirement.claim();
            row.add(
                Html.text(requirement.name())
                    .and(
                        claim == null
                            ? Html.NOTHING
                            : new Html("<br>").and(Html.muted(Page.sentence(claim)))));
            row.add(Page.outcome(requirement.outcome().toString()));
            requirement.clusters().forEach(one -> row.add(Page.outcome(one.outcome().toString())));
            rows.add(row);
          }
          matrix("group.requirements.title", "group.requirement", rows);
        });
  }

  private void checks() {
    page.chapter(
        "group.checks.title",
        () -> {
          List<List<Html>> rows = new ArrayList<>();
          for (GroupCheck check : report.checks()) {
            List<Html> row = new ArrayList<>();
            row.add(Html.text(check.id()));
            row.add(counted(check.outcome().name(), check.open(), check.excepted()));
            check
                .clusters()
                .forEach(one -> row.add(counted(one.outcome().name(), one.open(), one.excepted())));
            rows.add(row);
          }
          matrix("group.checks.title", "group.check", rows);
        });
  }

  private Html counted(String outcome, long open, long excepted) {
    Html word = Page.outcome(outcome);
    return open + excepted == 0
        ? word
        : word.and(new Html("<br>"))
            .and(Html.muted(page.text("group.findings.value", open, excepted)));
  }

  private void shared() {
    page.chapter(
        "group.shared.title",
        () -> {
          if (report.shared().isEmpty()) {
            page.paragraph("group.shared.none");
            return;
          }
          page.paragraph("group.shared.lead");
          Page.Rows rows =
              page.table("group.shared.title", "group.check", "group.what", "group.clusters");
          for (SharedFinding finding : report.shared()) {
            rows.row(
                Html.text(finding.check()),
                Html.text(finding.what()),
                Html.lines(
                    finding.clusters().stream()
                        .map(
                            one ->
                                Html.text(one.cluster() + " ")
                                    .and(Page.outcome(one.status().toString()))
                                    .and(
                                        Html.text(
                                            one.traffic() == null ? "" : " " + one.traffic())))
                        .toList()));
          }
          rows.end();
        });
  }

  private void exceptions() {
    if (report.exceptions().isEmpty()) {
      return;
    }
    page.chapter(
        "group.exceptions.title",
        () -> {
          Page.Rows rows =
              page.table(
                  "group.exceptions.title",
                  "group.exception",
                  "group.cluster",
                  "group.check",
                  "group.from",
                  "group.until",
                  "group.end",
                  "group.covered");
          for (GroupException one : report.exceptions()) {
            rows.texts(
                one.id(),
                one.cluster(),
                one.check() == null ? "" : one.check(),
                Page.time(one.from()),
                one.until() == null ? "" : Page.time(one.until()),
                Page.spaced(one.end()),
                String.valueOf(one.findings()));
          }
          rows.end();
        });
  }

  private void each() {
    page.chapter(
        "group.each.title",
        () -> {
          for (Member member : report.members()) {
            page.heading(3, Html.text(member.cluster()), anchor(member.cluster()));
            MemberReport own = member.report();
            if (own == null) {
              page.paragraph("group.missing", String.valueOf(member.missing()));
            } else {
              page.facts(facts(own));
              unseen(own);
            }
          }
        });
  }

  private List<Fact> facts(MemberReport own) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of("group.fact.number", page.text("group.number.value", own.number(), own.version())));
    facts.add(new Fact("group.fact.digest", Html.code(own.digest())));
    facts.add(Fact.of("group.fact.asOf", Page.time(own.asOf())));
    facts.add(
        Fact.of(
            "group.fact.period",
            page.text(
                "group.period.value",
                Page.time(own.period().from()),
                Page.time(own.period().to()))));
    facts.add(
        Fact.of(
            "group.fact.findings", page.text("group.findings.value", own.open(), own.excepted())));
    Looking looking = own.looking();
    if (looking != null) {
      facts.add(
          Fact.of(
              "group.fact.looking",
              page.text(
                  "group.looking.value",
                  looking.snapshots(),
                  looking.expected() == null ? "\u2013" : looking.expected(),
                  looking.unobserved())));
    }
    return facts;
  }

  private void unseen(MemberReport own) {
    if (own.looking() == null || own.looking().unseen().isEmpty()) {
      return;
    }
    Page.Rows rows = page.table("group.unseen.title", "group.from", "group.until", "group.why");
    own.looking()
        .unseen()
        .forEach(one -> rows.texts(Page.time(one.from()), Page.time(one.until()), one.reason()));
    rows.end();
  }
}
