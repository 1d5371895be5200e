package dev.palisade.compliance.diff;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Traffic from one workload or address range to another that became possible, or ceased to be.
///
/// @param source `namespace/workload[Kind]`, or an address range
/// @param before the traffic in the state before; null: none
/// @param after likewise
/// @param gained what is possible now and was not; null: nothing
/// @param lost what was possible and is no more; null: nothing
/// @param ends whether both ends were there in both states
/// @param requests what differs in the requests that may be made on connections which both states
///   allow; null: nothing
/// @param causes the changed objects that have part in one of the smallest sets of changes that
///   explain it, or the workloads that came or went
/// @param attribution those sets; null: a workload came or went, or none was found (or sought, in
///   comparisons that were stored before there were any)
public record FlowChange(
    Kind change,
    String source,
    String destination,
    @Nullable String before,
    @Nullable String after,
    @Nullable String gained,
    @Nullable String lost,
    Ends ends,
    @Nullable List<RequestChange> requests,
    List<String> causes,
    @Nullable Causes attribution)
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

  /// What explains a difference; see [Attribution].
  ///
  /// @param ways each a set that is enough for itself, in the order of their names; of very many
  ///   the first
  /// @param necessary names of changes without which the state after would not have the difference;
  ///   null: not tried
  public record Causes(
      List<CauseSet> ways, Minimality minimality, @Nullable List<String> necessary) {

    /// How small the sets are.
    public enum Minimality {
      /// No smaller set would do.
      SMALLEST,
      /// No change can be left out of the set; another set may be smaller.
      IRREDUCIBLE;

      /// `smallest`, `irreducible`.
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    public Causes {
      ways = List.copyOf(ways);
      necessary = necessary == null ? null : List.copyOf(necessary);
    }
  }

  public FlowChange {
    requests = requests == null ? null : List.copyOf(requests);
    causes = List.copyOf(causes);
  }

  FlowChange dated(UnaryOperator<Causes> dates) {
    return attribution == null
        ? this
        : new FlowChange(
            change,
            source,
            destination,
            before,
            after,
            gained,
            lost,
            ends,
            requests,
            causes,
            dates.apply(attribution));
  }

  /// What differs in requests, in words.
  public List<String> requestTexts() {
    return requests == null ? List.of() : requests.stream().map(RequestChange::toString).toList();
  }

  /// The causes in words, a line for each way: `A (/what) and B`; otherwise [#causes].
  public List<String> reasons() {
    return attribution == null
        ? causes
        : attribution.ways().stream().map(CauseSet::toString).toList();
  }

  @Override
  public int compareTo(FlowChange other) {
    return ORDER.compare(this, other);
  }
}
