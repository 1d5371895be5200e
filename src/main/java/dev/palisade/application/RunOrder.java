package dev.palisade.application;

import dev.palisade.compliance.report.period.CalendarPeriod;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a run is to do, in the form in which the queue keeps it: texts by name.
///
/// @param snapshot as [SnapshotChoice#parse] reads it; for assessments and reports
/// @param framework `all` or the one; for assessments and reports
/// @param asOf the instant at which expiries are judged; null: the snapshot's own
/// @param period for reports on one; null with other work
/// @param reperformance id of the request; null: it is other work
/// @param group clusters of a report over several; null: it is other work
record RunOrder(
    String cluster,
    Work work,
    String snapshot,
    String framework,
    @Nullable Instant asOf,
    @Nullable Interval period,
    @Nullable UUID reperformance,
    @Nullable Group group) {
  static final String CLUSTER = "cluster";
  static final String RUN = "run";
  static final String SCHEDULE = "schedule";
  private static final String CLUSTERS = "clusters";

  /// Clusters that are reported on together.
  ///
  /// @param name null: they were named one by one
  /// @param clusters sorted
  record Group(@Nullable String name, List<String> clusters) {
    Group {
      clusters = clusters.stream().sorted().distinct().toList();
    }
  }

  /// What is done.
  enum Work {
    COLLECT(StoredRun.Kind.COLLECTION),
    ASSESS(StoredRun.Kind.ASSESSMENT),
    /// The next version, where there is a report on the snapshot.
    REPORT(StoredRun.Kind.REPORT),
    /// Unless there is a report on the snapshot.
    REPORT_ONCE(StoredRun.Kind.REPORT),
    /// On a period: the next version, where there is a report on it.
    REPORT_PERIOD(StoredRun.Kind.REPORT),
    /// On a period, unless there is a report on it.
    REPORT_PERIOD_ONCE(StoredRun.Kind.REPORT),
    /// Over several clusters, on their newest snapshots or on a period.
    REPORT_GROUP(StoredRun.Kind.GROUP_REPORT),
    /// What an auditor asked for.
    REPERFORM(StoredRun.Kind.REPERFORMANCE),
    /// Of campaigns and exceptions.
    REMIND(StoredRun.Kind.REMINDER);

    private final StoredRun.Kind kind;

    Work(StoredRun.Kind kind) {
      this.kind = kind;
    }

    StoredRun.Kind kind() {
      return kind;
    }
  }

  static RunOrder collect(String cluster) {
    return on(cluster, Work.COLLECT, "latest", AssessCluster.ALL, null);
  }

  /// Work on a snapshot.
  static RunOrder on(
      String cluster, Work work, String snapshot, String framework, @Nullable Instant asOf) {
    return new RunOrder(cluster, work, snapshot, framework, asOf, null, null, null);
  }

  /// A report on a period.
  static RunOrder over(String cluster, String framework, Interval period) {
    return new RunOrder(cluster, Work.REPORT_PERIOD, "latest", framework, null, period, null, null);
  }

  /// What a schedule wants of a turn.
  ///
  /// @param due when it expected it
  static RunOrder of(StoredSchedule schedule, Instant due) {
    CalendarPeriod period = ScheduleVersion.period(schedule);
    return new RunOrder(
        schedule.cluster(),
        TakeTurns.work(schedule),
        "latest",
        schedule.framework(),
        null,
        period == null ? null : period.before(due),
        null,
        null);
  }

  /// A report over several clusters: the run is that of the first of them.
  ///
  /// @param period null: on their newest snapshots
  static RunOrder over(Group group, String framework, @Nullable Interval period) {
    return new RunOrder(
        group.clusters().getFirst(),
        Work.REPORT_GROUP,
        "latest",
        framework,
        null,
        period,
        null,
        group);
  }

  static RunOrder reperform(String cluster, UUID request) {
    return new RunOrder(
        cluster, Work.REPERFORM, "latest", AssessCluster.ALL, null, null, request, null);
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
    if (period != null) {
      properties.put("from", period.from().toString());
      properties.put("until", period.until().toString());
    }
    if (reperformance != null) {
      properties.put("reperformance", reperformance.toString());
    }
    if (group != null) {
      properties.put(CLUSTERS, String.join(",", group.clusters()));
      if (group.name() != null) {
        properties.put("group", group.name());
      }
    }
    return properties;
  }

  static RunOrder of(Map<String, String> properties) {
    String asOf = properties.get("asOf");
    String from = properties.get("from");
    String reperformance = properties.get("reperformance");
    String clusters = properties.get(CLUSTERS);
    return new RunOrder(
        required(properties, CLUSTER),
        Work.valueOf(required(properties, "work")),
        required(properties, "snapshot"),
        required(properties, "framework"),
        asOf == null ? null : Instant.parse(asOf),
        from == null
            ? null
            : new Interval(Instant.parse(from), Instant.parse(required(properties, "until"))),
        reperformance == null ? null : UUID.fromString(reperformance),
        clusters == null ? null : new Group(properties.get("group"), List.of(clusters.split(","))));
  }

  static String required(Map<String, String> properties, String name) {
    String value = properties.get(name);
    if (value == null) {
      throw new IllegalStateException("the queue has an order without " + name);
    }
    return value;
  }
}
