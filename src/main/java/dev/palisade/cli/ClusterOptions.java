package dev.palisade.cli;

import dev.palisade.application.CollectSnapshot;
import dev.palisade.application.UnusableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Clusters, as kubectl would find them.
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig (default: as kubectl finds one).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description =
          "The context in it (default: its current one). May be given several times: a snapshot each.")
  private List<String> contexts = List.of();

  @Option(names = "--all-contexts", description = "Every context of the kubeconfig.")
  private boolean all;

  /// One cluster to collect.
  ///
  /// @param context null: the current one
  record Target(@Nullable Path kubeconfig, @Nullable String context, String name) {}

  /// @param name what to call the cluster; null: as its context
  /// @throws UnusableInput if one name would stand for two clusters
  List<Target> targets(@Nullable String name) {
    if (all && !contexts.isEmpty()) {
      throw new UnusableInput("--all-contexts: --context does not go with it");
    }
    List<String> chosen = all ? CollectSnapshot.contexts(kubeconfig) : contexts;
    if (chosen.isEmpty()) {
      return List.of(new Target(kubeconfig, null, name == null ? "cluster" : name));
    }
    if (name != null && chosen.size() > 1) {
      throw new UnusableInput(
          "--cluster: one name cannot stand for " + chosen.size() + " clusters");
    }
    List<Target> targets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String context : chosen) {
      String called = name == null ? called(context, chosen.size()) : name;
      if (!names.add(called)) {
        throw new UnusableInput(
            "--context: two of them would be called " + called + ": collect them one by one");
      }
      targets.add(new Target(kubeconfig, context, called));
    }
    return targets;
  }

  /// Names of contexts hold what names of clusters and files cannot: `user@host:6443`,
  /// `arn:aws:eks:…/prod`.
  private static String called(String context, int of) {
    if (of == 1) {
      return context;
    }
    String clean = context.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return clean.length() <= 63
        ? clean
        : clean.substring(clean.length() - 63).replaceFirst("^[^A-Za-z0-9]+", "");
  }
}
