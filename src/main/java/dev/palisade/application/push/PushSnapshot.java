package dev.palisade.application.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.UnusableInput;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotOutline;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Sends a snapshot to a service. What the service has is not sent again, neither what an
/// interrupted push had sent.
public final class PushSnapshot {
  /// Bytes of a batch before it is sent, and digests of a question.
  private static final int BATCH = 2 << 20;

  private static final int DIGESTS = 10_000;
  private static final ReadLimits ANSWER = new ReadLimits(8 << 20, 20, 0);

  private final PushCalls calls;

  PushSnapshot(PushCalls calls) {
    this.calls = calls;
  }

  /// @throws UnusableInput if the connection's certificates cannot be used
  public static PushSnapshot to(ServiceConnection connection) {
    HttpClient client = connection.client();
    return new PushSnapshot(PushCalls.of(connection, client));
  }

  /// What a push came to.
  ///
  /// @param id the snapshot's id at the service
  /// @param sequence its number there
  /// @param objects how many the snapshot has
  /// @param sent how many contents had to be sent
  /// @param state whether this push brought it
  public record Pushed(String id, long sequence, int objects, int sent, State state) {
    /// Whether there was anything to do.
    public enum State {
      APPENDED,
      WAS_THERE
    }
  }

  /// The id under which a snapshot is pushed, which follows from what it says: the same snapshot,
  /// read again from its file, is the same there.
  static UUID idOf(Snapshot snapshot) {
    return UUID.nameUUIDFromBytes(CanonicalJson.bytes(SnapshotOutline.of(snapshot)));
  }

  /// Sends a snapshot.
  ///
  /// @throws UnusableInput if the service refuses it; the message has its words
  /// @throws ServerFault if the service cannot be reached, or fails
  public Pushed push(Snapshot snapshot) {
    String cluster = snapshot.cluster().name();
    if (!cluster.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new UnusableInput("--cluster: '" + cluster + "' cannot be the name of a cluster");
    }
    String base = "/api/v1/clusters/" + cluster + "/pushes";
    int sent = send(base, snapshot);
    PushCalls.Answer answer =
        calls.put(base + "/" + idOf(snapshot), CanonicalJson.bytes(SnapshotOutline.of(snapshot)));
    Cursor view = json(answer);
    Long sequence = view.get("sequence").integer();
    return new Pushed(
        view.get("id").text(""),
        sequence == null ? 0 : sequence,
        snapshot.manifests().size(),
        sent,
        answer.status() == 201 ? Pushed.State.APPENDED : Pushed.State.WAS_THERE);
  }

  private int send(String base, Snapshot snapshot) {
    Set<String> missing = missing(base, snapshot);
    int sent = 0;
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (Manifest manifest : snapshot.manifests()) {
      if (missing.remove(manifest.ref().digest())) {
        byte[] line = line(manifest);
        if (batch.size() > 0 && batch.size() + line.length > BATCH) {
          calls.post(base + "/objects", PushCalls.LINES, batch.toByteArray());
          batch.reset();
        }
        batch.writeBytes(line);
        sent++;
      }
    }
    if (batch.size() > 0) {
      calls.post(base + "/objects", PushCalls.LINES, batch.toByteArray());
    }
    return sent;
  }

  private Set<String> missing(String base, Snapshot snapshot) {
    List<String> digests =
        snapshot.manifests().stream().map(m -> m.ref().digest()).distinct().sorted().toList();
    Set<String> missing = new TreeSet<>();
    for (int from = 0; from < digests.size(); from += DIGESTS) {
      List<Node> asked = new ArrayList<>();
      digests
          .subList(from, Math.min(digests.size(), from + DIGESTS))
          .forEach(digest -> asked.add(Node.text(digest)));
      byte[] question = CanonicalJson.bytes(Node.object(Map.of("digests", Node.array(asked))));
      missing.addAll(
          json(calls.post(base + "/missing", PushCalls.JSON, question)).get("missing").texts());
    }
    return missing;
  }

  private static byte[] line(Manifest manifest) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("digest", Node.text(manifest.ref().digest()));
    fields.put("object", manifest.root());
    return (CanonicalJson.text(Node.object(fields)) + "\n").getBytes(UTF_8);
  }

  private static Cursor json(PushCalls.Answer answer) {
    try {
      return new Cursor(
          "the answer", "", new DocumentReader(ANSWER).parseJson("the answer", answer.body()));
    } catch (MalformedDocument e) {
      throw new ServerFault("the service's answer is not JSON: is it Palisade?", e);
    }
  }
}
