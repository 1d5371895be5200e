package dev.palisade.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The root command: `subcommands` lists all that the command line can do.
@Command(
    name = "palisade",
    description = "Proves the network segmentation of a Kubernetes cluster from its policies.",
    mixinStandardHelpOptions = true,
    versionProvider = ReleaseVersion.class,
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:good",
      "1:the answer is no",
      "2:unusable input or command line",
      "3:a fault of Palisade or of a server",
      "4:a person must look"
    },
    subcommands = {
      Connectivity.class,
      Matrix.class,
      ScopeCommand.class,
      Explain.class,
      Expect.class,
      Diff.class,
      Assess.class,
      Collect.class,
      Serve.class
    })
final class Palisade {}
