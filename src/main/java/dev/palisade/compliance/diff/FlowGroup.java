package dev.palisade.compliance.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flows of which the same became for the same reason, from one source to several destinations or
/// from several sources to one: for people, who would read the same line again and again.
///
/// @param example one of them: all are alike but for that end
public record FlowGroup(FlowChange example, List<String> sources, List<String> destinations) {
  private static final Comparator<FlowGroup> ORDER =
      Comparator.comparing((FlowGroup group) -> group.sources().getFirst())
          .thenComparing(group -> group.destinations().getFirst())
          .thenComparing(group -> group.example());

  public FlowGroup {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /// What members of a group have in common.
  ///
  /// @param source null: they have one destination
  /// @param destination null: they have one source
  private record Key(
      @Nullable String source,
      @Nullable String destination,
      FlowChange.Kind change,
      FlowChange.Ends ends,
      @Nullable String before,
      @Nullable String after,
      List<String> requests,
      List<String> reasons) {

    static Key bySource(FlowChange flow) {
      return of(flow, flow.source(), null);
    }

    static Key byDestination(FlowChange flow) {
      return of(flow, null, flow.destination());
    }

    private static Key of(
        FlowChange flow, @Nullable String source, @Nullable String destination) {
      return new Key(
          source,
          destination,
          flow.change(),
          flow.ends(),
          flow.before(),
          flow.after(),
          flow.requestTexts(),
          flow.reasons());
    }
  }

  /// Each flow in one group: the larger of the two that it might be in.
  public static List<FlowGroup> of(List<FlowChange> flows) {
    Map<Key, Integer> sizes = new LinkedHashMap<>();
    for (FlowChange flow : flows) {
      sizes.merge(Key.bySource(flow), 1, Integer::sum);
      sizes.merge(Key.byDestination(flow), 1, Integer::sum);
    }
    Map<Key, List<FlowChange>> groups = new LinkedHashMap<>();
    for (FlowChange flow : flows) {
      Key one = Key.bySource(flow);
      Key other = Key.byDestination(flow);
      Key larger = sizes.getOrDefault(other, 0) > sizes.getOrDefault(one, 0) ? other : one;
      groups.computeIfAbsent(larger, k -> new ArrayList<>()).add(flow);
    }
    return groups.values().stream()
        .map(
            group ->
                new FlowGroup(
                    group.getFirst(),
                    group.stream().map(FlowChange::source).distinct().sorted().toList(),
                    group.stream().map(FlowChange::destination).distinct().sorted().toList()))
        .sorted(ORDER)
        .toList();
  }
}
