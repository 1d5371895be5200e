package dev.palisade.cli;

import dev.palisade.application.CheckRights;
import dev.palisade.application.CollectSnapshot;
import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.UnusableInput;
import dev.palisade.application.preflight.Preflight;
import dev.palisade.application.preflight.PreflightJson;
import dev.palisade.application.preflight.PreflightText;
import dev.palisade.application.push.PushSnapshot;
import dev.palisade.application.push.PushSnapshot.Pushed;
import dev.palisade.compliance.control.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `collect`: snapshots, to files, to the local store or to a service.
@Command(
    name = "collect",
    description =
        "Takes a snapshot of a cluster, or of manifests, and hands it over: to a file, to the local store, or to a service.",
    footer = {
      "",
      "An interrupted push is continued by running the command again.",
      "Of several contexts, those that do not answer are told, and the others collected."
    })
final class Collect implements Callable<Integer> {
  private static final int FAULT = 3;

  /// Where objects come from: clusters or files.
  static final class Source {
    @ArgGroup(exclusive = false)
    private @Nullable ClusterOptions cluster;

    @Option(
        names = "--files",
        required = true,
        paramLabel = "DIR",
        description = "Files and folders of manifests, or a snapshot file, in place of a cluster.")
    private @Nullable List<Path> files;
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
      paramLabel = "FILE",
      description =
          "The snapshot file; compressed where its name ends in .gz. Of several contexts: a folder for CLUSTER.json.gz.")
  private @Nullable Path out;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "With neither --out nor --push, the data folder whose store takes the snapshot (default: ~/.palisade). A service that runs there is used, or one is started for the moment.")
  private Path data = Path.of(System.getProperty("user.home"), ".palisade");

  @Mixin private PushOptions push = new PushOptions();

  @Option(
      names = "--preflight",
      description =
          "Collect nothing: say which rights are missing, which checks that costs, and what grants them. Exits 1 when one is missing.")
  private boolean preflight;

  @Option(
      names = "--format",
      paramLabel = "txt|json",
      description = "Of the preflight (default: txt).")
  private Format format = Format.TXT;

  /// How a preflight is written.
  enum Format {
    TXT,
    JSON
  }

  @Override
  public Integer call() {
    if (preflight) {
      return preflight();
    }
    if (push.isIncomplete()) {
      push.push();
    }
    if (push.isGiven()) {
      return run(push.push());
    }
    if (out != null) {
      return run(null);
    }
    try (LocalStore store = LocalStore.in(data.toAbsolutePath().normalize())) {
      err().println(store.words());
      return run(store.push());
    }
  }

  private int run(@Nullable PushSnapshot service) {
    List<Path> files = source == null ? null : source.files;
    if (files != null) {
      String folder = String.valueOf(files.getFirst().toAbsolutePath().normalize().getFileName());
      handOver(
          CollectSnapshot.ofFiles(
              files, Objects.requireNonNullElse(name, folder), Clock.systemUTC()),
          out,
          service);
      return 0;
    }
    List<ClusterOptions.Target> targets = clusters().targets(name);
    if (targets.size() == 1) {
      handOver(collect(targets.getFirst()), out, service);
      return 0;
    }
    return all(targets, service);
  }

  private int preflight() {
    if (source != null && source.files != null) {
      throw new UnusableInput("--preflight: files need no rights");
    }
    Catalogue catalogue = Catalogue.load();
    int code = 0;
    for (ClusterOptions.Target target : clusters().targets(name)) {
      code = Math.max(code, told(() -> preflight(target, catalogue)));
    }
    return code;
  }

  private int preflight(ClusterOptions.Target target, Catalogue catalogue) {
    Preflight answer =
        CheckRights.preflight(
            target.kubeconfig(), target.context(), target.name(), catalogue, Clock.systemUTC());
    PrintWriter stdout = spec.commandLine().getOut();
    switch (format) {
      case TXT -> stdout.print(PreflightText.of(answer));
      case JSON -> stdout.println(PreflightJson.of(answer));
    }
    stdout.flush();
    return answer.isComplete() ? 0 : 1;
  }

  private ClusterOptions clusters() {
    return source == null || source.cluster == null ? new ClusterOptions() : source.cluster;
  }

  private int all(List<ClusterOptions.Target> targets, @Nullable PushSnapshot service) {
    int code = 0;
    for (ClusterOptions.Target target : targets) {
      err().println(target.name() + ":");
      int one = told(() -> one(target, service));
      code = Math.max(code, one);
    }
    return code;
  }

  private int one(ClusterOptions.Target target, @Nullable PushSnapshot service) {
    Path file = out == null ? null : folder(out).resolve(target.name() + ".json.gz");
    handOver(collect(target), file, service);
    return 0;
  }

  /// What one cluster cannot do is no matter to the next.
  private int told(Supplier<Integer> work) {
    try {
      return work.get();
    } catch (ServerFault e) {
      err().println("error: " + Messages.oneLine(String.valueOf(e.getMessage())));
      return FAULT;
    } catch (UnusableInput e) {
      Messages.print(e.messages(), err());
      return 2;
    }
  }

  private static Path folder(Path out) {
    try {
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw new UnusableInput("--out: " + out + ": is no folder and cannot be made one");
    }
  }

  private static CollectSnapshot collect(ClusterOptions.Target target) {
    return CollectSnapshot.ofCluster(
        target.kubeconfig(),
        target.context(),
        target.name(),
        System.getProperty("user.name", "unknown"),
        Clock.systemUTC());
  }

  private void handOver(
      CollectSnapshot collected, @Nullable Path file, @Nullable PushSnapshot service) {
    Messages.print(collected.messages(), err());
    if (file != null) {
      collected.write(file);
      err().println("wrote " + file);
    }
    if (service != null) {
      err().println(told(collected, service.push(collected.snapshot())));
    }
  }

  private static String told(CollectSnapshot collected, Pushed pushed) {
    String what =
        "snapshot %d of cluster %s"
            .formatted(pushed.sequence(), collected.snapshot().cluster().name());
    return switch (pushed.state()) {
      case APPENDED ->
          "pushed %s: %d objects, %d of them sent".formatted(what, pushed.objects(), pushed.sent());
      case WAS_THERE -> what + " was there already";
    };
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
