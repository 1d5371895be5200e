package dev.palisade.cli;

import dev.palisade.golden.GoldenCase;
import dev.palisade.golden.GoldenFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// What commands answer: `in-command.txt` is the command line, in which words that begin with `in-`
/// are files of the case.
@Tag("golden")
class CommandsGoldenTest {
  @TestFactory
  Stream<DynamicTest> commands() {
    return GoldenFolder.of("commands").tests(CommandsGoldenTest::run);
  }

  private static Map<String, String> run(GoldenCase given) {
    given.inputs("in-*");
    Path command = given.input("in-command.txt");
    String folder = command.getParent() + "/";
    String[] words =
        Arrays.stream(given.text("in-command.txt").strip().split("\\s+"))
            .map(word -> word.startsWith("in-") ? folder + word : word)
            .toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(words)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return Map.of(
        "out-code.txt", code + "\n",
        "out-stdout.txt", out.toString().replace(folder, ""),
        "out-stderr.txt", err.toString().replace(folder, ""));
  }
}
