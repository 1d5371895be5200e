package dev.palisade.cli;

import dev.palisade.application.UnusableInput;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Entry point of every command. Quarkus' classes are touched by `serve` alone: the others run
/// without them.
public final class Main {
  private static final int UNUSABLE_INPUT = 2;
  private static final int FAULT = 3;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /// The command line with its rules for errors: one line `error: …` on stderr and never a stack
  /// trace.
  ///
  /// @param arguments that are to be executed; without them it knows every command
  static CommandLine commandLine(String... arguments) {
    return Palisade.commandLine(arguments)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler((fault, command, parsed) -> report(fault, command));
  }

  private static int report(Exception fault, CommandLine command) {
    if (fault instanceof UnusableInput unusable) {
      Messages.print(unusable.messages(), command.getErr());
      return UNUSABLE_INPUT;
    }
    command.getErr().println("error: " + Messages.oneLine(messageOf(fault)));
    return FAULT;
  }

  private static int refuse(ParameterException refusal, String[] arguments) {
    CommandLine command = refusal.getCommandLine();
    command.getErr().println("error: " + refusal.getMessage());
    command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
    return UNUSABLE_INPUT;
  }

  /// What a fault says; its kind where it says nothing.
  private static String messageOf(Exception fault) {
    String message = fault.getMessage();
    return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
  }
}
