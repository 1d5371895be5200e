package dev.palisade.cli;

import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.application.ImaginePod;
import dev.palisade.application.MapConnectivity;
import dev.palisade.application.UnusableInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `connectivity`: the map of allowed traffic.
@Command(name = "connectivity", description = "Maps the traffic that the policies allow.")
final class Connectivity implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of manifests, together one cluster; or a snapshot file.")
  private List<Path> paths = List.of();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "What a line is about: workload or pod (default: workload).")
  private Level level = Level.WORKLOAD;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the map is written: ${COMPLETION-CANDIDATES} (default: txt).")
  private MapConnectivity.Format format = MapConnectivity.Format.TXT;

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description =
          "Only from this source: namespace/name, namespace/name[Kind], an address, a CIDR or internet.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DESTINATION", description = "Only to this destination.")
  private @Nullable String to;

  @Option(
      names = "--scope",
      paramLabel = "FILE",
      description = "A scope whose zones and networks the picture (svg) shows, not namespaces.")
  private @Nullable Path scope;

  @ArgGroup(exclusive = false, heading = "A pod that does not exist yet:%n")
  private @Nullable Future future;

  /// A pod in thought.
  static final class Future {
    @Option(
        names = "--pod",
        required = true,
        paramLabel = "NAMESPACE",
        description =
            "Instead of the map: what a pod that came into this namespace could reach, and who could reach it.")
    private String namespace = "";

    @Option(
        names = "--labels",
        split = ",",
        paramLabel = "KEY=VALUE",
        description = "Its labels (default: none).")
    private List<String> labels = List.of();

    @Option(
        names = "--service-account",
        paramLabel = "NAME",
        description = "Its service account (default: default).")
    private @Nullable String serviceAccount;

    @Option(
        names = "--port-names",
        split = ",",
        paramLabel = "NAME=PORT",
        description = "The ports that it names, such as http=8080 or dns=UDP/53.")
    private List<String> portNames = List.of();
  }

  @Override
  public Integer call() {
    if (future != null) {
      return imagine(future);
    }
    if (scope != null && format != MapConnectivity.Format.SVG) {
      throw new UnusableInput("--scope: zones are in --format svg alone");
    }
    MapConnectivity map =
        MapConnectivity.of(
            new MapConnectivity.Request(paths, manifests.choice(), level, from, to, scope));
    Messages.print(map.warnings(), spec.commandLine().getErr());
    map.write(format, spec.commandLine().getOut());
    return 0;
  }

  private int imagine(Future pod) {
    if (from != null || to != null || scope != null || level != Level.WORKLOAD) {
      throw new UnusableInput(
          "--pod: --from, --to, --level and --scope are of the map, and not for it");
    }
    ImaginePod answer =
        ImaginePod.of(
            new ImaginePod.Request(
                paths,
                manifests.choice(),
                pod.namespace,
                pod.labels,
                pod.serviceAccount,
                pod.portNames));
    String text = answer.text(format);
    Messages.print(answer.warnings(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
    return 0;
  }
}
