package dev.palisade.render.json;

import dev.palisade.analysis.reachability.question.Containment;
import dev.palisade.analysis.reachability.question.Flow;
import dev.palisade.analysis.reachability.question.PolicyComparison;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A comparison in the format `palisade/comparison/v1`; the same keys as a report's `changes`.
public final class ComparisonJson {
  public static final String FORMAT = "palisade/comparison/v1";

  private ComparisonJson() {}

  public static Node node(Comparison comparison) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(comparison));
    return Node.object(fields);
  }

  /// With which of the two states allows more.
  public static Node node(Comparison comparison, Containment containment) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(comparison));
    fields.put("containment", node(containment));
    return Node.object(fields);
  }

  private static Node node(Containment containment) {
    Map<String, Node> fields = new LinkedHashMap<>(fields(containment.asRead()));
    fields.put("coverage", Node.text(containment.coverage()));
    PolicyComparison imagined = containment.imagined();
    if (imagined != null) {
      fields.put("imagined", Node.object(fields(imagined)));
    }
    return Node.object(fields);
  }

  private static Map<String, Node> fields(PolicyComparison comparison) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put(
        "relation",
        Node.text(
            switch (comparison.relation()) {
              case EQUIVALENT -> "equivalent";
              case FIRST_CONTAINS_SECOND -> "before contains after";
              case SECOND_CONTAINS_FIRST -> "after contains before";
              case OVERLAPPING -> "overlapping";
              case DISJOINT -> "disjoint";
            }));
    put(fields, "onlyBefore", comparison.onlyFirst());
    put(fields, "onlyAfter", comparison.onlySecond());
    fields.put("notCompared", Node.number(comparison.unshared()));
    return fields;
  }

  private static void put(Map<String, Node> fields, String key, @Nullable Flow flow) {
    if (flow != null) {
      fields.put(key, Node.text(flow.toString()));
    }
  }

  /// RFC 8785: sorted keys, no white space, UTF-8.
  public static byte[] bytes(Comparison comparison) {
    return CanonicalJson.bytes(node(comparison));
  }

  /// Reads back what [#node] wrote.
  ///
  /// @throws dev.palisade.document.MalformedDocument when it is no comparison, or one of another
  ///   format
  public static Comparison read(Cursor at) {
    String format = at.get("format").requiredText();
    if (!format.equals(FORMAT)) {
      throw at.get("format").malformed("is not " + FORMAT);
    }
    return RecordJson.read(Comparison.class, at);
  }
}
