package dev.palisade.render.sarif;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import dev.palisade.render.result.ResultLine;
import dev.palisade.render.result.ResultLine.Kind;
import dev.palisade.render.result.ResultLine.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A report as SARIF: a rule for each check, a result for each of its lines. A check that could not
/// be concluded is a result of the kind `open`, which is no pass (SARIF 2.1.0 section 3.27.9); what
/// an exception covers is a suppressed result.
public final class ReportSarif {
  /// Name and version of the algorithm behind partial fingerprints.
  private static final String FINGERPRINT = "palisadeFinding/v1";

  private final Report report;
  private final Function<String, String> cards;
  private final Function<CitedPlace, @Nullable SourcePlace> sources;

  private ReportSarif(
      Report report,
      Function<String, String> cards,
      Function<CitedPlace, @Nullable SourcePlace> sources) {
    this.report = report;
    this.cards = cards;
    this.sources = sources;
  }

  /// @param cards by a check's name with its parameters what is written about it, as Markdown;
  ///   empty: nothing
  /// @param sources where in a file a cited place is; null: there is no file
  public static Node of(
      Report report,
      Function<String, String> cards,
      Function<CitedPlace, @Nullable SourcePlace> sources,
      Standing standing) {
    return new ReportSarif(report, cards, sources).log(standing);
  }

  private Node log(Standing standing) {
    String engine = report.method().engine();
    return SarifLog.of(
        engine.substring(engine.indexOf('/') + 1),
        "palisade/" + report.cluster().name(),
        report.checks().stream().map(this::rule).toList(),
        results(),
        new ObjectFields()
            .text("report", report.identity().number())
            .number("reportVersion", report.identity().version())
            .text("reportId", report.identity().id())
            .text("cluster", report.cluster().name())
            .text("asOf", report.asOf().toString())
            .texts(
                "requirements",
                report.requirements().stream().map(r -> r.name() + ": " + r.outcome()).toList())
            .text("standing", standing.caution() == null ? null : standing.word()),
        notifications(standing));
  }

  /// What readers who look at levels alone would miss: a result that is open has none.
  private List<Node> notifications(Standing standing) {
    List<Node> notifications = new ArrayList<>();
    String caution = standing.caution();
    if (caution != null) {
      notifications.add(
          new ObjectFields()
              .object("descriptor", new ObjectFields().text("id", "report-" + standing.word()))
              .text("level", standing instanceof Standing.Withdrawn ? "error" : "warning")
              .object("message", SarifLog.message(caution))
              .node());
    }
    for (int rule = 0; rule < report.checks().size(); rule++) {
      for (ResultLine line : ResultLine.of(report.checks().get(rule), report)) {
        if (line.kind() == Kind.UNDECIDED) {
          notifications.add(inconclusive(line, rule));
        }
      }
    }
    return notifications;
  }

  private static Node inconclusive(ResultLine line, int rule) {
    return new ObjectFields()
        .object("descriptor", new ObjectFields().text("id", "inconclusive"))
        .object(
            "associatedRule",
            new ObjectFields().text("id", line.check().id()).number("index", rule))
        .text("level", "warning")
        .object(
            "message",
            SarifLog.message(
                line.check().id() + " could not be concluded, which is no pass: " + line.message()))
        .node();
  }

  private Node rule(JudgedCheck check) {
    String card = cards.apply(check.id());
    String question = check.question() == null ? check.id() : check.question();
    return new ObjectFields()
        .text("id", check.id())
        .object("shortDescription", SarifLog.message(question))
        .object("help", SarifLog.message(card).text("markdown", card))
        .object(
            "defaultConfiguration",
            new ObjectFields().text("level", level(ResultLine.weight(check.id(), report))))
        .object(
            "properties",
            new ObjectFields()
                .texts("tags", ResultLine.requirements(check.id(), report))
                .text("outcome", ResultLine.outcome(check, report).name())
                .text("proved", check.proved())
                .text("population", check.population())
                .number("examined", check.examined()))
        .node();
  }

