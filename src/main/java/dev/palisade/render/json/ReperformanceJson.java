package dev.palisade.render.json;

import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/// A re-performance as `palisade/reperformance/v1`: `docs/schema/reperformance.v1.json`.
public final class ReperformanceJson {
  public static final String FORMAT = "palisade/reperformance/v1";

  /// A sample may hold 500 large objects.
  private static final ReadLimits LIMITS = new ReadLimits(256L << 20, 200, 0);

  private ReperformanceJson() {}

  public static Node node(Reperformance performed) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(performed));
    return Node.object(fields);
  }

  /// What was asked for, as it is sealed before anything is done.
  public static Node node(Asked asked) {
    return Node.object(RecordJson.fields(asked));
  }

  /// @param text of [#node(Asked)]
  public static Asked asked(String text) {
    String name = "request of a reperformance";
    return RecordJson.read(Asked.class, new Cursor(name, "", JsonText.read(name, text)));
  }

  /// @param text of [#node(Reperformance)]
  public static Reperformance read(String name, String text) {
    return RecordJson.read(
        Reperformance.class,
        new Cursor(name, "", new DocumentReader(LIMITS).parseJson(name, text)));
  }
}
