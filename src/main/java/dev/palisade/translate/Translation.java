package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.manifest.MapObstacle;
import dev.palisade.translate.manifest.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the manifests of a snapshot say.
///
/// @param inventory what exists
/// @param policies what is declared, without what was refused
/// @param warnings what readers of a verdict must know
/// @param refusals why objects were refused, reason by reason; each such object is a gap too
/// @param gaps what translation could not read or does not model; the snapshot's own gaps are not
///   among them
/// @param mapObstacles what an API server takes and a map of workloads and IPv4 ranges cannot show.
///   The fatal ones are warnings too
public record Translation(
    Inventory inventory,
    PolicySet policies,
    List<Warning> warnings,
    List<Refusal> refusals,
    List<Gap> gaps,
    List<MapObstacle> mapObstacles) {

  public Translation {
    warnings = warnings.stream().sorted().distinct().toList();
    refusals = refusals.stream().sorted().distinct().toList();
    gaps = gaps.stream().sorted().distinct().toList();
    mapObstacles = mapObstacles.stream().sorted().distinct().toList();
  }

  /// The dialect that an object belongs to if it is a policy or what policies look at; null for
  /// everything else.
  public static @Nullable Dialect dialectOf(ResourceRef ref) {
    return PolicyGroups.dialectOf(ref);
  }

  /// The dialects of which there are policies in a snapshot.
  public static SortedSet<Dialect> detectDialect(Snapshot snapshot) {
    SortedSet<Dialect> dialects = new TreeSet<>();
    for (Manifest manifest : snapshot.manifests()) {
      Dialect dialect = PolicyGroups.dialectOf(manifest.ref());
      if (dialect != null) {
        dialects.add(dialect);
      }
    }
    return Collections.unmodifiableSortedSet(dialects);
  }
}
