package dev.palisade.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The root command, and all that the command line can do.
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
    })
final class Palisade {

  private static final List<Class<?>> COMMANDS =
      List.of(
          Connectivity.class,
          Matrix.class,
          ScopeCommand.class,
          Explain.class,
          Expect.class,
          Diff.class,
          Probes.class,
          Review.class,
          Assess.class,
          Lint.class,
          Collect.class,
          Serve.class);

  private Palisade() {}

  /// The command line for these arguments: where the first one names a command, that command alone,
  /// since looking at the options of all of them takes longer than to explain a flow.
  static CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(new Palisade());
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(command -> arguments.length > 0 && nameOf(command).equals(arguments[0]))
            .toList();
    for (Class<?> command : named.isEmpty() ? COMMANDS : named) {
      line.addSubcommand(nameOf(command), command);
    }
    return line;
  }

  private static String nameOf(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}
