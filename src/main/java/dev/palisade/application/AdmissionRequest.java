package dev.palisade.application;

import dev.palisade.application.ProposedChange.Target;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.journal.WatchedKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an API server asks: the `request` of an AdmissionReview.
record AdmissionRequest(Cursor at) {
  private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE");

  /// Parts of an object with which its labels change, where they are of the object's kind: an API
  /// server takes the metadata that it is sent with a pod's or namespace's status, and with a
  /// namespace's finalizers.
  private static final Set<String> WITH_LABELS = Set.of("status", "finalize");

  /// What an API server itself puts into bindings, after the node's.
  private static final String TOPOLOGY = "topology.kubernetes.io/";

  /// @throws MalformedDocument if it is none
  static AdmissionRequest of(Cursor request) {
    if (!request.isObject()) {
      throw request.malformed("an AdmissionReview has a request");
    }
    AdmissionRequest asked = new AdmissionRequest(request);
    if (asked.uid().isEmpty()) {
      throw request.get("uid").malformed("must not be empty");
    }
    asked.operation();
    request.get("kind").get("kind").requiredText();
    request.get("kind").get("version").requiredText();
    return asked;
  }

  String uid() {
    return at.get("uid").requiredText();
  }

  String operation() {
    return at.get("operation").requiredText();
  }

  String group() {
    return at.get("kind").get("group").text("");
  }

  String kind() {
    return at.get("kind").get("kind").requiredText();
  }

  private String apiVersion() {
    String version = at.get("kind").get("version").requiredText();
    return group().isEmpty() ? version : group() + "/" + version;
  }

  String namespace() {
    return isNamespace() ? "" : at.get("namespace").text("");
  }

  /// Under a deletion of many the request has no name, but the object does.
  String name() {
    String name = at.get("name").text("");
    return name.isEmpty() ? object().get("metadata").get("name").text("") : name;
  }

  @Nullable String objectUid() {
    return object().get("metadata").get("uid").text();
  }

  String user() {
    return at.get("userInfo").get("username").text("");
  }

  List<String> groups() {
    return at.get("userInfo").get("groups").texts();
  }

  boolean isDryRun() {
    return Boolean.TRUE.equals(at.get("dryRun").bool());
  }

  private boolean isNamespace() {
    return group().isEmpty() && kind().equals("Namespace");
  }

  private boolean isDeletion() {
    return operation().equals("DELETE");
  }

  /// The old one under a deletion.
  Cursor object() {
    return at.get(isDeletion() ? "oldObject" : "object");
  }

  /// Whether it may change what traffic is let through: a policy, or labels of a namespace or pod.
  boolean concernsTraffic() {
    if (isBinding()) {
      return labels(object()).keySet().stream().anyMatch(key -> !key.startsWith(TOPOLOGY));
    }
    WatchedKind watched = WatchedKind.of(group(), kind());
    if (watched == null || !OPERATIONS.contains(operation())) {
      return false;
    }
    String part = at.get("subResource").text("");
    if (!part.isEmpty()) {
      return watched.isSelected()
          && WITH_LABELS.contains(part)
          && operation().equals("UPDATE")
          && isRelabelled();
    }
    if (!watched.isSelected()) {
      return true;
    }
    return operation().equals("UPDATE")
        ? isRelabelled()
        : !isDeletion() || watched.equals(WatchedKind.NAMESPACE) || !namesController();
  }

  /// Whether it is a new pod that says a controller made it: if that is so, it follows from its
  /// owner.
  boolean isMadeByNamedController() {
    return group().isEmpty()
        && kind().equals("Pod")
        && operation().equals("CREATE")
        && at.get("subResource").text("").isEmpty()
        && namesController();
  }

  private boolean namesController() {
    return object().get("metadata").get("ownerReferences").items().stream()
        .anyMatch(owner -> Boolean.TRUE.equals(owner.get("controller").bool()));
  }

  /// A pod is given a node, and labels with it.
  private boolean isBinding() {
    return group().isEmpty() && kind().equals("Binding") && operation().equals("CREATE");
  }

  private boolean isRelabelled() {
    return !labels(at.get("object")).equals(labels(at.get("oldObject")));
  }

  private static Map<String, String> labels(Cursor object) {
    return object.get("metadata").get("labels").textMap();
  }

  /// @throws UnusableInput if the object is none, or does not say what it will be
  ProposedChange proposed() {
    if (isDeletion()) {
      return new ProposedChange(
          List.of(), List.of(new Target(apiVersion(), kind(), namespace(), name())));
    }
    if (isBinding()) {
      throw new UnusableInput("a binding that gives the pod labels " + labels(object()).keySet());
    }
    Cursor object = at.get("object");
    if (object.node() == null) {
      throw object.malformed("is missing");
    }
    return ProposedChange.of("request", object.pointer(), List.of(object.node()), List.of());
  }
}
