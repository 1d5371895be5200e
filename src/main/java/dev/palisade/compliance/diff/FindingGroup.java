package dev.palisade.compliance.diff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Findings for people: each that is new, closed or otherwise changed for itself, and where many are
/// as they were, how many of each check.
///
/// @param example one of them
public record FindingGroup(FindingChange example, int count) {
  /// So many that stayed as they were are read one by one.
  private static final int FEW = 40;

  /// In the order of the findings.
  public static List<FindingGroup> of(List<FindingChange> findings) {
    record Key(FindingChange.Kind change, String check) {}
    long stayed = findings.stream().filter(FindingGroup::stayed).count();
    Map<Key, List<FindingChange>> same = new LinkedHashMap<>();
    List<FindingGroup> groups = new ArrayList<>();
    for (FindingChange finding : findings) {
      if (stayed > FEW && stayed(finding)) {
        same.computeIfAbsent(new Key(finding.change(), finding.check()), k -> new ArrayList<>())
            .add(finding);
      } else {
        groups.add(new FindingGroup(finding, 1));
      }
    }
    same.values().forEach(group -> groups.add(new FindingGroup(group.getFirst(), group.size())));
    return List.copyOf(groups);
  }

  private static boolean stayed(FindingChange finding) {
    return switch (finding.change()) {
      case STILL_OPEN, STILL_EXCEPTED -> true;
      case NEW, REOPENED, NEWLY_EXCEPTED, CLOSED -> false;
    };
  }

  /// `3 new, 12 still open.`
  public static String counts(List<FindingChange> findings) {
    Map<FindingChange.Kind, Integer> counts = new EnumMap<>(FindingChange.Kind.class);
    findings.forEach(finding -> counts.merge(finding.change(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().toString().replace('-', ' '))
        .collect(Collectors.joining(", ", "", "."));
  }
}
