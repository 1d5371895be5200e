package dev.palisade.cli;

import dev.palisade.application.Expectations;
import dev.palisade.application.RunExpectations;
import dev.palisade.document.PrettyJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `expect`: unit tests for policies.
@Command(
    name = "expect",
    description = "Checks that manifests allow what files of cases expect, and nothing else.",
    footer = {"", "Exits 1 when anything is not as expected."})
final class Expect implements Callable<Integer> {

  /// How mismatches are written.
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

  @Parameters(arity = "1..*", paramLabel = "CASES.json", description = "Files of cases.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the result is written: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  public Integer call() {
    Expectations result = RunExpectations.of(files, manifests.choice());
    Messages.print(result.remarks(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> {
        result.mismatches().forEach(mismatch -> out.println(Messages.oneLine(mismatch.toString())));
        out.println(result.summary());
      }
      case JSON -> out.println(PrettyJson.text(result.json()));
    }
    out.flush();
    return result.failed() > 0 ? 1 : 0;
  }
}
