package dev.palisade.render.policyreport;

import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.Node;
import dev.palisade.document.YamlText;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.result.ResultLine;
import dev.palisade.render.result.ResultLine.Kind;
import dev.palisade.render.result.ResultLine.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A report as an object of Kubernetes: a result for each line of its checks. A check that could
/// not be concluded is `error`, what an exception covers is `skip`.
///
/// The object has no namespace: it goes where it is applied.
public final class PolicyReport {

  /// The two kinds; their results are alike.
  public enum Group {
    /// The Policy working group's.
    WGPOLICYK8S("wgpolicyk8s.io/v1alpha2", "PolicyReport"),
    OPENREPORTS("openreports.io/v1alpha1", "Report");

    private final String apiVersion;
    private final String kind;

    Group(String apiVersion, String kind) {
      this.apiVersion = apiVersion;
      this.kind = kind;
    }
  }

  /// RFC 1123 subdomains, which names of objects are, are at most this long.
  private static final int LONGEST_NAME = 253;

  private final Report report;

  private final Standing standing;

  private PolicyReport(Report report, Standing standing) {
    this.report = report;
    this.standing = standing;
  }

  public static Node of(Report report, Group group, Standing standing) {
    return new PolicyReport(report, standing).object(group);
  }

  public static String yaml(Report report, Group group, Standing standing) {
    return YamlText.write(of(report, group, standing));
  }

  private Node object(Group group) {
    List<ResultLine> lines = ResultLine.of(report);
    ObjectFields annotations =
        new ObjectFields()
            .text("palisade.dev/report-id", report.identity().id())
            .text("palisade.dev/report-number", report.identity().number())
            .text("palisade.dev/report-version", String.valueOf(report.identity().version()))
            .text("palisade.dev/cluster", report.cluster().name());
    String caution = standing.caution();
    if (caution != null) {
      annotations
          .text("palisade.dev/standing", standing.word())
          .text("palisade.dev/caution", caution);
    }
    List<Node> results = new ArrayList<>(lines.stream().map(this::result).toList());
    int withdrawn = 0;
    if (caution != null && standing instanceof Standing.Withdrawn) {
      results.add(withdrawal(caution));
      withdrawn = 1;
    }
    ObjectFields object =
        new ObjectFields()
            .text("apiVersion", group.apiVersion)
            .text("kind", group.kind)
            .object(
                "metadata",
                new ObjectFields().text("name", name()).object("annotations", annotations));
    if (group == Group.OPENREPORTS) {
      object.text("source", "palisade");
    }
    return object.object("summary", summary(lines, withdrawn)).list("results", results).node();
  }

  private String name() {
    String name =
        ("palisade-" + report.identity().number() + "-v" + report.identity().version())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]+", "-");
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(name.length() - LONGEST_NAME).replaceAll("^-+", "");
  }

  /// An error, whatever the report said: nobody is to go on by it.
  private Node withdrawal(String caution) {
    return new ObjectFields()
        .text("source", "palisade")
        .text("policy", "report-withdrawn")
        .text("category", "network segmentation")
        .text("message", caution)
        .text("result", "error")
        .bool("scored", true)
        .text("severity", "high")
        .object("timestamp", timestamp())
        .node();
  }

  /// @param errors beside those of the lines
  private static ObjectFields summary(List<ResultLine> lines, int errors) {
    ObjectFields summary = new ObjectFields();
    for (String result : List.of("pass", "fail", "warn", "error", "skip")) {
      summary.number(
          result,
          lines.stream().filter(line -> word(line.kind()).equals(result)).count()
              + (result.equals("error") ? errors : 0));
    }
    return summary;
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case VIOLATED -> "fail";
      case UNDECIDED -> "error";
      case PASSED -> "pass";
      case EXCEPTED, NOT_APPLICABLE -> "skip";
    };
  }

  private Node result(ResultLine line) {
    String check = line.check().id();
    JudgedFinding finding = line.finding();
    ObjectFields properties =
        new ObjectFields()
            .text("outcome", ResultLine.outcome(line.check(), report).name())
            .text("requirements", String.join(", ", ResultLine.requirements(check, report)));
    if (finding != null) {
      properties
          .text("fingerprint", finding.fingerprint())
          .text("exception", ResultLine.exception(check, finding, report))
          .text("fix", finding.fix());
    }
    return new ObjectFields()
        .text("source", "palisade")
        .text("policy", check)
        .text("category", "network segmentation")
        .text("message", line.message())
        .text("result", word(line.kind()))
        .bool("scored", line.weight() != Weight.ADVICE)
        .text(
            "severity",
            switch (line.weight()) {
              case PRIMARY -> "high";
              case SUPPORTING -> "medium";
              case ADVICE -> "info";
            })
        .object("timestamp", timestamp())
        .list("resources", finding == null ? List.of() : resources(finding))
        .object("properties", properties)
        .node();
  }

  private ObjectFields timestamp() {
    Instant at = report.coverage().period().to();
    return new ObjectFields().number("seconds", at.getEpochSecond()).number("nanos", at.getNano());
  }

  /// The objects that the finding rests on, each once.
  private static List<Node> resources(JudgedFinding finding) {
    Set<String> named = new LinkedHashSet<>();
    List<Node> resources = new ArrayList<>();
    for (CitedPlace place : finding.rules()) {
      if (place.kind() != null && named.add(place.apiVersion() + " " + place.object())) {
        resources.add(
            new ObjectFields()
                .text("apiVersion", place.apiVersion())
                .text("kind", place.kind())
                .text("namespace", place.namespace())
                .text("name", place.name())
                .node());
      }
    }
    return resources;
  }
}