  private static String level(Weight weight) {
    return switch (weight) {
      case PRIMARY -> "error";
      case SUPPORTING -> "warning";
      case ADVICE -> "note";
    };
  }

  private List<Node> results() {
    List<Node> results = new ArrayList<>();
    for (int rule = 0; rule < report.checks().size(); rule++) {
      for (ResultLine line : ResultLine.of(report.checks().get(rule), report)) {
        results.add(result(line, rule));
      }
    }
    return results;
  }

  private Node result(ResultLine line, int rule) {
    String kind = kind(line.kind());
    ObjectFields result =
        new ObjectFields()
            .text("ruleId", line.check().id())
            .number("ruleIndex", rule)
            .text("kind", kind)
            // section 3.27.10: a result that is no failure has no level
            .text("level", kind.equals("fail") ? level(line.weight()) : "none")
            .object("message", SarifLog.message(line.message()));
    JudgedFinding finding = line.finding();
    if (finding == null) {
      return result.list("locations", List.of(cluster())).node();
    }
    List<Node> places = places(finding);
    result
        .list("locations", List.of(places.isEmpty() ? cluster() : places.getFirst()))
        .list("relatedLocations", places.isEmpty() ? places : places.subList(1, places.size()))
        .object("partialFingerprints", new ObjectFields().text(FINGERPRINT, finding.fingerprint()));
    if (line.kind() == Kind.EXCEPTED) {
      result.list(
          "suppressions",
          List.of(
              new ObjectFields()
                  .text("kind", "external")
                  .text("status", "accepted")
                  .text("justification", ResultLine.exception(line.check().id(), finding, report))
                  .node()));
    }
    return result.object("properties", witness(finding)).node();
  }

  /// `open` is what could not be decided for want of information.
  private static String kind(Kind kind) {
    return switch (kind) {
      case VIOLATED, EXCEPTED -> "fail";
      case UNDECIDED -> "open";
      case PASSED -> "pass";
      case NOT_APPLICABLE -> "notApplicable";
    };
  }

  private static ObjectFields witness(JudgedFinding finding) {
    ObjectFields properties =
        switch (finding.witness()) {
          case Proof.Flow(String source, String destination, String traffic, String exposure) ->
              new ObjectFields()
                  .text("source", source)
                  .text("destination", destination)
                  .text("traffic", traffic)
                  .text("exposure", exposure);
          case Proof.Subject(String subject, String direction) ->
              new ObjectFields().text("subject", subject).text("direction", direction);
        };
    return properties.text("status", finding.status().toString()).text("fix", finding.fix());
  }

  private Node cluster() {
    String name = report.cluster().name();
    return new ObjectFields()
        .list(
            "logicalLocations",
            List.of(
                new ObjectFields().text("fullyQualifiedName", name).text("kind", "cluster").node()))
        .node();
  }

  private List<Node> places(JudgedFinding finding) {
    List<Node> places = new ArrayList<>();
    for (CitedPlace place : finding.rules()) {
      String object = place.object();
      if (object == null) {
        continue;
      }
      String pointer = place.pointer() == null ? "" : place.pointer();
      ObjectFields located =
          new ObjectFields().number("id", places.size()).object("physicalLocation", file(place));
      located
          .list(
              "logicalLocations",
              List.of(
                  new ObjectFields()
                      .text("name", place.name())
                      .text("fullyQualifiedName", object + pointer)
                      .text("kind", pointer.isEmpty() ? "object" : "value")
                      .node()))
          .object("message", SarifLog.message(place.reason()))
          .object(
              "properties", new ObjectFields().text("pointer", pointer).text("side", place.side()));
      places.add(located.node());
    }
    return places;
  }

  private ObjectFields file(CitedPlace place) {
    SourcePlace source = sources.apply(place);
    if (source == null) {
      return new ObjectFields();
    }
    ObjectFields located =
        new ObjectFields().object("artifactLocation", new ObjectFields().text("uri", source.uri()));
    return source.line() < 1
        ? located
        : located.object("region", new ObjectFields().number("startLine", source.line()));
  }
}
