package dev.palisade.render.oscal;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.oscal.Words.Props;
import dev.palisade.render.result.ResultLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was observed, what is at risk, and what that says of each requirement.
final class Evidenced {
  static final String CLUSTER = "component/cluster";
  static final String TOOL = "component/palisade";

  private final Report report;
  private final NamedUuids uuids;
  private final String recordUuid;

  /// @param recordUuid of the resource that is the report itself
  Evidenced(Report report, NamedUuids uuids, String recordUuid) {
    this.report = report;
    this.uuids = uuids;
    this.recordUuid = recordUuid;
  }

  /// One for each check, each followed by one for each of its findings.
  List<Node> observations() {
    List<Node> observations = new ArrayList<>();
    for (JudgedCheck check : report.checks()) {
      observations.add(observation(check));
      check.findings().forEach(finding -> observations.add(observation(check, finding)));
    }
    return observations;
  }

  private Node observation(JudgedCheck check) {
    return observation(
            "observation/" + check.id(), check.id(), check.population(), "control-objective")
        .list(
            "props",
            new Props()
                .add("check", check.id())
                .add("outcome", ResultLine.outcome(check, report))
                .add("proved", check.proved())
                .add("examined", check.examined())
                .add("open-findings", check.open())
                .add("excepted-findings", check.excepted())
                .nodes())
        .list("subjects", List.of(subject(CLUSTER, "component")))
        .list("relevant-evidence", List.of(evidence()))
        .text("collected", collected().toString())
        .text("remarks", remarks(check))
        .node();
  }

  private static @Nullable String remarks(JudgedCheck check) {
    List<String> sentences = new ArrayList<>(check.reasons());
    if (check.proof() != null) {
      sentences.addAll(check.proof());
    }
    return sentences.isEmpty() ? null : String.join("\n\n", sentences);
  }

  private Node observation(JudgedCheck check, JudgedFinding finding) {
    Props props =
        new Props()
            .add("check", check.id())
            .add("status", finding.status())
            .add("fingerprint", finding.fingerprint());
    switch (finding.witness()) {
      case Proof.Flow(String source, String destination, String traffic, String exposure) ->
          props
              .add("source", source)
              .add("destination", destination)
              .add("traffic", traffic)
              .add("exposure", exposure);
      case Proof.Subject(String subject, String direction) ->
          props.add("subject", subject).add("direction", direction);
    }
    props
        .add("first-seen", finding.firstSeen())
        .add("open-since", finding.openSince())
        .add("reopened", finding.reopened());
    List<Node> subjects =
        finding.rules().stream()
            .filter(place -> place.digest() != null)
            .map(Evidenced::item)
            .distinct()
            .map(path -> subject(path, "inventory-item"))
            .toList();
    return observation(path(check, finding), check.id(), finding.summary(), "finding")
        .list("props", props.nodes())
        .list("subjects", subjects.isEmpty() ? List.of(subject(CLUSTER, "component")) : subjects)
        .text("collected", collected().toString())
        .text("remarks", places(finding))
        .node();
  }

  private ObjectFields observation(String path, String title, String description, String type) {
    return new ObjectFields()
        .text("uuid", uuids.of(path))
        .text("title", Words.title(title))
        .text("description", Words.title(description))
        .texts("methods", List.of("EXAMINE"))
        .texts("types", List.of(type))
        .list(
            "origins",
            List.of(
                new ObjectFields()
                    .list(
                        "actors",
                        List.of(
                            new ObjectFields()
                                .text("type", "tool")
                                .text("actor-uuid", uuids.of(TOOL))
                                .node()))
                    .node()));
  }

  private static @Nullable String places(JudgedFinding finding) {
    List<String> places = new ArrayList<>();
    for (CitedPlace place : finding.rules()) {
      String object = place.object();
      places.add(
          (object == null ? "" : object + ": ")
              + (place.pointer() == null ? "" : place.pointer() + ": ")
              + place.reason());
    }
    return places.isEmpty() ? null : String.join("\n\n", places);
  }

  private Node subject(String path, String type) {
    return new ObjectFields().text("subject-uuid", uuids.of(path)).text("type", type).node();
  }

  private Node evidence() {
    return new ObjectFields()
        .text("href", "#" + recordUuid)
        .text("description", "The report as it was recorded.")
        .node();
  }

  private Instant collected() {
    return report.coverage().period().to();
  }

  private static String path(JudgedCheck check, JudgedFinding finding) {
    return "observation/" + check.id() + "/" + finding.fingerprint();
  }

  private static String risk(JudgedCheck check, JudgedFinding finding) {
    return "risk/" + check.id() + "/" + finding.fingerprint();
  }

  private static String item(CitedPlace place) {
    return "item/" + place.apiVersion() + "/" + place.object() + "/" + place.digest();
  }

  /// The objects that findings rest on.
  List<Node> items() {
    TreeMap<String, Node> items = new TreeMap<>();
    for (JudgedCheck check : report.checks()) {
      for (JudgedFinding finding : check.findings()) {
        for (CitedPlace place : finding.rules()) {
          if (place.digest() != null) {
            items.computeIfAbsent(item(place), path -> item(path, place));
          }
        }
      }
    }
    return List.copyOf(items.values());
  }

