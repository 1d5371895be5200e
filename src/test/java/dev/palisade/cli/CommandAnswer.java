package dev.palisade.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command line answers.
public record CommandAnswer(int code, String out, String err) {

  public static CommandAnswer of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new CommandAnswer(code, out.toString(), err.toString());
  }
}
