package dev.palisade.render.hdf;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.result.ResultLine;
import dev.palisade.render.result.ResultLine.Kind;
import dev.palisade.render.result.ResultLine.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A report in the Heimdall Data Format (`exec-json`): a control for each check, a result for each
/// of its lines.
///
/// Heimdall shows a control as *Profile Error* as soon as one of its results is `error`, else as
/// *Not Applicable* where its impact is 0, else as *Failed*, then *Passed*, if one result is so,
/// and as *Not Reviewed* where all are skipped. A check that could not be concluded is therefore an
/// error: beside a passed result, a skipped one would be shown as passed.
public final class ReportHdf {

  /// `NIST SP 800-53 rev. 5 SC-7`.
  private static final Pattern NIST =
      Pattern.compile("NIST SP 800-53.*?((?:[A-Z]{2}-\\d+(?:\\(\\d+\\))?(?:, )?)+)");

  private final Report report;
  private final Function<String, String> cards;

  private ReportHdf(Report report, Function<String, String> cards) {
    this.report = report;
    this.cards = cards;
  }

  /// @param digest SHA-256 of the report's canonical JSON
  /// @param cards by a check's name with its parameters what is written about it, as Markdown
  public static Node of(
      Report report, String digest, Function<String, String> cards, Standing standing) {
    return new ReportHdf(report, cards).exec(digest, standing);
  }

  private Node exec(String digest, Standing standing) {
    List<Node> controls = new ArrayList<>();
    report.checks().forEach(check -> controls.add(control(check)));
    String caution = standing.caution();
    if (caution != null && standing instanceof Standing.Withdrawn) {
      controls.add(withdrawal(caution));
    }
    String engine = report.method().engine();
    String version = engine.substring(engine.indexOf('/') + 1);
    ObjectFields profile =
        new ObjectFields()
            .text("name", "palisade-network-segmentation")
            .text("title", "Network segmentation of Kubernetes cluster " + report.cluster().name())
            .text("version", "catalogue " + report.method().catalogue().version())
            .text(
                "summary",
                report.identity().number()
                    + "-v"
                    + report.identity().version()
                    + (caution == null ? "" : ": " + caution))
            .text("sha256", digest)
            .text("status", "loaded")
            .text("status_message", caution)
            .node("supports", Node.array(List.of()))
            .node("attributes", Node.array(List.of()))
            .node("groups", Node.array(List.of()))
            .node("controls", Node.array(controls));
    return new ObjectFields()
        .object(
            "platform",
            new ObjectFields()
                .text("name", "kubernetes")
                .text(
                    "release",
                    Objects.requireNonNullElse(report.cluster().apiServerVersion(), "unknown"))
                .text("target_id", report.cluster().name()))
        .text("version", version)
        .node("statistics", Node.object(Map.of()))
        .list("profiles", List.of(profile.node()))
        .node();
  }

  private Node control(JudgedCheck check) {
    List<ResultLine> lines = ResultLine.of(check, report);
    boolean applies = lines.stream().noneMatch(line -> line.kind() == Kind.NOT_APPLICABLE);
    String card = cards.apply(check.id());
    List<JudgedRequirement> requirements =
        report.requirements().stream().filter(r -> r.checks().contains(check.id())).toList();
    ObjectFields tags =
        new ObjectFields()
            .texts("nist", requirements.stream().flatMap(r -> nist(r).stream()).distinct().toList())
            .texts("requirements", requirements.stream().map(JudgedRequirement::name).toList())
            .text("outcome", ResultLine.outcome(check, report).name())
            .text("proved", check.proved());
    ObjectFields control =
        new ObjectFields()
            .text("id", check.id())
            .text("title", check.question() == null ? check.id() : check.question())
            .text("desc", check.population())
            .list(
                "descriptions",
                card.isEmpty()
                    ? List.of()
                    : List.of(new ObjectFields().text("label", "check").text("data", card).node()))
            .node("impact", impact(applies ? lines.getFirst().weight() : null))
            .node("refs", Node.array(List.of()))
            .node("tags", tags.node())
            .node("source_location", Node.object(Map.of()))
            .node("results", Node.array(lines.stream().map(this::result).toList()));
    return control.node();
  }

  /// A profile error, whatever the report said: nobody is to go on by it.
  private Node withdrawal(String caution) {
    return new ObjectFields()
        .text("id", "report-withdrawn")
        .text("title", "Is the report one to rely on?")
        .text("desc", caution)
        .node("impact", impact(Weight.PRIMARY))
        .node("refs", Node.array(List.of()))
        .node("tags", Node.object(Map.of()))
        .node("source_location", Node.object(Map.of()))
        .list(
            "results",
            List.of(
                new ObjectFields()
                    .text("status", "error")
                    .text("code_desc", caution)
                    .text("message", caution)
                    .text("start_time", report.coverage().period().to().toString())
                    .node()))
        .node();
  }

  /// 0: it does not apply.
  private static Node impact(@Nullable Weight weight) {
    String digits =
        weight == null
            ? "0"
            : switch (weight) {
              case PRIMARY -> "0.7";
              case SUPPORTING -> "0.5";
              case ADVICE -> "0.1";
            };
    return new Node.NumberNode(digits, 0);
  }

  private static List<String> nist(JudgedRequirement requirement) {
    if (requirement.references() == null) {
      return List.of();
    }
    return requirement.references().stream()
        .map(NIST::matcher)
        .filter(Matcher::find)
        .flatMap(found -> List.of(found.group(1).split(", ")).stream())
        .toList();
  }

  private Node result(ResultLine line) {
    JudgedFinding finding = line.finding();
    String exception =
        finding == null ? null : ResultLine.exception(line.check().id(), finding, report);
    ObjectFields result =
        new ObjectFields()
            .text(
                "status",
                switch (line.kind()) {
                  case VIOLATED -> "failed";
                  case UNDECIDED -> "error";
                  case PASSED -> "passed";
                  case EXCEPTED, NOT_APPLICABLE -> "skipped";
                })
            .text("code_desc", finding == null ? line.check().id() : finding.summary())
            .text("start_time", report.coverage().period().to().toString());
    return switch (line.kind()) {
      case EXCEPTED, NOT_APPLICABLE ->
          result.text("skip_message", exception == null ? line.message() : exception).node();
      case VIOLATED, UNDECIDED ->
          result
              .text(
                  "message",
                  finding == null || finding.fix() == null
                      ? line.message()
                      : line.message() + ". What would close it: " + finding.fix())
              .text("resource_id", finding == null ? null : finding.fingerprint())
              .node();
      case PASSED -> result.text("message", line.message()).node();
    };
  }
}
