package dev.palisade.render.json;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;

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
