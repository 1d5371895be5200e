package dev.palisade.application;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.reperformance.Reperformance.Asked;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Stay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a sample can be drawn from. Keys name what they mean to the last digest, so that a
/// population that was listed once cannot be taken for another one:
///
/// | population | key |
/// | --- | --- |
/// | snapshots | `SEQUENCE CHAIN-DIGEST` |
/// | objects, policies | `KIND APIVERSION NAMESPACE/NAME DIGEST FIRST-SNAPSHOT` |
/// | findings | `CHECK FINGERPRINT` |
/// | changes | `SEQUENCE KIND APIVERSION NAMESPACE/NAME BEFORE AFTER`, digests, `-` for none |
@ApplicationScoped
public class SampledPopulation {
  /// What one text of a population holds; a narrower range has fewer.
  private static final int MOST = 200_000;

  private final HistoryStore store;
  private final ReadEvidence evidence;
  private final ClusterHistory histories;

  public SampledPopulation(HistoryStore store, ReadEvidence evidence, ClusterHistory histories) {
    this.store = store;
    this.evidence = evidence;
    this.histories = histories;
  }

  /// Something that may be drawn.
  ///
  /// @param says what it is, for people
  /// @param stays of the objects that are its raw facts
  /// @param seenIn the snapshots whose list calls brought them
  /// @param finding its check and fingerprint; null: it is none
  record Candidate(
      String key, String says, List<Stay> stays, SortedSet<Long> seenIn, @Nullable Found finding) {}

  /// A finding of a report.
  record Found(String check, JudgedFinding finding) {}

  /// All items by their keys.
  ///
  /// @param report the one whose sample it is; null: of a range
  /// @throws UnusableInput if there are none, or too many
  SortedMap<String, Candidate> of(String cluster, Asked asked, @Nullable Report report) {
    List<Candidate> candidates =
        switch (asked.population()) {
          case SNAPSHOTS -> snapshots(cluster, asked);
          case OBJECTS -> objects(cluster, asked, Set.of());
          case POLICIES -> objects(cluster, asked, ClusterHistory.POLICIES);
          case FINDINGS -> findings(cluster, asked, report);
          case CHANGES -> changes(cluster, asked);
        };
    if (candidates.size() > MOST) {
      throw new UnusableInput(
          "the population has %d items, more than %d: narrow the range"
              .formatted(candidates.size(), MOST));
    }
    if (candidates.isEmpty()) {
      throw new UnusableInput(
          "there are no %s in snapshots %d to %d"
              .formatted(asked.population(), asked.fromSnapshot(), asked.toSnapshot()));
    }
    SortedMap<String, Candidate> byKey = new TreeMap<>();
    candidates.forEach(candidate -> byKey.put(candidate.key(), candidate));
    return byKey;
  }

  private List<Candidate> snapshots(String cluster, Asked asked) {
    List<Candidate> found = new ArrayList<>();
    for (SnapshotEntry s : entries(cluster, asked.fromSnapshot(), asked.toSnapshot())) {
      found.add(
          new Candidate(
              s.sequence() + " " + s.chain(),
              "snapshot %d, taken at %s: %d objects, %d gaps"
                  .formatted(s.sequence(), s.takenAt(), s.objects(), s.gaps()),
              List.of(),
              new TreeSet<>(Set.of(s.sequence())),
              null));
    }
    return found;
  }

  private List<SnapshotEntry> entries(String cluster, long from, long to) {
    int count = Math.toIntExact(Math.min(to - from + 1, MOST + 1L));
    return evidence.list(cluster, null, null, to + 1, count);
  }

  private List<Candidate> objects(String cluster, Asked asked, Collection<String> kinds) {
    List<Candidate> found = new ArrayList<>();
    for (Stay stay : standing(cluster, asked, kinds)) {
      found.add(
          new Candidate(
              name(stay.ref()) + " " + stay.ref().digest() + " " + stay.first(),
              stay.ref()
                  + " stood from snapshot "
                  + stay.first()
                  + (stay.last() == null ? " on" : " to " + stay.last()),
              List.of(stay),
              new TreeSet<>(Set.of(Math.max(stay.first(), asked.fromSnapshot()))),
              null));
    }
    return found;
  }

  private List<Stay> standing(String cluster, Asked asked, Collection<String> kinds) {
    return Stored.answer(
        () -> store.standing(cluster, asked.fromSnapshot(), asked.toSnapshot(), kinds));
  }

