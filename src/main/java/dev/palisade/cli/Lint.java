package dev.palisade.cli;

import dev.palisade.application.LintManifests;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lint`: advice on policies.
@Command(
    name = "lint",
    description =
        "Advises on policies: what is allowed to be written and seldom meant, and what an API server would refuse.",
    footer = {
      "",
      "Exits 1 when there is advice. Manifests are taken as the whole cluster: give the workloads with their policies."
    })
final class Lint implements Callable<Integer> {

  /// How advice is written.
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of manifests, together one cluster; or a snapshot file.")
  private List<Path> paths = List.of();

  @Option(
      names = "--scope",
      paramLabel = "FILE",
      description =
          "A scope: its zones say which namespaces are the system's (default: those of Kubernetes itself).")
  private @Nullable Path scope;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How advice is written: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  public Integer call() {
    LintManifests lint =
        LintManifests.of(new LintManifests.Request(paths, manifests.choice(), scope));
    Messages.print(lint.messages(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> lint.text(out);
      case JSON -> lint.json(out);
    }
    return lint.isClean() ? 0 : 1;
  }
}
