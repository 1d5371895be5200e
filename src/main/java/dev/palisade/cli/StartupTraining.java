package dev.palisade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the commands of a list in one JVM, which the build tells to keep the classes that they
/// load. No part of the command line.
final class StartupTraining {
  private StartupTraining() {}

  /// @param arguments the folder that holds the list `commands`
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String line : Files.readAllLines(folder.resolve("commands"), UTF_8)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        run(List.of(line.strip().replace("{folder}", folder.toString()).split("\\s+")));
      }
    }
  }

  private static void run(List<String> command) {
    var unread = new PrintWriter(Writer.nullWriter());
    String[] arguments = command.toArray(String[]::new);
    int code =
        Main.commandLine(arguments)
            .setOut(unread)
            .setErr(new PrintWriter(System.err, true, UTF_8))
            .execute(arguments);
    if (code > 1) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
  }
}
