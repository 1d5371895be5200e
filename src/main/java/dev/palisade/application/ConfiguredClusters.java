package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The clusters whose snapshots the service takes: `palisade.clusters.<name>.…`.
@ConfigMapping(prefix = "palisade.clusters")
public interface ConfiguredClusters {
  @WithParentName
  Map<String, Source> byName();

  /// Where a cluster's objects come from. `files` outweighs the others; with neither `files` nor
  /// `kubeconfig` it is the kubeconfig that kubectl would take, or the pod that the service runs
  /// in.
  interface Source {
    Optional<Path> kubeconfig();

    /// The kubeconfig's context; absent: its current one.
    Optional<String> context();

    /// Files and folders of manifests.
    Optional<List<Path>> files();
  }
}
