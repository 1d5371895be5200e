package dev.palisade.application;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Relabelled;
import dev.palisade.store.HistoryStore.Stay;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.StoredSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the stored snapshots and runs of a cluster say of the time before one of them: the facts
/// that checks of the past judge. Who made a change, and what the API server's audit log says, is
/// not known here.
@ApplicationScoped
public class ClusterHistory {
  private static final int MONTHS = 12;

  /// Policies of every dialect, and the sets that they refer to.
  private static final Set<String> POLICIES =
      Set.of(
          "AdminNetworkPolicy",
          "BaselineAdminNetworkPolicy",
          "CiliumCIDRGroup",
          "CiliumClusterwideNetworkPolicy",
          "CiliumNetworkPolicy",
          "ClusterNetworkPolicy",
          "GlobalNetworkPolicy",
          "GlobalNetworkSet",
          "NetworkPolicy",
          "NetworkSet",
          "Tier");

  /// What policies select by its labels, and what gives pods theirs.
  private static final Set<String> LABELLED =
      Set.of(
          "CronJob",
          "DaemonSet",
          "Deployment",
          "Job",
          "Namespace",
          "Pod",
          "ReplicaSet",
          "ReplicationController",
          "StatefulSet",
          "VirtualMachine",
          "VirtualMachineInstance");

  private final HistoryStore store;
  private final ScheduleStore schedules;

  public ClusterHistory(HistoryStore store, ScheduleStore schedules) {
    this.store = store;
    this.schedules = schedules;
  }

  /// The history that a snapshot is judged with.
  ///
  /// @param asOf the instant of the judgement
  /// @throws NotFound if there is no such cluster or snapshot
  public History of(String cluster, long sequence, Instant asOf) {
    return Stored.answer(() -> read(cluster, sequence, asOf));
  }

  private History read(String cluster, long sequence, Instant asOf) {
    List<Look> all = store.looks(cluster);
    if (sequence < 1 || sequence > all.size()) {
      throw new NotFound("cluster " + cluster + " has no snapshot " + sequence);
    }
    List<Look> looks = all.subList(0, Math.toIntExact(sequence));
    Instant from = asOf.atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
    List<Stay> policies = store.stays(cluster, POLICIES, sequence);
    PastChanges past = new PastChanges(looks, policies);
    History history = History.since(looks.getFirst().takenAt()).firstSeen(past.firstSeen());
    Watch watch = watch(cluster, all, from, asOf);
    if (watch != null) {
      history = history.with(watch);
    }
    long first = firstCompared(looks, from);
    return first == sequence
        ? history
        : history.with(
            new Changes(
                looks.get(Math.toIntExact(first - 1)).takenAt(),
                looks.getLast().takenAt(),
                sequence - first + 1,
                changes(cluster, looks, first, policies, past)));
  }

  /// The last snapshot before the months that are looked at: what came later is compared with it.
  private static long firstCompared(List<Look> looks, Instant from) {
    long first = 1;
    for (Look look : looks) {
      if (!look.takenAt().isAfter(from)) {
        first = look.sequence();
      }
    }
    return first;
  }

  private List<Change> changes(
      String cluster, List<Look> looks, long first, List<Stay> policies, PastChanges past) {
    PastApprovals approvals = new PastApprovals(store.allowed(cluster, looks.getLast().takenAt()));
    List<Change> changes =
        new ArrayList<>(past.since(first, digests -> store.contents(cluster, digests), approvals));
    List<Relabelled> relabelled = store.relabelled(cluster, LABELLED, first, looks.size());
    if (!relabelled.isEmpty()) {
      List<Stay> standing =
          policies.stream().filter(p -> p.last() == null || p.last() >= first).toList();
      Map<String, String> contents =
          store.contents(
              cluster, standing.stream().map(p -> p.ref().digest()).collect(Collectors.toSet()));
      changes.addAll(
          new PastLabels(looks, standing, contents)
              .of(relabelled, digests -> store.contents(cluster, digests), approvals));
    }
    return changes;
  }

  private @Nullable Watch watch(String cluster, List<Look> looks, Instant from, Instant asOf) {
    Map<String, List<StoredSchedule>> collecting =
        schedules.versions(cluster).stream()
            .filter(version -> version.task() == StoredSchedule.Task.COLLECT)
            .collect(
                Collectors.groupingBy(
                    StoredSchedule::name, TreeMap::new, Collectors.toList()));
    return collecting.isEmpty()
        ? null
        : CollectionWatch.of(
            List.copyOf(collecting.values()),
            store.attempts(
                cluster, collecting.keySet().stream().map(RunSchedules::requester).toList()),
            looks.stream().map(Look::takenAt).toList(),
            from,
            asOf);
  }
}
