package dev.palisade.render.pdf;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.Member.MemberReport;
import dev.palisade.compliance.report.group.SharedFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The two pages that everybody reads: which clusters, what came of each requirement and where,
/// what stands in several of them, and how to tell that it is genuine.
final class GroupExecutivePages {
  /// What one page holds.
  private static final int CLUSTERS = 10;

  private static final int REQUIREMENTS = 14;
  private static final int SHARED = 8;
  private static final int LONGEST = 90;

  private final Pen pen;
  private final GroupReport report;
  private final @Nullable Logo logo;

  GroupExecutivePages(Pen pen, GroupReport report, @Nullable Logo logo) {
    this.pen = pen;
    this.report = report;
    this.logo = logo;
  }

  /// @param digest SHA-256 of the attached JSON
  void write(String attachment, String digest) {
    pen.flow.section();
    head();
    members();
    requirements();
    pen.flow.freshPage();
    shared();
    exceptions();
    genuine(attachment, digest);
  }

  private void head() {
    Flow flow = pen.flow;
    if (logo != null) {
      logo.draw(flow, pen.text("issuer.logo"));
    }
    flow.paragraph(pen.text("issuer.name"), "issuer");
    flow.heading(1, pen.text("group.title"), "summary.title");
    flow.paragraph(shortened(pen.text("group.subject", report.subject())), "cover.cluster");
    var identity = report.identity();
    flow.paragraph(
        pen.text(
            "group.facts",
            identity.number(),
            identity.version(),
            identity.supersedes() == null
                ? ""
                : pen.text("executive.supersedes", identity.version() - 1),
            Pen.time(report.period().from()),
            Pen.time(report.period().to()),
            report.frameworks().stream()
                .map(held -> held.title())
                .collect(Collectors.joining(", "))),
        "note");
    List<String> counts = new ArrayList<>();
    for (Conclusion conclusion : Conclusion.values()) {
      long count = report.count(conclusion);
      if (count > 0) {
        counts.add(pen.text("outcome.count." + conclusion, count));
      }
    }
    flow.paragraph(
        pen.text("summary.outcomes", report.requirements().size(), String.join(", ", counts))
            + " "
            + pen.text(
                "summary.count",
                pen.texts.count("summary.findings", report.open()),
                pen.texts.count("summary.excepted", report.excepted())),
        "lead");
  }

  private long count(String cluster, Conclusion conclusion) {
    return report.requirements().stream()
        .flatMap(requirement -> requirement.clusters().stream())
        .filter(one -> one.cluster().equals(cluster) && one.outcome() == conclusion)
        .count();
  }

  private void members() {
    List<Member> shown =
        report.members().size() <= CLUSTERS
            ? report.members()
            : report.members().stream()
                .sorted(
                    Comparator.comparing((Member m) -> -count(m.cluster(), Conclusion.CONTRADICTED))
                        .thenComparing(m -> -count(m.cluster(), Conclusion.INSUFFICIENT))
                        .thenComparing(Member::cluster))
                .limit(CLUSTERS)
                .toList();
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.cluster",
            2.4,
            "group.report",
            4,
            "group.contradicted",
            1.3,
            "group.insufficient",
            1.2,
            "group.supported",
            1.1,
            "group.open",
            0.8);
    for (Member member : shown) {
      MemberReport own = member.report();
      String cluster = member.cluster();
      table.row(
          List.of(
              List.of(pen.link(cluster, GroupPages.anchor(cluster), "dense")),
              List.of(
                  pen.dense(
                      own == null
                          ? shortened(pen.text("group.missing", String.valueOf(member.missing())))
                          : pen.text("group.number.value", own.number(), own.version()))),
              List.of(pen.dense(number(count(cluster, Conclusion.CONTRADICTED)))),
              List.of(pen.dense(number(count(cluster, Conclusion.INSUFFICIENT)))),
              List.of(pen.dense(number(count(cluster, Conclusion.SUPPORTED)))),
              List.of(pen.dense(own == null ? "" : number(own.open())))));
    }
    table.end();
    more("group.more.clusters", report.members().size() - shown.size());
  }

  private void more(String name, int count) {
    if (count > 0) {
      pen.flow.paragraph(pen.text(name, count), "note");
    }
  }

  private void requirements() {
    List<GroupRequirement> shown =
        report.requirements().stream()
            .sorted(Comparator.comparing(GroupPages::gravity))
            .limit(REQUIREMENTS)
            .toList();
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.requirement",
            2,
            "group.all",
            1.5,
            "group.where",
            6);
    for (GroupRequirement requirement : shown) {
      table.row(
          List.of(
              List.of(
                  pen.link(requirement.name(), Pen.requirementAnchor(requirement.name()), "dense")),
              List.of(pen.outcome(requirement.outcome().toString(), "dense")),
              List.of(pen.dense(shortened(where(requirement))))));
    }
    table.end();
    more("group.more.requirements", report.requirements().size() - shown.size());
  }

  /// The clusters that make it what it is.
  private String where(GroupRequirement requirement) {
    List<String> clusters =
        requirement.clusters().stream()
            .filter(one -> one.outcome() == requirement.outcome())
            .map(GroupRequirement.Standing::cluster)
            .toList();
    return clusters.size() == requirement.clusters().size()
        ? pen.text("group.everywhere")
        : pen.text("group.in", clusters.size(), String.join(", ", clusters));
  }

  /// Nothing is drawn more lightly than a zero.
  private static String number(long count) {
    return count == 0 ? "\u2013" : String.valueOf(count);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "\u2026";
  }

  private void shared() {
    pen.flow.heading(2, pen.text("group.shared.title"), null);
    if (report.shared().isEmpty()) {
      pen.flow.paragraph(pen.text("group.shared.none"), "body");
      return;
    }
    List<SharedFinding> shown =
        report.shared().stream()
            .sorted(Comparator.comparing(finding -> -finding.clusters().size()))
            .limit(SHARED)
            .toList();
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "group.check",
            2.2,
            "group.what",
            5,
            "group.clusters",
            4);
    for (SharedFinding finding : shown) {
      table.row(
          pen.denseCells(
              finding.check(),
              shortened(finding.what()),
              shortened(
                  finding.clusters().stream()
                      .map(SharedFinding.Stand::cluster)
                      .distinct()
                      .collect(Collectors.joining(", ")))));
    }
    table.end();
    more("group.more.shared", report.shared().size() - shown.size());
  }

  private void exceptions() {
    pen.flow.heading(2, pen.text("group.exceptions.title"), null);
    pen.flow.paragraph(
        pen.text("group.exceptions.count", report.exceptions().size(), report.excepted()), "body");
  }

  private void genuine(String attachment, String digest) {
    pen.flow.heading(2, pen.text("executive.genuine"), null);
    pen.flow.paragraph(pen.text("group.statement"), "body");
    pen.facts(
        List.of(
            new Pen.Fact("fact.attached", List.of(pen.tdMono(attachment))),
            new Pen.Fact("fact.digest.json", List.of(pen.tdMono(digest))),
            new Pen.Fact("fact.signature", List.of(pen.td(pen.text("genuine.signature")))),
            new Pen.Fact("fact.ledger", List.of(pen.td(pen.text("genuine.ledger"))))));
  }
}
