package dev.palisade.render.json;

import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Hygiene;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;
import dev.palisade.snapshot.ResourceRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Advice on policies as JSON, indented.
///
///     {"format": "palisade/lint/v1", "policies": 3, "remarks": ["…"],
///      "advice": [{"id", "policy": {"apiVersion", "kind", "namespace", "name", "file"}, "pointer", "what", "why", "todo", "suggestion"}]}
///
/// What is absent has no key.
public final class LintJson {
  private LintJson() {}

  /// @param files by policy, the file that it stands in
  public static String of(Hygiene hygiene, Map<ResourceRef, String> files) {
    Map<String, Node> root = new LinkedHashMap<>();
    root.put("format", Node.text("palisade/lint/v1"));
    root.put("policies", Node.number(hygiene.policies()));
    List<Node> advice =
        hygiene.advice().stream().map(one -> node(one, files.get(one.policy()))).toList();
    root.put("advice", Node.array(advice));
    root.put("remarks", Node.array(hygiene.remarks().stream().<Node>map(Node::text).toList()));
    return PrettyJson.text(Node.object(root));
  }

  private static Node node(Advice advice, @Nullable String file) {
    ResourceRef ref = advice.policy();
    Map<String, Node> policy = new LinkedHashMap<>();
    put(policy, "apiVersion", ref.apiVersion());
    put(policy, "kind", ref.kind());
    put(policy, "namespace", ref.namespace());
    put(policy, "name", ref.name());
    put(policy, "file", file);
    Map<String, Node> fields = new LinkedHashMap<>();
    put(fields, "id", advice.topic().toString());
    fields.put("policy", Node.object(policy));
    put(fields, "pointer", advice.pointer());
    put(fields, "what", advice.what());
    put(fields, "why", advice.topic().why());
    put(fields, "todo", advice.todo());
    put(fields, "suggestion", advice.suggestion());
    return Node.object(fields);
  }

  private static void put(Map<String, Node> to, String key, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      to.put(key, Node.text(text));
    }
  }
}
