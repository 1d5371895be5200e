package dev.palisade.application;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.EvidenceStore.Selection;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReport;
import dev.palisade.store.StoredSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks into what was collected.
@ApplicationScoped
public class ReadEvidence {
  private final EvidenceStore evidence;
  private final ReportStore reports;

  public ReadEvidence(EvidenceStore evidence, ReportStore reports) {
    this.evidence = evidence;
    this.reports = reports;
  }

  /// Names of all clusters that were ever heard of, sorted.
  public List<String> clusters() {
    return evidence.clusters();
  }

  /// The newest snapshot; null when there is none yet, nor perhaps such a cluster.
  public @Nullable SnapshotEntry latest(String cluster) {
    StoredSnapshot latest = evidence.latest(cluster);
    return latest == null ? null : SnapshotEntry.of(latest);
  }

  /// @throws NotFound if there is no such cluster or snapshot
  public SnapshotEntry find(String cluster, SnapshotChoice choice) {
    return Stored.answer(() -> SnapshotEntry.of(evidence.find(cluster, sequence(cluster, choice))));
  }

  /// @throws NotFound if none has this id
  public SnapshotEntry find(UUID id) {
    StoredSnapshot found = evidence.find(id);
    if (found == null) {
      throw new NotFound("there is no snapshot " + id);
    }
    return SnapshotEntry.of(found);
  }

  /// Snapshots, the highest sequence first.
  ///
  /// @param from taken then or later; null: from the first
  /// @param until taken before that; null: to the last
  /// @param before only sequences below this one: the last of the page before; null: the first page
  /// @throws NotFound if there is no such cluster
  public List<SnapshotEntry> list(
      String cluster,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Long before,
      int limit) {
    return Stored.answer(
        () ->
            evidence.list(cluster, new Selection(from, until, before, limit)).stream()
                .map(SnapshotEntry::of)
                .toList());
  }

  /// A snapshot with its objects.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Snapshot snapshot(String cluster, SnapshotChoice choice) {
    return Stored.answer(() -> evidence.load(cluster, sequence(cluster, choice)));
  }

  /// The objects of a snapshot without their content, sorted.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public List<ResourceRef> objects(String cluster, long sequence) {
    return Stored.answer(() -> evidence.objects(cluster, sequence));
  }

  /// The canonical JSON of an object by its digest.
  ///
  /// @throws NotFound if the cluster never had such an object
  public String object(String cluster, String digest) {
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new UnusableInput("\"" + digest + "\" is no digest: 64 lower-case hex digits");
    }
    String content = Stored.answer(() -> evidence.content(cluster, digest));
    if (content == null) {
      throw new NotFound("cluster " + cluster + " never had an object " + digest);
    }
    return content;
  }

  private long sequence(String cluster, SnapshotChoice choice) {
    return switch (choice) {
      case SnapshotChoice.Latest latest -> {
        StoredSnapshot newest = evidence.latest(cluster);
        if (newest == null) {
          throw new NotFound("cluster " + cluster + " has no snapshot yet");
        }
        yield newest.sequence();
      }
      case SnapshotChoice.Numbered(long sequence) -> sequence;
      case SnapshotChoice.AsOf(Instant instant) -> {
        Long sequence = evidence.sequenceAt(cluster, instant);
        if (sequence == null) {
          throw new NotFound(
              "cluster " + cluster + " has no snapshot of " + instant + " or before");
        }
        yield sequence;
      }
      case SnapshotChoice.OfReport(String number, Integer version) ->
          report(cluster, number, version).snapshotSequence();
    };
  }

  private StoredReport report(String cluster, String number, @Nullable Integer version) {
    StoredReport found =
        version == null
            ? reports.versions(number).stream().reduce((a, b) -> b).orElse(null)
            : reports.find(number, version);
    if (found == null || !found.cluster().equals(cluster)) {
      throw new NotFound(
          "cluster "
              + cluster
              + " has no report "
              + number
              + (version == null ? "" : "-v" + version));
    }
    return found;
  }
}
