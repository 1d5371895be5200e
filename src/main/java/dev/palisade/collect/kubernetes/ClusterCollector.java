package dev.palisade.collect.kubernetes;

import dev.palisade.collect.Collector;
import dev.palisade.collect.NothingUsable;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ReadableSettings;
import dev.palisade.snapshot.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Collects from the API server of a cluster.
/// - Asked are discovery, the version, one paged list call a kind of
///   [dev.palisade.snapshot.ResourceKinds] that the cluster serves, and the network plugins'
///   ConfigMaps by name. Never Secrets.
/// - A kind that is not served is NOT_INSTALLED and no gap. Whatever is refused, fails, breaks off
///   or makes no sense is a gap, and the collection goes on with the next kind.
/// - A namespaced kind that may not be listed cluster-wide is listed namespace by namespace.
public final class ClusterCollector implements Collector {

  private static final String CONFIG_MAP = "ConfigMap";

  /// What is left out on purpose, for the record.
  private static final List<String> FILTERS =
      List.of(
          "Secret: never asked for",
          "ConfigMap: of "
              + ReadableSettings.NAMESPACE
              + " only "
              + String.join(", ", ReadableSettings.configMaps()),
          "kinds that say nothing about traffic, exposure or access",
          "of objects: what evidence does not need, such as environments, commands, volumes and most of the status");

  private final KubernetesClient client;
  private final String clusterName;
  private final Trigger trigger;
  private final String requester;
  private final Clock clock;
  private final CollectionLimits limits;
  private final Consumer<Duration> pause;
  private final DoubleSupplier chance;

  /// @param client stays open; see [ClusterConnection] for one that leaves repetitions to the
  ///   collector
  /// @param clusterName the name that people gave the cluster
  /// @param requester user, schedule or program that asked for the snapshot
  public ClusterCollector(
      KubernetesClient client,
      String clusterName,
      Trigger trigger,
      String requester,
      Clock clock,
      CollectionLimits limits) {
    this(
        client,
        clusterName,
        trigger,
        requester,
        clock,
        limits,
        ClusterCollector::sleep,
        new SplittableRandom()::nextDouble);
  }

  ClusterCollector(
      KubernetesClient client,
      String clusterName,
      Trigger trigger,
      String requester,
      Clock clock,
      CollectionLimits limits,
      Consumer<Duration> pause,
      DoubleSupplier chance) {
    this.client = client;
    this.clusterName = clusterName;
    this.trigger = trigger;
    this.requester = requester;
    this.clock = clock;
    this.limits = limits;
    this.pause = pause;
    this.chance = chance;
  }

  /// @throws NothingUsable if the API server does not answer, or does not know who asks (401)
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  @Override
  public Snapshot collect() {
    return collect((kind, number, all) -> {});
  }

  /// @param listing told of each kind before it is listed
  /// @throws NothingUsable if the API server does not answer, or does not know who asks (401)
  Snapshot collect(Listing listing) {
    return new Run().collect(listing);
  }

  /// One collection.
  private final class Run {
    private final ApiServer server =
        new ApiServer(client, limits, new RetryBudget(limits, pause, chance), clock);
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final List<ListCall> calls = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private List<String> namespaces = List.of();
    private boolean allNamespaces;

    Snapshot collect(Listing listing) {
      Instant started = clock.instant();
      String version = apiServerVersion();
      Identification.compareClocks(server, notes);
      String user = Identification.user(server, notes);
      Discovery.Result discovered = Discovery.of(server);
      calls.addAll(discovered.calls());
      gaps.addAll(discovered.gaps());
      int number = 0;
      for (ServedKind kind : discovered.kinds()) {
        listing.next(kind.kind(), ++number, discovered.kinds().size());
        list(kind);
      }
      settings();
      ClusterIdentity cluster = new ClusterIdentity(clusterName, clusterUid(), version);
      Instant ended = clock.instant();
      return new Snapshot(
          cluster,
          ended,
          new CollectionRun(
              trigger, requester, Identification.program(), started, ended, user, FILTERS, notes),
          List.copyOf(manifests.values()),
          calls,
          gaps);
    }

    /// The first call: what fails here fails everywhere.
    private @Nullable String apiServerVersion() {
      try {
        return server.json("/version").get("gitVersion").text();
      } catch (CallFailed e) {
        if (e.status() == 0 || e.status() == 401) {
          throw new NothingUsable(client.getMasterUrl() + ": " + e.text(), e);
        }
        return null;
      } catch (MalformedDocument e) {
        throw new NothingUsable(client.getMasterUrl() + ": " + e.getMessage(), e);
      }
    }

    private void list(ServedKind kind) {
      KindListing.Result result =
          KindListing.of(server, limits.pageSize(), kind, namespaces, allNamespaces);
      result.manifests().forEach(this::keep);
      calls.add(result.call());
      gaps.addAll(result.gaps());
      notes.addAll(result.notes());
      if (kind.kind().equals("Namespace") && kind.apiVersion().equals("v1")) {
        namespaces = result.manifests().stream().map(m -> m.ref().name()).toList();
        allNamespaces = result.isComplete();
      }
    }

    private void keep(Manifest manifest) {
      manifests.put(manifest.ref().identity(), manifest);
    }

    /// The network plugins' ConfigMaps, one by one: listing them would read the others.
    private void settings() {
      int found = 0;
      int failed = 0;
      for (String name : ReadableSettings.configMaps()) {
        String path = "/api/v1/namespaces/" + ReadableSettings.NAMESPACE + "/configmaps/" + name;
        try {
          Cursor read = server.json(path);
          Manifest manifest = Manifests.of(new Document(path, "", root(read), null));
          if (manifest != null) {
            keep(manifest);
            found++;
          }
        } catch (CallFailed e) {
          if (!e.isUnknown()) {
            gaps.add(e.gap(CONFIG_MAP, ReadableSettings.NAMESPACE, name));
            failed++;
          }
        } catch (MalformedDocument e) {
          gaps.add(unreadable(name, e));
          failed++;
        }
      }
      Completeness completeness =
          failed == 0
              ? Completeness.COMPLETE
              : found > 0 ? Completeness.PARTIAL : Completeness.NOT_COLLECTED;
      calls.add(new ListCall("v1", CONFIG_MAP, found, null, completeness));
    }

    private static Node root(Cursor cursor) {
      if (cursor.node() == null) {
        throw cursor.malformed("must be an object");
      }
      return cursor.node();
    }

    private static Gap unreadable(String name, MalformedDocument e) {
      String message = String.valueOf(e.getMessage());
      return new Gap(Reason.UNREADABLE, CONFIG_MAP, ReadableSettings.NAMESPACE, name, 200, message);
    }

    /// The namespace kube-system is as old as the cluster and never made anew.
    private @Nullable String clusterUid() {
      Manifest system = manifests.get("/Namespace kube-system");
      if (system != null) {
        return system.ref().uid();
      }
      try {
        return server.json("/api/v1/namespaces/kube-system").get("metadata").get("uid").text();
      } catch (CallFailed | MalformedDocument e) {
        return null; // the gap of the kind Namespace says why
      }
    }
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
