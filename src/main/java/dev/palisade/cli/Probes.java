package dev.palisade.cli;

import dev.palisade.application.PlanProbes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `probes`: what to try in the cluster itself.
@Command(
    name = "probes",
    description = "Plans tests of the segmentation, whose results `assess --probes` compares.",
    subcommands = Probes.Plan.class)
final class Probes implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /// `probes plan`.
  @Command(
      name = "plan",
      description =
          "Lists few connections that together cover every class of traffic between the zones of a scope.",
      footer = {"", "Exits 1 when something could not be read, so that the plan may lack probes."})
  static final class Plan implements Callable<Integer> {
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
        description = "The scope: zones and networks.")
    private Path scope = Path.of("");

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description =
            "How the plan is written: ${COMPLETION-CANDIDATES} (default: txt). kubectl is a script that prints results, jobs are Jobs whose logs are.")
    private PlanProbes.Format format = PlanProbes.Format.TXT;

    @Option(
        names = "--image",
        paramLabel = "IMAGE",
        description = "An image with a shell and nc, for kubectl and jobs (default: busybox).")
    private String image = "busybox";

    @Override
    public Integer call() {
      PlanProbes probes = PlanProbes.of(paths, scope, manifests.choice());
      Messages.print(probes.messages(), spec.commandLine().getErr());
      probes.write(format, image, spec.commandLine().getOut());
      return probes.isWhole() ? 0 : 1;
    }
  }
}
