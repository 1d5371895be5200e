package dev.palisade.application;

import dev.palisade.store.StoredRun;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a run is to do, in the form in which the queue keeps it: texts by name.
///
/// @param snapshot as [SnapshotChoice#parse] reads it; for assessments and reports
/// @param framework `all` or the one; for assessments and reports
/// @param asOf the instant at which expiries are judged; null: the snapshot's own
/// @param reperformance id of the request; null: it is other work
record RunOrder(
    String cluster,
    Work work,
    String snapshot,
    String framework,
    @Nullable Instant asOf,
    @Nullable UUID reperformance) {
  static final String CLUSTER = "cluster";
  static final String RUN = "run";
  static final String SCHEDULE = "schedule";

  /// What is done.
  enum Work {
    COLLECT(StoredRun.Kind.COLLECTION),
    ASSESS(StoredRun.Kind.ASSESSMENT),
    /// The next version, where there is a report on the snapshot.
    REPORT(StoredRun.Kind.REPORT),
    /// Unless there is a report on the snapshot.
    REPORT_ONCE(StoredRun.Kind.REPORT),
    /// What an auditor asked for.
    REPERFORM(StoredRun.Kind.REPERFORMANCE);

    private final StoredRun.Kind kind;

    Work(StoredRun.Kind kind) {
      this.kind = kind;
    }

    StoredRun.Kind kind() {
      return kind;
    }
  }

  RunOrder(String cluster, Work work, String snapshot, String framework, @Nullable Instant asOf) {
    this(cluster, work, snapshot, framework, asOf, null);
  }

  static RunOrder collect(String cluster) {
    return new RunOrder(cluster, Work.COLLECT, "latest", AssessCluster.ALL, null);
  }

  static RunOrder reperform(String cluster, UUID request) {
    return new RunOrder(cluster, Work.REPERFORM, "latest", AssessCluster.ALL, null, request);
  }

  /// @param run whose order it is
  Map<String, String> properties(UUID run) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(CLUSTER, cluster);
    properties.put(RUN, run.toString());
    properties.put("work", work.name());
    properties.put("snapshot", snapshot);
    properties.put("framework", framework);
    if (asOf != null) {
      properties.put("asOf", asOf.toString());
    }
    if (reperformance != null) {
      properties.put("reperformance", reperformance.toString());
    }
    return properties;
  }

  static RunOrder of(Map<String, String> properties) {
    String asOf = properties.get("asOf");
    String reperformance = properties.get("reperformance");
    return new RunOrder(
        required(properties, CLUSTER),
        Work.valueOf(required(properties, "work")),
        required(properties, "snapshot"),
        required(properties, "framework"),
        asOf == null ? null : Instant.parse(asOf),
        reperformance == null ? null : UUID.fromString(reperformance));
  }

  static String required(Map<String, String> properties, String name) {
    String value = properties.get(name);
    if (value == null) {
      throw new IllegalStateException("the queue has an order without " + name);
    }
    return value;
  }
}
