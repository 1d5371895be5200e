package dev.palisade.cli;

import dev.palisade.application.MapZones;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `matrix`: zones by zones.
@Command(
    name = "matrix",
    description = "Shows what the policies allow from each zone of a scope to each other.",
    footer = {"", "Exits 1 when something could not be read, so that the matrix may lack traffic."})
final class Matrix implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of manifests, together one cluster; or a snapshot file.")
  private List<Path> paths = List.of();

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "FILE",
      description = "The scope: zones, networks, authorised flows.")
  private Path scope = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the matrix is written: ${COMPLETION-CANDIDATES} (default: txt).")
  private MapZones.Format format = MapZones.Format.TXT;

  @Override
  public Integer call() {
    MapZones zones = MapZones.of(paths, scope, manifests.choice());
    Messages.print(zones.messages(), spec.commandLine().getErr());
    zones.write(format, spec.commandLine().getOut());
    return zones.isWhole() ? 0 : 1;
  }
}
