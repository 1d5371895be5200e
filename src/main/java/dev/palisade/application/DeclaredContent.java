package dev.palisade.application;

import dev.palisade.compliance.diff.PolicyDefaults;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody declared of an object, without what an API server adds: equal for a manifest that
/// is proposed and for the object that it became.
record DeclaredContent(Node root) {
  static final String OWN_ANNOTATIONS = "palisade.dev/";
  private static final String TICKET = "palisade.dev/ticket";

  private static final Set<String> SERVER_FIELDS =
      Set.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "generation",
          "managedFields",
          "selfLink");

  private Cursor metadata() {
    return new Cursor("object", "", root).get("metadata");
  }

  /// Digest of what was declared.
  String digest() {
    return CanonicalJson.digest(PolicyDefaults.of(withMetadata(Set.of())));
  }

  /// Digest of the same, but for the notes about it: annotations `palisade.dev/…`.
  String digestWithoutNotes() {
    return CanonicalJson.digest(PolicyDefaults.of(withMetadata(Set.of(OWN_ANNOTATIONS))));
  }

  private Node withMetadata(Set<String> withoutAnnotations) {
    if (!(root instanceof ObjectNode object)
        || !(object.fields().get("metadata") instanceof ObjectNode metadata)) {
      return root;
    }
    Map<String, Node> kept = new LinkedHashMap<>(metadata.fields());
    kept.keySet().removeAll(SERVER_FIELDS);
    if (kept.get("annotations") instanceof ObjectNode annotations) {
      Map<String, Node> others = new LinkedHashMap<>(annotations.fields());
      others.keySet().removeIf(name -> withoutAnnotations.stream().anyMatch(name::startsWith));
      kept.put("annotations", Node.object(others));
    }
    kept.values().removeIf(value -> value instanceof ObjectNode map && map.fields().isEmpty());
    Map<String, Node> fields = new LinkedHashMap<>(object.fields());
    fields.put("metadata", Node.object(kept));
    fields.remove("status");
    return Node.object(fields);
  }

  /// The ticket that the object names; null: none.
  @Nullable String ticket() {
    Cursor annotations = metadata().get("annotations");
    if (!annotations.isObject() || !annotations.get(TICKET).isString()) {
      return null;
    }
    String ticket = annotations.get(TICKET).requiredText().strip();
    return ticket.isEmpty() ? null : ticket;
  }

  /// How often the API server saw the declaration change; null: it does not count.
  @Nullable Long generation() {
    Cursor generation = metadata().get("generation");
    return generation.isNumber() ? generation.integer() : null;
  }

  /// The labels by which policies select: of a workload those of its pods.
  ///
  /// @param kind of the object
  Map<String, String> labels(String kind) {
    Cursor at = new Cursor("object", "", root);
    Cursor holder =
        switch (kind) {
          case "Namespace", "Pod", "VirtualMachineInstance" -> at;
          case "CronJob" -> at.get("spec").get("jobTemplate").get("spec").get("template");
          default -> at.get("spec").get("template");
        };
    Map<String, String> labels = new LinkedHashMap<>();
    if (holder.isObject() && holder.get("metadata").get("labels").isObject()) {
      holder
          .get("metadata")
          .get("labels")
          .fields()
          .forEach((key, value) -> labels.put(key, value.isString() ? value.requiredText() : ""));
    }
    return labels;
  }

  /// Whether a controller made it, so that what it is follows from its owner.
  boolean isMadeByController() {
    Cursor owners = metadata().get("ownerReferences");
    return owners.isArray()
        && owners.items().stream()
            .filter(Cursor::isObject)
            .map(owner -> owner.get("controller"))
            .anyMatch(c -> c.isBoolean() && Boolean.TRUE.equals(c.bool()));
  }
}
