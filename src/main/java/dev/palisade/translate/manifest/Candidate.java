package dev.palisade.translate.manifest;

import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An object while it is read: it becomes part of the model unless something in it is what an API
/// server would refuse. All such reasons are gathered, not only the first; after one, readers go on
/// with any value, since the result is thrown away.
public final class Candidate {
  private final Manifest manifest;
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<MapObstacle> obstacles = new ArrayList<>();
  private Peer touches = Peer.ANYONE;

  private record Remark(String pointer, Effect effect, String message) {}

  private Candidate(Manifest manifest) {
    this.manifest = manifest;
  }

  /// Reads an object. What it has to say is added to the diagnostics: the reasons of a refusal,
  /// otherwise the warnings.
  ///
  /// @return null when the object is refused
  public static <T> @Nullable T read(
      Manifest manifest, Diagnostics diagnostics, Function<Candidate, T> reader) {
    Candidate candidate = new Candidate(manifest);
    T value = null;
    try {
      value = reader.apply(candidate);
    } catch (MalformedDocument e) {
      // a value of the wrong type, which no API server could decode
      candidate.refusals.add(
          new Refusal(
              manifest.ref(), e.file(), candidate.lineOr(e.line()), e.pointer(), e.problem()));
    }
    if (!candidate.refusals.isEmpty()) {
      diagnostics.refuse(manifest.ref(), candidate.refusals);
      return null;
    }
    for (Remark r : candidate.remarks) {
      diagnostics.add(
          new Warning(manifest.ref(), r.pointer(), r.effect(), r.message(), candidate.touches));
    }
    candidate.obstacles.forEach(diagnostics::add);
    return value;
  }

  public ResourceRef ref() {
    return manifest.ref();
  }

  /// The object's root.
  public Cursor root() {
    return manifest.cursor();
  }

  /// The endpoints that the object's warnings concern; all of them until this is called.
  public void touches(Peer peer) {
    touches = peer;
  }

  /// An API server would refuse the object for this.
  public void refuse(Cursor at, String problem) {
    refusals.add(
        new Refusal(manifest.ref(), manifest.file(), lineOr(at.line()), at.pointer(), problem));
  }

  public void refuseAll(Cursor at, List<String> problems) {
    problems.forEach(problem -> refuse(at, problem));
  }

  public void warn(Cursor at, Effect effect, String message) {
    remarks.add(new Remark(at.pointer(), effect, message));
  }

  public void advise(Cursor at, String message) {
    warn(at, Effect.ADVICE, message);
  }

  /// Something that a map cannot show.
  public void obstruct(MapObstacle.Kind kind, Cursor at, String message) {
    obstacles.add(
        new MapObstacle(
            kind, manifest.ref(), manifest.file(), lineOr(at.line()), at.pointer(), message));
  }

  private int lineOr(int line) {
    return line > 0 ? line : manifest.root().line();
  }
}
