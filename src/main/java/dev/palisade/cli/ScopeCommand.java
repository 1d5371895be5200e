package dev.palisade.cli;

import dev.palisade.application.ReviseScope;
import dev.palisade.application.UnusableInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `scope`: helps the author of a scope.
@Command(
    name = "scope",
    description = "Proposes a scope, or holds one against manifests.",
    subcommands = {ScopeCommand.Init.class, ScopeCommand.Check.class})
final class ScopeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /// `scope init`.
  @Command(
      name = "init",
      description =
          "Proposes a scope from names, labels and what the policies let through. Read it before you use it.")
  static final class Init implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ManifestOptions manifests = new ManifestOptions();

    @Parameters(
        arity = "1..*",
        paramLabel = "PATH",
        description = "Files and folders of manifests, together one cluster; or a snapshot file.")
    private List<Path> paths = List.of();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write it to this file, which must not exist yet (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() {
      ReviseScope.Proposed proposed = ReviseScope.propose(paths, manifests.choice());
      Messages.print(proposed.messages(), spec.commandLine().getErr());
      if (out == null) {
        PrintWriter answer = spec.commandLine().getOut();
        answer.print(proposed.text());
        answer.flush();
        return 0;
      }
      try {
        Files.writeString(
            out, proposed.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        throw new UnusableInput("--out: " + out + " exists already");
      } catch (IOException e) {
        throw new UnusableInput("--out: " + out + ": cannot be written: " + e.getMessage());
      }
      spec.commandLine().getErr().println("wrote " + out);
      return 0;
    }
  }

  /// `scope check`.
  @Command(
      name = "check",
      description =
          "Says what of a scope does not fit manifests: namespaces in no zone, overlaps, register entries that match nothing, are not used or authorise too much; and which systems are connected to cardholder data.",
      footer = {"", "Exits 1 when there is something to look at."})
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ManifestOptions manifests = new ManifestOptions();

    @Parameters(
        arity = "1..*",
        paramLabel = "PATH",
        description = "Files and folders of manifests, together one cluster; or a snapshot file.")
    private List<Path> paths = List.of();

    @Option(names = "--scope", required = true, paramLabel = "FILE", description = "The scope.")
    private Path scope = Path.of("");

    @Option(
        names = "--as-of",
        paramLabel = "DATE",
        description = "The day at which reviews are overdue, such as 2026-03-31 (default: today).")
    private @Nullable String asOf;

    @Override
    public Integer call() {
      ReviseScope.Checked checked = ReviseScope.check(paths, scope, manifests.choice(), day(asOf));
      Messages.print(checked.messages(), spec.commandLine().getErr());
      PrintWriter answer = spec.commandLine().getOut();
      answer.print(checked.text());
      answer.flush();
      return checked.isGood() ? 0 : 1;
    }

    private static LocalDate day(@Nullable String text) {
      try {
        return text == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new UnusableInput("--as-of: '" + text + "' is no day: expected 2026-03-31");
      }
    }
  }
}
