package dev.palisade.application.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.application.SnapshotEntry;
import dev.palisade.application.UnusableInput;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotOutline;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PushedObjects;
import dev.palisade.store.RefusedSnapshot;
import dev.palisade.store.StoredSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes in what collectors push. Nothing of it is believed: every digest is computed anew, and
/// what a collector would have dropped is refused, not dropped.
@ApplicationScoped
public class ReceiveSnapshot {
  /// The most that one cluster's unfinished pushes may hold, in bytes.
  static final long MOST_WAITING = 1L << 30;

  /// A collector's clock may be ahead of ours by so much.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /// What nobody has asked for since yesterday is dropped.
  private static final Duration PATIENCE = Duration.ofDays(1);

  /// One object of 4 MiB, and what stands around it.
  private static final ReadLimits OBJECT = new ReadLimits((4 << 20) + 1024, 102, 0);

  private static final ReadLimits OUTLINE = new ReadLimits(64 << 20, 20, 0);
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final EvidenceStore evidence;
  private final PushedObjects objects;
  private final Clock clock;

  public ReceiveSnapshot(EvidenceStore evidence, PushedObjects objects, Clock clock) {
    this.evidence = evidence;
    this.objects = objects;
    this.clock = clock;
  }

  /// What was pushed cannot go into the cluster's sequence as it stands.
  public static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(String message) {
      super(message);
    }
  }

  /// A snapshot that stands in the store now.
  ///
  /// @param state whether this push brought it
  public record Received(SnapshotEntry snapshot, State state) {
    /// Whether there was anything to do.
    public enum State {
      APPENDED,
      WAS_THERE
    }
  }

  /// Of some digests those whose content has to be sent.
  ///
  /// @throws UnusableInput if one of them is no digest
  public List<String> missing(String cluster, Collection<String> digests) {
    requireName(cluster);
    for (@Nullable String digest : digests) {
      if (digest == null || !DIGEST.matcher(digest).matches()) {
        throw new UnusableInput(digest + ": is no SHA-256 in lower-case hex");
      }
    }
    return objects.missing(cluster, digests);
  }

  private static void requireName(String cluster) {
    if (!CLUSTER.matcher(cluster).matches()) {
      throw new UnusableInput(
          "a cluster cannot be named so: up to 63 letters, digits, '.', '_' and '-', the first a"
              + " letter or digit");
    }
  }

  /// Keeps contents until their snapshot comes: JSON objects `{"digest": …, "object": …}`, all of
  /// them or none.
  ///
  /// @return how many
  /// @throws UnusableInput if one of them is not what its digest says, or is not to be kept
  /// @throws Conflict if too much waits already
  @Transactional
  public int keep(String cluster, byte[] lines) {
    requireName(cluster);
    Map<String, String> contents = new LinkedHashMap<>();
    read(lines, item -> contents.put(item.get("digest").requiredText(), content(item)));
    objects.dropBefore(clock.instant().minus(PATIENCE));
    if (objects.waiting(cluster) + lines.length > MOST_WAITING) {
      throw new Conflict(
          "more than %d MiB of objects of cluster %s wait for their snapshots"
              .formatted(MOST_WAITING >> 20, cluster));
    }
    objects.keep(cluster, contents, clock.instant());
    return contents.size();
  }

  /// What is done with one line.
  @FunctionalInterface
  private interface Line {
    void of(Cursor item);
  }

  private static void read(byte[] lines, Line work) {
    try {
      new DocumentReader(OBJECT)
          .read(
              "objects",
              new ByteArrayInputStream(lines),
              reading -> {
                switch (reading) {
                  case Reading.Read(Document document) -> work.of(document.cursor());
                  case Reading.Unreadable(var file, var line, var message) ->
                      throw new UnusableInput("line " + line + ": " + message);
                  case Reading.ListEnd end -> throw new UnusableInput("a list is no object");
                }
              });
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
  }

  /// The canonical JSON of an object that is what it is said to be.
  private static String content(Cursor item) {
    Cursor object = item.get("object");
    Node root = object.node();
    if (root == null || !object.isObject()) {
      throw object.malformed("must be an object");
    }
    Manifest manifest = Manifests.of(new Document("objects", object.pointer(), root, null));
    if (manifest == null) {
      throw object.malformed("is of a kind that is never taken");
    }
    String digest = item.get("digest").requiredText();
    String content = CanonicalJson.text(root);
    if (!CanonicalJson.digest(root).equals(digest)) {
      throw item.get("digest")
          .malformed(manifest.ref() + " has the digest " + CanonicalJson.digest(root));
    }
    if (!manifest.ref().digest().equals(digest)) {
      throw object.malformed(
          manifest.ref() + " holds what is dropped before anything leaves a cluster");
    }
    return content;
  }

  /// Appends the snapshot whose contents are there: whole or not at all, and once.
  ///
  /// @param outline [SnapshotOutline]
  /// @param by who pushes
  /// @throws UnusableInput if it is no outline, or not what it says it is
  /// @throws Conflict if contents are missing, or it does not go into the cluster's sequence
  @Transactional
  public Received commit(String cluster, UUID id, byte[] outline, String by) {
    requireName(cluster);
    StoredSnapshot before = evidence.find(id);
    Snapshot snapshot;
    try {
      SnapshotOutline read =
          SnapshotOutline.read(
              new Cursor(
                  "snapshot", "", new DocumentReader(OUTLINE).parseJson("snapshot", outline)));
      snapshot = whole(cluster, read);
    } catch (MalformedDocument e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
    try {
      StoredSnapshot stored = evidence.appendOnce(received(snapshot, by), id);
      objects.drop(cluster, snapshot.manifests().stream().map(m -> m.ref().digest()).toList());
      return new Received(
          SnapshotEntry.of(stored),
          before == null ? Received.State.APPENDED : Received.State.WAS_THERE);
    } catch (RefusedSnapshot e) {
      throw new Conflict(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private Snapshot whole(String cluster, SnapshotOutline outline) {
    if (!outline.cluster().name().equals(cluster)) {
      throw new UnusableInput(
          "snapshot: /metadata/cluster/name: is "
              + outline.cluster().name()
              + ", and what is pushed here is of cluster "
              + cluster);
    }
    Map<String, String> texts = objects.contents(cluster, outline.digests());
    List<String> missing =
        outline.digests().stream().filter(d -> !texts.containsKey(d)).sorted().toList();
    if (!missing.isEmpty()) {
      throw new Conflict(
          "the contents of %d objects have not been sent, the first: %s"
              .formatted(missing.size(), missing.getFirst()));
    }
    DocumentReader reader = new DocumentReader(OBJECT);
    Map<String, Node> contents = new HashMap<>();
    texts.forEach(
        (digest, text) -> contents.put(digest, reader.parseJson(digest, text.getBytes(UTF_8))));
    Snapshot snapshot = outline.with(contents);
    requireTimes(snapshot);
    return snapshot;
  }

  private void requireTimes(Snapshot snapshot) {
    CollectionRun run = snapshot.run();
    Instant latest = clock.instant().plus(AHEAD);
    if (snapshot.takenAt().isAfter(latest) || run.endedAt().isAfter(latest)) {
      throw new UnusableInput(
          "snapshot: /metadata/takenAt: "
              + snapshot.takenAt()
              + " is yet to come: the collector's clock is wrong");
    }
    if (run.startedAt().isAfter(run.endedAt()) || snapshot.takenAt().isBefore(run.startedAt())) {
      throw new UnusableInput(
          "snapshot: /metadata/run: began at %s, ended at %s and is said to be of %s"
              .formatted(run.startedAt(), run.endedAt(), snapshot.takenAt()));
    }
  }

  /// What the service knows of it for itself: who pushed, and when it came.
  private Snapshot received(Snapshot snapshot, String by) {
    CollectionRun run = snapshot.run();
    List<Note> notes = new ArrayList<>(run.notes());
    notes.add(
        new Note(
            Note.Weight.REMARK,
            "received from %s at %s; the collector says: %s asked for by %s"
                .formatted(by, clock.instant(), run.trigger(), run.requester())));
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        new CollectionRun(
            Trigger.PUSH,
            by,
            run.collector(),
            run.startedAt(),
            run.endedAt(),
            run.user(),
            run.filters(),
            notes),
        snapshot.manifests(),
        snapshot.calls(),
        snapshot.gaps());
  }
}
