package dev.palisade.render.json;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/// A change review in the format `palisade/review/v1`.
public final class ReviewJson {
  public static final String FORMAT = "palisade/review/v1";

  private ReviewJson() {}

  public static Node node(ChangeReview review) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(review));
    return Node.object(fields);
  }
}
