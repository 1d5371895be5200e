package dev.palisade.cli;

import dev.palisade.application.VerifyEvidence;
import dev.palisade.application.VerifyStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `verify`: whether evidence is what was issued.
@Command(
    name = "verify",
    description =
        "Says whether a report's bundle is what was issued, or with --store the whole database what was stored: VERIFIED, TAMPERED (what and where) or UNANCHORED (intact, but nothing from outside vouches for it).",
    footer = {
      "",
      "Take key or checkpoint from elsewhere than the bundle: whoever can forge a bundle can put a key into it.",
      "Exits 1 when it is TAMPERED, 4 when it is UNANCHORED."
    })
final class Verify implements Callable<Integer> {
  private static final int TAMPERED = 1;
  private static final int A_PERSON_MUST_LOOK = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "A bundle (ZIP), or the PDF or JSON of a report.")
  private @Nullable Path file;

  @Option(
      names = "--store",
      description =
          "Recompute all evidence in the installation's database instead, as serve finds it: the one that is configured (QUARKUS_DATASOURCE_JDBC_URL), else that in the data folder. The service may run or not.")
  private boolean store;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the embedded database, with --store (default: ~/.palisade).")
  private Path data = Path.of(System.getProperty("user.home"), ".palisade");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "A public key of the installation: NAME+ID+KEY, or a file of such lines or of PEM. May be given several times; one of them must have signed.")
  private List<String> keys = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "The certificate that the installation signs its PDF with, for a PDF.")
  private @Nullable Path certificate;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint of the log that you were sent before.")
  private @Nullable Path checkpoint;

  @Override
  public Integer call() {
    VerifyEvidence result = result();
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.answer());
    result.reasons().forEach(reason -> out.println("  " + Messages.oneLine(reason)));
    out.flush();
    return switch (result.answer()) {
      case VERIFIED -> 0;
      case TAMPERED -> TAMPERED;
      case UNANCHORED -> A_PERSON_MUST_LOOK;
    };
  }

  private VerifyEvidence result() {
    Path bundle = file;
    if ((bundle != null) == store) {
      throw new ParameterException(
          spec.commandLine(), "name one file to verify, or --store for the database");
    }
    return bundle == null
        ? VerifyStore.of(data, keys, checkpoint)
        : VerifyEvidence.of(bundle, keys, checkpoint, certificate);
  }
}
