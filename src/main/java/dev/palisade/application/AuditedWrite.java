package dev.palisade.application;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.AuditEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one event of an audit log. Of what a request or an answer holds nothing is taken but the
/// names, UID and version of the objects; whether labels are touched is looked at and forgotten.
final class AuditedWrite {
  private static final Set<String> CHANGES = Set.of("update", "patch");
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /// What makes and deletes pods all day, by an owner that is looked at itself.
  private static final List<String> CONTROLLERS =
      List.of("system:serviceaccount:kube-system:", "system:node:", "system:kube-controller-");

  /// No API server makes longer ones; an index cannot hold much longer ones.
  private static final int LONGEST_ID = 200;

  private static final int LONGEST_NAME = 253;
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private AuditedWrite() {}

  /// What is kept of an event: nothing; or one entry; or, where many objects were deleted at once
  /// and the answer names them, one for each.
  ///
  /// Kept are writes of policies and namespaces, and those of pods and workloads that may change
  /// labels, once they are answered. A dry run changes nothing.
  ///
  /// @throws MalformedDocument if it is no event
  static List<AuditEvent> events(Cursor event) {
    atMost(LONGEST_ID, event.get("auditID")).requiredText();
    String verb = event.get("verb").requiredText();
    String stage = event.get("stage").requiredText();
    Cursor object = event.get("objectRef");
    String user = event.get("user").get("username").text("");
    Instant at = time(event);
    if (!object.isPresent()
        || !WRITES.contains(verb)
        || !stage.equals("ResponseComplete")
        || isDryRun(event.get("requestURI").text(""))) {
      return List.of();
    }
    String group = object.get("apiGroup").text("");
    String resource = object.get("resource").text("");
    String kind = kind(group, resource);
    String part = object.get("subresource").text("");
    boolean kept =
        part.isEmpty()
            ? isKept(group, resource, kind, verb, user, event.get("requestObject"))
            : mayRelabel(kind, part, user, event.get("requestObject"));
    if (!kept) {
      return List.of();
    }
    Cursor answer = metadata(event.get("responseObject"));
    List<AuditEvent> writes = new ArrayList<>();
    List<Cursor> deleted =
        verb.equals("deletecollection") && event.get("responseObject").isObject()
            ? event.get("responseObject").get("items").items()
            : List.of();
    for (Cursor one : deleted) {
      Cursor metadata = one.get("metadata");
      atMost(LONGEST_NAME, metadata.get("name"));
      atMost(LONGEST_NAME, metadata.get("namespace"));
      String name = metadata.get("name").requiredText();
      String namespace = metadata.get("namespace").text("");
      String uid = metadata.get("uid").text();
      writes.add(of(event, at, namespace + "/" + name, kind, namespace, name, uid, null));
    }
    if (writes.isEmpty()) {
      String named = object.get("name").text("");
      String name = named.isEmpty() ? answer.get("name").text("") : named;
      String told = answer.get("uid").text();
      String uid = told == null ? object.get("uid").text() : told;
      String version =
          CHANGES.contains(verb) || verb.equals("create")
              ? answer.get("resourceVersion").text()
              : null;
      writes.add(of(event, at, "", kind, object.get("namespace").text(""), name, uid, version));
    }
    return writes;
  }

  private static AuditEvent of(
      Cursor event,
      Instant at,
      String item,
      String kind,
      String namespace,
      String name,
      @Nullable String uid,
      @Nullable String version) {
    Cursor object = event.get("objectRef");
    String group = object.get("apiGroup").text("");
    Long code = event.get("responseStatus").get("code").integer();
    return new AuditEvent(
        event.get("auditID").requiredText(),
        item,
        at,
        // whoever binds a pod creates a binding, and changes the pod
        object.get("subresource").text("").equals("binding")
            ? "update"
            : event.get("verb").requiredText(),
        group,
        object.get("resource").text(""),
        kind,
        // a namespace stands in its own name, in events and nowhere else
        kind.equals("Namespace") && group.isEmpty() ? "" : namespace,
        name,
        uid,
        version,
        event.get("user").get("username").text(""),
        event.get("impersonatedUser").get("username").text(),
        event.get("user").get("groups").texts(),
        event.get("userAgent").text(),
        code == null ? null : Math.clamp(code, 0, 999));
  }

  private static Cursor atMost(int length, Cursor text) {
    if (text.text("").length() > length) {
      throw text.malformed("is longer than " + length + " characters");
    }
    return text;
  }

