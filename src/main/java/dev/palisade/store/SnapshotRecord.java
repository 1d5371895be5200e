package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything of a snapshot but its objects, as canonical JSON. What a later version adds is read
/// as absent from an older text.
record SnapshotRecord(
    ClusterIdentity cluster,
    Instant takenAt,
    CollectionRun run,
    List<ListCall> calls,
    List<Gap> gaps) {
  private static final String FORMAT = "palisade/stored-snapshot/v1";

  static SnapshotRecord of(Snapshot snapshot) {
    return new SnapshotRecord(
        snapshot.cluster(), snapshot.takenAt(), snapshot.run(), snapshot.calls(), snapshot.gaps());
  }

  Snapshot with(List<Manifest> manifests) {
    return new Snapshot(cluster, takenAt, run, manifests, calls, gaps);
  }

  String text() {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text(FORMAT));
    said.put("takenAt", Node.text(takenAt.toString()));
    said.put("cluster", node(cluster));
    said.put("run", node(run));
    said.put("calls", Node.array(calls.stream().map(SnapshotRecord::node).toList()));
    said.put("gaps", Node.array(gaps.stream().map(SnapshotRecord::node).toList()));
    return CanonicalJson.text(Node.object(said));
  }

  /// @param name what the text is, for messages
  /// @throws dev.palisade.document.MalformedDocument if it is not such a text
  static SnapshotRecord read(String name, String text) {
    Cursor said = new Cursor(name, "", JsonText.read(name, text));
    String format = said.get("format").requiredText();
    if (!format.equals(FORMAT)) {
      throw said.get("format").malformed("this version of Palisade reads " + FORMAT);
    }
    return new SnapshotRecord(
        cluster(said.get("cluster")),
        instant(said.get("takenAt")),
        run(said.get("run")),
        said.get("calls").items().stream().map(SnapshotRecord::call).toList(),
        said.get("gaps").items().stream().map(SnapshotRecord::gap).toList());
  }

  private static Node node(ClusterIdentity cluster) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("name", Node.text(cluster.name()));
    putText(said, "uid", cluster.uid());
    putText(said, "apiServerVersion", cluster.apiServerVersion());
    return Node.object(said);
  }

  private static ClusterIdentity cluster(Cursor said) {
    return new ClusterIdentity(
        said.get("name").requiredText(),
        said.get("uid").text(),
        said.get("apiServerVersion").text());
  }

  private static Node node(CollectionRun run) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("trigger", Node.text(run.trigger().name()));
    said.put("requester", Node.text(run.requester()));
    said.put("collector", Node.text(run.collector()));
    said.put("startedAt", Node.text(run.startedAt().toString()));
    said.put("endedAt", Node.text(run.endedAt().toString()));
    putText(said, "user", run.user());
    if (!run.filters().isEmpty()) {
      said.put("filters", Node.array(run.filters().stream().<Node>map(Node::text).toList()));
    }
    if (!run.notes().isEmpty()) {
      said.put("notes", Node.array(run.notes().stream().map(SnapshotRecord::node).toList()));
    }
    return Node.object(said);
  }

  private static Node node(CollectionRun.Note note) {
    return Node.object(
        Map.of("weight", Node.text(note.weight().name()), "text", Node.text(note.text())));
  }

  private static CollectionRun run(Cursor said) {
    return new CollectionRun(
        CollectionRun.Trigger.valueOf(said.get("trigger").requiredText()),
        said.get("requester").requiredText(),
        said.get("collector").requiredText(),
        instant(said.get("startedAt")),
        instant(said.get("endedAt")),
        said.get("user").text(),
        said.get("filters").texts(),
        said.get("notes").items().stream().map(SnapshotRecord::note).toList());
  }

  private static CollectionRun.Note note(Cursor said) {
    return new CollectionRun.Note(
        CollectionRun.Note.Weight.valueOf(said.get("weight").requiredText()),
        said.get("text").requiredText());
  }

  private static Node node(ListCall call) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("apiVersion", Node.text(call.apiVersion()));
    said.put("kind", Node.text(call.kind()));
    said.put("count", Node.number(call.count()));
    putText(said, "resourceVersion", call.resourceVersion());
    said.put("completeness", Node.text(call.completeness().name()));
    return Node.object(said);
  }

  private static ListCall call(Cursor said) {
    return new ListCall(
        said.get("apiVersion").requiredText(),
        said.get("kind").requiredText(),
        integer(said.get("count")),
        said.get("resourceVersion").text(),
        ListCall.Completeness.valueOf(said.get("completeness").requiredText()));
  }

  private static Node node(Gap gap) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("reason", Node.text(gap.reason().name()));
    said.put("kind", Node.text(gap.kind()));
    putText(said, "namespace", gap.namespace());
    putText(said, "name", gap.name());
    said.put("status", Node.number(gap.status()));
    said.put("message", Node.text(gap.message()));
    return Node.object(said);
  }

  static Gap gap(Cursor said) {
    return new Gap(
        Gap.Reason.valueOf(said.get("reason").requiredText()),
        said.get("kind").requiredText(),
        said.get("namespace").text(),
        said.get("name").text(),
        integer(said.get("status")),
        said.get("message").requiredText());
  }

  private static void putText(Map<String, Node> said, String key, @Nullable String value) {
    if (value != null) {
      said.put(key, Node.text(value));
    }
  }

  private static Instant instant(Cursor said) {
    return Instant.parse(said.requiredText());
  }

  private static int integer(Cursor said) {
    Long value = said.integer();
    if (value == null) {
      throw said.malformed("an integer is required");
    }
    return Math.toIntExact(value);
  }
}
