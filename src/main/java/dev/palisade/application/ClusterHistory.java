package dev.palisade.application;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.AuditFeed;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.ActorStore;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Relabelled;
import dev.palisade.store.HistoryStore.Stay;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.StoredSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the stored snapshots and runs of a cluster say of the time before one of them: the facts
/// that checks of the past judge; with what the change journal tells between them, and who made
/// changes, as far as the API server says so.
@ApplicationScoped
public class ClusterHistory {
  private static final int MONTHS = 12;
  private static final int PAGE = 10_000;

  /// By how much the clock of an API server may be wrong before its events are not looked at.
  private static final Duration AROUND = Duration.ofHours(1);

  /// Policies of every dialect, and the sets that they refer to.
  static final Set<String> POLICIES =
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
  static final Set<String> LABELLED =
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
  private final JournalStore journal;
  private final ActorStore actors;
  private final ScheduleStore schedules;
  private final CampaignStore campaigns;
  private final ConfiguredJournal settings;

  public ClusterHistory(
      HistoryStore store,
      JournalStore journal,
      ActorStore actors,
      ScheduleStore schedules,
      CampaignStore campaigns,
      ConfiguredJournal settings) {
    this.store = store;
    this.journal = journal;
    this.actors = actors;
    this.schedules = schedules;
    this.campaigns = campaigns;
    this.settings = settings;
  }

  /// The history that a snapshot is judged with.
  ///
  /// @param asOf the instant of the judgement
  /// @throws NotFound if there is no such cluster or snapshot
  public History of(String cluster, long sequence, Instant asOf) {
    return Stored.answer(() -> read(cluster, sequence, monthsBefore(asOf), asOf));
  }

  /// The history of a period: what changed in it, and how collection went. Collections are expected
  /// in the period alone; an interval in which nobody was looking is told from its beginning on,
  /// where that lies before the period.
  ///
  /// @param sequence of its last snapshot
  /// @throws NotFound if there is no such cluster or snapshot
  History over(String cluster, long sequence, Interval period) {
    Instant end = period.until().minusMillis(1);
    return Stored.answer(
        () -> {
          History history = read(cluster, sequence, period.from(), end);
          if (history.watch() == null) {
            return history;
          }
          List<Look> all = store.looks(cluster);
          Watch within = watch(cluster, all, period.from().minusMillis(1), end);
          Watch longer = watch(cluster, all, monthsBefore(period.from()), end);
          return within == null || longer == null
              ? history
              : history.with(new Watch(longer.since(), within.expected(), longer.blind()));
        });
  }

  private static Instant monthsBefore(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
  }

  private History read(String cluster, long sequence, Instant from, Instant asOf) {
    List<Look> all = store.looks(cluster);
    if (sequence < 1 || sequence > all.size()) {
      throw new NotFound("cluster " + cluster + " has no snapshot " + sequence);
    }
    List<Look> looks = all.subList(0, Math.toIntExact(sequence));
    List<Stay> policies = store.stays(cluster, POLICIES, sequence);
    PastChanges past = new PastChanges(looks, policies);
    History history =
        History.since(looks.getFirst().takenAt())
            .firstSeen(past.firstSeen())
            .with(
                new PastSignOffs(policies, store.scopes(cluster))
                    .of(campaigns.signed(cluster), asOf));
    Watch watch = watch(cluster, all, from, asOf);
    if (watch != null) {
      history = history.with(watch);
    }
    AuditFeed feed = feed(cluster, from, asOf);
    if (feed != null) {
      history = history.with(feed);
    }
    long first = firstCompared(looks, from);
    return first == sequence
        ? history
        : history.with(changes(cluster, looks, first, policies, past));
  }

