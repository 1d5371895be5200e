package dev.palisade.compliance.remedy;

import dev.palisade.compliance.control.Remedy;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.document.YamlText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A change of policies that may close a finding.
///
/// @param objects as they are to be, each in place of the one of its name
/// @param added how many lines of their texts come
/// @param removed how many lines of the texts before go
/// @param change what is done, as the beginning of a sentence
record Proposal(Remedy.Kind kind, List<Manifest> objects, int added, int removed, String change) {

  /// Fewer objects first, then fewer lines that come, then fewer that go: what only takes away is
  /// understood soonest.
  static final Comparator<Proposal> BY_SIZE =
      Comparator.<Proposal>comparingInt(p -> p.objects().size())
          .thenComparingInt(Proposal::added)
          .thenComparingInt(Proposal::removed)
          .thenComparing(Proposal::yaml);

  Proposal {
    objects = List.copyOf(objects);
  }

  static Proposal adding(List<Manifest> objects, String change) {
    int lines = objects.stream().mapToInt(o -> lines(o.root()).size()).sum();
    return new Proposal(Remedy.Kind.ADD, objects, lines, 0, change);
  }

  /// A policy with another `spec`.
  static Proposal changing(Manifest policy, Map<String, Node> spec, String change) {
    Node before = asApplied(policy.root());
    Map<String, Node> fields = new LinkedHashMap<>(((Node.ObjectNode) before).fields());
    fields.put("spec", Node.object(spec));
    Manifest after = manifest(policy.ref(), Node.object(fields));
    return new Proposal(
        Remedy.Kind.CHANGE,
        List.of(after),
        more(after.root(), before),
        more(before, after.root()),
        change);
  }

  static Manifest manifest(ResourceRef ref, Node root) {
    ResourceRef changed =
        new ResourceRef(
            ref.apiVersion(),
            ref.kind(),
            ref.namespace(),
            ref.name(),
            ref.uid(),
            CanonicalJson.digest(root));
    return new Manifest(changed, root, "proposal", "");
  }

  /// An object without what the API server adds.
  private static Node asApplied(Node root) {
    Map<String, Node> fields = new LinkedHashMap<>(((Node.ObjectNode) root).fields());
    fields.remove("status");
    if (fields.get("metadata") instanceof Node.ObjectNode(var metadata, var line)) {
      Map<String, Node> kept = new LinkedHashMap<>(metadata);
      kept.keySet().retainAll(List.of("name", "namespace", "labels", "annotations"));
      fields.put("metadata", Node.object(kept));
    }
    return Node.object(fields);
  }

  private static List<String> lines(Node node) {
    return YamlText.write(node).lines().toList();
  }

  /// How many lines one text has more than another, each as often as it occurs.
  private static int more(Node one, Node other) {
    Map<String, Integer> counts = new HashMap<>();
    lines(one).forEach(line -> counts.merge(line, 1, Integer::sum));
    lines(other).forEach(line -> counts.merge(line, -1, Integer::sum));
    return counts.values().stream().mapToInt(count -> Math.max(0, count)).sum();
  }

  String yaml() {
    return objects.stream().map(o -> YamlText.write(o.root())).collect(Collectors.joining("---\n"));
  }

  Snapshot on(Snapshot before) {
    Map<String, Manifest> all = new TreeMap<>();
    before.manifests().forEach(m -> all.put(m.ref().identity(), m));
    objects.forEach(o -> all.put(o.ref().identity(), o));
    return new Snapshot(
        before.cluster(),
        before.takenAt(),
        before.run(),
        new ArrayList<>(all.values()),
        before.calls(),
        before.gaps());
  }

  Remedy proved(List<String> proof) {
    return new Remedy(kind, objects.stream().map(o -> o.ref().toString()).toList(), yaml(), proof);
  }
}
