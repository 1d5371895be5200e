package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A pair whose traffic differs between two maps.
///
/// @param source a [MapEnd]'s name
/// @param before empty: no line before
/// @param after empty: no line after; not equal to `before`
/// @param oneSided those of the two ends that are there in one of the maps alone, the source first:
///   added with the flow, or removed with it
public record FlowDifference(
    Kind kind,
    String source,
    String destination,
    TrafficSet before,
    TrafficSet after,
    List<String> oneSided)
    implements Comparable<FlowDifference> {

  /// What became of the pair.
  public enum Kind {
    /// Traffic before and after.
    CHANGED,
    /// None before.
    ADDED,
    /// None after.
    REMOVED;

    static Kind of(TrafficSet before, TrafficSet after) {
      return before.isEmpty() ? ADDED : after.isEmpty() ? REMOVED : CHANGED;
    }

    /// `changed`, `added` or `removed`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<FlowDifference> ORDER =
      Comparator.comparing(FlowDifference::fromIngressController)
          .thenComparing(FlowDifference::kind)
          .thenComparing(FlowDifference::source)
          .thenComparing(FlowDifference::destination);

  public FlowDifference {
    oneSided = List.copyOf(oneSided);
  }

  public boolean fromIngressController() {
    return source.equals(IngressController.NAME);
  }

  /// What the ingress controller reaches comes last; then changed before added before removed, each
  /// by names.
  @Override
  public int compareTo(FlowDifference other) {
    return ORDER.compare(this, other);
  }
}
