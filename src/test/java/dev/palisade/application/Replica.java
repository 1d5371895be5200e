package dev.palisade.application;

import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PreflightStore;
import dev.palisade.store.RunStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import dev.palisade.store.StoredRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/// A replica of the service without Quarkus: a Quartz scheduler of its own on the shared tables,
/// and the use cases that it calls. Collects from folders.
final class Replica implements AutoCloseable {
  final Scheduler scheduler;
  final RunStore runs;
  final RunQueue queue;
  final KeepSchedules schedules;
  final RunInBackground background;
  final RunsAtWork present;
  final EvidenceStore evidence;

  /// What happens as soon as a collection has begun.
  @FunctionalInterface
  interface Begun {
    void on(StoredRun run, Steps steps);
  }

  private record Folder(Optional<List<Path>> files) implements ConfiguredClusters.Source {
    @Override
    public Optional<Path> kubeconfig() {
      return Optional.empty();
    }

    @Override
    public Optional<String> context() {
      return Optional.empty();
    }
  }

  private record Provider(ServiceDatabase database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return database.getConnection();
    }

    @Override
    public void shutdown() {}

    @Override
    public void initialize() {}
  }

  Replica(ServiceDatabase database, Path manifests, Set<String> clusters, Begun begun)
      throws SchedulerException {
    Clock clock = Clock.systemUTC();
    String name = "database of " + UUID.randomUUID();
    DBConnectionManager.getInstance().addConnectionProvider(name, new Provider(database));
    scheduler = scheduler(name);
    runs = new RunStore(database);
    queue = new RunQueue(scheduler, runs);
    evidence = new EvidenceStore(database);
    ScheduleStore versions = new ScheduleStore(database);
    TakeTurns turns = new TakeTurns(versions, runs);
    ConfiguredClusters.Source folder = new Folder(Optional.of(List.of(manifests)));
    Map<String, ConfiguredClusters.Source> sources =
        clusters.stream().collect(Collectors.toMap(Function.identity(), cluster -> folder));
    CatalogueInForce catalogue = new CatalogueInForce(Optional.empty());
    CheckRights rights =
        new CheckRights(() -> sources, catalogue, new PreflightStore(database), clock);
    CollectCluster collect =
        new CollectCluster(new TakeSnapshot(evidence), () -> sources, rights, clock) {
          @Override
          String collect(StoredRun run, Trigger trigger, Steps steps) {
            begun.on(run, steps);
            return super.collect(run, trigger, steps);
          }
        };
    present = new RunsAtWork(scheduler, runs, queue, clock);
    // only collections are asked for here
    DoWork work = new DoWork(collect, null, null, null, null, null, clock);
    WorkOnCluster onCluster =
        new WorkOnCluster(runs, queue, turns, work, present, new StoreResult(runs, clock), clock);
    scheduler.setJobFactory((fired, quartz) -> new ClusterJob(onCluster));
    ReadEvidence read = new ReadEvidence(evidence, null);
    schedules = new KeepSchedules(versions, queue, turns, collect, read, catalogue, clock);
    background =
        new RunInBackground(
            runs, queue, collect, read, null, null, new CatalogueInForce(Optional.empty()), clock);
  }

  private static Scheduler scheduler(String database) throws SchedulerException {
    Properties settings = new Properties();
    settings.put("org.quartz.scheduler.instanceName", "palisade");
    settings.put("org.quartz.scheduler.instanceId", UUID.randomUUID().toString());
    settings.put("org.quartz.scheduler.idleWaitTime", "1000");
    settings.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.put("org.quartz.threadPool.threadCount", "2");
    settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.put(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    settings.put("org.quartz.jobStore.useProperties", "true");
    settings.put("org.quartz.jobStore.tablePrefix", "QRTZ_");
    settings.put("org.quartz.jobStore.isClustered", "true");
    settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    settings.put("org.quartz.jobStore.clusterCheckinInterval", "1000");
    settings.put("org.quartz.jobStore.dataSource", database);
    // two of one name in a process would be one: each factory is asked once
    return new Factory(settings).instantiate();
  }

  /// The factory finds schedulers by their name, and gives the same one twice.
  private static final class Factory extends StdSchedulerFactory {
    Factory(Properties settings) throws SchedulerException {
      super(settings);
    }

    private Scheduler instantiate() throws SchedulerException {
      org.quartz.impl.SchedulerRepository.getInstance().remove("palisade");
      return getScheduler();
    }
  }

  Replica start() throws SchedulerException {
    scheduler.start();
    return this;
  }

  @Override
  public void close() throws SchedulerException {
    scheduler.shutdown(true);
  }
}
