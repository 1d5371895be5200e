package dev.palisade.api.v1;

import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.ProposedChange;
import dev.palisade.application.ProposedChange.Target;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a change review. Read by the reader of manifests and not by Jackson, so that numbers
/// keep their digits and the limits on objects, nesting and aliases hold.
///
/// @param cluster null: the body does not name one
/// @param snapshot the state that the change is to be applied to; null: the latest
record ChangeBody(@Nullable String cluster, @Nullable String snapshot, ProposedChange change) {
  private static final String NAME = "request";
  private static final Set<String> KEYS = Set.of("cluster", "snapshot", "apply", "delete");
  private static final DocumentReader WHOLE =
      new DocumentReader(new ReadLimits(Body.CHANGE_BYTES, ReadLimits.DEFAULT.nesting() + 3, 0));

  /// `{"cluster", "snapshot", "apply": [objects] or "manifests as text", "delete": [{"apiVersion",
  /// "kind", "namespace", "name"}]}`
  static ChangeBody json(byte[] body) throws IOException {
    Cursor root = new Cursor(NAME, "", WHOLE.parseJson(NAME, body));
    root.fields()
        .forEach(
            (key, value) -> {
              if (!KEYS.contains(key)) {
                throw value.malformed("is a key that is not known");
              }
            });
    List<Target> delete = new ArrayList<>();
    Cursor deleted = root.get("delete");
    if (deleted.isPresent()) {
      deleted.items().forEach(item -> delete.add(target(item)));
    }
    return new ChangeBody(
        root.get("cluster").text(), root.get("snapshot").text(), change(root.get("apply"), delete));
  }

  private static ProposedChange change(Cursor apply, List<Target> delete) throws IOException {
    if (apply.node() instanceof Node.StringNode(String text, int line)) {
      return yaml(text.getBytes(StandardCharsets.UTF_8), delete);
    }
    List<Node> objects = new ArrayList<>();
    if (apply.isPresent()) {
      apply.items().forEach(item -> objects.add(object(item)));
    }
    return ProposedChange.of(NAME, "/apply", objects, delete);
  }

  private static Node object(Cursor item) {
    Node node = item.node();
    if (node == null) {
      throw item.malformed("is nothing");
    }
    if (CanonicalJson.bytes(node).length > ReadLimits.DEFAULT.objectBytes()) {
      throw new RefusedRequest(
          ProblemType.TOO_LARGE,
          "an object is larger than " + (ReadLimits.DEFAULT.objectBytes() >> 20) + " MiB",
          List.of(new Fault("is too large", item.pointer(), null)));
    }
    return node;
  }

  private static Target target(Cursor item) {
    return new Target(
        item.get("apiVersion").requiredText(),
        item.get("kind").requiredText(),
        item.get("namespace").text(""),
        item.get("name").requiredText());
  }

  /// Manifests to apply: YAML documents, JSON, lists.
  static ProposedChange yaml(byte[] manifests, List<Target> delete) throws IOException {
    return ProposedChange.read(NAME, new ByteArrayInputStream(manifests), delete);
  }
}
