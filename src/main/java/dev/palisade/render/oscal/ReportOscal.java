package dev.palisade.render.oscal;

import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.oscal.Words.Props;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report as OSCAL assessment results, version 1.1.3.
///
/// Requirements are the findings, checks and what they found the observations, violations the
/// risks. What is excepted is a risk whose deviation was approved; what a person signed for is an
/// attestation: the scope, a review campaign, a statement on the report. The plan that OSCAL wants
/// is the catalogue with the scope: a resource of the back matter.
public final class ReportOscal {
  static final String VERSION = "1.1.3";

  private static final String PLAN = "resource/plan";
  private static final String RECORD = "resource/report";

  private final Report report;
  private final String digest;
  private final NamedUuids uuids;

  private final Beside beside;
  private final Attested attested;

  private ReportOscal(Report report, String digest, Beside beside) {
    this.report = report;
    this.digest = digest;
    this.beside = beside;
    this.uuids = new NamedUuids(report.identity().id());
    this.attested = new Attested(report.scope(), beside.attestations(), uuids);
  }

  /// @param digest SHA-256 of the report's canonical JSON
  /// @param beside what is said of it and stands in no report
  public static Node of(Report report, String digest, Beside beside) {
    return new ReportOscal(report, digest, beside).document();
  }

  private Node document() {
    ObjectFields results =
        new ObjectFields()
            .text("uuid", uuids.of("assessment-results"))
            .object("metadata", metadata())
            .object(
                "import-ap",
                new ObjectFields()
                    .text("href", "#" + uuids.of(PLAN))
                    .text("remarks", "The catalogue's checks, applied to the declared scope."))
            .object(
                "local-definitions",
                new ObjectFields()
                    .list("activities", report.checks().stream().map(this::activity).toList()))
            .list("results", List.of(result()))
            .object("back-matter", new ObjectFields().list("resources", resources()));
    return new ObjectFields().object("assessment-results", results).node();
  }

  private String title() {
    return "Network segmentation of Kubernetes cluster " + Words.line(report.cluster().name());
  }

  private ObjectFields metadata() {
    var identity = report.identity();
    ObjectFields metadata =
        new ObjectFields()
            .text("title", title())
            .text("last-modified", report.asOf().toString())
            .text("version", String.valueOf(identity.version()))
            .text("oscal-version", VERSION)
            .list(
                "props",
                new Props()
                    .add("report-number", identity.number())
                    .add("report-id", identity.id())
                    .add("supersedes", identity.supersedes())
                    .add("report-kind", identity.kind())
                    .add("standing", standing())
                    .nodes());
    return metadata
        .list("roles", attested.roles())
        .list("parties", attested.parties())
        .text("remarks", beside.standing().caution());
  }

  /// Null: it is one to rely on.
  private @Nullable String standing() {
    return beside.standing().caution() == null ? null : beside.standing().word();
  }

  private Node activity(JudgedCheck check) {
    return new ObjectFields()
        .text("uuid", uuids.of("activity/" + check.id()))
        .text("title", Words.title(check.id()))
        .text("description", check.question() == null ? check.id() : check.question())
        .list("props", new Props().add("check", check.id()).nodes())
        .node();
  }

  private Node result() {
    Coverage coverage = report.coverage();
    Instant start =
        report.history() != null || coverage.snapshots().isEmpty()
            ? coverage.period().from()
            : coverage.snapshots().getFirst().startedAt();
    Evidenced evidenced = new Evidenced(report, uuids, uuids.of(RECORD));
    var method = report.method();
    return new ObjectFields()
        .text("uuid", uuids.of("result"))
        .text("title", Words.title(report.identity().number()))
        .text(
            "description",
            title()
                + ": whether the evidence supports, contradicts or is insufficient for each"
                + " requirement. A finding is satisfied if the evidence supports the requirement;"
                + " whether the requirement is met is for the assessor to conclude.")
        .text("start", start.toString())
        .text("end", coverage.period().to().toString())
        .list(
            "props",
            new Props()
                .add("as-of", report.asOf())
                .add("engine", method.engine())
                .add("translator", method.translator())
                .add("catalogue-version", method.catalogue().version())
                .add("dialect", method.dialect())
                .add("canaries", method.canaries())
                .add("standing", standing())
                .nodes())
        .object("local-definitions", definitions(evidenced))
        .object("reviewed-controls", reviewed())
        .list("attestations", attested.attestations())
        .list("observations", evidenced.observations())
        .list("risks", evidenced.risks())
        .list("findings", report.requirements().stream().map(evidenced::finding).toList())
        .text("remarks", unseen())
        .node();
  }

