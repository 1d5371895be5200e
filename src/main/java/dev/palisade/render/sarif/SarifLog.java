package dev.palisade.render.sarif;

import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outermost of a SARIF 2.1.0 file, with one run.
final class SarifLog {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifLog() {}

  /// @param version of Palisade; null: not known
  /// @param properties what else is known of the run
  static Node of(
      @Nullable String version,
      String category,
      List<Node> rules,
      List<Node> results,
      ObjectFields properties) {
    return of(version, category, rules, results, properties, List.of());
  }

  /// @param notifications what is to be known of the results as a whole
  static Node of(
      @Nullable String version,
      String category,
      List<Node> rules,
      List<Node> results,
      ObjectFields properties,
      List<Node> notifications) {
    ObjectFields driver =
        new ObjectFields().text("name", "Palisade").text("version", version).list("rules", rules);
    Node run =
        new ObjectFields()
            .object("tool", new ObjectFields().object("driver", driver))
            // tools keep the results of each category apart
            .object("automationDetails", new ObjectFields().text("id", category + "/"))
            .list(
                "invocations",
                notifications.isEmpty()
                    ? List.of()
                    : List.of(
                        new ObjectFields()
                            .bool("executionSuccessful", true)
                            .list("toolExecutionNotifications", notifications)
                            .node()))
            .text("columnKind", "utf16CodeUnits")
            // an empty list says that there is no result; an absent one that none was produced
            .node("results", Node.array(results))
            .object("properties", properties)
            .node();
    return new ObjectFields()
        .text("$schema", SCHEMA)
        .text("version", "2.1.0")
        .list("runs", List.of(run))
        .node();
  }

  static ObjectFields message(String text) {
    return new ObjectFields().text("text", text);
  }
}
