package dev.palisade.cli;

import dev.palisade.application.CollectSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `collect`: one snapshot, to a file.
@Command(
    name = "collect",
    description = "Takes one snapshot of a cluster, or of manifests, and writes it to a file.")
final class Collect implements Callable<Integer> {

  /// Where objects come from: a cluster or files.
  static final class Source {
    @ArgGroup(exclusive = false)
    private @Nullable Cluster cluster;

    @Option(
        names = "--files",
        required = true,
        paramLabel = "DIR",
        description = "Files and folders of manifests in place of a cluster.")
    private @Nullable List<Path> files;
  }

  /// A cluster, as kubectl would find it.
  static final class Cluster {
    @Option(
        names = "--kubeconfig",
        paramLabel = "FILE",
        description = "The kubeconfig (default: as kubectl finds one).")
    private @Nullable Path kubeconfig;

    @Option(
        names = "--context",
        paramLabel = "CONTEXT",
        description = "The context in it (default: its current one).")
    private @Nullable String context;
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(exclusive = true)
  private @Nullable Source source;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "What to call the cluster (default: as the context or folder is called).")
  private @Nullable String name;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The snapshot file; compressed where its name ends in .gz.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    CollectSnapshot collected = collect();
    Messages.print(collected.messages(), spec.commandLine().getErr());
    collected.write(out);
    spec.commandLine().getErr().println("wrote " + out);
    return 0;
  }

  private CollectSnapshot collect() {
    List<Path> files = source == null ? null : source.files;
    if (files != null) {
      String folder = String.valueOf(files.getFirst().toAbsolutePath().normalize().getFileName());
      return CollectSnapshot.ofFiles(
          files, Objects.requireNonNullElse(name, folder), Clock.systemUTC());
    }
    Cluster cluster = source == null ? null : source.cluster;
    Path kubeconfig = cluster == null ? null : cluster.kubeconfig;
    String context = cluster == null ? null : cluster.context;
    String called = name != null ? name : context != null ? context : "cluster";
    return CollectSnapshot.ofCluster(
        kubeconfig, context, called, System.getProperty("user.name", "unknown"), Clock.systemUTC());
  }
}