  /// With when the changes between two of the cluster's snapshots were made, and by whom.
  ///
  /// @param past what is known at the time of the later
  Comparison dated(String cluster, Comparison comparison, History past) {
    Long before = comparison.before().sequence();
    Long after = comparison.after().sequence();
    if (before == null || after == null || before >= after) {
      return comparison;
    }
    return Stored.answer(
        () ->
            comparison.dated(
                new ChangeDates(store, cluster, store.looks(cluster), past, before, after)::of));
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

  private Changes changes(
      String cluster, List<Look> looks, long first, List<Stay> policies, PastChanges past) {
    PastApprovals approvals = new PastApprovals(store.allowed(cluster, looks.getLast().takenAt()));
    Function<Set<String>, Map<String, String>> stored = digests -> store.contents(cluster, digests);
    LostContents lost = new LostContents();
    List<SeenChange> seen = new ArrayList<>(past.since(first, stored, approvals, lost));
    List<Relabelled> relabelled = store.relabelled(cluster, LABELLED, first, looks.size());
    Instant begin = looks.get(Math.toIntExact(first - 1)).begunAt();
    List<JournalEntry> entries = entries(cluster, begin, looks.getLast().takenAt());
    boolean labels = entries.stream().anyMatch(entry -> !entry.labels().isEmpty());
    Set<String> keys = new TreeSet<>();
    if (!relabelled.isEmpty() || labels) {
      List<Stay> standing =
          policies.stream().filter(p -> p.last() == null || p.last() >= first).toList();
      Map<String, String> contents =
          stored.apply(standing.stream().map(p -> p.ref().digest()).collect(Collectors.toSet()));
      seen.addAll(
          new PastLabels(looks, standing, contents, lost).of(relabelled, stored, approvals));
      contents.values().forEach(text -> keys.addAll(SelectedKeys.of(JsonText.read("", text))));
    }
    PastActors who =
        PastActors.of(
            actors.events(cluster, begin.minus(AROUND), looks.getLast().takenAt().plus(AROUND)),
            actors.admissions(cluster, begin.minus(AROUND), looks.getLast().takenAt().plus(AROUND)),
            entries);
    List<Change> all =
        new JournaledChanges(entries, seen, who, approvals, keys, looks.getFirst().takenAt())
            .all(stored);
    return new Changes(
        looks.get(Math.toIntExact(first - 1)).takenAt(),
        looks.getLast().takenAt(),
        looks.size() - first + 1,
        all,
        lost.reasons(),
        watchedTime(
            cluster,
            policies,
            looks.get(Math.toIntExact(first - 1)).takenAt(),
            looks.getLast().takenAt()));
  }

  /// When every kind was watched that there is a policy of, or that was ever watched, and those
  /// that each cluster has.
  private List<Stretch> watchedTime(
      String cluster, List<Stay> policies, Instant from, Instant until) {
    Set<WatchedKind> kinds = new TreeSet<>(journal.kinds(cluster));
    kinds.addAll(List.of(WatchedKind.NAMESPACE, WatchedKind.NETWORK_POLICY, WatchedKind.POD));
    for (Stay policy : policies) {
      String version = policy.ref().apiVersion();
      kinds.add(
          new WatchedKind(
              version.substring(0, Math.max(0, version.lastIndexOf('/'))), policy.ref().kind()));
    }
    List<Watched> told = journal.watched(cluster, from, until);
    List<Stretch> watched = from.isBefore(until) ? List.of(new Stretch(from, until)) : List.of();
    for (WatchedKind kind : kinds) {
      watched = both(watched, new WatchedTime(kind, from, until, told, List.of()).intervals());
    }
    return watched;
  }

  /// What is in some interval of each; those of one do not overlap.
  private static List<Stretch> both(List<Stretch> some, List<Stretch> others) {
    List<Stretch> both = new ArrayList<>();
    for (Stretch a : some) {
      for (Stretch b : others) {
        Instant from = a.from().isBefore(b.from()) ? b.from() : a.from();
        Instant until = a.until().isBefore(b.until()) ? a.until() : b.until();
        if (from.isBefore(until)) {
          both.add(new Stretch(from, until));
        }
      }
    }
    return both;
  }

  private List<JournalEntry> entries(String cluster, Instant from, Instant until) {
    List<JournalEntry> entries = new ArrayList<>();
    long after = 0;
    while (true) {
      List<JournalStore.Numbered> page =
          journal.entries(cluster, from, until.plusNanos(1_000), after, PAGE);
      page.forEach(one -> entries.add(one.entry()));
      if (page.size() < PAGE) {
        return entries;
      }
      after = page.getLast().id();
    }
  }

  /// Null when nothing was ever heard of an audit log.
  private @Nullable AuditFeed feed(String cluster, Instant from, Instant asOf) {
    ActorStore.Heard heard = actors.heard(cluster, asOf);
    if (heard == null) {
      return null;
    }
    Duration normal = settings.auditSilence();
    List<BlindInterval> silences = new ArrayList<>();
    for (ActorStore.Silence silence : actors.silences(cluster, from, asOf, normal)) {
      silences.add(new BlindInterval(silence.from(), silence.until(), longer(normal)));
    }
    if (heard.last().plus(normal).isBefore(asOf)) {
      silences.add(new BlindInterval(heard.last(), null, longer(normal)));
    }
    // which change it was of nobody knows, so that it may be one before, and it was late
    List<String> unread =
        actors.unusable(cluster, from, asOf.plus(normal)).stream()
            .map(ClusterHistory::unread)
            .toList();
    return new AuditFeed(heard.first(), heard.last(), silences, unread);
  }

  private static String unread(ActorStore.Unusable unusable) {
    return "%d audit events that arrived at %s could not be read: who changed what is not known of them (%s)"
        .formatted(unusable.events(), unusable.at(), unusable.reason());
  }

  private static String longer(Duration normal) {
    return "nothing was heard for longer than " + normal;
  }

  private @Nullable Watch watch(String cluster, List<Look> looks, Instant from, Instant asOf) {
    Map<String, List<StoredSchedule>> collecting =
        schedules.versions(cluster).stream()
            .filter(version -> version.task() == StoredSchedule.Task.COLLECT)
            .collect(
                Collectors.groupingBy(StoredSchedule::name, TreeMap::new, Collectors.toList()));
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
