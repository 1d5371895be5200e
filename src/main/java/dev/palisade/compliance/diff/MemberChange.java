package dev.palisade.compliance.diff;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.scope.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A workload that is in another zone than before, or came to one or left it.
///
/// @param workload `namespace/workload[Kind]`
/// @param before the zone; where its pods were in several, `general + vault`; null: there was no
///   such workload
/// @param after likewise
public record MemberChange(
    String workload, @Nullable String before, @Nullable String after, List<Why> because) {

  /// What a zone gained or lost a workload by.
  public enum Why {
    NEW_WORKLOAD,
    REMOVED_WORKLOAD,
    /// The same scope places it elsewhere: its labels, those of its namespace, or its pods changed.
    LABELS,
    /// The scope that is in force places it elsewhere than the scope that was.
    SCOPE;

    /// `new-workload`, `labels`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public MemberChange {
    because = List.copyOf(because);
  }

  /// Whether it was there before and after.
  public boolean moved() {
    return before != null && after != null;
  }

  /// `shop/web[Deployment]: general -> vault`.
  @Override
  public String toString() {
    return workload
        + ": "
        + (before == null ? "not there" : before)
        + " -> "
        + (after == null ? "not there" : after);
  }

  /// Why it is in another zone, in words.
  public String reason() {
    return because.stream().map(MemberChange::words).collect(Collectors.joining(" and "));
  }

  private static String words(Why why) {
    return switch (why) {
      case NEW_WORKLOAD -> "new workload";
      case REMOVED_WORKLOAD -> "workload is gone";
      case LABELS -> "labels or pods changed";
      case SCOPE -> "the scope changed";
    };
  }

  /// Workloads that came to a zone as they are new, or left it as they are gone.
  public record Group(String zone, Change change, List<String> workloads) {
    public Group {
      workloads = List.copyOf(workloads);
    }

    /// The first of the names, and how many more there are.
    public String text(int most) {
      return String.join(", ", workloads.subList(0, Math.min(most, workloads.size())))
          + (workloads.size() > most ? " and " + (workloads.size() - most) + " more" : "");
    }
  }

  /// Those that came or are gone, by zones; without those that moved.
  public static List<Group> groups(List<MemberChange> changes) {
    List<Group> groups = new ArrayList<>();
    byZone(changes, MemberChange::after, MemberChange::before)
        .forEach((zone, names) -> groups.add(new Group(zone, Change.ADDED, names)));
    byZone(changes, MemberChange::before, MemberChange::after)
        .forEach((zone, names) -> groups.add(new Group(zone, Change.REMOVED, names)));
    groups.sort(Comparator.comparing(Group::zone).thenComparing(Group::change));
    return groups;
  }

  private static SortedMap<String, List<String>> byZone(
      List<MemberChange> changes,
      Function<MemberChange, @Nullable String> there,
      Function<MemberChange, @Nullable String> elsewhere) {
    SortedMap<String, List<String>> zones = new TreeMap<>();
    for (MemberChange change : changes) {
      String zone = there.apply(change);
      if (zone != null && elsewhere.apply(change) == null) {
        zones.computeIfAbsent(zone, z -> new ArrayList<>()).add(change.workload());
      }
    }
    return zones;
  }

  /// What differs in the members of zones, by workload.
  ///
  /// @param then the scope that was in force at the state before
  /// @param now the scope that was in force at the state after
  public static List<MemberChange> between(
      Assessment before, Assessment after, Scope then, Scope now) {
    ZoneMap was = new ZoneMap(then, before.evidence().reachability());
    ZoneMap is = new ZoneMap(now, after.evidence().reachability());
    return between(
        was,
        then.digest().equals(now.digest())
            ? was
            : new ZoneMap(now, before.evidence().reachability()),
        is);
  }

  /// @param same the state before by the scope of the state after
  static List<MemberChange> between(ZoneMap before, ZoneMap same, ZoneMap after) {
    TreeSet<String> workloads = new TreeSet<>(before.zones().keySet());
    workloads.addAll(after.zones().keySet());
    List<MemberChange> changes = new ArrayList<>();
    for (String workload : workloads) {
      String was = name(before, workload);
      String is = name(after, workload);
      if (was == null || !was.equals(is)) {
        changes.add(new MemberChange(workload, was, is, why(was, name(same, workload), is)));
      }
    }
    return List.copyOf(changes);
  }

  private static @Nullable String name(ZoneMap zones, String workload) {
    ZoneMap.Party zone = zones.zoneOf(workload);
    return zone == null ? null : zone.name();
  }

  private static List<Why> why(@Nullable String was, @Nullable String same, @Nullable String is) {
    if (was == null) {
      return List.of(Why.NEW_WORKLOAD);
    }
    if (is == null) {
      return List.of(Why.REMOVED_WORKLOAD);
    }
    List<Why> why = new ArrayList<>();
    if (!is.equals(same)) {
      why.add(Why.LABELS);
    }
    if (!was.equals(same)) {
      why.add(Why.SCOPE);
    }
    return why;
  }
}