  private static String name(ResourceRef ref) {
    return ref.kind() + " " + ref.apiVersion() + " " + ref.qualifiedName();
  }

  private List<Candidate> findings(String cluster, Asked asked, @Nullable Report report) {
    if (report == null) {
      throw new UnusableInput("findings are those of a report: name one");
    }
    Map<String, Stay> byDigest = new HashMap<>();
    standing(cluster, asked, Set.of()).forEach(stay -> byDigest.put(key(stay.ref()), stay));
    List<Candidate> found = new ArrayList<>();
    for (JudgedCheck check : report.checks()) {
      for (JudgedFinding finding : check.findings()) {
        found.add(
            new Candidate(
                check.id() + " " + finding.fingerprint(),
                finding.summary(),
                finding.rules().stream()
                    .flatMap(rule -> Stream.ofNullable(byDigest.get(key(rule))))
                    .distinct()
                    .toList(),
                new TreeSet<>(Set.of(asked.toSnapshot())),
                new Found(check.id(), finding)));
      }
    }
    return found;
  }

  private static String key(ResourceRef ref) {
    return ref + " " + ref.digest();
  }

  private static String key(JudgedFinding.CitedPlace rule) {
    return rule.object() + " " + rule.digest();
  }

  /// Where the content of a policy begins or ends between two snapshots of the range.
  private List<Candidate> changes(String cluster, Asked asked) {
    Map<String, List<Stay>> byObject =
        standing(cluster, asked, ClusterHistory.POLICIES).stream()
            .collect(
                Collectors.groupingBy(stay -> name(stay.ref()), TreeMap::new, Collectors.toList()));
    Told told = told(cluster, asked);
    List<Candidate> found = new ArrayList<>();
    for (List<Stay> stays : byObject.values()) {
      for (Stay stay : stays) {
        if (stay.first() > asked.fromSnapshot()) {
          Stay before =
              stays.stream()
                  .filter(s -> s.last() != null && s.last() == stay.first() - 1)
                  .findFirst()
                  .orElse(null);
          found.add(change(stay.first(), before, stay, told));
        }
        Long last = stay.last();
        if (last != null
            && last < asked.toSnapshot()
            && stays.stream().noneMatch(s -> s.first() == last + 1)) {
          found.add(change(last + 1, stay, null, told));
        }
      }
    }
    return found;
  }

  /// What the service says of changes in general.
  private record Told(Map<Long, SnapshotEntry> snapshots, List<History.Change> changes) {
    String of(ResourceRef ref, long sequence) {
      SnapshotEntry before = snapshots.get(sequence - 1);
      SnapshotEntry after = snapshots.get(sequence);
      return changes.stream()
          .filter(c -> c.object().equals(ref.toString()) && before != null && after != null)
          .filter(c -> c.until().isAfter(before.takenAt()) && !c.until().isAfter(after.takenAt()))
          .map(
              c ->
                  "; %s by %s, approved: %s"
                      .formatted(
                          c.what(),
                          c.actor() == null ? "nobody known" : c.actor(),
                          c.approval() == null ? "nothing known" : c.approval()))
          .collect(Collectors.joining());
    }
  }

  private Told told(String cluster, Asked asked) {
    List<SnapshotEntry> entries = entries(cluster, asked.fromSnapshot(), asked.toSnapshot());
    Map<Long, SnapshotEntry> bySequence = new HashMap<>();
    entries.forEach(entry -> bySequence.put(entry.sequence(), entry));
    SnapshotEntry last = entries.getFirst();
    History.Changes changes = histories.of(cluster, last.sequence(), last.takenAt()).changes();
    return new Told(bySequence, changes == null ? List.of() : changes.changes());
  }

  private static Candidate change(
      long sequence, @Nullable Stay before, @Nullable Stay after, Told told) {
    List<Stay> stays = new ArrayList<>();
    if (before != null) {
      stays.add(before);
    }
    if (after != null) {
      stays.add(after);
    }
    ResourceRef ref = stays.getLast().ref();
    String what = before == null ? "created" : after == null ? "deleted" : "changed";
    return new Candidate(
        "%d %s %s %s".formatted(sequence, name(ref), digest(before), digest(after)),
        "%s %s between snapshots %d and %d%s"
            .formatted(ref, what, sequence - 1, sequence, told.of(ref, sequence)),
        stays,
        new TreeSet<>(Set.of(sequence - 1, sequence)),
        null);
  }

  private static String digest(@Nullable Stay stay) {
    return stay == null ? "-" : stay.ref().digest();
  }
}
