package dev.palisade.cli;

import picocli.CommandLine.Command;

/** The root command: what stands under {@code subcommands} is what the command line can do. */
@Command(
    name = "palisade",
    description = "Proves the network segmentation of a Kubernetes cluster from its policies.",
    mixinStandardHelpOptions = true,
    version = "palisade 0.1.0",
    subcommands = {})
final class Palisade {}
