package dev.palisade.application;

import dev.palisade.store.ServiceDatabase;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// The program that [ReplicasTest] kills: a replica whose first collection never ends.
final class KilledReplica {
  private KilledReplica() {}

  /// @param arguments JDBC URL, folder of manifests, cluster
  public static void main(String[] arguments) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Replica replica =
        new Replica(
            new ServiceDatabase(arguments[0]),
            Path.of(arguments[1]),
            Set.of(arguments[2]),
            (run, steps) -> {
              System.out.println(run.id());
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    replica.start();
    replica.background.collect(arguments[2], "olga");
    never.await();
  }
}