  private Node item(String path, CitedPlace place) {
    return new ObjectFields()
        .text("uuid", uuids.of(path))
        .text("description", Words.title(String.valueOf(place.object())))
        .list(
            "props",
            new Props()
                .add("api-version", place.apiVersion())
                .add("kind", place.kind())
                .add("namespace", place.namespace())
                .add("name", place.name())
                .add("digest", place.digest())
                .nodes())
        .list(
            "implemented-components",
            List.of(Words.reference("component-uuid", uuids.of(CLUSTER)).node()))
        .node();
  }

  /// One for each finding: open, or with an approved deviation.
  List<Node> risks() {
    List<Node> risks = new ArrayList<>();
    for (JudgedCheck check : report.checks()) {
      check.findings().forEach(finding -> risks.add(risk(check, finding, waiver(check, finding))));
    }
    return risks;
  }

  private @Nullable ExceptionInForce waiver(JudgedCheck check, JudgedFinding finding) {
    return finding.status() == Finding.Status.OPEN
        ? null
        : report.exceptions().stream()
            .filter(e -> e.id().equals(finding.exception()) && e.check().equals(check.id()))
            .findFirst()
            .orElse(null);
  }

  private Node risk(JudgedCheck check, JudgedFinding finding, @Nullable ExceptionInForce waiver) {
    String path = risk(check, finding);
    String status =
        switch (finding.status()) {
          case OPEN -> "open";
          case EXCEPTED -> "deviation-approved";
        };
    ObjectFields risk =
        new ObjectFields()
            .text("uuid", uuids.of(path))
            .text("title", Words.title(finding.summary()))
            .text("description", Words.title(finding.summary()))
            .text(
                "statement", check.question() == null ? Words.title(check.id()) : check.question())
            .list(
                "props",
                new Props()
                    .add("fingerprint", finding.fingerprint())
                    .add("exception", finding.exception())
                    .nodes())
            .text("status", status)
            .text("deadline", waiver == null ? null : waiver.until().toString());
    if (finding.fix() != null) {
      risk.list(
          "remediations",
          List.of(
              new ObjectFields()
                  .text("uuid", uuids.of(path + "/remediation"))
                  .text("lifecycle", "recommendation")
                  .text("title", "What would close it")
                  .text("description", finding.fix())
                  .node()));
    }
    if (waiver != null) {
      risk.object("risk-log", new ObjectFields().list("entries", List.of(approval(path, waiver))));
    }
    return risk.list(
            "related-observations",
            List.of(Words.reference("observation-uuid", uuids.of(path(check, finding))).node()))
        .node();
  }

  private Node approval(String risk, ExceptionInForce waiver) {
    return new ObjectFields()
        .text("uuid", uuids.of(risk + "/approval"))
        .text("title", Words.title("Exception " + waiver.id()))
        .text(
            "description",
            "Excepted"
                + (waiver.traffic() == null ? "" : " for " + waiver.traffic())
                + " until "
                + waiver.until())
        .text("start", waiver.from().toString())
        .text("end", waiver.until().toString())
        .text("status-change", "deviation-approved")
        .node();
  }

  /// What the evidence says of a requirement. `satisfied` only where it supports it; what does not
  /// apply is said by the status of implementation, since OSCAL knows no third state.
  Node finding(JudgedRequirement requirement) {
    String control = Words.control(requirement.framework(), requirement.id());
    String claim = Objects.requireNonNullElse(requirement.claim(), requirement.name());
    ObjectFields target =
        new ObjectFields()
            .text("type", "objective-id")
            .text("target-id", control)
            .object("status", status(requirement));
    if (requirement.outcome() == Conclusion.NOT_APPLICABLE) {
      target.object("implementation-status", new ObjectFields().text("state", "not-applicable"));
    }
    List<Node> observations = new ArrayList<>();
    List<Node> risks = new ArrayList<>();
    for (String id : requirement.checks()) {
      JudgedCheck check = report.check(id);
      observations.add(related("observation", "observation/" + id));
      for (JudgedFinding finding : check.findings()) {
        observations.add(related("observation", path(check, finding)));
        risks.add(related("risk", risk(check, finding)));
      }
    }
    return new ObjectFields()
        .text("uuid", uuids.of("finding/" + control))
        .text("title", Words.title(requirement.name()))
        .text("description", Words.title(claim))
        .list(
            "props",
            new Props()
                .add("outcome", requirement.outcome())
                .add("primary-checks", String.join(", ", requirement.primary()))
                .nodes())
        .object("target", target)
        .list("related-observations", observations)
        .list("related-risks", risks)
        .text("remarks", requirement.note())
        .node();
  }

  private Node related(String what, String path) {
    return Words.reference(what + "-uuid", uuids.of(path)).node();
  }

  private static ObjectFields status(JudgedRequirement requirement) {
    return switch (requirement.outcome()) {
      case SUPPORTED -> new ObjectFields().text("state", "satisfied").text("reason", "pass");
      case CONTRADICTED -> new ObjectFields().text("state", "not-satisfied").text("reason", "fail");
      case INSUFFICIENT ->
          new ObjectFields()
              .text("state", "not-satisfied")
              .text("reason", "other")
              .text(
                  "remarks",
                  "The evidence is insufficient: it neither supports nor contradicts the"
                      + " requirement.");
      case NOT_APPLICABLE ->
          new ObjectFields()
              .text("state", "not-satisfied")
              .text("reason", "other")
              .text("remarks", "Not applicable: the scope says that there is nothing to examine.");
    };
  }
}
