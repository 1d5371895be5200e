package dev.palisade.application;

import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.preflight.Preflight;
import dev.palisade.application.preflight.PreflightJson;
import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.kubernetes.ConnectedCollector;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.PreflightStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks which rights the service has in the clusters that it collects, and keeps the answers.
@ApplicationScoped
public class CheckRights {
  private static final Logger LOG = Logger.getLogger(CheckRights.class);

  private final ConfiguredClusters clusters;
  private final CatalogueInForce catalogue;
  private final PreflightStore answers;
  private final Clock clock;

  public CheckRights(
      ConfiguredClusters clusters,
      CatalogueInForce catalogue,
      PreflightStore answers,
      Clock clock) {
    this.clusters = clusters;
    this.catalogue = catalogue;
    this.answers = answers;
    this.clock = clock;
  }

  /// Asks a cluster now.
  ///
  /// @throws NotFound if the configuration has no such cluster
  /// @throws UnusableInput if it is read from files, or its kubeconfig cannot be used
  /// @throws ServerFault if its API server does not answer
  public Preflight check(String cluster) {
    ConfiguredClusters.Source source = clusters.byName().get(cluster);
    if (source == null) {
      throw new NotFound(
          "no cluster " + cluster + " is configured (palisade.clusters." + cluster + ")");
    }
    if (source.files().isPresent()) {
      throw new UnusableInput("cluster " + cluster + " is read from files, which needs no rights");
    }
    Preflight preflight =
        preflight(
            source.kubeconfig().orElse(null),
            source.context().orElse(null),
            cluster,
            catalogue.catalogue(),
            clock);
    answers.keep(cluster, preflight.checkedAt(), PreflightJson.of(preflight));
    return preflight;
  }

  /// Asks a cluster, whoever keeps the answer.
  ///
  /// @param kubeconfig null: found as kubectl finds one
  /// @param context null: the current one
  /// @throws UnusableInput if there is no such kubeconfig or context
  /// @throws ServerFault if the API server does not answer
  public static Preflight preflight(
      @Nullable Path kubeconfig,
      @Nullable String context,
      String cluster,
      Catalogue catalogue,
      Clock clock) {
    try (ConnectedCollector collector =
        CollectSnapshot.open(kubeconfig, context, cluster, Trigger.REQUEST, "preflight", clock)) {
      return Preflight.of(cluster, collector.rights(), catalogue, clock.instant());
    } catch (NothingUsable e) {
      throw new ServerFault(String.valueOf(e.getMessage()), e);
    }
  }

  /// The newest answer; null when nobody asked yet.
  public @Nullable Preflight latest(String cluster) {
    String answer = answers.latest(cluster);
    return answer == null ? null : PreflightJson.read("preflight of " + cluster, answer);
  }

  /// Before a cluster is collected for the first time: asks, and says in the log what will be
  /// missing. Keeps nobody from collecting.
  public void beforeFirstCollection(String cluster) {
    if (answers.latest(cluster) != null) {
      return;
    }
    try {
      Preflight preflight = check(cluster);
      if (preflight.isComplete()) {
        LOG.infof(
            "preflight of cluster %s: all of %d rights are there", cluster, preflight.asked());
      } else {
        preflight
            .missing()
            .forEach(
                lack ->
                    LOG.warnf(
                        "preflight of cluster %s: may not %s; without, these cannot pass: %s",
                        cluster, lack.right(), String.join(", ", lack.affects())));
      }
    } catch (ServerFault | UnusableInput e) {
      LOG.warnf("preflight of cluster %s: %s", cluster, e.getMessage());
    }
  }
}
