package dev.palisade.render.sarif;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import java.util.List;

/// The answer to a proposed change as SARIF: a result for each reason. What blocks is an error;
/// what a person must look at is a result of the kind `review`; one without reasons is a single
/// pass.
public final class ReviewSarif {
  private static final String RULE = "change-review";

  private ReviewSarif() {}

  public static Node of(ChangeReview review) {
    String cluster = review.comparison().before().cluster();
    List<Node> results =
        review.reasons().isEmpty()
            ? List.of(result(review.verdict(), "Nothing calls for a look.", cluster))
            : review.reasons().stream().map(reason -> result(reason, cluster)).toList();
    Node rule =
        new ObjectFields()
            .text("id", RULE)
            .object(
                "shortDescription",
                SarifLog.message(
                    "Does the change open what no requirement allows, or close what is needed?"))
            .object("defaultConfiguration", new ObjectFields().text("level", "error"))
            .node();
    return SarifLog.of(
        null,
        "palisade-review/" + cluster,
        List.of(rule),
        results,
        new ObjectFields().text("verdict", review.verdict().toString()));
  }

  private static Node result(Reason reason, String cluster) {
    return result(reason.calls(), reason.sentence(), cluster);
  }

  private static Node result(Verdict calls, String sentence, String cluster) {
    String kind =
        switch (calls) {
          case BLOCK -> "fail";
          case REVIEW -> "review";
          case ALLOW -> "pass";
        };
    return new ObjectFields()
        .text("ruleId", RULE)
        .number("ruleIndex", 0)
        .text("kind", kind)
        .text("level", calls == Verdict.BLOCK ? "error" : "none")
        .object("message", SarifLog.message(sentence))
        .list(
            "locations",
            List.of(
                new ObjectFields()
                    .list(
                        "logicalLocations",
                        List.of(
                            new ObjectFields()
                                .text("fullyQualifiedName", cluster)
                                .text("kind", "cluster")
                                .node()))
                    .node()))
        .node();
  }
}
