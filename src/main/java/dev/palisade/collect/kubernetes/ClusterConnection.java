package dev.palisade.collect.kubernetes;

import dev.palisade.collect.NothingUsable;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Clients for a collection: they leave timeouts and repetitions to the collector.
public final class ClusterConnection {

  private ClusterConnection() {}

  /// A client by a kubeconfig file.
  ///
  /// @param context the context to use; null: the file's current one
  /// @throws NothingUsable if the file cannot be read, or has no such context
  public static KubernetesClient kubeconfig(Path file, @Nullable String context) {
    if (!Files.isReadable(file)) {
      throw new NothingUsable(file + ": cannot be read as a kubeconfig");
    }
    Config config;
    try {
      config = Config.fromKubeconfig(context, file.toFile());
    } catch (RuntimeException e) { // of nonsense fabric8 throws whatever happens to it
      throw new NothingUsable(file + ": not a kubeconfig: " + e.getMessage(), e);
    }
    // fabric8 takes the current context where the named one is missing
    NamedContext used = config.getCurrentContext();
    if (used == null || (context != null && !context.equals(used.getName()))) {
      throw new NothingUsable(
          file + ": no context " + (context == null ? "is current" : context + " is there"));
    }
    return client(config);
  }

  /// Names of the contexts of a kubeconfig, sorted.
  ///
  /// @param file null: the one that kubectl would take
  /// @throws NothingUsable if the file cannot be read, or has no context
  public static List<String> contexts(@Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw new NothingUsable(file + ": cannot be read as a kubeconfig");
    }
    Config config;
    try {
      config = file == null ? Config.autoConfigure(null) : Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException e) { // of nonsense fabric8 throws whatever happens to it
      throw new NothingUsable(file + ": not a kubeconfig: " + e.getMessage(), e);
    }
    List<String> names =
        config.getContexts() == null
            ? List.of()
            : config.getContexts().stream().map(NamedContext::getName).sorted().toList();
    if (names.isEmpty()) {
      throw new NothingUsable((file == null ? "the kubeconfig" : file) + ": has no context");
    }
    return names;
  }

  /// A client as kubectl would make one: `KUBECONFIG`, `~/.kube/config`, or the service account of
  /// the pod that this runs in.
  ///
  /// @param context the kubeconfig's context to use; null: its current one
  public static KubernetesClient ambient(@Nullable String context) {
    return client(Config.autoConfigure(context));
  }

  /// A client by a configuration, which is changed: it no longer repeats failed calls.
  static KubernetesClient client(Config config) {
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
