package dev.palisade.cli;

import dev.palisade.application.CompareManifests;
import dev.palisade.application.CompareStates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diff`: what differs between two states of a cluster.
@Command(
    name = "diff",
    description =
        "Compares two states of a cluster: the traffic that they allow, their objects, and with a scope the outcomes of controls.",
    footer = {"", "Exits 1 when there is a difference."})
final class Diff implements Callable<Integer> {
  /// How differences are written.
  enum Format {
    TXT,
    CSV,
    JSON,
    MD,
    HTML,
    PDF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A file or folder of manifests, or a snapshot file.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "Likewise.")
  private Path after = Path.of("");

  @Option(
      names = "--scope",
      paramLabel = "FILE",
      description = "A scope: the outcomes of controls are compared too.")
  private @Nullable Path scope;

  @Option(
      names = "--scope-before",
      paramLabel = "FILE",
      description =
          "The scope that was in force before: json, md, html and pdf say what differs in it. Both states are judged by --scope.")
  private @Nullable Path scopeBefore;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "txt and csv: the traffic alone; json, md, html and pdf: objects and causes too (default: txt).")
  private Format format = Format.TXT;

  @Override
  public Integer call() {
    if (scopeBefore != null && scope == null) {
      throw new ParameterException(
          spec.commandLine(), "--scope-before needs --scope, which it is compared with");
    }
    return switch (format) {
      case TXT, CSV -> traffic();
      case JSON, MD, HTML, PDF -> everything();
    };
  }

  private int traffic() {
    CompareManifests comparison = CompareManifests.of(before, after, manifests.choice());
    Messages.print(comparison.warnings(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    boolean same = comparison.isEmpty();
    comparison.write(
        format == Format.CSV ? CompareManifests.Format.CSV : CompareManifests.Format.TXT, out);
    if (scope != null && format == Format.TXT) {
      String outcomes = CompareStates.of(before, after, manifests.choice(), scope).outcomes();
      out.print(outcomes);
      out.flush();
      same &= outcomes.isEmpty();
    }
    return same ? 0 : 1;
  }

  private int everything() {
    CompareStates comparison =
        CompareStates.of(before, after, manifests.choice(), scope, scopeBefore);
    Messages.print(comparison.warnings(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case MD -> out.print(comparison.markdown());
      case HTML -> out.print(comparison.html());
      case PDF -> {
        comparison.pdf(System.out);
        System.out.flush();
      }
      case TXT, CSV, JSON -> out.print(comparison.json());
    }
    out.flush();
    return comparison.isEmpty() ? 0 : 1;
  }
}
