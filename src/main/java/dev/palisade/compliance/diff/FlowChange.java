package dev.palisade.compliance.diff;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Traffic from one workload or address range to another that became possible, or ceased to be.
///
/// @param source `namespace/workload[Kind]`, or an address range
/// @param before the traffic in the state before; null: none
/// @param after likewise
/// @param gained what is possible now and was not; null: nothing
/// @param lost what was possible and is no more; null: nothing
/// @param ends whether both ends were there in both states
/// @param causes the changed objects without which nothing would have changed here; see
///   [Attribution]
public record FlowChange(
    Kind change,
    String source,
    String destination,
    @Nullable String before,
    @Nullable String after,
    @Nullable String gained,
    @Nullable String lost,
    Ends ends,
    List<String> causes)
    implements Comparable<FlowChange> {

  private static final Comparator<FlowChange> ORDER =
      Comparator.comparing(FlowChange::source).thenComparing(FlowChange::destination);

  /// What became of the pair.
  public enum Kind {
    /// No traffic before.
    GAINED,
    /// No traffic after.
    LOST,
    /// Traffic before and after, not the same.
    CHANGED;

    /// `gained`, `lost`, `changed`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Tells a loosened policy from a workload that is new.
  public enum Ends {
    BOTH_STAYED,
    /// The source, the destination or both are new.
    NEW_WORKLOAD,
    /// The source, the destination or both are gone.
    REMOVED_WORKLOAD;

    /// `both-stayed`, `new-workload`, `removed-workload`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public FlowChange {
    causes = List.copyOf(causes);
  }

  @Override
  public int compareTo(FlowChange other) {
    return ORDER.compare(this, other);
  }
}
