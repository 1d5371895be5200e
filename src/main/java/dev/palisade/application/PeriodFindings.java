package dev.palisade.application;

import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.diff.CausingChange;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.PeriodRecord.FindingLife;
import dev.palisade.store.FindingStore;
import dev.palisade.store.PeriodStore.Seen;
import dev.palisade.store.StoredFinding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every finding that was there at some time of a period: since when, until when, and why it came.
@ApplicationScoped
public class PeriodFindings {
  /// Instants at which findings came whose causes are sought: each takes two judgements.
  private static final int MOST_COMPARED = 50;

  private final FindingStore store;
  private final AssessCluster assess;

  public PeriodFindings(FindingStore store, AssessCluster assess) {
    this.store = store;
    this.assess = assess;
  }

  /// Sorted by check, and then by first sight.
  ///
  /// @param seen the period's snapshots, and the last before it
  /// @param asked names of the checks whose findings are told
  /// @param framework null: all
  /// @param past with the changes of the period
  List<FindingLife> of(
      String cluster,
      Interval period,
      List<Seen> seen,
      Set<String> asked,
      @Nullable String framework,
      History past) {
    long last = seen.getLast().sequence();
    List<StoredFinding> there =
        Stored.answer(() -> store.before(cluster, last + 1)).stream()
            .filter(f -> asked.contains(f.check()))
            .filter(f -> f.closedAt() == null || f.closedAt().isAfter(period.from()))
            .toList();
    SortedMap<String, SortedSet<String>> excepted =
        Stored.answer(() -> store.excepted(cluster, period.from(), period.until()));
    Map<String, List<String>> causes = causes(cluster, period, seen, there, framework, past);
    return there.stream()
        .map(
            f ->
                life(
                    f,
                    period,
                    covering(excepted, f.fingerprint()),
                    causes.getOrDefault(key(f.check(), f.fingerprint()), List.of())))
        .sorted(
            Comparator.comparing(FindingLife::check)
                .thenComparing(FindingLife::firstSeen)
                .thenComparing(FindingLife::fingerprint))
        .toList();
  }

  private static List<String> covering(
      SortedMap<String, SortedSet<String>> excepted, String fingerprint) {
    return excepted.entrySet().stream()
        .filter(one -> one.getValue().contains(fingerprint))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static FindingLife life(
      StoredFinding f, Interval period, List<String> exceptions, List<String> causes) {
    Instant end = f.closedAt() == null ? period.until() : f.closedAt();
    return new FindingLife(
        f.check(),
        f.fingerprint(),
        f.summary(),
        f.closedAt() == null ? f.status() : FollowFindings.State.CLOSED.toString(),
        f.firstSeen(),
        f.since(),
        f.closedAt(),
        f.reopened(),
        Duration.between(f.since(), end).toString(),
        exceptions,
        causes);
  }

  private static String key(String check, String fingerprint) {
    return check + " " + fingerprint;
  }

  /// What brought findings about that came in the period, from the comparison of the snapshot that
  /// shows them first with the one before it. By [#key].
  private Map<String, List<String>> causes(
      String cluster,
      Interval period,
      List<Seen> seen,
      List<StoredFinding> there,
      @Nullable String framework,
      History past) {
    TreeMap<Instant, Integer> places = new TreeMap<>();
    for (int i = 0; i < seen.size(); i++) {
      places.put(seen.get(i).takenAt(), i);
    }
    Map<String, List<String>> causes = new HashMap<>();
    there.stream()
        .map(StoredFinding::since)
        .filter(since -> !since.isBefore(period.from()))
        .distinct()
        .sorted()
        .limit(MOST_COMPARED)
        .forEach(
            since -> {
              Integer place = places.get(since);
              if (place != null && place > 0) {
                Seen before = seen.get(place - 1);
                Seen after = seen.get(place);
                causes.putAll(between(cluster, before, after, framework, past));
              }
            });
    return causes;
  }

  private Map<String, List<String>> between(
      String cluster, Seen before, Seen after, @Nullable String framework, History past) {
    AssessCluster.Judged old = judge(cluster, before, framework);
    AssessCluster.Judged young = judge(cluster, after, framework);
    Comparison comparison = assess.compare(old, young);
    Map<String, FlowChange> flows = new HashMap<>();
    comparison.flows().forEach(f -> flows.put(f.source() + " " + f.destination(), f));
    List<Change> changes = past.changes() == null ? List.of() : past.changes().changes();
    List<Change> window =
        changes.stream()
            .filter(c -> c.after().isBefore(after.takenAt()))
            .filter(c -> c.until().isAfter(before.takenAt()))
            .toList();
    Map<String, List<String>> causes = new HashMap<>();
    young
        .assessed()
        .assessment()
        .checks()
        .forEach(
            check -> {
              for (Finding finding : check.findings()) {
                List<String> of = causes(finding, flows, window, before, after);
                if (!of.isEmpty()) {
                  causes.put(key(check.id(), finding.fingerprint()), of);
                }
              }
            });
    return causes;
  }

  private AssessCluster.Judged judge(String cluster, Seen one, @Nullable String framework) {
    return assess.judge(
        new AssessCluster.Request(
            cluster, new SnapshotChoice.Numbered(one.sequence()), framework, null));
  }

  private static List<String> causes(
      Finding finding,
      Map<String, FlowChange> flows,
      List<Change> window,
      Seen before,
      Seen after) {
    List<String> sentences = new ArrayList<>();
    if (finding.witness() instanceof FlowWitness flow) {
      FlowChange change = flows.get(flow.source() + " " + flow.destination());
      if (change == null) {
        return sentences;
      }
      if (change.attribution() == null) {
        change.causes().forEach(cause -> sentences.add(cause + when(cause, window, before, after)));
      } else {
        change
            .attribution()
            .ways()
            .forEach(way -> sentences.add(way(way.changes(), window, before, after)));
      }
      return sentences;
    }
    // an object that is itself the violation was changed, or what the finding cites was
    for (Change change : window) {
      if (finding.rules().stream().anyMatch(rule -> isOf(rule, change.object()))) {
        sentences.add(change.object() + when(change.object(), window, before, after));
      }
    }
    return sentences;
  }

  private static boolean isOf(CitedRule rule, String object) {
    return rule.ref() != null
        && (rule.ref().kind() + " " + rule.ref().qualifiedName()).equals(object);
  }

  private static String way(
      List<CausingChange> changes, List<Change> window, Seen before, Seen after) {
    List<String> parts =
        changes.stream()
            .map(change -> change.nameAndPlaces() + when(change.name(), window, before, after))
            .toList();
    return String.join(" and ", parts);
  }

  /// ` relabelled: …, by NAME at INSTANT`, as far as it is known.
  private static String when(String object, List<Change> window, Seen before, Seen after) {
    for (Change change : window) {
      if (change.object().equals(object)) {
        return ": "
            + change.what()
            + (change.actor() == null ? "" : ", by " + change.actor())
            + ", between "
            + change.after()
            + " and "
            + change.until()
            + (change.approval() == null ? "" : ", approved as " + change.approval());
      }
    }
    return ", between " + before.takenAt() + " and " + after.takenAt();
  }
}
