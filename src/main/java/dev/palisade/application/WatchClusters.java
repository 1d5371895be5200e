package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.kubernetes.ClusterWatch;
import dev.palisade.collect.kubernetes.WatchLimits;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.JournalStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Watches the configured clusters between snapshots and writes the change journal. Every replica
/// of the service watches: what two of them see is kept once.
@ApplicationScoped
public class WatchClusters {
  private static final Logger LOG = Logger.getLogger(WatchClusters.class);

  private final ConfiguredClusters clusters;
  private final ConfiguredJournal settings;
  private final JournalStore journal;
  private final Clock clock;
  private final List<ClusterWatch> watches = new ArrayList<>();

  public WatchClusters(
      ConfiguredClusters clusters, ConfiguredJournal settings, JournalStore journal, Clock clock) {
    this.clusters = clusters;
    this.settings = settings;
    this.journal = journal;
    this.clock = clock;
  }

  /// Begins to watch every cluster that has an API server.
  public synchronized void start() {
    if (!settings.watch()) {
      return;
    }
    clusters
        .byName()
        .forEach(
            (name, source) -> {
              if (source.files().orElse(List.of()).isEmpty()) {
                begin(name, source);
              }
            });
  }

  private void begin(String cluster, ConfiguredClusters.Source source) {
    WatchLimits usual = WatchLimits.DEFAULT;
    WatchLimits limits =
        new WatchLimits(
            usual.lasting(),
            settings.proof(),
            usual.discovery(),
            usual.firstPause(),
            usual.longestPause());
    try {
      watches.add(
          ClusterWatch.begin(
              source.kubeconfig().orElse(null),
              source.context().orElse(null),
              clock,
              limits,
              kind -> journal.known(cluster, kind),
              notice -> take(cluster, notice)));
      LOG.infof("watching cluster %s", cluster);
    } catch (NothingUsable e) {
      LOG.errorf("cluster %s cannot be watched: %s", cluster, e.getMessage());
      take(
          cluster,
          new Blind(
              WatchedKind.ALL,
              clock.instant(),
              null,
              String.valueOf(e.getMessage()),
              Recovery.NONE));
    }
  }

  private void take(String cluster, WatchNotice notice) {
    if (notice instanceof Blind blind && blind.until() == null) {
      LOG.warnf("cluster %s, %s: not watched: %s", cluster, blind.kind(), blind.reason());
    }
    journal.append(cluster, notice);
  }

  /// Ends all watches, and waits until what they saw last is written down.
  public synchronized void stop() {
    watches.forEach(ClusterWatch::close);
    watches.clear();
  }
}
