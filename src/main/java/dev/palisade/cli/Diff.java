package dev.palisade.cli;

import dev.palisade.application.CompareManifests;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diff`: what differs between two states of a cluster.
@Command(
    name = "diff",
    description = "Compares the traffic that two states of a cluster allow.",
    footer = {"", "Exits 1 when there is a difference."})
final class Diff implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A file or folder of manifests, or a snapshot file.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "Likewise.")
  private Path after = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How differences are written: ${COMPLETION-CANDIDATES} (default: txt).")
  private CompareManifests.Format format = CompareManifests.Format.TXT;

  @Override
  public Integer call() {
    CompareManifests comparison = CompareManifests.of(before, after, manifests.choice());
    Messages.print(comparison.warnings(), spec.commandLine().getErr());
    comparison.write(format, spec.commandLine().getOut());
    return comparison.isEmpty() ? 0 : 1;
  }
}
