package dev.palisade.translate.manifest;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers all that the readers of one translation have to say.
public final class Diagnostics {
  private final List<Warning> warnings = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<MapObstacle> obstacles = new ArrayList<>();

  public void add(Warning warning) {
    warnings.add(warning);
  }

  public void add(MapObstacle obstacle) {
    obstacles.add(obstacle);
  }

  /// Records why an object is refused, and the gap that its absence leaves.
  public void refuse(ResourceRef ref, List<Refusal> reasons) {
    refusals.addAll(reasons);
    String more = reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more)" : "";
    gap(Gap.Reason.UNREADABLE, ref, reasons.getFirst() + more);
  }

  /// Records why an object is refused that was meant to be of another kind, which is what is
  /// missing. Where that kind is `*`, anything may be.
  public void refuse(Refusal reason, String meantKind) {
    refusals.add(reason);
    ResourceRef ref = reason.ref();
    gaps.add(
        new Gap(
            Gap.Reason.UNREADABLE, meantKind, namespaceOf(ref), ref.name(), 0, reason.toString()));
  }

  /// Records a gap that is one object.
  public void gap(Gap.Reason reason, ResourceRef ref, String message) {
    gaps.add(new Gap(reason, ref.kind(), namespaceOf(ref), ref.name(), 0, message));
  }

  /// Records that a kind as a whole is not modelled.
  public void kindGap(String kind, String message) {
    gaps.add(new Gap(Gap.Reason.NOT_MODELLED, kind, null, null, 0, message));
  }

  private static @Nullable String namespaceOf(ResourceRef ref) {
    return ref.namespace().isEmpty() ? null : ref.namespace();
  }

  public List<Warning> warnings() {
    return warnings.stream().sorted().distinct().toList();
  }

  public List<Refusal> refusals() {
    return refusals.stream().sorted().distinct().toList();
  }

  public List<Gap> gaps() {
    return gaps.stream().sorted().distinct().toList();
  }

  public List<MapObstacle> obstacles() {
    return obstacles.stream().sorted().distinct().toList();
  }
}
