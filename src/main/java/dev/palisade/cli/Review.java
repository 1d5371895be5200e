package dev.palisade.cli;

import dev.palisade.application.ReviewManifests;
import dev.palisade.application.UnusableInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `review`: the verdict on a change before it is applied.
@Command(
    name = "review",
    description = "Judges a change before it is applied: allow, review or block.",
    footer = {"", "Exits 0 for allow, 1 for block, 4 when a person must look."})
final class Review implements Callable<Integer> {

  /// How the answer is written.
  enum Format {
    MD,
    JSON,
    SARIF,
    JUNIT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Option(
      names = "--before",
      required = true,
      paramLabel = "PATH",
      description = "The cluster as it is: files and folders of manifests, or a snapshot file.")
  private List<Path> before = List.of();

  @Option(
      names = "--change",
      paramLabel = "PATH",
      description = "What is to be applied; each object takes the place of the one of its name.")
  private List<Path> change = List.of();

  @Option(
      names = "--delete",
      paramLabel = "OBJECT",
      description = "What is to be deleted, such as \"NetworkPolicy shop/web\".")
  private List<String> delete = List.of();

  @Option(
      names = "--scope",
      paramLabel = "FILE",
      description = "The scope (default: none, and every namespace is judged as untrusted).")
  private @Nullable Path scope;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How the answer is written: ${COMPLETION-CANDIDATES} (default: md).")
  private Format format = Format.MD;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "When expiries are judged, and the time of a folder: a date, or an instant such as 2026-03-31T12:00:00Z (default: now).")
  private @Nullable String asOf;

  @Override
  public Integer call() {
    if (change.isEmpty() && delete.isEmpty()) {
      throw new UnusableInput(
          "the change neither applies nor deletes anything: --change, --delete");
    }
    ReviewManifests answer =
        ReviewManifests.of(
            new ReviewManifests.Request(
                before, change, delete, scope, AsOf.instant(asOf), manifests.choice()));
    Messages.print(answer.messages(), spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case MD -> answer.markdown();
          case JSON -> answer.json();
          case SARIF -> answer.sarif();
          case JUNIT -> answer.junit();
        });
    out.flush();
    return switch (answer.review().verdict()) {
      case ALLOW -> 0;
      case BLOCK -> 1;
      case REVIEW -> 4;
    };
  }
}