  private ObjectFields definitions(Evidenced evidenced) {
    ObjectFields cluster =
        component(
                Evidenced.CLUSTER,
                "system",
                report.cluster().name(),
                "The cluster that was assessed.")
            .list(
                "props",
                new Props()
                    .add("uid", report.cluster().uid())
                    .add("api-server", report.cluster().apiServerVersion())
                    .nodes());
    cluster.object("status", new ObjectFields().text("state", "operational"));
    ObjectFields tool =
        component(Evidenced.TOOL, "software", "Palisade", "Computes what policies let through.")
            .object("status", new ObjectFields().text("state", "operational"));
    Node platform =
        new ObjectFields()
            .text("uuid", uuids.of("platform"))
            .list(
                "uses-components",
                List.of(Words.reference("component-uuid", uuids.of(Evidenced.TOOL)).node()))
            .node();
    return new ObjectFields()
        .list("components", List.of(cluster.node()))
        .list("inventory-items", evidenced.items())
        .object(
            "assessment-assets",
            new ObjectFields()
                .list("components", List.of(tool.node()))
                .list("assessment-platforms", List.of(platform)));
  }

  private ObjectFields component(String path, String type, String title, String description) {
    return new ObjectFields()
        .text("uuid", uuids.of(path))
        .text("type", type)
        .text("title", Words.title(title))
        .text("description", description);
  }

  private ObjectFields reviewed() {
    List<Node> selections = new ArrayList<>();
    for (String framework :
        report.requirements().stream().map(JudgedRequirement::framework).distinct().toList()) {
      selections.add(
          new ObjectFields()
              .text("description", report.frameworkTitle(framework))
              .list(
                  "include-controls",
                  report.requirements().stream()
                      .filter(r -> r.framework().equals(framework))
                      .map(r -> Words.control(framework, r.id()))
                      .distinct()
                      .map(control -> Words.reference("control-id", control).node())
                      .toList())
              .node());
    }
    // a report without requirements reviewed none; OSCAL wants one selection
    return new ObjectFields()
        .list(
            "control-selections",
            selections.isEmpty()
                ? List.of(new ObjectFields().text("description", "No requirement.").node())
                : selections);
  }

  /// Why the whole is not to be relied on, and what no conclusion rests on.
  private @Nullable String unseen() {
    List<String> sentences = new ArrayList<>();
    String caution = beside.standing().caution();
    if (caution != null) {
      sentences.add(caution);
    }
    report.coverage().gaps().forEach(gap -> sentences.add("Gap: " + gap.message()));
    report
        .coverage()
        .notExamined()
        .forEach(matter -> sentences.add("Not examined: " + matter.what() + ": " + matter.why()));
    return sentences.isEmpty() ? null : String.join("\n\n", sentences);
  }

  private List<Node> resources() {
    List<Node> resources = new ArrayList<>();
    resources.add(
        resource(
                PLAN,
                "Assessment plan",
                "What was to be assessed, and how: every check of the catalogue, over the declared"
                    + " scope.")
            .list(
                "props",
                new Props()
                    .add("catalogue-digest", report.method().catalogue().digest())
                    .add("scope-digest", report.scope().digest())
                    .nodes())
            .object(
                "citation",
                new ObjectFields()
                    .text(
                        "text",
                        "Palisade catalogue version "
                            + report.method().catalogue().version()
                            + ", scope document of SHA-256 "
                            + report.scope().digest()))
            .node());
    String name = report.identity().number() + "-v" + report.identity().version() + ".json";
    resources.add(
        resource(RECORD, "The report as it was recorded", "Canonical JSON, palisade/report/v1.")
            .list(
                "rlinks",
                List.of(
                    new ObjectFields()
                        .text("href", Words.token(name))
                        .text("media-type", "application/json")
                        .list(
                            "hashes",
                            List.of(
                                new ObjectFields()
                                    .text("algorithm", "SHA-256")
                                    .text("value", digest)
                                    .node()))
                        .node()))
            .node());
    for (Coverage.Source snapshot : report.coverage().snapshots()) {
      resources.add(
          resource(
                  "resource/snapshot/" + snapshot.digest(),
                  "Snapshot of " + snapshot.takenAt(),
                  "The cluster's objects as they were collected.")
              .list(
                  "props",
                  new Props()
                      .add("sequence", snapshot.sequence())
                      .add("digest", snapshot.digest())
                      .add("collector", snapshot.collector())
                      .add("trigger", snapshot.trigger())
                      .nodes())
              .node());
    }
    return resources;
  }

  private ObjectFields resource(String path, String title, String description) {
    return new ObjectFields()
        .text("uuid", uuids.of(path))
        .text("title", title)
        .text("description", description);
  }
}
