package dev.palisade.snapshot;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.ListCall.Completeness;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a snapshot file says beside its objects, and how that stands in JSON.
record SnapshotHeader(
    ClusterIdentity cluster,
    Instant takenAt,
    CollectionRun run,
    List<ListCall> calls,
    List<Gap> gaps,
    String digest) {

  Snapshot snapshot(List<Manifest> manifests) {
    return new Snapshot(cluster, takenAt, run, manifests, calls, gaps);
  }

  static Node of(Snapshot snapshot) {
    CollectionRun run = snapshot.run();
    ClusterIdentity cluster = snapshot.cluster();
    return object(
        "cluster",
            object(
                "name", text(cluster.name()),
                "uid", text(cluster.uid()),
                "apiServerVersion", text(cluster.apiServerVersion())),
        "takenAt", text(snapshot.takenAt().toString()),
        "run",
            object(
                "trigger", text(run.trigger().name()),
                "requester", text(run.requester()),
                "collector", text(run.collector()),
                "startedAt", text(run.startedAt().toString()),
                "endedAt", text(run.endedAt().toString()),
                "user", text(run.user()),
                "filters", unlessEmpty(run.filters().stream().map(Node::text).toList()),
                "notes", unlessEmpty(run.notes().stream().map(SnapshotHeader::note).toList())),
        "calls", Node.array(snapshot.calls().stream().map(SnapshotHeader::call).toList()),
        "gaps", Node.array(snapshot.gaps().stream().map(SnapshotHeader::gap).toList()),
        "digest", text(snapshot.digest()));
  }

  static Node item(Manifest manifest) {
    return object(
        "file", text(manifest.file()),
        "pointer", text(manifest.pointer()),
        "object", manifest.root());
  }

  static SnapshotHeader read(Cursor metadata) {
    Cursor cluster = metadata.get("cluster");
    Cursor run = metadata.get("run");
    return new SnapshotHeader(
        new ClusterIdentity(
            cluster.get("name").requiredText(),
            cluster.get("uid").text(),
            cluster.get("apiServerVersion").text()),
        instant(metadata.get("takenAt")),
        new CollectionRun(
            constant(Trigger.class, run.get("trigger")),
            run.get("requester").requiredText(),
            run.get("collector").requiredText(),
            instant(run.get("startedAt")),
            instant(run.get("endedAt")),
            run.get("user").text(),
            run.get("filters").texts(),
            run.get("notes").items().stream().map(SnapshotHeader::readNote).toList()),
        required(metadata, "calls").items().stream().map(SnapshotHeader::readCall).toList(),
        required(metadata, "gaps").items().stream().map(SnapshotHeader::readGap).toList(),
        metadata.get("digest").requiredText());
  }

  /// A list that may be empty and must be said to be: nothing missing is not the same as nothing
  /// said of what is missing.
  private static Cursor required(Cursor metadata, String name) {
    Cursor list = metadata.get(name);
    if (!list.isPresent()) {
      throw list.malformed("is required");
    }
    return list;
  }

  private static Node note(Note note) {
    return object("weight", text(note.weight().name()), "text", text(note.text()));
  }

  private static Note readNote(Cursor note) {
    return new Note(
        constant(Note.Weight.class, note.get("weight")), note.get("text").requiredText());
  }

  private static Node call(ListCall call) {
    return object(
        "apiVersion", text(call.apiVersion()),
        "kind", text(call.kind()),
        "count", Node.number(call.count()),
        "resourceVersion", text(call.resourceVersion()),
        "completeness", text(call.completeness().name()));
  }

  private static ListCall readCall(Cursor call) {
    return new ListCall(
        call.get("apiVersion").requiredText(),
        call.get("kind").requiredText(),
        number(call.get("count")),
        call.get("resourceVersion").text(),
        constant(Completeness.class, call.get("completeness")));
  }

  private static Node gap(Gap gap) {
    return object(
        "reason", text(gap.reason().name()),
        "kind", text(gap.kind()),
        "namespace", text(gap.namespace()),
        "name", text(gap.name()),
        "status", Node.number(gap.status()),
        "message", text(gap.message()));
  }

  private static Gap readGap(Cursor gap) {
    return new Gap(
        constant(Gap.Reason.class, gap.get("reason")),
        gap.get("kind").requiredText(),
        gap.get("namespace").text(),
        gap.get("name").text(),
        number(gap.get("status")),
        gap.get("message").requiredText());
  }

  /// A node that knows no lines: those of a snapshot file are not those of the file that it names.
  static Node withoutLines(Node node) {
    return switch (node) {
      case ObjectNode(var fields, var line) -> {
        Map<String, Node> bare = new LinkedHashMap<>();
        fields.forEach((key, value) -> bare.put(key, withoutLines(value)));
        yield Node.object(bare);
      }
      case ArrayNode(var items, var line) ->
          Node.array(items.stream().map(SnapshotHeader::withoutLines).toList());
      case StringNode(var value, var line) -> new StringNode(value, 0);
      case NumberNode(var digits, var line) -> new NumberNode(digits, 0);
      case BooleanNode(var value, var line) -> new BooleanNode(value, 0);
      case NullNode(var line) -> new NullNode(0);
    };
  }

  /// Keys and values in turn; a null value leaves its key out.
  private static ObjectNode object(@Nullable Object... keysAndValues) {
    Map<String, Node> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i] instanceof String key && keysAndValues[i + 1] instanceof Node value) {
        fields.put(key, value);
      }
    }
    return Node.object(fields);
  }

  private static @Nullable Node text(@Nullable String value) {
    return value == null ? null : Node.text(value);
  }

  /// A file of an older version has no such key, and one that has nothing to say needs none.
  private static @Nullable Node unlessEmpty(List<? extends Node> items) {
    return items.isEmpty() ? null : Node.array(List.copyOf(items));
  }

  private static int number(Cursor cursor) {
    Long number = cursor.integer();
    if (number == null || number < 0 || number > Integer.MAX_VALUE) {
      throw cursor.malformed("must be a number from 0");
    }
    return number.intValue();
  }

  private static Instant instant(Cursor cursor) {
    try {
      return Instant.parse(cursor.requiredText());
    } catch (DateTimeParseException e) {
      throw cursor.malformed("must be an instant in UTC, like 2026-01-31T12:00:00Z");
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Cursor cursor) {
    try {
      return Enum.valueOf(type, cursor.requiredText());
    } catch (IllegalArgumentException e) {
      throw cursor.malformed("is not known: " + cursor.requiredText());
    }
  }
}
