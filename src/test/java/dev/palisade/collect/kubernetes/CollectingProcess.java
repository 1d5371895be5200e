package dev.palisade.collect.kubernetes;

import dev.palisade.document.CanonicalJson;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import dev.palisade.snapshot.SnapshotOutline;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Collects from the API server at an address and writes the snapshot nowhere, in a JVM of its own:
/// prints how many objects there were, how many gaps, the milliseconds and the megabytes.
final class CollectingProcess {
  private CollectingProcess() {}

  public static void main(String[] arguments) throws Exception {
    Instant begun = Instant.now();
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(arguments[0]).build();
    try (KubernetesClient client = ClusterConnection.client(config)) {
      Snapshot snapshot =
          new ClusterCollector(
                  client,
                  "big",
                  Trigger.REQUEST,
                  "test",
                  Clock.systemUTC(),
                  CollectionLimits.DEFAULT)
              .collect();
      // what is done with it next: to a file, or to a service
      SnapshotFile.write(snapshot, OutputStream.nullOutputStream());
      int outline = CanonicalJson.bytes(SnapshotOutline.of(snapshot)).length;
      long peak =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getPeakUsage().getUsed())
              .sum();
      System.gc();
      long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      System.out.printf(
          "%d objects, %d gaps, outline %d KB, %d ms, peak %d MB, live %d MB%n",
          snapshot.manifests().size(),
          snapshot.gaps().size(),
          outline >> 10,
          Duration.between(begun, Instant.now()).toMillis(),
          peak >> 20,
          live >> 20);
    }
    System.exit(0);
  }
}