  /// The metadata of an answer that is the object; nothing of a Status or a list.
  private static Cursor metadata(Cursor answer) {
    boolean object = answer.isObject() && !answer.get("kind").text("").equals("Status");
    Cursor none = new Cursor(answer.file(), answer.pointer(), null);
    // the answer to a deletion is a Status that says which object it was
    return object
        ? answer.get("metadata")
        : answer.isObject() && answer.get("details").isObject() ? answer.get("details") : none;
  }

  private static Instant time(Cursor event) {
    Cursor stamp =
        event.get("stageTimestamp").isPresent()
            ? event.get("stageTimestamp")
            : event.get("requestReceivedTimestamp");
    try {
      Instant at = OffsetDateTime.parse(stamp.requiredText()).toInstant();
      if (at.isBefore(Instant.EPOCH) || !at.isBefore(NEVER)) {
        throw stamp.malformed("is no instant at which an API server could have answered");
      }
      return at;
    } catch (DateTimeException e) {
      throw stamp.malformed("is no instant");
    }
  }

  /// `dryRun=All` and nothing like it: API servers pass over a key that is written otherwise, and
  /// over a parameter that Go cannot decode, and carry the change out. So whoever asks for
  /// `?dryrun=All` must not stay unnamed.
  private static boolean isDryRun(String uri) {
    int query = uri.indexOf('?');
    return query >= 0 && List.of(uri.substring(query + 1).split("&")).contains("dryRun=All");
  }

  /// Empty where the resource is not known.
  private static String kind(String group, String resource) {
    ResourceKind known = ResourceKinds.findPlural(group, resource);
    return known == null ? "" : known.kind();
  }

  private static boolean isKept(
      String group, String resource, String kind, String verb, String user, Cursor request) {
    if (kind.isEmpty()) {
      return ResourceKinds.isPolicyGroup(group) || resource.endsWith("networkpolicies");
    }
    WatchedKind watched = WatchedKind.of(group, kind);
    if (watched != null && !watched.equals(WatchedKind.POD)) {
      return true;
    }
    if (!ClusterHistory.LABELLED.contains(kind)) {
      return false;
    }
    return CHANGES.contains(verb)
        ? mayTouchLabels(request)
        : CONTROLLERS.stream().noneMatch(user::startsWith);
  }

  /// Whether a write of a part of an object may change its labels. Of the kinds that Kubernetes had
  /// first, a write of the status takes the metadata that it is sent, and so does that of a
  /// namespace's finalizers; a binding gives a pod its labels. `scale`, `ephemeralcontainers` and
  /// `resize` take nothing of it.
  ///
  /// What controllers, kubelets and scheduler write all day is kept where it names labels by
  /// themselves: kubelets may change none (NodeRestriction), and a status that is written whole has
  /// them in it each time.
  private static boolean mayRelabel(String kind, String part, String user, Cursor request) {
    boolean takesLabels =
        switch (part) {
          case "status" -> ClusterHistory.LABELLED.contains(kind);
          case "finalize" -> kind.equals("Namespace");
          case "binding" -> kind.equals("Pod");
          default -> false;
        };
    if (!takesLabels) {
      return false;
    }
    boolean routine =
        user.equals("system:kube-scheduler") || CONTROLLERS.stream().anyMatch(user::startsWith);
    boolean whole = request.isObject() && request.fields().containsKey("kind");
    return routine
        ? request.isPresent() && !whole && mayTouchLabels(request)
        : part.equals("binding") ? mayBindLabels(request) : mayTouchLabels(request);
  }

  /// A binding that has labels, or nobody knows what.
  private static boolean mayBindLabels(Cursor binding) {
    return !binding.isObject() || !binding.get("metadata").get("labels").textMap().isEmpty();
  }

  /// A patch that names labels, a whole object, or nobody knows what.
  private static boolean mayTouchLabels(Cursor request) {
    return switch (request.node()) {
      case ArrayNode operations ->
          request.items().stream()
              .map(operation -> operation.get("path"))
              .anyMatch(
                  path ->
                      !path.isString()
                          || path.requiredText().contains("labels")
                          || !path.requiredText().matches("(/[^/]+){3,}"));
      case ObjectNode object -> object.fields().containsKey("kind") || mentionsLabels(request);
      case null, default -> true;
    };
  }

  private static boolean mentionsLabels(Cursor at) {
    return at.isObject()
        && at.fields().entrySet().stream()
            .anyMatch(
                field ->
                    field.getKey().equals("labels")
                        || field.getKey().startsWith("$")
                        || mentionsLabels(field.getValue()));
  }
}
