package dev.palisade.cli;

import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.application.MapConnectivity;
import dev.palisade.application.UnusableInput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Override
  public Integer call() {
    if (scope != null && format != MapConnectivity.Format.SVG) {
      throw new UnusableInput("--scope: zones are in --format svg alone");
    }
    MapConnectivity map =
        MapConnectivity.of(new MapConnectivity.Request(paths, manifests.choice(), level, from, to, scope));
    Messages.print(map.warnings(), spec.commandLine().getErr());
    map.write(format, spec.commandLine().getOut());
    return 0;
  }
}
