package dev.palisade.application.preflight;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A preflight as canonical JSON, `palisade/preflight/v1`.
public final class PreflightJson {
  private static final String FORMAT = "palisade/preflight/v1";

  private PreflightJson() {}

  public static String of(Preflight preflight) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.put("cluster", Node.text(preflight.cluster()));
    fields.put("checkedAt", Node.text(preflight.checkedAt().toString()));
    if (preflight.user() != null) {
      fields.put("user", Node.text(preflight.user()));
    }
    if (preflight.apiServerVersion() != null) {
      fields.put("apiServerVersion", Node.text(preflight.apiServerVersion()));
    }
    fields.put("asked", Node.number(preflight.asked()));
    fields.put("complete", Node.bool(preflight.isComplete()));
    fields.put(
        "missing", Node.array(preflight.missing().stream().map(PreflightJson::node).toList()));
    fields.put("grant", Node.text(preflight.grant()));
    return CanonicalJson.text(Node.object(fields));
  }

  private static Node node(Preflight.Lack lack) {
    return Node.object(
        Map.of(
            "right", Node.text(lack.right()),
            "kind", Node.text(lack.kind()),
            "allowedIn", texts(lack.allowedIn()),
            "affects", texts(lack.affects())));
  }

  private static Node texts(List<String> texts) {
    return Node.array(texts.stream().<Node>map(Node::text).toList());
  }

  /// @param name what the text is, for messages
  /// @throws dev.palisade.document.MalformedDocument if it is not such a text
  public static Preflight read(String name, String text) {
    Cursor said = new Cursor(name, "", JsonText.read(name, text));
    Long asked = said.get("asked").integer();
    return new Preflight(
        said.get("cluster").requiredText(),
        Instant.parse(said.get("checkedAt").requiredText()),
        said.get("user").text(),
        said.get("apiServerVersion").text(),
        asked == null ? 0 : Math.toIntExact(asked),
        said.get("missing").items().stream().map(PreflightJson::lack).toList(),
        said.get("grant").text(""));
  }

  private static Preflight.Lack lack(Cursor said) {
    return new Preflight.Lack(
        said.get("right").requiredText(),
        said.get("kind").requiredText(),
        said.get("allowedIn").texts(),
        said.get("affects").texts());
  }
}
