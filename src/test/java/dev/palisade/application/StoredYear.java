package dev.palisade.application;

import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.ActorStore;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A year of a cluster of 5,000 objects in a database, collected every hour, of which one object in
/// a hundred changes each day. `-Dpalisade.year=jdbc:…` takes a database that was filled before (by
/// `StoredYear.main`), `-Dpalisade.hours=…` makes the year shorter.
record StoredYear(ServiceDatabase database, int hours) {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  static final int HOURS = 8_760;
  static final String CLUSTER = "year";
  private static final int OBJECTS = 5_000;

  private static final class Holder {
    static final StoredYear YEAR = filled();
  }

  /// The same for all tests of a JVM.
  static StoredYear open() {
    return Holder.YEAR;
  }

  private static StoredYear filled() {
    int hours = Integer.getInteger("palisade.hours", HOURS);
    String url = System.getProperty("palisade.year");
    if (url != null) {
      return new StoredYear(new ServiceDatabase(url), hours);
    }
    ServiceDatabase database = new ServiceDatabase();
    EvidenceStore evidence = new EvidenceStore(database);
    HourlyCluster cluster =
        new HourlyCluster("KUBERNETES", OBJECTS, 7, HourlyCluster.Manner.STEADY);
    for (int h = 0; h < hours; h++) {
      evidence.append(snapshot(cluster, h));
      cluster.pass(OBJECTS / 100 / 24.0);
    }
    return new StoredYear(database, hours);
  }

  /// The cluster at an hour of the year.
  static Snapshot snapshot(HourlyCluster cluster, int hour) {
    Instant at = START.plus(Duration.ofHours(hour));
    return new Snapshot(
        new ClusterIdentity(CLUSTER, null, null),
        at,
        new CollectionRun(CollectionRun.Trigger.SCHEDULE, "test", "test", at.minusSeconds(5), at),
        cluster.manifests(),
        List.of(),
        List.of());
  }

  Instant end() {
    return START.plus(Duration.ofHours(hours));
  }

  ClusterHistory histories() {
    return new ClusterHistory(
        new HistoryStore(database),
        new JournalStore(database),
        new ActorStore(database),
        new ScheduleStore(database),
        new CampaignStore(database),
        new UsualJournal());
  }

  /// Fills a database, says where it is, and keeps it until the process is ended.
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(open().database().url());
    Thread.currentThread().join();
  }
}
