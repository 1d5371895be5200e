package dev.palisade.cli;

import picocli.CommandLine;

/** Entry point of every command but the service. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Palisade()).execute(arguments));
  }
}
