package dev.palisade.snapshot;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A cluster at one time: sorted manifests, the calls that brought them, and what is missing.
///
/// @param takenAt the instant that the snapshot stands for (the run's end)
/// @param manifests sorted by reference; each object occurs once
public record Snapshot(
    ClusterIdentity cluster,
    Instant takenAt,
    CollectionRun run,
    List<Manifest> manifests,
    List<ListCall> calls,
    List<Gap> gaps) {

  public Snapshot {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(takenAt);
    Objects.requireNonNull(run);
    manifests = manifests.stream().sorted().toList();
    calls = calls.stream().sorted().toList();
    gaps = gaps.stream().sorted().distinct().toList();
  }

  /// SHA-256 over the canonical JSON of the sorted `identity -> digest` pairs and the gaps: equal
  /// for equal content, whenever and by whomever it was collected.
  public String digest() {
    Map<String, Node> objects = new LinkedHashMap<>();
    for (Manifest m : manifests) {
      objects.put(m.ref().apiVersion() + " " + m.ref(), Node.text(m.ref().digest()));
    }
    List<Node> missing =
        gaps.stream()
            .map(
                g ->
                    g.reason()
                        + " "
                        + g.kind()
                        + " "
                        + g.namespace()
                        + " "
                        + g.name()
                        + " "
                        + g.status())
            .<Node>map(Node::text)
            .toList();
    Map<String, Node> content = new LinkedHashMap<>();
    content.put("objects", Node.object(objects));
    content.put("gaps", Node.array(missing));
    return CanonicalJson.digest(Node.object(content));
  }
}
